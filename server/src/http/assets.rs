//! The files of the built web client.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tower_http::services::{ServeDir, ServeFile};

/// Files by their path; every other path that names no file is a page of the client, which routes it.
pub(super) fn service(directory: &Path) -> Router {
    let page = ServeFile::new(directory.join("index.html"));
    Router::new()
        .nest_service("/assets", ServeDir::new(directory.join("assets")))
        .fallback_service(ServeDir::new(directory).fallback(page))
        .layer(from_fn(caching))
}

/// Built files carry a hash of their content in their name; everything else is asked for again.
async fn caching(request: Request, next: Next) -> Response {
    let hashed = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    if response.status().is_success() {
        let value = if hashed {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    response
}
