//! What happens to the database's connections when requests end in the middle.

use std::time::Duration;

use serde_json::json;
use tests::City;

/// Clients hang up at any moment; what they leave behind must not be the next one's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_are_aborted_leave_the_pool_whole_and_without_facts() {
    // One connection: whoever comes next gets the one that was left.
    let city = City::with_pool(1).await;
    let admin = city.root().admin().await;
    for round in 0..300_u64 {
        let person = admin.clone();
        let id = city.root().id.to_string();
        let request = tokio::spawn(async move {
            if round % 2 == 0 {
                let query = "query($id: ID!) { union(id: $id) { children { nodes { name figures { total(of: UNIONS) } } } } }";
                person.run_with(query, json!({ "id": id })).await;
            } else {
                let input = json!({ "parentId": id, "name": format!("第{round}工会"), "level": "GRASSROOTS" });
                let query = "mutation($input: CreateUnionInput!) { createUnion(input: $input) { errors { message } } }";
                person.run_with(query, json!({ "input": input })).await;
            }
        });
        tokio::time::sleep(Duration::from_micros(round * 37 % 6_000)).await;
        request.abort();
        let mut next = tokio::time::timeout(Duration::from_secs(10), city.app_pool().acquire())
            .await
            .expect("the connection comes back")
            .unwrap();
        let facts: Vec<Option<String>> = sqlx::query_scalar(
            "SELECT nullif(current_setting('lianxin.' || fact, true), '')
             FROM unnest(ARRAY['person', 'staff', 'path', 'lineage', 'unions', 'names', 'presented', 'opened']) AS fact",
        )
        .fetch_all(&mut *next)
        .await
        .unwrap();
        assert_eq!(facts, vec![None; 8], "round {round}");
    }
    crate::unions::assert_figures_true(&city).await;
}
