//! Who sees a programme: the unions below it and those above, and nobody beside.

use serde_json::json;
use tests::Person;

use super::{draft, field, opened, relief, with};

async fn names(by: &Person) -> Vec<String> {
    let list = by
        .ask("{ programmes(first: 100) { nodes { name } } }", json!(null))
        .await;
    let nodes = list["programmes"]["nodes"].as_array().unwrap().iter();
    nodes
        .map(|node| node["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_programme_is_read_above_and_below_and_a_draft_nowhere_else() {
    let field = field().await;
    let open = opened(&field.xian, with(relief(), json!({ "name": "县里的" }))).await;
    let drafted = draft(&field.xian, with(relief(), json!({ "name": "县里的草稿" }))).await;
    opened(&field.shi, with(relief(), json!({ "name": "市里的" }))).await;
    assert_eq!(names(&field.xian).await, ["市里的", "县里的草稿", "县里的"]);
    assert_eq!(names(&field.cun).await, ["市里的", "县里的"]);
    assert_eq!(names(&field.shi).await, ["市里的", "县里的"]);
    assert_eq!(names(&field.other).await, ["市里的"]);
    let query = "query($id: ID!) { programme(id: $id) { name manageable union { name } editions { edition by { name } } } }";
    let of = async |by: &Person, id: &serde_json::Value| {
        by.ask(query, json!({ "id": id })).await["programme"].take()
    };
    assert_eq!(of(&field.other, &open["id"]).await, json!(null));
    for by in [&field.cun, &field.shi, &field.other] {
        assert_eq!(of(by, &drafted["programme"]["id"]).await, json!(null));
    }
    let below = of(&field.cun, &open["id"]).await;
    assert_eq!(below["manageable"], false);
    assert_eq!(below["union"]["name"], "兰山区总工会");
    // Who wrote it is staff of a union above, whom a village does not see.
    assert_eq!(below["editions"], json!([{ "edition": 1, "by": null }]));
}
