//! Every request has an id, a span, a line in the log and a count.

use std::borrow::Cow;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_LANGUAGE, HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt as _;
use schema::text::{Language, Text};
use tracing::field::Empty;
use tracing::{Instrument as _, Span};
use uuid::Uuid;

use super::metrics::Metrics;
use super::refusal::refusal;

/// The header that carries the request's id, both ways.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, for logs, the audit trail and whoever asks for help: the caller's own where it is a short
/// word, a UUIDv7 otherwise. It is an extension of every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    fn of(headers: &HeaderMap) -> Self {
        let is_word = |id: &&str| {
            (1..=64).contains(&id.len())
                && id
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        };
        let given = headers
            .get(REQUEST_ID)
            .and_then(|id| id.to_str().ok())
            .filter(is_word);
        Self(given.map_or_else(|| Uuid::now_v7().simple().to_string().into(), Arc::from))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a request turned out to be. The API puts it among its response's extensions; other routes are known by
/// their path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// One word of a limited set, such as the root field: never a name that a client made up.
    pub name: Cow<'static, str>,
    /// How it ended: `ok`, `refused` or the code of an error, since GraphQL errors have status 200.
    pub outcome: Cow<'static, str>,
}

/// Writes into the request's span what became known of it. Call it in the request's own span.
pub fn note(operation: &str, union: Option<&str>) {
    let span = Span::current();
    span.record("operation", operation);
    if let Some(union) = union {
        span.record("union", union);
    }
}

/// The language that the caller asks for.
#[must_use]
pub fn language(headers: &HeaderMap) -> Language {
    Language::from_header(
        headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok()),
    )
}

pub(super) async fn observe(
    State(metrics): State<Arc<Metrics>>,
    mut request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let _in_flight = metrics.begin();
    let id = RequestId::of(request.headers());
    request.extensions_mut().insert(id.clone());
    let route = request.extensions().get::<MatchedPath>().cloned();
    // The query string may hold a person's facts; the path does not.
    let span = tracing::info_span!(
        "request",
        request_id = id.as_str(),
        method = %request.method(),
        path = request.uri().path(),
        union = Empty,
        operation = Empty,
    );
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    let operation = response.extensions_mut().remove::<Operation>();
    let is_api = operation.is_some();
    let operation = operation.unwrap_or_else(|| Operation {
        name: route.map_or(Cow::Borrowed("site"), |route| {
            route.as_str().to_owned().into()
        }),
        outcome: if status.is_server_error() {
            "error"
        } else {
            "ok"
        }
        .into(),
    });
    let took = begun.elapsed();
    metrics.count(&operation, status, took);
    span.in_scope(|| {
        let status = status.as_u16();
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let outcome = operation.outcome.as_ref();
        if status >= 500 {
            tracing::warn!(status, outcome, micros, "answered");
        } else if is_api {
            tracing::info!(status, outcome, micros, "answered");
        } else {
            tracing::debug!(status, outcome, micros, "answered");
        }
    });
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// A panic ends one request, not the connection or the server. What happened goes to the log by the panic hook.
pub(super) async fn catch_panic(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let language = language(request.headers());
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => refusal(
            StatusCode::INTERNAL_SERVER_ERROR,
            "INTERNAL_SERVER_ERROR",
            &Text::new(
                "系统出错了；请把请求编号告诉管理员",
                "something went wrong; tell the administrator the request id",
            ),
            language,
            id.as_ref(),
        ),
    }
}
