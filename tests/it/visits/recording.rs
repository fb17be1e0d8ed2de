//! Recording a visit.

use serde_json::{Value, json};

use super::{cadre, faults, figures, record, visit, with};
use crate::assignments::county;

#[tokio::test]
async fn a_cadre_records_a_visit_with_its_promises() {
    let (city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let input = with(
        visit(household, "2026-08-05"),
        json!({
            "place": " 家中 ", "metWhom": "本人", "observed": "患病在家\n孩子上初中", "claims": "希望得到助学金",
            "needs": ["SCHOOL_AID", "JOB", "SCHOOL_AID"], "recordedAt": "2026-08-05T10:30:00Z",
            "measures": [{ "text": "指导申请助学金", "need": "SCHOOL_AID", "dueOn": "2026-08-10" }, { "text": "推荐岗位", "dueOn": "2026-09-30" }],
        }),
    );
    let answer = record(&wang, input).await;
    assert_eq!(answer["errors"], json!([]));
    let mut seen = answer["visit"].clone();
    assert!(
        seen["id"]
            .take()
            .as_str()
            .is_some_and(|id| id.starts_with("visit_"))
    );
    assert_eq!(
        seen,
        json!({
            "id": null, "visitedOn": "2026-08-05", "kind": "HOME", "purpose": "ROUTINE", "met": true,
            "place": "家中", "metWhom": "本人", "observed": "患病在家\n孩子上初中", "claims": "希望得到助学金",
            "needs": ["SCHOOL_AID", "JOB"], "recordedAt": "2026-08-05T10:30:00+00:00",
            "cadre": { "name": "王建国" }, "household": { "id": household.to_string() },
            "measures": [
                { "text": "指导申请助学金", "need": "SCHOOL_AID", "dueOn": "2026-08-10", "state": "OPEN", "overdue": false, "cadre": { "name": "王建国" } },
                { "text": "推荐岗位", "need": null, "dueOn": "2026-09-30", "state": "OPEN", "overdue": false, "cadre": { "name": "王建国" } },
            ],
        })
    );
    record(&wang, visit(household, "2026-07-31")).await;
    assert_eq!(
        figures(&city.root().admin().await, &city.root()).await,
        json!({ "visits": 2, "month": 1, "open": 2, "due": 1, "overdue": 0, "done": 0 })
    );
    city.pass_days(30);
    assert_eq!(
        figures(&admin, &lanshan).await,
        json!({ "visits": 2, "month": 0, "open": 2, "due": 0, "overdue": 1, "done": 0 })
    );
    let data = wang
        .ask(
            "{ measures(filter: { mine: true, overdue: true }) { nodes { text overdue } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        data["measures"]["nodes"],
        json!([{ "text": "指导申请助学金", "overdue": true }])
    );
    let data = wang
        .ask(
            "{ measures(filter: { mine: true, overdue: false }) { nodes { text } } }",
            json!({}),
        )
        .await;
    assert_eq!(data["measures"]["nodes"], json!([{ "text": "推荐岗位" }]));
    let data = wang
        .ask(
            "{ measures(filter: { dueBefore: \"2026-08-11\" }) { nodes { text } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        data["measures"]["nodes"],
        json!([{ "text": "指导申请助学金" }])
    );
}

#[tokio::test]
async fn every_fault_of_a_visit_is_told_at_once_and_nothing_is_written() {
    let (_city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let input = with(
        visit(household, "2026-08-07"),
        json!({
            "place": "x".repeat(101), "observed": "a\u{0}b",
            "measures": [{ "text": " ", "dueOn": "2026-08-01" }, { "text": "好", "dueOn": "2036-08-07" }],
        }),
    );
    let answer = record(&wang, input).await;
    assert_eq!(
        faults(&answer),
        [
            "INVALID visitedOn",
            "INVALID place",
            "INVALID observed",
            "INVALID measures.0.dueOn",
            "REQUIRED measures.0.text",
            "INVALID measures.1.dueOn",
        ]
    );
    assert_eq!(answer["visit"], Value::Null);
    // Written down on the phone yesterday, so it can't have been today.
    let input = with(
        visit(household, "2026-08-06"),
        json!({ "recordedAt": "2026-08-05T15:59:59Z" }),
    );
    assert_eq!(faults(&record(&wang, input).await), ["INVALID visitedOn"]);
    // A clock that runs ahead does no harm.
    let input = with(
        visit(household, "2026-08-06"),
        json!({ "recordedAt": "2027-01-01T00:00:00Z" }),
    );
    assert_eq!(
        record(&wang, input).await["visit"]["recordedAt"],
        "2026-08-06T02:00:00+00:00"
    );
    assert_eq!(figures(&admin, &lanshan).await["visits"], 1);
}

#[tokio::test]
async fn a_phone_that_sends_twice_records_once() {
    let (_city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let input = with(
        visit(household, "2026-08-06"),
        json!({ "idempotencyKey": "phone-7f3a-1", "measures": [{ "text": "推荐岗位", "dueOn": "2026-09-01" }] }),
    );
    let (first, second) = tokio::join!(record(&wang, input.clone()), record(&wang, input.clone()));
    assert_eq!(first["errors"], json!([]));
    assert_eq!(first, second);
    assert_eq!(record(&wang, input.clone()).await, first);
    assert_eq!(
        faults(&record(&wang, with(input, json!({ "met": false }))).await),
        ["DUPLICATE idempotencyKey"]
    );
    let seen = figures(&admin, &lanshan).await;
    assert_eq!(
        (seen["visits"].as_i64(), seen["open"].as_i64()),
        (Some(1), Some(1))
    );
}
