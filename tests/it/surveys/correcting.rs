//! Corrections: a further record counts, and the one before stays as it was.

use serde_json::json;

use super::{faults, field, form, progress, record, recorded, task_of, with};
use crate::statistics::{assert_figures_true, total};

#[tokio::test]
async fn a_correction_counts_and_overwrites_nothing() {
    let field = field().await;
    let task = task_of(&field.wang, &field.round, field.households[0]).await;
    let wrong = with(
        form(&task),
        json!({ "annualIncomePerHead": "60000.00", "tier": "DEEP" }),
    );
    let first = recorded(&field.wang, wrong).await;
    assert_eq!(
        first["record"]["differences"],
        json!(["INCOME_ROSE", "TIER_CHANGED"])
    );
    let again = task_of(&field.wang, &field.round, field.households[0]).await;
    assert_eq!(
        faults(&record(&field.wang, form(&again)).await),
        ["STATE taskId"]
    );

    let corrects = json!({ "correctsId": first["record"]["id"], "annualIncomePerHead": "5800.00", "measures": [{ "text": "推荐岗位", "dueOn": "2026-08-20" }] });
    let answer = record(&field.wang, with(form(&again), corrects)).await;
    assert_eq!(faults(&answer), ["INVALID measures", "REQUIRED correction"]);
    let corrects = json!({ "correctsId": first["record"]["id"], "annualIncomePerHead": "5800.00", "correction": "多写了一个零" });
    let input = with(form(&again), corrects);
    let second = recorded(&field.wang, input.clone()).await;
    let kept = &second["record"];
    // Compared with what the first was compared with, not with what the first had made of the file.
    assert_eq!(kept["differences"], json!(["INCOME_FELL"]));
    assert_eq!(kept["comparedWith"]["annualIncomePerHead"], "6000.00");
    assert_eq!(
        (&kept["correctsId"], &kept["correction"]),
        (&first["record"]["id"], &json!("多写了一个零"))
    );
    assert_eq!(
        total(&field.root, &field.lanshan, "VISITS").await,
        1,
        "no other visit"
    );
    assert_eq!(
        total(&field.root, &field.lanshan, "SURVEY_RECORDS").await,
        1
    );
    assert_eq!(
        progress(&field.root, &field.round, &field.lanshan).await,
        [1, 0, 1, 0, 0, 0, 0]
    );
    let query = "query($h: ID!) { surveyRecords(householdId: $h) { nodes { annualIncomePerHead counts } } }";
    let all = field
        .wang
        .ask(query, json!({ "h": field.households[0].to_string() }))
        .await;
    assert_eq!(
        all["surveyRecords"]["nodes"],
        json!([{ "annualIncomePerHead": "5800.00", "counts": true }, { "annualIncomePerHead": "60000.00", "counts": false }])
    );
    assert_figures_true(&field.city).await;

    // The one that was corrected can't be corrected again.
    let now = task_of(&field.wang, &field.round, field.households[0]).await;
    let stale = with(input, json!({ "version": now["household"]["version"] }));
    let answer = record(&field.wang, stale).await;
    assert_eq!(faults(&answer), ["CONFLICT correctsId"]);
    assert_eq!(answer["task"]["record"]["id"], kept["id"]);
    // Not even by a statement past the services.
    for change in [
        "UPDATE survey_record SET income_fen = 1",
        "DELETE FROM survey_record",
    ] {
        let result = sqlx::query(change)
            .execute(&mut field.city.connect_as("lianxin_app").await)
            .await;
        assert!(result.is_err(), "{change}");
    }
}

#[tokio::test]
async fn a_record_of_another_household_corrects_nothing() {
    let field = field().await;
    let [first, second] = field.households;
    let task = task_of(&field.wang, &field.round, first).await;
    let done = recorded(&field.wang, form(&task)).await;
    let other = task_of(&field.wang, &field.round, second).await;
    let corrects = json!({ "correctsId": done["record"]["id"], "correction": "张冠李戴" });
    let input = json!({ "input": with(form(&other), corrects) });
    let answer = field.wang.run_with(super::RECORD, input).await;
    assert_eq!(super::fault(&answer), "NOT_FOUND");
}
