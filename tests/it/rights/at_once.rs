//! Several who act on one case at the same time.

use futures::future::join_all;
use serde_json::{Value, json};

use super::{Field, assert_figures_true, recover, refer, seen, step};
use crate::funds::done;

fn codes(answers: &[Value]) -> Vec<&str> {
    let mut codes: Vec<&str> = answers
        .iter()
        .map(|answer| answer["errors"][0]["code"].as_str().unwrap_or("OK"))
        .collect();
    codes.sort_unstable();
    codes
}

#[tokio::test]
async fn of_two_who_refer_a_case_one_is_told_that_it_was_changed() {
    let field = Field::new().await;
    let third = field.city.county("费县").await;
    third
        .person("冯法援", &[schema::tenancy::Role::Legal])
        .await;
    for _ in 0..4 {
        let case = field.accepted().await;
        let answers = join_all([
            refer(&field.legal, &case, &field.there),
            refer(&field.legal, &case, &third),
        ])
        .await;
        assert_eq!(codes(&answers), ["CONFLICT", "OK"]);
    }
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn what_both_sides_record_at_once_is_counted_once_each_or_told_as_changed() {
    let field = Field::new().await;
    let mut case = field.taken().await;
    let mut recovered = 0;
    for _ in 0..4 {
        let answers = join_all([
            recover(&field.legal, &case, "10.00"),
            recover(&field.other, &case, "10.00"),
        ])
        .await;
        assert_eq!(codes(&answers), ["CONFLICT", "OK"]);
        recovered += 10;
        case = seen(&field.legal, &case).await;
        assert_eq!(case["recovered"], format!("{recovered}.00"));
    }
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn a_recall_and_an_outcome_at_once_leave_one_of_them() {
    let field = Field::new().await;
    for _ in 0..4 {
        let case = field.taken().await;
        let query = "mutation($input: StepRightsCaseInput!) { stepRightsCase(input: $input) { errors { code } } }";
        let input = |step: &str| json!({ "input": { "id": case["id"], "version": case["version"], "step": step, "text": "情况有变，请核实", "route": "UNION" } });
        let answers = join_all([
            field.legal.run_with(query, input("RECALL")),
            field.other.run_with(query, input("SETTLE")),
        ])
        .await;
        // Whoever comes second is told that it changed, or does not see the case any more.
        let outcomes: Vec<&Value> = answers
            .iter()
            .map(|answer| match &answer["errors"][0]["extensions"]["code"] {
                Value::Null => &answer["data"]["stepRightsCase"]["errors"][0]["code"],
                code => code,
            })
            .collect();
        let lost = outcomes.iter().filter(|code| !code.is_null()).count();
        assert_eq!(lost, 1, "{answers:#?}");
        assert!(
            outcomes.iter().all(|code| code.is_null()
                || ["CONFLICT", "NOT_FOUND"].contains(&code.as_str().unwrap()))
        );
        let after = seen(&field.legal, &case).await;
        let shared = after["referral"]["endedOn"].is_null();
        assert_eq!(seen(&field.other, &case).await.is_null(), !shared);
        if after["state"] == "SETTLED" && shared {
            let theirs = seen(&field.other, &case).await;
            let finished = step(
                &field.other,
                &theirs,
                "FINISH",
                json!({ "text": "已经办结交回" }),
            )
            .await;
            assert_eq!(finished["errors"], json!([]));
        }
    }
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn the_same_key_reports_once() {
    let field = Field::new().await;
    let mut input = super::arrears(&field.employer);
    input["idempotencyKey"] = json!("from-a-courtyard-1");
    let answers = join_all([
        super::save(&field.cadre, input.clone()),
        super::save(&field.cadre, input.clone()),
        super::save(&field.cadre, input),
    ])
    .await;
    let ids: Vec<Value> = answers
        .into_iter()
        .map(|answer| done(answer, "case")["id"].take())
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
    let listed = field
        .cadre
        .ask("{ rightsCases { nodes { id } } }", Value::Null)
        .await;
    assert_eq!(listed["rightsCases"]["nodes"].as_array().unwrap().len(), 1);
}
