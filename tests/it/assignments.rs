//! Households and the cadres who answer for them.

use std::collections::BTreeMap;

use schema::id::{HouseholdId, StaffId};
use serde_json::{Value, json};
use tests::{City, Person, Place};

mod batches;
mod ending;
mod hand_overs;
mod household_helpers;
mod isolation;
mod load;
mod pairing;
mod stewardship;

/// A county with its administrator, in a city of its own.
pub(crate) async fn county() -> (City, Place, Person) {
    let city = City::with_pool(30).await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    (city, lanshan, admin)
}

const PAIR: &str = "mutation($h: ID!, $c: ID!, $key: String) {
    pairHousehold(input: { householdId: $h, cadreId: $c, idempotencyKey: $key }) {
        pairing { id version state cadre { name } household { id } } errors { code path message } } }";

pub(crate) async fn try_pair(by: &Person, household: HouseholdId, cadre: StaffId) -> Value {
    let variables = json!({ "h": household.to_string(), "c": cadre.to_string() });
    by.ask(PAIR, variables).await["pairHousehold"].take()
}

/// Pairs, and answers the id of the pairing.
pub(crate) async fn pair(by: &Person, household: HouseholdId, cadre: &Person) -> String {
    let answer = try_pair(by, household, cadre.staff).await;
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer["pairing"]["id"].as_str().expect("an id").to_owned()
}

const TRANSFER: &str = "mutation($id: ID!, $v: Int!, $to: ID!) {
    transferPairing(input: { id: $id, version: $v, toCadreId: $to }) {
        pairing { id version state cadre { name } endReason } errors { code path message } } }";

async fn transfer(by: &Person, id: &str, version: i32, to: &Person) -> Value {
    let variables = json!({ "id": id, "v": version, "to": to.staff.to_string() });
    by.ask(TRANSFER, variables).await["transferPairing"].take()
}

const END: &str =
    "mutation($id: ID!, $v: Int!) { endPairing(input: { id: $id, version: $v, reason: DECLINED }) {
    pairing { version state endReason } errors { code path } } }";

async fn holder(viewer: &Person, household: HouseholdId) -> String {
    let pairings = pairings(viewer, household).await;
    let active = pairings
        .iter()
        .find(|pairing| pairing["state"] == "ACTIVE")
        .expect("an active pairing");
    active["cadre"]["name"].as_str().expect("a name").to_owned()
}

async fn pairings(viewer: &Person, household: HouseholdId) -> Vec<Value> {
    let fields = "pairings { id version state endReason cadre { name activePairingCount } }";
    page(viewer, household, fields).await["pairings"]
        .as_array()
        .expect("pairings")
        .clone()
}

/// Fields of a household, reached through a promise that was made to it.
pub(crate) async fn page(viewer: &Person, household: HouseholdId, fields: &str) -> Value {
    let query = format!(
        "query($id: ID!) {{ measures(filter: {{ householdId: $id }}, first: 1) {{ nodes {{ household {{ {fields} }} }} }} }}"
    );
    let mut data = viewer
        .ask(&query, json!({ "id": household.to_string() }))
        .await;
    data["measures"]["nodes"][0]["household"].take()
}

/// Promises a household something, so that [`page`] finds it.
pub(crate) async fn promise(by: &Person, household: HouseholdId, text: &str, due: &str) -> Value {
    let query = "mutation($h: ID!, $t: String!, $d: Date!) {
        addMeasure(input: { householdId: $h, text: $t, need: JOB, dueOn: $d }) {
            measure { id version familyCode cadre { name } } errors { code path message } } }";
    let variables = json!({ "h": household.to_string(), "t": text, "d": due });
    let mut answer = by.ask(query, variables).await["addMeasure"].take();
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer["measure"].take()
}

/// The figures that pairing touches, of a union with everything below it.
async fn figures(viewer: &Person, of: &Place) -> Value {
    let query = "query($id: ID!) { union(id: $id) { figures { paired: total(of: PAIRED_HOUSEHOLDS) unpaired: total(of: UNPAIRED_HOUSEHOLDS)
        shortfalls: total(of: CADRE_SHORTFALLS) load: breakdown(of: CADRES, by: LOAD) { key value } } } }";
    let mut data = viewer.ask(query, json!({ "id": of.id.to_string() })).await;
    let mut figures = data["union"]["figures"].take();
    let load: BTreeMap<String, Value> = figures["load"]
        .as_array()
        .expect("cells")
        .iter()
        .map(|cell| {
            (
                cell["key"].as_str().expect("a key").to_owned(),
                cell["value"].clone(),
            )
        })
        .collect();
    figures["load"] = json!(load);
    figures
}

fn codes(errors: &Value) -> Vec<(String, String)> {
    errors
        .as_array()
        .expect("errors")
        .iter()
        .map(|error| {
            let path: Vec<&str> = error["path"]
                .as_array()
                .expect("a path")
                .iter()
                .filter_map(Value::as_str)
                .collect();
            (
                error["code"].as_str().expect("a code").to_owned(),
                path.join("."),
            )
        })
        .collect()
}

fn refused(answer: &Value, code: &str, path: &str) {
    assert_eq!(
        codes(&answer["errors"]),
        [(code.to_owned(), path.to_owned())],
        "{answer:#}"
    );
}

fn fault(response: &Value) -> &str {
    response["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("no fault: {response:#}"))
}
