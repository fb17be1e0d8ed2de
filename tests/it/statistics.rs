//! Figures are true whatever happens: proved by counting again.

use schema::statistics;
use serde_json::json;
use tests::{City, Person, Place};

mod random_walk;
mod recount;
mod survey_steps;

pub(crate) async fn assert_figures_true(city: &City) {
    let differences = statistics::verify(&mut city.owner().await).await.unwrap();
    assert!(differences.is_empty(), "{differences:#?}");
}

pub(crate) async fn fold_all(city: &City) {
    let mut worker = city.connect_as("lianxin_worker").await;
    while statistics::fold::fold(&mut worker, 1_000).await.unwrap() > 0 {}
}

pub(crate) async fn total(person: &Person, place: &Place, measure: &str) -> i64 {
    let query =
        format!("query($id: ID!) {{ union(id: $id) {{ figures {{ total(of: {measure}) }} }} }}");
    let data = person
        .ask(&query, json!({ "id": place.id.to_string() }))
        .await;
    data["union"]["figures"]["total"].as_i64().unwrap()
}
