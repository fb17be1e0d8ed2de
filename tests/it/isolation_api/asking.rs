//! Asking for everything that an answer can hold, without the fields that are refused to who asks.

use std::collections::BTreeSet;

use serde_json::Value;

use super::rows::Row;
use super::selection::Selection;
use super::world::{Asker, World, failures};
use tests::Spot;

/// A field of a row that was shown, and the code with which it was refused.
pub(crate) type Refused = (String, String);

/// An answer, and what was refused within it.
pub(crate) struct Answer {
    /// The response without those fields.
    pub(crate) response: Value,
    /// The code where the root field itself failed.
    pub(crate) code: Option<String>,
    /// Fields within that were refused, as `Type.field`, with the code.
    pub(crate) refused: BTreeSet<Refused>,
    /// Fields that have a value, as `Type.field`.
    pub(crate) answered: BTreeSet<String>,
}

/// Asks for all of a root field at a place, but not again for what hangs on nothing.
pub(crate) async fn ask_all(
    world: &World,
    asker: &Asker,
    row: &Row,
    (near, whole): (&Selection, &Selection),
    at: &Spot,
) -> Answer {
    let answer = ask(world, asker, row, near, at).await;
    if answer.code.is_some() || is_empty(&answer.response["data"][row.field]) {
        return answer;
    }
    ask(world, asker, row, whole, at).await
}

/// Asks for what is selected of a root field at a place.
pub(crate) async fn ask(
    world: &World,
    asker: &Asker,
    row: &Row,
    whole: &Selection,
    at: &Spot,
) -> Answer {
    let (_, field) = world.sdl.root_field(row.field).expect("a root field");
    let variables = world.variables(&field.arguments, &row.declared(), at);
    let mut selection = whole.clone();
    let mut refused = BTreeSet::new();
    // Each turn takes a field out.
    for _ in 0..100 {
        let query = selection.request(&world.sdl);
        let response = world.ask(asker, &query, &variables).await;
        let mut nested = Vec::new();
        let mut code = None;
        for (path, failure) in failures(&response) {
            match path.as_slice() {
                [] | [_] => code = Some(failure.to_owned()),
                [_, within @ ..] => nested.push((within.to_vec(), failure.to_owned())),
            }
        }
        if nested.is_empty() || code.is_some() {
            let mut answered = BTreeSet::new();
            selection.answered(&response["data"][row.field], &mut answered);
            return Answer {
                response,
                code,
                refused,
                answered,
            };
        }
        for (path, code) in nested {
            if let Some((parent, name)) = selection.remove(&path) {
                refused.insert((format!("{parent}.{name}"), code));
            }
        }
    }
    panic!(
        "{}: the answer to {} has no end of errors",
        row.label(),
        asker.name
    );
}

/// Whether there is no row that anything could hang on.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(rows) => rows.is_empty(),
        page => page["nodes"].as_array().is_some_and(Vec::is_empty),
    }
}
