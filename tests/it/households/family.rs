//! Families for the stories of this folder, and the questions that all of them ask.

use serde_json::{Value, json};
use tests::{City, Person, Place};

pub(super) const REGISTER: &str = "mutation($input: RegisterHouseholdInput!) { registerHousehold(input: $input) {
    household { id version fileNumber headName masked phone union { name } members { id version name idNumber phone age birthDate sex disputed } }
    errors { code path message } } }";

/// A household of two with everything that is needed.
pub(super) fn family(place: &Place) -> Value {
    json!({
        "unionId": place.id.to_string(), "kind": "LINKED", "address": "兰山街道沂州社区 3 号楼", "hukou": "RURAL", "housing": "RENT",
        "population": 3, "labourForce": 1, "annualIncomePerHead": "9800.50", "annualRigidExpense": "12000.00",
        "mainCause": "ILLNESS", "otherCauses": ["LOW_INCOME"], "needs": ["MEDICAL_AID", "JOB"], "tier": "DEEP",
        "members": [
            { "name": "张三丰", "idNumber": "37139019800101001X", "relation": "SELF", "health": "SERIOUS_ILLNESS", "education": "PRIMARY", "migrantWorker": true, "phone": "15400000001" },
            { "name": "李桂英", "birthDate": "1955-05-05", "sex": "FEMALE", "relation": "MOTHER", "health": "GOOD", "education": "NONE", "migrantWorker": false },
        ],
    })
}

/// A number of the fictional area that passes its check.
pub(super) fn number(serial: u32) -> String {
    let body = format!("37139019800101{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .chars()
        .zip(weights)
        .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
        .sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    format!("{body}{check}")
}

pub(crate) fn family_of(place: &Place, head: &str, serial: u32) -> Value {
    let mut input = family(place);
    input["members"][0]["name"] = head.into();
    input["members"][0]["idNumber"] = number(serial).into();
    input
}

pub(super) async fn register(person: &Person, input: Value) -> Value {
    person.ask(REGISTER, json!({ "input": input })).await["registerHousehold"].take()
}

pub(crate) async fn registered(person: &Person, input: Value) -> Value {
    let mut payload = register(person, input).await;
    assert_eq!(payload["errors"], json!([]));
    payload["household"].take()
}

pub(super) fn codes(payload: &Value) -> Vec<(String, String)> {
    let path = |error: &Value| {
        error["path"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| part.as_str().unwrap())
            .collect::<Vec<_>>()
            .join(".")
    };
    payload["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["code"].as_str().unwrap().to_owned(), path(error)))
        .collect()
}

pub(super) async fn total(person: &Person, of: &str) -> i64 {
    let data = person
        .ask(
            &format!("{{ viewer {{ union {{ figures {{ total(of: {of}) }} }} }} }}"),
            json!({}),
        )
        .await;
    data["viewer"]["union"]["figures"]["total"]
        .as_i64()
        .unwrap()
}

/// As [`register`], for a person who has a file elsewhere.
pub(super) async fn claimed(person: &Person, mut input: Value) -> Value {
    input["members"][0]["duplicateReason"] = "本人已搬到本街道居住".into();
    registered(person, input).await
}

/// Sends a mutation of one input and answers its payload.
pub(super) async fn send(person: &Person, field: &str, answer: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", field[..1].to_uppercase(), &field[1..]);
    let kind = kind.replace("SetHouseholdStatusInput", "HouseholdStatusInput");
    let query = format!(
        "mutation($input: {kind}!) {{ {field}(input: $input) {{ {answer} errors {{ code path message }} }} }}"
    );
    person.ask(&query, json!({ "input": input })).await[field].take()
}

/// The code with which a mutation of one input fails as a whole.
pub(super) async fn failure(person: &Person, field: &str, input: Value) -> String {
    let kind = format!("{}{}Input", field[..1].to_uppercase(), &field[1..]);
    let kind = kind.replace("SetHouseholdStatusInput", "HouseholdStatusInput");
    let query =
        format!("mutation($input: {kind}!) {{ {field}(input: $input) {{ errors {{ code }} }} }}");
    let response = person.run_with(&query, json!({ "input": input })).await;
    response["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("{field} went through: {response}"))
        .to_owned()
}

/// The figures that the rows count again are those that are kept.
pub(super) async fn figures_are_true(city: &City) {
    let differences = schema::statistics::verify(&mut city.owner().await)
        .await
        .unwrap();
    assert!(differences.is_empty(), "{differences:?}");
}
