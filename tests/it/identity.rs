//! People, sign-in, sessions, staff and roles.
#![allow(clippy::unwrap_used)]

use schema::tenancy::Role;
use serde_json::{Value, json};
use sqlx::Row as _;
use tests::{City, Person, Place, Visitor};

mod invitations;
mod sessions;
mod sign_in;
mod staff;

pub(crate) const PASSWORD: &str = "结对帮扶暖民心二零一四";

pub(crate) const INVITE: &str = "mutation($input: InviteStaffInput!) { inviteStaff(input: $input) {
    staffMember { id name state roles version } code expiresAt errors { code path message } } }";

/// Invites somebody and answers the payload.
pub(crate) async fn invite(admin: &Person, place: &Place, name: &str, roles: &[Role]) -> Value {
    let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    let input = json!({ "unionId": place.id.to_string(), "name": name, "title": "干事", "employment": "FULL", "roles": roles });
    admin.ask(INVITE, json!({ "input": input })).await["inviteStaff"].take()
}

/// Somebody who took up a post with an account of their own.
pub(crate) async fn newcomer(
    city: &City,
    admin: &Person,
    place: &Place,
    login: &str,
    roles: &[Role],
) -> (Visitor, String) {
    let invited = invite(admin, place, "王建国", roles).await;
    let mut visitor = city.visitor();
    let accepted = visitor
        .accept(invited["code"].as_str().unwrap(), login, PASSWORD)
        .await;
    assert_eq!(accepted["errors"], json!([]), "{accepted:#}");
    (
        visitor,
        invited["staffMember"]["id"].as_str().unwrap().to_owned(),
    )
}

/// Code of the first refusal, or nothing.
pub(crate) fn refusal(payload: &Value) -> &str {
    payload["errors"][0]["code"].as_str().unwrap_or("")
}

/// The actions in the audit trail, oldest first.
pub(crate) async fn trail(city: &City) -> Vec<String> {
    let rows = sqlx::query("SELECT action, summary FROM audit_entry ORDER BY id")
        .fetch_all(&mut city.owner().await)
        .await
        .unwrap();
    rows.iter()
        .map(|row| format!("{} {}", row.get::<String, _>(0), row.get::<String, _>(1)))
        .collect()
}

/// One figure of a union, read by its administrator.
pub(crate) async fn figure(admin: &Person, of: &str) -> i64 {
    let query = format!("{{ viewer {{ union {{ figures {{ total(of: {of}) }} }} }} }}");
    admin.ask(&query, json!({})).await["viewer"]["union"]["figures"]["total"]
        .as_i64()
        .unwrap()
}
