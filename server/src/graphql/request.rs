//! Reading a GraphQL request from HTTP.

use async_graphql::Variables;
use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::response::Refusal;

/// The parameters of a request, as the specification names them.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    pub(super) query: Option<String>,
    pub(super) operation_name: Option<String>,
    #[serde(default)]
    variables: Option<Map<String, Value>>,
    #[serde(default)]
    pub(super) extensions: Option<Extensions>,
}

/// Extensions that we understand; others are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Extensions {
    pub(super) persisted_query: Option<PersistedQuery>,
}

/// "Automatic persisted queries": the SHA-256 of the document instead of the document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PersistedQuery {
    pub(super) version: u32,
    pub(super) sha256_hash: String,
}

impl Params {
    pub(super) fn from_body(headers: &HeaderMap, body: &[u8]) -> Result<Self, Refusal> {
        let content_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let mime: mime::Mime = content_type.parse().map_err(|_| Refusal::ContentType)?;
        let utf8 = mime
            .get_param(mime::CHARSET)
            .is_none_or(|charset| charset == mime::UTF_8);
        if mime.essence_str() != mime::APPLICATION_JSON.essence_str() || !utf8 {
            return Err(Refusal::ContentType);
        }
        serde_json::from_slice(body)
            .map_err(|error| Refusal::Malformed(format!("the body is no GraphQL request: {error}")))
    }

    pub(super) fn from_query(query: &str) -> Result<Self, Refusal> {
        let mut params = Self::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            let json = |error: serde_json::Error| {
                Refusal::Malformed(format!(
                    "'{key}' is not as the specification has it: {error}"
                ))
            };
            match key.as_ref() {
                "query" => params.query = Some(value.into_owned()),
                "operationName" if !value.is_empty() => {
                    params.operation_name = Some(value.into_owned())
                }
                "variables" if !value.is_empty() => {
                    params.variables = serde_json::from_str(&value).map_err(json)?
                }
                "extensions" if !value.is_empty() => {
                    params.extensions = serde_json::from_str(&value).map_err(json)?
                }
                _ => {}
            }
        }
        Ok(params)
    }

    pub(super) fn variables(&self) -> Variables {
        self.variables
            .clone()
            .map_or_else(Variables::default, |map| {
                Variables::from_json(Value::Object(map))
            })
    }
}
