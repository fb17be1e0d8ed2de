//! Hands out the built web client: files as they are, and its page for every address that a person opens.

use std::convert::Infallible;
use std::path::PathBuf;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use tower::{Service, ServiceExt as _, service_fn};
use tower_http::services::ServeDir;

/// Files below here carry a hash of their content in their name, so what a name holds never changes.
const HASHED: &str = "/assets/";
const PAGE: &str = "/index.html";
/// Below here are public notices: they come down by themselves, and no search engine keeps them.
const NOTICES: &str = "/gongshi/";
/// Decides which files browsers keep on the device, so browsers must see a newer one at once.
const SERVICE_WORKER: &str = "/sw.js";

/// The service for everything that no route takes. Without a directory nothing is found.
pub(super) fn site(
    directory: Option<PathBuf>,
) -> impl Service<Request, Response = Response, Error = Infallible, Future: Send>
+ Clone
+ Send
+ Sync
+ 'static {
    let files = directory.map(|directory| {
        ServeDir::new(directory)
            .precompressed_br()
            .precompressed_gzip()
    });
    service_fn(move |request: Request| {
        let files = files.clone();
        async move {
            Ok(match files {
                Some(files) => hand_out(files, request).await,
                None => StatusCode::NOT_FOUND.into_response(),
            })
        }
    })
}

async fn hand_out(files: ServeDir, request: Request) -> Response {
    let is_hashed = request.uri().path().starts_with(HASHED);
    let is_service_worker = request.uri().path() == SERVICE_WORKER;
    let is_notice = request.uri().path().starts_with(NOTICES);
    let page = page_request(&request);
    let is_opened = page.is_some();
    let mut response = find(files.clone(), request).await;
    if response.status() == StatusCode::NOT_FOUND
        && let Some(page) = page
    {
        response = find(files, page).await;
    }
    // "Not modified" does not say of what kind.
    let is_page = response
        .headers()
        .get(CONTENT_TYPE)
        .map_or(is_opened, |kind| kind.as_bytes().starts_with(b"text/html"));
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    if found {
        let cache = match (is_page || is_service_worker, is_hashed) {
            (true, _) => "no-cache",
            (false, true) => "public, max-age=31536000, immutable",
            (false, false) => "public, max-age=3600",
        };
        response
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    }
    if is_notice {
        response.headers_mut().insert(
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex, nofollow, noarchive"),
        );
    }
    response
}

/// The request for the page instead, when a person opens an address: a browser asks for HTML then. A missing
/// script or picture stays missing, or the browser would take the page for it.
fn page_request(request: &Request) -> Option<Request> {
    let wants_page = matches!(*request.method(), Method::GET | Method::HEAD)
        && !request.uri().path().starts_with(HASHED)
        && request.headers().get_all(ACCEPT).iter().any(|value| {
            value
                .to_str()
                .is_ok_and(|kinds| kinds.contains("text/html"))
        });
    wants_page.then(|| {
        let mut page = Request::new(Body::empty());
        *page.method_mut() = request.method().clone();
        *page.uri_mut() = Uri::from_static(PAGE);
        page.headers_mut().clone_from(request.headers());
        page
    })
}

async fn find(files: ServeDir, request: Request) -> Response {
    match files.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}
