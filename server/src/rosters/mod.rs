//! Rosters as files, beside the API: `POST /rosters?unionId=…&name=…` takes one in,
//! `GET /rosters/template.xlsx` is the one to fill in, `GET /rosters/{id}/faulty.xlsx` gives the faulty
//! rows back. What a row means, the schema knows.

mod download;
mod faulty;
pub(crate) mod template;
mod upload;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::sheets::Desk;

/// The routes. They limit their bodies themselves.
pub fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/rosters", post(upload::upload))
        .route("/rosters/template.xlsx", get(download::template))
        .route("/rosters/{id}/faulty.xlsx", get(download::faulty))
        .layer(DefaultBodyLimit::disable())
        .with_state(desk)
}
