//! What a client reads when a request does not reach the API: JSON in the form of a GraphQL error, in the
//! request's language, with the request's id and nothing about the cause.

use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use schema::error::Error;
use schema::text::{Language, Text};
use serde_json::json;

use super::observe::{RequestId, language};

/// A refusal in the form of a GraphQL error: `{"errors":[{"message":…,"extensions":{"code":…,"requestId":…}}]}`.
#[must_use]
pub fn refusal(
    status: StatusCode,
    code: &str,
    text: &Text,
    language: Language,
    request_id: Option<&RequestId>,
) -> Response {
    let body = json!({"errors": [{
        "message": text.in_language(language),
        "extensions": {"code": code, "requestId": request_id.map(RequestId::as_str)},
    }]});
    let no_store = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, no_store, Json(body)).into_response()
}

/// As [`refusal`], for what the work itself could not do; the cause of a fault goes to the log.
#[must_use]
pub fn failure(error: &Error, language: Language, request_id: Option<&RequestId>) -> Response {
    let status = match error {
        Error::Unauthenticated => StatusCode::UNAUTHORIZED,
        Error::Forbidden => StatusCode::FORBIDDEN,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Retry(cause) | Error::Unavailable(cause) => {
            tracing::warn!(%cause, "the database is out of reach");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Error::Bug(cause) => {
            tracing::error!(%cause, "a fault");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    };
    refusal(status, error.code(), &error.text(), language, request_id)
}

/// Puts our own words in place of the empty or English bodies of what refused the request: a limit, a timeout, a
/// guard, the routing. Answers in JSON are somebody's considered words and stay.
pub(super) async fn tell(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let language = language(request.headers());
    let response = next.run(request).await;
    let is_considered = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/"));
    let Some((code, text)) = words(response.status()).filter(|_| !is_considered) else {
        return response;
    };
    let (parts, _) = response.into_parts();
    let mut told = refusal(parts.status, code, &text, language, id.as_ref());
    // What else the refusal said, such as the methods that are allowed.
    for (name, value) in &parts.headers {
        if name.as_str().starts_with("content-") || told.headers().contains_key(name) {
            continue;
        }
        told.headers_mut().append(name, value.clone());
    }
    told
}

fn words(status: StatusCode) -> Option<(&'static str, Text)> {
    let (code, zh, en) = match status {
        StatusCode::FORBIDDEN => (
            "CROSS_ORIGIN",
            "请求来自其他网站，已被拒绝",
            "the request comes from another site and was refused",
        ),
        StatusCode::NOT_FOUND => ("NOT_FOUND", "没有这个地址", "there is no such address"),
        StatusCode::METHOD_NOT_ALLOWED => (
            "METHOD_NOT_ALLOWED",
            "这个地址不接受这种请求方式",
            "this address does not take this method",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "PAYLOAD_TOO_LARGE",
            "请求内容过大，请分次提交",
            "the request is too large; send it in parts",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "TIMEOUT",
            "处理时间过长，已停止；请稍后再试",
            "it took too long and was stopped; please try again in a moment",
        ),
        _ => return None,
    };
    Some((code, Text::new(zh, en)))
}

/// A link that leads nowhere (any more): made up, old, or its owner's right is gone. It says the same of
/// all of these.
pub fn no_link(language: Language, request_id: Option<&RequestId>) -> Response {
    refusal(
        StatusCode::NOT_FOUND,
        Error::NotFound.code(),
        &Text::new(
            "链接无效或已过期；请刷新页面后再打开",
            "the link is not valid or has ended; load the page again",
        ),
        language,
        request_id,
    )
}
