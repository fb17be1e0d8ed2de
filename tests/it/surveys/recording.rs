//! Recording a household face to face.

use schema::tenancy::Role;
use serde_json::{Value, json};

use super::{
    RECORD, closed, fault, faults, field, form, opened, progress, record, recorded, task_of, with,
};
use crate::assignments::promise;
use crate::statistics::{assert_figures_true, total};

const QUESTIONS: &str = r#"[
    { "kind": "YES_NO", "label": "有无毕业生", "required": true },
    { "kind": "MULTIPLE_CHOICE", "label": "想学什么", "options": [{ "label": "电焊" }, { "label": "家政" }, { "label": "缝纫" }] },
    { "kind": "NUMBER", "label": "亩数" }, { "kind": "MONEY", "label": "救助" }, { "kind": "TEXT", "label": "最想解决什么", "help": "一句话" }]"#;

#[tokio::test]
async fn a_record_keeps_the_day_and_brings_the_file_up_to_date() {
    let field = field().await;
    let questions: Value = serde_json::from_str(QUESTIONS).unwrap();
    let round = opened(
        &field.root,
        json!({ "name": "第二轮", "questions": questions }),
    )
    .await;
    let task = task_of(&field.wang, &round, field.households[0]).await;
    let input = with(
        form(&task),
        json!({
            "annualIncomePerHead": "4500.50", "mainCause": "WORK_INJURY", "otherCauses": ["ILLNESS"], "needs": ["LEGAL_AID"], "tier": "DEEP",
            "place": " 家中 ", "metWhom": "本人", "observed": "卧床", "claims": "尽快认定工伤",
            "measures": [{ "text": "联系法律援助", "dueOn": "2026-08-20" }],
            "answers": [{ "question": "Q5", "text": "拿到赔偿" }, { "question": "Q1", "yes": true }, { "question": "Q2", "choices": ["A3", "A1"] },
                { "question": "Q3", "number": 2.5 }, { "question": "Q4", "money": "1200.00" }],
        }),
    );
    let seen = recorded(&field.wang, input).await;
    assert_eq!(
        (&seen["state"], &seen["settledOn"]),
        (&json!("DONE"), &json!("2026-08-06"))
    );
    let household = json!({ "version": 2, "annualIncomePerHead": "4500.50", "mainCause": "WORK_INJURY", "tier": "DEEP" });
    assert_eq!(
        seen["household"], household,
        "the file is as it was found that day"
    );
    let mut kept = seen["record"].clone();
    assert!(
        kept["id"]
            .take()
            .as_str()
            .unwrap()
            .starts_with("surveyrecord_")
    );
    assert_eq!(
        kept,
        json!({
            "id": null, "visitedOn": "2026-08-06", "kind": "HOME", "annualIncomePerHead": "4500.50", "incomeChange": "FELL_MUCH",
            "differences": ["INCOME_FELL", "NEW_CAUSE", "NEW_NEED", "NEW_CLAIM", "TIER_CHANGED"],
            "hasClaims": true, "claims": "尽快认定工伤", "metWhom": "本人", "place": "家中", "correction": null, "correctsId": null, "counts": true,
            "recordedAt": "2026-08-06T02:00:00+00:00",
            "comparedWith": { "visitedOn": null, "annualIncomePerHead": "6000.00", "mainCause": "ILLNESS", "tier": "RELATIVE" },
            "cadre": { "name": "王建国" }, "visit": { "purpose": "RESURVEY", "met": true, "visitedOn": "2026-08-06", "kind": "HOME" },
            "answers": [
                { "question": "Q1", "label": "有无毕业生", "text": null, "number": null, "yes": true, "choices": [], "chosen": [], "money": null },
                { "question": "Q2", "label": "想学什么", "text": null, "number": null, "yes": null, "choices": ["A1", "A3"], "chosen": ["电焊", "缝纫"], "money": null },
                { "question": "Q3", "label": "亩数", "text": null, "number": 2.5, "yes": null, "choices": [], "chosen": [], "money": null },
                { "question": "Q4", "label": "救助", "text": null, "number": null, "yes": null, "choices": [], "chosen": [], "money": "1200.00" },
                { "question": "Q5", "label": "最想解决什么", "text": "拿到赔偿", "number": null, "yes": null, "choices": [], "chosen": [], "money": null },
            ],
        })
    );
    assert_eq!(total(&field.root, &field.lanshan, "VISITS").await, 1);
    assert_eq!(total(&field.root, &field.lanshan, "MEASURES_OPEN").await, 1);
    assert_eq!(
        progress(&field.root, &round, &field.city.root()).await,
        [1, 0, 1, 0, 0, 0, 0]
    );
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn the_next_round_is_compared_with_the_last_record_and_not_with_the_file() {
    let field = field().await;
    let household = field.households[0];
    let task = task_of(&field.wang, &field.round, household).await;
    recorded(
        &field.wang,
        with(form(&task), json!({ "claims": "想找工作" })),
    )
    .await;
    closed(&field.root, &field.round).await;
    field.city.pass_days(40);
    // The file changes in between, as files do.
    let edit = "mutation($id: ID!) { updateHousehold(input: { id: $id, version: 1, annualIncomePerHead: \"7000.00\" }) { errors { code } } }";
    let edited = field
        .wang
        .ask(edit, json!({ "id": household.to_string() }))
        .await;
    assert_eq!(edited["updateHousehold"]["errors"], json!([]));
    let round = opened(
        &field.root,
        json!({ "name": "第二轮", "opensOn": "2026-09-15" }),
    )
    .await;
    let task = task_of(&field.wang, &round, household).await;
    let query = "query($id: ID!) { surveyTask(id: $id) { lastRecord { visitedOn annualIncomePerHead claims } record { id } } }";
    let known = field.wang.ask(query, json!({ "id": task["id"] })).await;
    assert_eq!(
        known["surveyTask"],
        json!({ "lastRecord": { "visitedOn": "2026-08-06", "annualIncomePerHead": "6000.00", "claims": "想找工作" }, "record": null })
    );
    let input = with(
        form(&task),
        json!({ "visitedOn": "2026-09-15", "annualIncomePerHead": "6900.00", "claims": "想找工作" }),
    );
    let seen = recorded(&field.wang, input).await;
    // The same claim is no new one.
    assert_eq!(seen["record"]["differences"], json!(["INCOME_ROSE"]));
    assert_eq!(seen["record"]["incomeChange"], "ROSE");
    assert_eq!(seen["record"]["comparedWith"]["visitedOn"], "2026-08-06");
    let query = "query($h: ID!) { surveyRecords(householdId: $h) { nodes { visitedOn annualIncomePerHead counts } } }";
    let all = field
        .wang
        .ask(query, json!({ "h": household.to_string() }))
        .await;
    assert_eq!(
        all["surveyRecords"]["nodes"],
        json!([{ "visitedOn": "2026-09-15", "annualIncomePerHead": "6900.00", "counts": true },
            { "visitedOn": "2026-08-06", "annualIncomePerHead": "6000.00", "counts": true }]),
        "no record overwrites the last"
    );
}

#[tokio::test]
async fn every_fault_of_a_record_is_told_at_once_and_nothing_is_written() {
    let field = field().await;
    let questions: Value = serde_json::from_str(QUESTIONS).unwrap();
    let round = opened(
        &field.root,
        json!({ "name": "第二轮", "questions": questions }),
    )
    .await;
    let task = task_of(&field.wang, &round, field.households[0]).await;
    let input = with(
        form(&task),
        json!({
            "visitedOn": "2026-08-07", "kind": "PHONE", "place": "x".repeat(101), "labourForce": 9, "otherCauses": ["ILLNESS"],
            "annualIncomePerHead": "-1.00", "measures": [{ "text": " ", "dueOn": "2026-08-20" }],
            "answers": [{ "question": "Q2", "choices": ["A9"] }, { "question": "Q9", "yes": true }],
        }),
    );
    let answer = record(&field.wang, input).await;
    assert_eq!(
        faults(&answer),
        [
            "INVALID visitedOn",
            "INVALID kind",
            "INVALID place",
            "INVALID answers.0.choices",
            "INVALID answers.1.question",
            "REQUIRED answers.Q1",
            "INVALID annualIncomePerHead",
            "INVALID labourForce",
            "INVALID otherCauses",
            "REQUIRED measures.0.text",
        ]
    );
    let early = with(
        form(&task),
        json!({ "visitedOn": "2026-08-05", "answers": [{ "question": "Q1", "yes": false }] }),
    );
    assert_eq!(
        faults(&record(&field.wang, early).await),
        ["INVALID visitedOn"]
    );
    assert_eq!(
        progress(&field.root, &round, &field.city.root()).await,
        [2, 0, 0, 0, 0, 0, 0]
    );
    assert_eq!(total(&field.root, &field.lanshan, "VISITS").await, 0);
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn an_old_version_of_the_file_is_a_conflict_that_shows_the_new_one() {
    let field = field().await;
    let household = field.households[0];
    let task = task_of(&field.wang, &field.round, household).await;
    let edit = "mutation($id: ID!) { updateHousehold(input: { id: $id, version: 1, population: 4 }) { errors { code } } }";
    field
        .admin
        .ask(edit, json!({ "id": household.to_string() }))
        .await;
    let answer = record(&field.wang, form(&task)).await;
    assert_eq!(faults(&answer), ["CONFLICT version"]);
    assert_eq!(answer["task"]["household"]["version"], 2);
    let seen = recorded(
        &field.wang,
        with(form(&task), json!({ "version": 2, "population": 4 })),
    )
    .await;
    assert_eq!(seen["record"]["differences"], json!([]));
}

#[tokio::test]
async fn work_after_the_window_is_done_and_counted_apart() {
    let field = field().await;
    let [first, second] = field.households;
    field.city.pass_days(32);
    let task = task_of(&field.wang, &field.round, first).await;
    assert_eq!(task["overdue"], true);
    // Met within the window, and typed after it.
    let in_time = with(
        form(&task),
        json!({ "visitedOn": "2026-09-06", "recordedAt": "2026-09-06T03:00:00Z" }),
    );
    assert_eq!(recorded(&field.wang, in_time).await["state"], "DONE");
    let task = task_of(&field.wang, &field.round, second).await;
    let late = with(form(&task), json!({ "visitedOn": "2026-09-07" }));
    assert_eq!(recorded(&field.wang, late).await["state"], "LATE");
    assert_eq!(
        progress(&field.root, &field.round, &field.lanshan).await,
        [0, 0, 1, 1, 0, 0, 0]
    );
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn a_phone_that_sends_twice_records_once_also_after_the_round_is_closed() {
    let field = field().await;
    let task = task_of(&field.wang, &field.round, field.households[0]).await;
    let input = with(
        form(&task),
        json!({ "idempotencyKey": "phone-7f3a-9", "recordedAt": "2026-08-06T01:30:00Z", "annualIncomePerHead": "6500.00" }),
    );
    let (first, second) = tokio::join!(
        record(&field.wang, input.clone()),
        record(&field.wang, input.clone())
    );
    assert_eq!(first["errors"], json!([]));
    assert_eq!(first, second);
    assert_eq!(
        first["task"]["record"]["recordedAt"],
        "2026-08-06T01:30:00+00:00"
    );
    closed(&field.root, &field.round).await;
    assert_eq!(record(&field.wang, input).await, first);
    let other = task_of(&field.wang, &field.round, field.households[1]).await;
    let late = record(
        &field.wang,
        with(form(&other), json!({ "idempotencyKey": "phone-7f3a-8" })),
    )
    .await;
    assert_eq!(
        faults(&late),
        ["STATE taskId"],
        "what was not sent before the closing is told so"
    );
    assert_eq!(total(&field.root, &field.lanshan, "VISITS").await, 1);
}

#[tokio::test]
async fn only_who_answers_for_the_household_records_it() {
    let field = field().await;
    let task = task_of(&field.wang, &field.round, field.households[0]).await;
    let input = json!({ "input": form(&task) });
    let li = field.lanshan.cadre("李敏").await;
    let clerk = field.lanshan.person("钱会计", &[Role::Finance]).await;
    let stranger = field.city.county("费县").await.admin().await;
    let below = field.lanshan.township("兰山街道").await.admin().await;
    for (person, code) in [
        (&li, "FORBIDDEN"),
        (&clerk, "FORBIDDEN"),
        (&field.root, "FORBIDDEN"),
        (&stranger, "NOT_FOUND"),
        (&below, "NOT_FOUND"),
    ] {
        assert_eq!(fault(&person.run_with(RECORD, input.clone()).await), code);
    }
    let helper = "mutation($h: ID!, $s: ID!) { addHelper(input: { householdId: $h, staffId: $s }) { errors { code } } }";
    let who = json!({ "h": field.households[0].to_string(), "s": li.staff.to_string() });
    field.admin.ask(helper, who).await;
    promise(&li, field.households[0], "推荐岗位", "2026-09-01").await;
    recorded(&li, form(&task)).await;
    let task = task_of(&field.wang, &field.round, field.households[1]).await;
    recorded(&field.admin, form(&task)).await;
}
