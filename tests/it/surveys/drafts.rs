//! Drafts: written, changed, removed, and fixed once they are open.

use serde_json::json;

use super::{change, draft, faults, opened, step, with};
use crate::assignments::county;

#[tokio::test]
async fn a_draft_is_written_changed_and_removed_and_nobody_below_sees_it() {
    let (city, lanshan, admin) = county().await;
    lanshan.household("张三").await;
    let root = city.root().admin().await;
    let question = json!({ "kind": "SINGLE_CHOICE", "label": "最需要什么", "required": true, "options": [{ "label": "就业" }, { "label": "看病" }] });
    let answer = draft(
        &root,
        json!({ "note": "逐户上门", "questions": [question] }),
    )
    .await;
    let round = &answer["round"];
    assert_eq!(answer["errors"], json!([]));
    assert_eq!(
        (
            &round["state"],
            &round["closesOn"],
            &round["kinds"],
            &round["scope"]["name"]
        ),
        (
            &json!("DRAFT"),
            &json!("2026-09-06"),
            &json!(["LINKED", "OWN_UNIT"]),
            &json!("临沂市总工会")
        )
    );
    assert_eq!(
        round["questions"],
        json!([{ "code": "Q1", "kind": "SINGLE_CHOICE", "label": "最需要什么", "required": true,
            "options": [{ "code": "A1", "label": "就业" }, { "code": "A2", "label": "看病" }] }])
    );
    let seen = "{ surveyRounds { nodes { name state } } }";
    assert_eq!(
        admin.ask(seen, json!({})).await["surveyRounds"]["nodes"],
        json!([])
    );

    let input = json!({ "id": round["id"], "version": 1, "name": "兰山区摸底", "opensOn": "2026-08-01", "closesOn": "2026-08-20",
        "scopeId": lanshan.id.to_string(), "kinds": ["LINKED"] });
    let update = "updateSurveyRound";
    let changed = change(&root, update, "UpdateSurveyRoundInput", input.clone()).await;
    let round = &changed["round"];
    assert_eq!(changed["errors"], json!([]));
    assert_eq!(
        (
            &round["name"],
            &round["version"],
            &round["scope"]["name"],
            &round["questions"]
        ),
        (
            &json!("兰山区摸底"),
            &json!(2),
            &json!("兰山区总工会"),
            &json!([])
        )
    );
    let stale = change(&root, update, "UpdateSurveyRoundInput", input).await;
    assert_eq!(faults(&stale), ["CONFLICT version"]);
    assert_eq!(stale["round"]["name"], "兰山区摸底");

    let gone = step(&root, "deleteSurveyRound", round).await;
    assert_eq!(
        (&gone["errors"], &gone["round"]),
        (&json!([]), &json!(null))
    );
    assert_eq!(
        root.ask(seen, json!({})).await["surveyRounds"]["nodes"],
        json!([])
    );
}

#[tokio::test]
async fn every_fault_of_a_draft_is_told_at_once() {
    let (city, ..) = county().await;
    let root = city.root().admin().await;
    let input = json!({ "name": "摸", "closesOn": "2026-08-05", "kinds": [], "note": "x".repeat(1001),
        "questions": [{ "kind": "SINGLE_CHOICE", "label": " ", "options": [{ "label": "一" }] }] });
    assert_eq!(
        faults(&draft(&root, input).await),
        [
            "INVALID name",
            "INVALID note",
            "INVALID closesOn",
            "INVALID kinds",
            "INVALID questions.0.options",
            "REQUIRED questions.0.label",
        ]
    );
    let long = draft(&root, json!({ "closesOn": "2028-08-06" })).await;
    assert_eq!(faults(&long), ["INVALID closesOn"]);
}

#[tokio::test]
async fn what_was_opened_is_fixed() {
    let (city, lanshan, _) = county().await;
    lanshan.household("张三").await;
    let root = city.root().admin().await;
    let round = opened(&root, json!({})).await;
    let input = with(
        json!({ "name": "改名", "opensOn": "2026-08-06" }),
        json!({ "id": round["id"], "version": round["version"] }),
    );
    let changed = change(&root, "updateSurveyRound", "UpdateSurveyRoundInput", input).await;
    assert_eq!(faults(&changed), ["STATE id"]);
    for mutation in ["deleteSurveyRound", "openSurveyRound"] {
        assert_eq!(
            faults(&step(&root, mutation, &round).await),
            ["STATE id"],
            "{mutation}"
        );
    }
    // Nor may a statement past the services take it away.
    let deleted = sqlx::query("DELETE FROM survey_round")
        .execute(&mut city.connect_as("lianxin_app").await)
        .await
        .unwrap();
    assert_eq!(deleted.rows_affected(), 0);
}
