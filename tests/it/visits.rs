//! Visits, what was promised at them, and the timeline of both.

use schema::id::HouseholdId;
use serde_json::{Value, json};
use tests::{Person, Place};

use crate::assignments::pair;

mod isolation;
mod large;
mod paging;
mod promises;
mod recording;
mod timeline;

const RECORD: &str = "mutation($input: RecordVisitInput!) { recordVisit(input: $input) {
    visit { id visitedOn kind purpose met place metWhom observed claims needs recordedAt
        cadre { name } household { id } measures { text need dueOn state overdue cadre { name } } }
    errors { code path message } } }";

fn visit(household: HouseholdId, day: &str) -> Value {
    json!({ "householdId": household.to_string(), "visitedOn": day, "kind": "HOME", "purpose": "ROUTINE", "met": true })
}

fn with(mut input: Value, more: Value) -> Value {
    let fields = more.as_object().expect("an object").clone();
    input.as_object_mut().expect("an object").extend(fields);
    input
}

async fn record(by: &Person, input: Value) -> Value {
    by.ask(RECORD, json!({ "input": input })).await["recordVisit"].take()
}

const COMPLETE: &str = "mutation($input: CompleteMeasureInput!) { completeMeasure(input: $input) {
    measure { state proof proofNote doneOn version familyCode } errors { code path message } } }";

async fn complete(by: &Person, input: Value) -> Value {
    by.ask(COMPLETE, json!({ "input": input })).await["completeMeasure"].take()
}

fn fault(response: &Value) -> &str {
    response["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("no fault: {response:#}"))
}

fn faults(answer: &Value) -> Vec<String> {
    let path = |error: &Value| {
        let parts: Vec<&str> = error["path"]
            .as_array()
            .expect("a path")
            .iter()
            .skip(1)
            .filter_map(Value::as_str)
            .collect();
        format!(
            "{} {}",
            error["code"].as_str().expect("a code"),
            parts.join(".")
        )
    };
    answer["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(path)
        .collect()
}

async fn figures(viewer: &Person, of: &Place) -> Value {
    let query = "query($id: ID!) { union(id: $id) { figures { visits: total(of: VISITS) month: total(of: VISITS_THIS_MONTH)
        open: total(of: MEASURES_OPEN) due: total(of: MEASURES_DUE) overdue: total(of: MEASURES_OVERDUE) done: total(of: MEASURES_DONE) } } }";
    viewer.ask(query, json!({ "id": of.id.to_string() })).await["union"]["figures"].take()
}

/// A cadre with a household.
async fn cadre(lanshan: &Place, admin: &Person) -> (Person, HouseholdId) {
    let wang = lanshan.cadre("王建国").await;
    let household = lanshan.household("张三").await;
    pair(admin, household, &wang).await;
    (wang, household)
}
