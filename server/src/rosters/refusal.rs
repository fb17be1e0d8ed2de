//! Why a file or a request was not taken.

use axum::http::{Extensions, StatusCode};
use axum::response::Response;
use schema::text::{Language, Text};

use crate::http::{RequestId, refusal};

/// Why a file can't be read, for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unreadable(pub(super) Text);

impl Unreadable {
    pub(super) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Text::new(zh, en))
    }

    pub(super) fn broken() -> Self {
        Self::new(
            "文件已损坏，无法读取；请用表格软件打开并另存为 .xlsx 后再上传",
            "the file is damaged; open it in a spreadsheet, save it as .xlsx and upload that",
        )
    }
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        tracing::debug!(%error, "a roster can't be read");
        Self::broken()
    }
}

/// The answer to a file that is not taken.
pub(super) fn unreadable(
    reason: &Unreadable,
    language: Language,
    request: &Extensions,
) -> Response {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    told(status, "BAD_USER_INPUT", &reason.0, language, request)
}

pub(super) fn told(
    status: StatusCode,
    code: &str,
    text: &Text,
    language: Language,
    request: &Extensions,
) -> Response {
    refusal(status, code, text, language, request.get::<RequestId>())
}
