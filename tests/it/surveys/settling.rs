//! Households that could not be surveyed.

use serde_json::json;

use super::{fault, faults, field, form, progress, recorded, settle, task_of, with};
use crate::statistics::{assert_figures_true, total};

#[tokio::test]
async fn who_was_not_met_is_tried_again_and_surveyed_in_the_end() {
    let field = field().await;
    let household = field.households[0];
    let task = task_of(&field.wang, &field.round, household).await;
    let answer = settle(&field.wang, &task, "NOT_MET", json!({})).await;
    assert_eq!(answer["errors"], json!([]));
    assert_eq!(
        (&answer["task"]["state"], &answer["task"]["tries"]),
        (&json!("NOT_MET"), &json!(1))
    );
    let stale = settle(&field.wang, &task, "NOT_MET", json!({})).await;
    assert_eq!(faults(&stale), ["CONFLICT version"]);
    assert_eq!(stale["task"]["tries"], 1);
    let task = task_of(&field.wang, &field.round, household).await;
    let again = settle(
        &field.wang,
        &task,
        "NOT_MET",
        json!({ "kind": "WORKPLACE" }),
    )
    .await;
    assert_eq!(again["task"]["tries"], 2);
    assert_eq!(
        progress(&field.root, &field.round, &field.lanshan).await,
        [1, 1, 0, 0, 0, 0, 0]
    );
    assert_eq!(
        total(&field.root, &field.lanshan, "VISITS").await,
        2,
        "each try was a visit"
    );
    let done = recorded(&field.wang, form(&task)).await;
    assert_eq!(
        (&done["state"], &done["version"]),
        (&json!("DONE"), &json!(4))
    );
    let over = settle(&field.wang, &done, "MOVED_AWAY", json!({ "note": "搬走" })).await;
    assert_eq!(faults(&over), ["STATE id"]);
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn a_household_that_moved_away_or_declines_says_where_to_or_why() {
    let field = field().await;
    let [first, second] = field.households;
    let task = task_of(&field.wang, &field.round, first).await;
    for state in ["MOVED_AWAY", "REFUSED"] {
        let answer = settle(&field.wang, &task, state, json!({ "note": " " })).await;
        assert_eq!(faults(&answer), ["REQUIRED note"]);
    }
    for state in ["TODO", "DONE", "LATE"] {
        assert_eq!(
            faults(&settle(&field.wang, &task, state, json!({})).await),
            ["INVALID state"]
        );
    }
    let future = json!({ "visitedOn": "2026-08-07" });
    assert_eq!(
        faults(&settle(&field.wang, &task, "NOT_MET", future).await),
        ["INVALID visitedOn"]
    );
    let note = json!({ "note": "全家迁往青岛", "kind": "PHONE" });
    let answer = settle(&field.wang, &task, "MOVED_AWAY", note).await;
    assert_eq!(answer["task"]["state"], "MOVED_AWAY");
    // The file stays until somebody closes it.
    let after = task_of(&field.wang, &field.round, first).await;
    assert_eq!(after["household"]["version"], task["household"]["version"]);
    let task = task_of(&field.wang, &field.round, second).await;
    settle(
        &field.wang,
        &task,
        "REFUSED",
        json!({ "note": "不愿再被打扰" }),
    )
    .await;
    assert_eq!(
        progress(&field.root, &field.round, &field.lanshan).await,
        [0, 0, 0, 0, 1, 1, 0]
    );
    // Whoever declined may think again.
    let task = task_of(&field.wang, &field.round, second).await;
    recorded(&field.wang, form(&task)).await;
    assert_eq!(
        progress(&field.root, &field.round, &field.lanshan).await,
        [0, 0, 1, 0, 1, 0, 0]
    );
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn a_file_that_was_closed_meanwhile_is_settled_as_such() {
    let field = field().await;
    let household = field.households[0];
    let task = task_of(&field.wang, &field.round, household).await;
    assert_eq!(
        faults(&settle(&field.wang, &task, "ENDED", json!({})).await),
        ["STATE state"]
    );
    let close = "mutation($id: ID!) { setHouseholdStatus(input: { id: $id, version: 1, status: CLOSED, closeReason: DECEASED }) { errors { code } } }";
    field
        .admin
        .ask(close, json!({ "id": household.to_string() }))
        .await;
    let task = task_of(&field.wang, &field.round, household).await;
    let input = with(form(&task), json!({}));
    assert_eq!(
        faults(&super::record(&field.admin, input).await),
        ["STATE id"]
    );
    let li = field.lanshan.cadre("李敏").await;
    let variables = json!({ "input": { "id": task["id"], "version": 1, "state": "ENDED", "visitedOn": "2026-08-06" } });
    assert_eq!(
        fault(&li.run_with(super::SETTLE, variables).await),
        "FORBIDDEN"
    );
    // Nobody answers for a closed file; who did when the list was fixed may say so.
    let answer = settle(&field.wang, &task, "ENDED", json!({})).await;
    assert_eq!(answer["task"]["state"], "ENDED");
    assert_eq!(
        progress(&field.root, &field.round, &field.lanshan).await,
        [1, 0, 0, 0, 0, 0, 1]
    );
    assert_figures_true(&field.city).await;
}
