//! Closing keeps the figures, whatever changes afterwards.

use serde_json::json;
use sqlx::AssertSqlSafe;

use super::{
    COUNTS, closed, counts, faults, field, form, opened, progress, record, recorded, settle, step,
    task_of, with,
};
use crate::statistics::assert_figures_true;

#[tokio::test]
async fn after_closing_nothing_is_recorded_and_the_figures_stay() {
    let field = field().await;
    let [first, second] = field.households;
    let street = field.lanshan.township("兰山街道").await;
    let (three, four) = (
        street.household("王五").await,
        street.household("赵六").await,
    );
    let admin = street.admin().await;
    let round = opened(
        &field.root,
        json!({ "name": "第二轮", "questions": [{ "kind": "YES_NO", "label": "有无毕业生" }] }),
    )
    .await;
    let answers =
        json!({ "annualIncomePerHead": "5000.00", "answers": [{ "question": "Q1", "yes": true }] });
    let input = with(form(&task_of(&field.wang, &round, first).await), answers);
    recorded(&field.wang, input).await;
    recorded(&admin, form(&task_of(&admin, &round, three).await)).await;
    let task = task_of(&admin, &round, four).await;
    settle(&admin, &task, "NOT_MET", json!({})).await;
    let before = progress(&field.root, &round, &field.lanshan).await;
    assert_eq!(before, [1, 1, 2, 0, 0, 0, 0]);

    assert_eq!(
        faults(
            &step(
                &field.root,
                "closeSurveyRound",
                &json!({ "id": round["id"], "version": 1 })
            )
            .await
        ),
        ["CONFLICT version"]
    );
    let round = closed(&field.root, &round).await;
    assert_eq!(round["state"], "CLOSED");
    assert_eq!(
        faults(&step(&field.root, "closeSurveyRound", &round).await),
        ["STATE id"]
    );
    let task = task_of(&field.wang, &round, second).await;
    assert_eq!(
        faults(&record(&field.wang, form(&task)).await),
        ["STATE taskId"]
    );
    assert_eq!(
        faults(&settle(&field.wang, &task, "NOT_MET", json!({})).await),
        ["STATE id"]
    );

    let query = "query($id: ID!, $u: ID!) { surveyRound(id: $id) { progress(unionId: $u) { NUMBERS }
        progressBelow(unionId: $u) { nodes { nameThen total union { name } } } distribution(by: DIFFERENCE, unionId: $u) { key label value }
        causes: distribution(by: CAUSE, unionId: $u) { key value } answers(question: \"Q1\", unionId: $u) { key label value } movement(unionId: $u) { fell } } }"
        .replace("NUMBERS", COUNTS);
    let ask = async || {
        let variables = json!({ "id": round["id"], "u": field.lanshan.id.to_string() });
        field.root.ask(&query, variables).await["surveyRound"].take()
    };
    let kept = ask().await;
    assert_eq!(counts(&kept["progress"]), before);
    assert_eq!(kept["progress"]["nameThen"], "兰山区总工会");
    assert_eq!(
        kept["distribution"],
        json!([{ "key": "INCOME_FELL", "label": "收入下降", "value": 1 }])
    );
    assert_eq!(kept["causes"], json!([{ "key": "ILLNESS", "value": 2 }]));
    assert_eq!(
        kept["answers"],
        json!([{ "key": "YES", "label": "是", "value": 1 }])
    );
    assert_eq!(kept["movement"], json!(null), "there was no round before");
    assert_eq!(
        kept["progressBelow"]["nodes"],
        json!([{ "nameThen": "兰山街道总工会", "total": 2, "union": { "name": "兰山街道总工会" } }])
    );

    // Households change, unions are renamed and move, and the report tells what was.
    let feixian = field.city.county("费县").await;
    let relocate =
        "mutation($input: MoveUnionInput!) { moveUnion(input: $input) { errors { code } } }";
    let input =
        json!({ "id": street.id.to_string(), "version": 1, "newParentId": feixian.id.to_string() });
    field.root.ask(relocate, json!({ "input": input })).await;
    let rename = "mutation($id: ID!) { updateUnion(input: { id: $id, version: 2, name: \"兰山路街道总工会\" }) { errors { code } } }";
    field
        .root
        .ask(rename, json!({ "id": street.id.to_string() }))
        .await;
    let mut expected = kept.clone();
    expected["progressBelow"]["nodes"][0]["union"]["name"] = json!("兰山路街道总工会");
    assert_eq!(ask().await, expected);
    // The street still reads its own.
    let own = admin
        .ask(
            &query,
            json!({ "id": round["id"], "u": street.id.to_string() }),
        )
        .await;
    assert_eq!(
        counts(&own["surveyRound"]["progress"]),
        [0, 1, 1, 0, 0, 0, 0]
    );
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn the_report_is_what_the_maintained_figures_were() {
    let field = field().await;
    for household in field.households {
        let task = task_of(&field.wang, &field.round, household).await;
        let fewer = json!({ "annualIncomePerHead": "3000.00", "tier": "DEEP", "needs": ["JOB"] });
        recorded(&field.wang, with(form(&task), fewer)).await;
    }
    let query = "query($id: ID!) { surveyRound(id: $id) { cause: distribution(by: CAUSE) { key value } tier: distribution(by: TIER) { key value }
        income: distribution(by: INCOME) { key value } difference: distribution(by: DIFFERENCE) { key value } progress { done todo total } } }";
    let open = field
        .root
        .ask(query, json!({ "id": field.round["id"] }))
        .await;
    assert_eq!(
        open["surveyRound"]["income"],
        json!([{ "key": "FELL_MUCH", "value": 2 }])
    );
    closed(&field.root, &field.round).await;
    let after = field
        .root
        .ask(query, json!({ "id": field.round["id"] }))
        .await;
    assert_eq!(open, after);
}

#[tokio::test]
async fn the_next_closing_says_who_fell_and_who_rose() {
    let field = field().await;
    let [first, second] = field.households;
    for household in [first, second] {
        let task = task_of(&field.wang, &field.round, household).await;
        recorded(&field.wang, form(&task)).await;
    }
    let round = closed(&field.root, &field.round).await;
    let third = field.lanshan.household("王五").await;
    let next = opened(&field.root, json!({ "name": "第二轮" })).await;
    let fewer = json!({ "annualIncomePerHead": "5000.00" });
    let input = with(form(&task_of(&field.wang, &next, first).await), fewer);
    recorded(&field.wang, input).await;
    recorded(
        &field.admin,
        form(&task_of(&field.admin, &next, third).await),
    )
    .await;
    closed(&field.root, &next).await;
    let query = "query($id: ID!) { surveyRound(id: $id) { previous { id } movement { fell rose same entered gone } } }";
    let data = field.root.ask(query, json!({ "id": next["id"] })).await;
    assert_eq!(
        data["surveyRound"],
        json!({ "previous": { "id": round["id"] }, "movement": { "fell": 1, "rose": 0, "same": 0, "entered": 1, "gone": 1 } })
    );
}

#[tokio::test]
async fn a_union_that_was_merged_keeps_what_it_had_in_the_round() {
    let field = field().await;
    let street = field.lanshan.township("兰山街道").await;
    let other = field.lanshan.township("银雀山街道").await;
    let household = street.household("王五").await;
    other.household("赵六").await;
    let admin = street.admin().await;
    let round = opened(&field.root, json!({ "name": "第二轮" })).await;
    recorded(&admin, form(&task_of(&admin, &round, household).await)).await;
    let merge = "mutation($a: ID!, $b: ID!) { mergeUnion(input: { id: $a, version: 1, intoId: $b }) { errors { code message } } }";
    let answer = field
        .root
        .ask(
            merge,
            json!({ "a": street.id.to_string(), "b": other.id.to_string() }),
        )
        .await;
    assert_eq!(answer["mergeUnion"]["errors"], json!([]));
    assert_eq!(
        progress(&field.root, &round, &other).await,
        [1, 0, 1, 0, 0, 0, 0]
    );
    assert_figures_true(&field.city).await;
    let chief = other.admin().await;
    closed(&field.root, &round).await;
    assert_eq!(
        progress(&chief, &round, &other).await,
        [1, 0, 1, 0, 0, 0, 0]
    );
    // What was closed before a merger keeps both, and each is told under its own name of then.
    let reports: i64 = sqlx::query_scalar(AssertSqlSafe(
        "SELECT count(*) FROM survey_report WHERE at_path = $1".to_owned(),
    ))
    .bind(&other.path)
    .fetch_one(&mut field.city.owner().await)
    .await
    .unwrap();
    assert_eq!(reports, 1);
}
