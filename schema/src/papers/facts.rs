//! Reading what a paper shows.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use serde_json::Value;

use super::entity;
use super::forms::form;
use crate::error::{Error, Result};
use crate::execute::execute_in;
use crate::graphql::LianxinSchema;
use crate::id::PaperId;
use crate::tenancy::Scope;

/// The facts that a paper shows, as they are now: text that is ready to print, by the names that its
/// form knows.
///
/// # Errors
/// What the API would answer, and faults.
pub async fn facts(
    schema: &LianxinSchema,
    scope: &Arc<Scope>,
    paper: &entity::Model,
) -> Result<Value> {
    let form = form(paper.kind);
    let id = PaperId::from(paper.id).to_string();
    let request = Request::new(form.question)
        .variables(Variables::from_json(serde_json::json!({ "id": id })));
    let response = execute_in(schema, scope, request).await;
    if let Some(error) = response.errors.into_iter().next() {
        return Err(error
            .source::<Error>()
            .cloned()
            .unwrap_or_else(|| Error::bug(format!("a paper's question: {}", error.message))));
    }
    let answer = response.data.into_json();
    let answer = answer.map_err(|error| Error::bug(error.to_string()))?;
    match &answer["paper"] {
        Value::Null => Err(Error::NotFound),
        paper => Ok(form.facts(paper)),
    }
}
