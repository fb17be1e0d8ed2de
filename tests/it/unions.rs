//! Changing the tree: what is done, what is refused, and that nothing changed where it was refused.

use serde_json::{Value, json};
use tests::{City, Person, Place};

mod at_once;
mod editing;
mod ending;
mod entering;
mod founding;
mod isolation;
mod merging;
mod moving;
mod stewardship;

const CREATE: &str = "mutation($input: CreateUnionInput!) { createUnion(input: $input) {
    union { id name shortName level state creditCode divisionCode telephone memberCount parent { name } version }
    errors { code path message } } }";
const UPDATE: &str = "mutation($input: UpdateUnionInput!) { updateUnion(input: $input) {
    union { name shortName creditCode address memberCount householdKind version } errors { code path message } } }";
const MOVE: &str = "mutation($input: MoveUnionInput!) { moveUnion(input: $input) {
    union { name version ancestors { name } } errors { code path message } } }";
const MERGE: &str = "mutation($input: MergeUnionInput!) { mergeUnion(input: $input) {
    union { name state version } errors { code path message } } }";

fn state_mutation(name: &str) -> String {
    format!(
        "mutation($input: UnionStateInput!) {{ {name}(input: $input) {{ union {{ name state version }} errors {{ code path message }} }} }}"
    )
}

/// The refusals of a payload, as (code, last step of the path, message).
fn refusals(data: &Value) -> Vec<(String, String, String)> {
    let payload = data.as_object().unwrap().values().next().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    payload["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            (
                text(&error["code"]),
                text(error["path"].as_array().unwrap().last().unwrap()),
                text(&error["message"]),
            )
        })
        .collect()
}

async fn refused(person: &Person, query: &str, input: Value, code: &str, at: &str, says: &str) {
    let data = person.ask(query, json!({ "input": input })).await;
    let found = refusals(&data);
    assert!(
        found
            .iter()
            .any(|(c, p, m)| c == code && p == at && m.contains(says)),
        "expected {code} at {at} saying “{says}”, got {data:#}"
    );
}

async fn error_code(person: &Person, query: &str, input: Value) -> String {
    let response = person.run_with(query, json!({ "input": input })).await;
    response["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("{response:#}"))
        .to_owned()
}

/// Every row of `unions`, for telling that nothing changed.
async fn tree(city: &City) -> Vec<(String, String, String, i32)> {
    sqlx::query_as("SELECT path, name, state, version FROM unions ORDER BY path")
        .fetch_all(&mut city.owner().await)
        .await
        .unwrap()
}

/// Every path is its parent's with one segment more, and every row carries its union's path.
pub(crate) async fn assert_paths_true(city: &City) {
    let mut owner = city.owner().await;
    let wrong: Vec<String> = sqlx::query_scalar(
        "SELECT u.path FROM unions u LEFT JOIN unions p ON p.id = u.parent_id
         WHERE left(u.path, length(u.path) - 5) <> coalesce(p.path, '')",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert!(wrong.is_empty(), "{wrong:?}");
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT conrelid::regclass::text FROM pg_constraint
         WHERE contype = 'f' AND confrelid = 'unions'::regclass AND array_length(conkey, 1) = 2",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert!(tables.len() >= 17, "{tables:?}");
    for table in tables {
        let sql = format!(
            "SELECT count(*) FROM {table} t JOIN unions u ON u.id = t.union_id WHERE u.path <> t.union_path"
        );
        let wrong: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&mut owner)
            .await
            .unwrap();
        assert_eq!(wrong, 0, "{table}");
    }
}

fn id(place: &Place) -> String {
    place.id.to_string()
}
