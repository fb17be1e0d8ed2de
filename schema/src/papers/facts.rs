//! Reading what a paper shows.

use std::sync::Arc;

use serde_json::{Value, json};

use super::entity;
use super::forms::form;
use crate::error::{Error, Result};
use crate::execute::ask_in;
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
    let answer = ask_in(schema, scope, form.question, json!({ "id": id })).await?;
    match &answer["paper"] {
        Value::Null => Err(Error::NotFound),
        paper => Ok(form.facts(paper)),
    }
}
