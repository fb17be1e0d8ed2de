//! What people are told, and how it leaves the house.

use schema::notifications::Channels;
use serde_json::{Value, json};
use tests::{City, Person};

mod delivering;
mod live;
mod packing;
mod reading;
mod reminding;
mod settings;
mod telling;

pub(crate) const BOTH: Channels = Channels {
    mail: true,
    gateway: true,
};

const LIST: &str = "query($unread: Boolean! = false, $kinds: [NotificationKind!], $first: Int! = 100, $after: String) {
    notifications(unread: $unread, kinds: $kinds, first: $first, after: $after) {
        nodes { id kind text subjectId day readAt household { id headName } union { name } }
        pageInfo { hasNextPage endCursor } } unreadNotifications }";

/// Kind and sentence of everything that a person was told, the newest first.
async fn heard(person: &Person) -> Vec<(String, String)> {
    let data = person.ask(LIST, json!({})).await;
    let nodes = data["notifications"]["nodes"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    nodes
        .iter()
        .map(|node| (text(&node["kind"]), text(&node["text"])))
        .collect()
}

pub(crate) async fn kinds(person: &Person) -> Vec<String> {
    heard(person)
        .await
        .into_iter()
        .map(|(kind, _)| kind)
        .collect()
}

/// Rows of a table, counted behind the policies.
async fn rows(city: &City, what: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {what}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap()
}

/// Gives a person a confirmed mail address, as confirming one leaves it.
async fn reachable(city: &City, person: &Person, address: &str) {
    let id = person.claims.person_id;
    let place = schema::privacy::vault::context("mail_address", id);
    let sealed = city.vault().seal(&place, address).unwrap();
    sqlx::query(
        "INSERT INTO mail_address (person_id, confirmed) VALUES ($1, $2)
         ON CONFLICT (person_id) DO UPDATE SET confirmed = excluded.confirmed",
    )
    .bind(id)
    .bind(sealed)
    .execute(&mut city.owner().await)
    .await
    .unwrap();
}
