//! Several who act on one delegation at the same time.

use futures::future::join_all;
use serde_json::{Value, json};

use super::{Matter, seen};
use crate::rights::{assert_figures_true, seen as case_of};

const QUERY: &str =
    "mutation($input: StepDelegationInput!) { stepDelegation(input: $input) { errors { code } } }";

fn outcome(answer: &Value) -> String {
    let refused = &answer["data"]["stepDelegation"]["errors"][0]["code"];
    let failed = &answer["errors"][0]["extensions"]["code"];
    refused
        .as_str()
        .or_else(|| failed.as_str())
        .unwrap_or("OK")
        .to_owned()
}

#[tokio::test]
async fn an_acceptance_and_a_revocation_at_once_leave_one_of_them_first() {
    let matter = Matter::new().await;
    for _ in 0..4 {
        let row = matter.offered().await;
        let input = |step: &str| {
            json!({ "input": { "id": row["id"], "version": row["version"], "step": step, "text": "情况有变，请核实",
            "noConflict": true, "lawyerId": matter.lawyer.id.to_string() } })
        };
        let (accepted, revoked) = futures::join!(
            matter.head.run_with(QUERY, input("ACCEPT")),
            matter.field.legal.run_with(QUERY, input("REVOKE")),
        );
        let outcomes = [outcome(&accepted), outcome(&revoked)];
        assert_eq!(
            outcomes.iter().filter(|one| *one == "OK").count(),
            1,
            "{outcomes:?}"
        );
        let now = seen(&matter.field.legal, &row).await;
        if now["state"] == "ACCEPTED" {
            let input = json!({ "input": { "id": row["id"], "version": now["version"], "step": "REVOKE", "text": "情况有变，请核实" } });
            assert_eq!(
                outcome(&matter.field.legal.run_with(QUERY, input).await),
                "OK"
            );
        }
        assert_eq!(
            case_of(&matter.field.legal, &matter.case).await["state"],
            "ACCEPTED"
        );
    }
    assert_figures_true(&matter.field.city).await;
}

#[tokio::test]
async fn two_drafts_of_one_case_at_once_are_one_and_the_same_key_is_one() {
    let matter = Matter::new().await;
    let query = "mutation($input: SaveDelegationInput!) { saveDelegation(input: $input) { delegation { id } errors { code } } }";
    let input = json!({ "input": matter.draft() });
    let answers = join_all((0..3).map(|_| matter.field.legal.run_with(query, input.clone()))).await;
    let made = answers
        .iter()
        .filter(|one| one["data"]["saveDelegation"]["errors"] == json!([]))
        .count();
    assert_eq!(made, 1, "{answers:#?}");
    let row = matter
        .field
        .legal
        .ask("{ delegations { nodes { id version } } }", json!({}))
        .await["delegations"]["nodes"][0]
        .take();
    let mut input = json!({ "id": row["id"], "version": row["version"], "step": "OFFER", "idempotencyKey": "offer-once-0001" });
    let asked = json!({ "input": input });
    let answers = join_all((0..3).map(|_| matter.field.legal.run_with(QUERY, asked.clone()))).await;
    assert!(
        answers.iter().all(|one| outcome(one) == "OK"),
        "{answers:#?}"
    );
    input["step"] = json!("REVOKE");
    let other = matter
        .field
        .legal
        .run_with(QUERY, json!({ "input": input }))
        .await;
    assert_eq!(outcome(&other), "DUPLICATE");
    let way = "query($id: ID!) { delegation(id: $id) { way { step } } }";
    let way = matter
        .field
        .legal
        .ask(way, json!({ "id": row["id"] }))
        .await;
    assert_eq!(way["delegation"]["way"].as_array().unwrap().len(), 2);
    assert_figures_true(&matter.field.city).await;
}

#[tokio::test]
async fn what_both_enter_of_dates_and_messages_at_once_is_all_there() {
    let matter = Matter::new().await;
    let row = matter.accepted().await;
    let hearing = "mutation($input: SaveHearingInput!) { saveHearing(input: $input) { errors { code message } } }";
    let date = json!({ "input": { "delegationId": row["id"], "kind": "COURT", "startsAt": "2026-09-10T01:30:00Z", "minutes": 60, "venue": "兰山区人民法院" } });
    let said = json!({ "input": { "id": row["id"], "version": row["version"], "step": "MESSAGE", "text": "请补充考勤记录" } });
    let (a, b, c, d) = futures::join!(
        matter.lawyer.run_with(hearing, date.clone()),
        matter.field.legal.run_with(hearing, date.clone()),
        matter.lawyer.run_with(QUERY, said.clone()),
        matter.field.legal.run_with(QUERY, said.clone()),
    );
    assert_eq!([outcome(&c), outcome(&d)], ["OK", "OK"]);
    for answer in [a, b] {
        assert_eq!(
            answer["data"]["saveHearing"]["errors"],
            json!([]),
            "{answer}"
        );
    }
    let now = seen(&matter.field.legal, &row).await;
    assert_eq!(now["hearings"].as_array().unwrap().len(), 2);
    assert_eq!(now["way"].as_array().unwrap().len(), 7);
    assert_figures_true(&matter.field.city).await;
}
