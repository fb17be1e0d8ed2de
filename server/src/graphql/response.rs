//! Writing a GraphQL response to HTTP.

use std::str::FromStr;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use headers_accept::Accept;
use mediatype::MediaType;
use mediatype::names::{APPLICATION, JSON};
use schema::error::Error;
use schema::text::Language;
use serde_json::json;

use super::Done;

const PLAIN: MediaType<'static> = MediaType::new(APPLICATION, JSON);
const GRAPHQL: MediaType<'static> = MediaType::from_parts(
    APPLICATION,
    mediatype::Name::new_unchecked("graphql-response"),
    Some(JSON),
    &[],
);
// Where a client takes both alike it gets the older type, as the audits of graphql-http want it.
const FORMATS: &[MediaType<'static>] = &[PLAIN, GRAPHQL];

/// Media type of the answer, which also decides what the status says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `application/json`: 200 for every well-formed request.
    Json,
    /// `application/graphql-response+json`: 4xx where the request was not executed.
    GraphqlResponse,
}

impl Format {
    pub(super) fn negotiate(headers: &HeaderMap) -> Option<Self> {
        let Some(value) = headers.get(header::ACCEPT) else {
            return Some(Self::Json);
        };
        let accept = Accept::from_str(value.to_str().ok()?).ok()?;
        let best = accept.negotiate(FORMATS)?;
        Some(if best.suffix.is_some() {
            Self::GraphqlResponse
        } else {
            Self::Json
        })
    }

    const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        })
    }

    pub(super) fn response(self, done: Done) -> Response {
        let Done {
            response,
            operation,
            cookie,
        } = done;
        let executed = executed(&response);
        let status = match self {
            _ if executed => StatusCode::OK,
            Self::Json => StatusCode::OK,
            Self::GraphqlResponse => status_of(&response),
        };
        let body = if executed {
            serde_json::to_vec(&response)
        } else {
            serde_json::to_vec(
                &json!({ "errors": response.errors, "extensions": response.extensions }),
            )
        };
        let Ok(body) = body else {
            return Refusal::Internal.response(self);
        };
        let mut http = self.build(status, body);
        if let Some(cookie) = cookie {
            http.headers_mut().append(header::SET_COOKIE, cookie);
        }
        http.extensions_mut().insert(operation);
        http
    }

    fn build(self, status: StatusCode, body: Vec<u8>) -> Response {
        let mut http = Response::new(Body::from(body));
        *http.status_mut() = status;
        http.headers_mut()
            .insert(header::CONTENT_TYPE, self.content_type());
        http
    }
}

/// Errors of the execution say where they happened; an error of the request has no path.
pub(super) fn executed(response: &async_graphql::Response) -> bool {
    response.errors.is_empty() || response.errors.iter().any(|error| !error.path.is_empty())
}

/// How the request ended: `ok`, or the code of its first error.
pub(super) fn outcome(response: &async_graphql::Response) -> String {
    let Some(error) = response.errors.first() else {
        return "ok".to_owned();
    };
    match error.source::<Error>() {
        Some(ours) => ours.code().to_owned(),
        None => "GRAPHQL_VALIDATION_FAILED".to_owned(),
    }
}

fn status_of(response: &async_graphql::Response) -> StatusCode {
    match response
        .errors
        .iter()
        .find_map(|error| error.source::<Error>())
    {
        Some(Error::Unauthenticated) => StatusCode::UNAUTHORIZED,
        Some(Error::Forbidden) => StatusCode::FORBIDDEN,
        Some(Error::Retry(_) | Error::Unavailable(_)) => StatusCode::SERVICE_UNAVAILABLE,
        Some(Error::Bug(_)) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Why a request was not executed.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Not in any format that we speak.
    NotAcceptable,
    /// Not `application/json` in UTF-8.
    ContentType,
    /// No request in the sense of the specification; says what is wrong with it.
    Malformed(String),
    /// A document that can't be read or asks for too much.
    Document(String),
    /// Hash of a document that this server has not seen: the client sends the document with it.
    UnknownHash,
    /// Mutations are sent by POST.
    MutationByGet,
    /// The bearer is nobody; in the language of the request.
    Unauthenticated(String),
    /// Nobody can be looked up now; in the language of the request.
    Unavailable(String),
    /// A fault of ours.
    Internal,
}

impl Refusal {
    pub(super) fn from_error(error: &Error, language: Language) -> Self {
        let text = || error.text().in_language(language).to_owned();
        match error {
            Error::Unauthenticated => Self::Unauthenticated(text()),
            Error::Retry(cause) | Error::Unavailable(cause) => {
                tracing::warn!(%cause, "the bearer of a token can't be looked up now");
                Self::Unavailable(text())
            }
            _ => {
                tracing::error!(?error, "looking up the bearer of a token");
                Self::Internal
            }
        }
    }

    pub(super) fn response(self, format: Format) -> Response {
        let document_status = if format == Format::Json {
            StatusCode::OK
        } else {
            StatusCode::BAD_REQUEST
        };
        let (status, code, message) = match self {
            Self::NotAcceptable => (
                StatusCode::NOT_ACCEPTABLE,
                "NOT_ACCEPTABLE",
                "answers are application/json or application/graphql-response+json".to_owned(),
            ),
            Self::ContentType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "UNSUPPORTED_MEDIA_TYPE",
                "send application/json in UTF-8".to_owned(),
            ),
            Self::Malformed(message) => (StatusCode::BAD_REQUEST, "BAD_REQUEST", message),
            Self::Document(message) => (document_status, "GRAPHQL_VALIDATION_FAILED", message),
            Self::UnknownHash => (
                document_status,
                "PERSISTED_QUERY_NOT_FOUND",
                "PersistedQueryNotFound".to_owned(),
            ),
            Self::MutationByGet => (
                StatusCode::METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED",
                "mutations are sent by POST".to_owned(),
            ),
            Self::Unauthenticated(message) => {
                (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", message)
            }
            Self::Unavailable(message) => (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", message),
            Self::Internal => {
                let error = Error::bug("");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    error.code(),
                    error.text().in_language(Language::Chinese).to_owned(),
                )
            }
        };
        let body = json!({ "errors": [{ "message": message, "extensions": { "code": code } }] });
        let mut http = format.build(status, body.to_string().into_bytes());
        if status == StatusCode::METHOD_NOT_ALLOWED {
            http.headers_mut()
                .insert(header::ALLOW, HeaderValue::from_static("POST"));
        }
        if status == StatusCode::UNAUTHORIZED {
            http.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer error=\"invalid_token\""),
            );
        }
        http
    }
}
