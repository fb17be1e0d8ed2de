//! An id for every request, one line in the log when it is done, and its numbers.

use std::any::Any;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use schema::error::Error;
use schema::text::Language;
use tracing::{Instrument as _, field};
use uuid::Uuid;

use super::Metrics;
use crate::graphql::{Operation, REQUEST_ID};

/// Gives the request its id: the one it brings where that is harmless to print, else a new one.
pub(super) async fn request_id(mut request: Request, next: Next) -> Response {
    let brought = request
        .headers()
        .get(REQUEST_ID)
        .filter(|id| is_harmless(id.as_bytes()))
        .cloned();
    let id = brought.or_else(|| HeaderValue::from_str(&Uuid::now_v7().to_string()).ok());
    let Some(id) = id else {
        return next.run(request).await;
    };
    request.headers_mut().insert(REQUEST_ID, id.clone());
    let span = tracing::info_span!(
        "request",
        request_id = id.to_str().unwrap_or_default(),
        operation = field::Empty,
        union = field::Empty
    );
    let mut response = next.run(request).instrument(span).await;
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

fn is_harmless(id: &[u8]) -> bool {
    (1..=64).contains(&id.len())
        && id
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

/// Counts the request and writes its line.
pub(super) async fn measure(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let response = next.run(request).await;
    let (status, time) = (response.status(), begun.elapsed());
    let operation = response.extensions().get::<Operation>();
    let label = operation.map_or("http", |operation| &operation.label);
    let failed = operation.is_some_and(|operation| operation.failed);
    metrics.count(label, status.as_u16(), failed, time);
    if let Some(operation) = operation {
        let span = tracing::Span::current();
        span.record("operation", &*operation.label);
        if let Some(union) = operation.union {
            span.record("union", field::display(union));
        }
        tracing::info!(
            status = status.as_u16(),
            failed,
            ms = time.as_millis(),
            "request"
        );
    } else {
        tracing::debug!(status = status.as_u16(), ms = time.as_millis(), "request");
    }
    response
}

/// What a panic becomes. Its words are for the log alone.
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without words");
    tracing::error!(panic = words, "a panic");
    let error = Error::bug("");
    let body = serde_json::json!({ "errors": [{ "message": error.text().in_language(Language::Chinese), "extensions": { "code": error.code() } }] });
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    response
}
