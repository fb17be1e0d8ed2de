//! Staff and their roles.

use schema::execute::Caller;
use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::Person;

use super::refusal;

mod editing;
mod finding;
mod inviting;
mod isolation;
mod leaving;
mod roles;

async fn set_roles(by: &Person, post: &str, version: i32, roles: &[Role]) -> Value {
    let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    by.run_with(
        "mutation($input: SetRolesInput!) { setRoles(input: $input) { staffMember { roles version } errors { code path message } } }",
        json!({ "input": { "id": post, "version": version, "roles": roles } }),
    )
    .await
}

async fn end(by: &Person, post: &str, version: i32) -> Value {
    end_as(by, &by.caller().await, post, version).await
}

async fn end_as(by: &Person, caller: &Caller, post: &str, version: i32) -> Value {
    by.run_as(
        caller,
        "mutation($input: EndStaffInput!) { endStaff(input: $input) { staffMember { state version } errors { code path message } } }",
        json!({ "input": { "id": post, "version": version, "reason": "调离" } }),
    )
    .await
}

async fn update(by: &Person, mut input: Value, post: &str, version: i32) -> Value {
    input["id"] = json!(post);
    input["version"] = json!(version);
    by.run_with(
        "mutation($input: UpdateStaffInput!) { updateStaff(input: $input) { staffMember { name title phone state version } errors { code path message } } }",
        json!({ "input": input }),
    )
    .await
}

fn code(response: &Value, field: &str) -> String {
    let refused = refusal(&response["data"][field]).to_owned();
    if refused.is_empty() {
        response["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or("")
            .to_owned()
    } else {
        refused
    }
}

async fn loads(admin: &Person) -> Value {
    admin
        .ask(
            "{ viewer { union { figures { breakdown(of: CADRES, by: LOAD) { key value } } } } }",
            json!({}),
        )
        .await["viewer"]["union"]["figures"]["breakdown"]
        .take()
}
