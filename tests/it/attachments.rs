//! Photographs and documents: sent, looked at, removed, over HTTP and through the API.

use schema::id::HouseholdId;
use serde_json::{Value, json};
use tests::{City, Files, Person, Place};

use crate::assignments::{county, pair, promise};

mod adding;
mod keeping;
mod reaching;
mod refusing;

/// A household that a cadre answers for, with a visit and a promise.
struct Home {
    city: City,
    county: Place,
    admin: Person,
    cadre: Person,
    files: Files,
    household: HouseholdId,
    visit: String,
    measure: String,
}

async fn home() -> Home {
    let (city, county, admin) = county().await;
    let cadre = county.cadre("王建国").await;
    let household = county.household("张德胜").await;
    pair(&admin, household, &cadre).await;
    let input = json!({ "householdId": household.to_string(), "visitedOn": "2026-08-06", "kind": "HOME", "purpose": "ROUTINE", "met": true });
    let record =
        "mutation($input: RecordVisitInput!) { recordVisit(input: $input) { visit { id } } }";
    let visit = cadre.ask(record, json!({ "input": input })).await;
    let visit = text(&visit["recordVisit"]["visit"]["id"]);
    let measure = promise(&cadre, household, "联系大病救助", "2026-09-01").await;
    Home {
        files: Files::of(&city),
        measure: text(&measure["id"]),
        city,
        county,
        admin,
        cadre,
        household,
        visit,
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

const FIELDS: &str = "id kind mediaType bytes width height fileName url thumbnailUrl removedAt by { name } visit { id } measure { id }";

/// What a viewer sees in the file of the household.
async fn seen(home: &Home, by: &Person) -> Vec<Value> {
    let query = format!(
        "query($id: ID!) {{ household(id: $id) {{ attachments(first: 100) {{ nodes {{ {FIELDS} }} }} }} }}"
    );
    let mut data = by
        .ask(&query, json!({ "id": home.household.to_string() }))
        .await;
    match data["household"]["attachments"]["nodes"].take() {
        Value::Array(nodes) => nodes,
        _ => Vec::new(),
    }
}

const REMOVE: &str = "mutation($input: RemoveAttachmentInput!) { removeAttachment(input: $input) {
    attachment { id removedAt url } errors { code path message } } }";

async fn remove(by: &Person, id: &str, reason: &str) -> Value {
    let input = json!({ "id": id, "reason": reason });
    let mut answer = by.run_with(REMOVE, json!({ "input": input })).await;
    if answer.get("errors").is_some() {
        return answer["errors"][0]["extensions"]["code"].take();
    }
    answer["data"]["removeAttachment"].take()
}
