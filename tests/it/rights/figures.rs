//! Cases in figures, by all that they are compared by.

use serde_json::{Value, json};

use super::{Field, arrears, assert_figures_true, figures, save, step};
use crate::funds::done;

#[tokio::test]
async fn figures_follow_every_change_of_a_case() {
    let field = Field::new().await;
    let case = field.reported().await;
    let root = field.city.root().admin().await;
    let fields = "kinds: breakdown(of: RIGHTS_CASES, by: CASE_KIND) { key value } states: breakdown(of: RIGHTS_CASES, by: CASE_STATE) { key value }
        claimed: breakdown(of: RIGHTS_CLAIMED, by: CASE_KIND) { key value } results: breakdown(of: RIGHTS_CASES, by: CASE_RESULT) { key value }";
    let found = figures(&root, &field.city.root(), fields).await;
    assert_eq!(
        found,
        json!({ "kinds": [{ "key": "WAGE_ARREARS", "value": 1 }], "states": [{ "key": "REPORTED", "value": 1 }],
            "claimed": [{ "key": "WAGE_ARREARS", "value": 2_000_050 }], "results": [] })
    );
    // Another kind, another amount.
    let mut input = arrears(&field.employer);
    input["id"] = case["id"].clone();
    input["version"] = case["version"].clone();
    input["kind"] = json!("OTHER");
    input["facts"] = json!({});
    input["workers"] = json!([{ "name": "赵小河", "claimed": "1.00" }]);
    let case = done(save(&field.cadre, input).await, "case");
    let case = done(
        step(
            &field.legal,
            &case,
            "WITHDRAW",
            json!({ "text": "职工不再主张" }),
        )
        .await,
        "case",
    );
    let found = figures(&root, &field.city.root(), fields).await;
    assert_eq!(
        found,
        json!({ "kinds": [{ "key": "OTHER", "value": 1 }], "states": [{ "key": "WITHDRAWN", "value": 1 }],
            "claimed": [{ "key": "OTHER", "value": 100 }], "results": [{ "key": "WITHDRAWN", "value": 1 }] })
    );
    // Counted where it was reported, and nowhere beside.
    let there = field.there.admin().await;
    let none = figures(&there, &field.there, "total(of: RIGHTS_CASES)").await;
    assert_eq!(none["total"], 0);
    let refused = root
        .run_with(
            "query($id: ID!) { union(id: $id) { figures { breakdown(of: RIGHTS_WORKERS, by: EMPLOYER) { key } } } }",
            json!({ "id": field.city.root().id.to_string() }),
        )
        .await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    let _ = (case, Value::Null);
    assert_figures_true(&field.city).await;
}
