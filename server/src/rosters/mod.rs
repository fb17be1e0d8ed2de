//! Rosters as files, beside the API: `POST /rosters?unionId=…&name=…` takes one in,
//! `GET /rosters/template.xlsx` is the one to fill in, `GET /rosters/{id}/faulty.xlsx` gives the faulty
//! rows back. What a row means, the schema knows; here it is taken out of whatever file it came in.

mod download;
mod faulty;
mod guard;
mod kind;
mod read;
mod refusal;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod upload;
mod workbook;
mod xls;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Extensions, HeaderMap};
use axum::routing::{get, post};
use chrono::Utc;
use schema::error::{Error, Result};
use schema::tenancy::{Access, Database, Principal, Scope};
use schema::text::Language;
use tokio::sync::Semaphore;

use crate::graphql::Principals;
use crate::http::{RequestId, language};
use crate::keys::AccessTokens;

/// Files that one server reads at once; the others wait for their turn.
const READERS: usize = 2;

/// What the routes work with.
pub struct Rosters {
    database: Database,
    principals: Arc<Principals>,
    tokens: Arc<AccessTokens>,
    /// The longest file, in bytes.
    limit: usize,
    readers: Arc<Semaphore>,
}

impl std::fmt::Debug for Rosters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rosters")
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}

impl Rosters {
    /// For files of `limit` bytes at most.
    #[must_use]
    pub fn new(
        database: Database,
        principals: Arc<Principals>,
        tokens: Arc<AccessTokens>,
        limit: usize,
    ) -> Self {
        Self {
            database,
            principals,
            tokens,
            limit,
            readers: Arc::new(Semaphore::new(READERS)),
        }
    }

    async fn scope(&self, asker: &Asker, access: Access) -> Result<Scope> {
        Scope::open(
            &self.database,
            asker.principal.clone(),
            access,
            asker.language,
            asker.now,
            asker.request_id.clone(),
        )
        .await
    }
}

/// Who sends a request.
struct Asker {
    principal: Arc<Principal>,
    language: Language,
    now: chrono::DateTime<Utc>,
    request_id: Option<String>,
}

impl Asker {
    async fn of(rosters: &Rosters, headers: &HeaderMap, request: &Extensions) -> Result<Self> {
        let now = Utc::now();
        Ok(Self {
            principal: rosters
                .principals
                .bearing(&rosters.tokens, headers, now)
                .await?
                .ok_or(Error::Unauthenticated)?,
            language: language(headers),
            now,
            request_id: request.get::<RequestId>().map(ToString::to_string),
        })
    }
}

/// The routes. They limit their bodies themselves.
pub fn router(rosters: Arc<Rosters>) -> Router {
    Router::new()
        .route("/rosters", post(upload::upload))
        .route("/rosters/template.xlsx", get(download::template))
        .route("/rosters/{id}/faulty.xlsx", get(download::faulty))
        .layer(DefaultBodyLimit::disable())
        .with_state(rosters)
}
