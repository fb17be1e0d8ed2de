//! Paging through visits.

use schema::id::HouseholdId;
use serde_json::{Value, json};
use tests::Person;

use super::{cadre, fault, record, visit};
use crate::assignments::{county, page, promise};

#[tokio::test]
async fn visits_are_paged_newest_first() {
    let (_city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    for day in [
        "2026-08-03",
        "2026-08-05",
        "2026-08-03",
        "2026-08-01",
        "2026-08-05",
    ] {
        record(&wang, visit(household, day)).await;
    }
    let query = "query($after: String) { visits(filter: { mine: true, from: \"2026-08-02\" }, first: 3, after: $after) { nodes { visitedOn } pageInfo { hasNextPage endCursor } } }";
    let first = wang.ask(query, json!({})).await["visits"].take();
    let second = wang
        .ask(query, json!({ "after": first["pageInfo"]["endCursor"] }))
        .await["visits"]
        .take();
    let days = |page: &Value| {
        page["nodes"]
            .as_array()
            .expect("visits")
            .iter()
            .map(|v| v["visitedOn"].as_str().expect("a day").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(days(&first), ["2026-08-05", "2026-08-05", "2026-08-03"]);
    assert_eq!(days(&second), ["2026-08-03"]);
    assert_eq!(second["pageInfo"]["hasNextPage"], false);
    let nested = page_of_visits(&wang, household).await;
    assert_eq!(days(&nested), ["2026-08-05", "2026-08-05"]);
    for bad in [
        "visits(first: 0) { nodes { id } }",
        "visits(first: 101) { nodes { id } }",
        "visits(after: \"!\") { nodes { id } }",
    ] {
        assert_eq!(
            fault(&wang.run(&format!("{{ {bad} }}")).await),
            "BAD_USER_INPUT"
        );
    }
}

async fn page_of_visits(viewer: &Person, household: HouseholdId) -> Value {
    promise(viewer, household, "推荐岗位", "2026-09-01").await;
    page(
        viewer,
        household,
        "visits(first: 2) { nodes { visitedOn } }",
    )
    .await["visits"]
        .take()
}
