//! The answer to a file that was sent: the shape of a mutation's payload, so that what is refused is told
//! in one form, whichever way it came.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use schema::error::{Refusal, UserErrorCode};
use schema::text::Language;
use serde_json::{Value, json};

/// `{"<what>":{"id":…},"errors":[]}` with this status.
#[must_use]
pub fn taken(status: StatusCode, what: &str, id: &str) -> Response {
    taken_as(status, what, json!({"id": id}))
}

/// `{"<what>":…,"errors":[]}` with this status, of what is more than an id.
#[must_use]
pub fn taken_as(status: StatusCode, what: &str, is: Value) -> Response {
    answer(status, json!({what: is, "errors": []}))
}

/// `{"<what>":null,"errors":[{"code":…,"path":[…],"message":…}]}`, as the API tells of what it refuses.
#[must_use]
pub fn refused(what: &str, refusals: &[Refusal], language: Language) -> Response {
    let errors: Vec<_> = refusals
        .iter()
        .map(|refusal| {
            json!({
                "code": code(refusal.code),
                "path": refusal.path,
                "message": refusal.text.in_language(language),
            })
        })
        .collect();
    answer(StatusCode::OK, json!({what: null, "errors": errors}))
}

fn answer(status: StatusCode, body: Value) -> Response {
    let no_store = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, no_store, Json(body)).into_response()
}

const fn code(code: UserErrorCode) -> &'static str {
    match code {
        UserErrorCode::Invalid => "INVALID",
        UserErrorCode::Required => "REQUIRED",
        UserErrorCode::Conflict => "CONFLICT",
        UserErrorCode::Limit => "LIMIT",
        UserErrorCode::State => "STATE",
        UserErrorCode::Duplicate => "DUPLICATE",
        UserErrorCode::Unavailable => "UNAVAILABLE",
    }
}
