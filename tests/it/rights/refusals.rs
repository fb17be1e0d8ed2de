//! What is refused, and that nothing is lost by it.

use serde_json::{Value, json};

use super::{Field, arrears, recover, save, step};
use crate::funds::{change, faults};

#[tokio::test]
async fn every_fault_of_a_report_is_told_at_once_and_nothing_is_written() {
    let field = Field::new().await;
    let input = json!({ "kind": "WORK_INJURY", "placeCode": "37", "workersConcerned": 0, "account": "", "claim": "赔偿",
        "site": "工地 13800000001", "respondent": "某老板",
        "employerId": field.employer["id"],
        "facts": { "wagesFrom": "2026-03-01", "injuredOn": "2027-01-01", "grade": 11, "recognition": "APPLIED" },
        "workers": [{ "name": "赵1", "idNumber": "371302198001010011", "phone": "12" }, { "memberId": "member_00000000000070008000000000000000" }] });
    let answer = save(&field.cadre, input).await;
    assert_eq!(
        faults(&answer),
        [
            "INVALID input.workers.0.name",
            "INVALID input.workers.0.idNumber",
            "INVALID input.workers.0.phone",
            "INVALID input.workers.1.memberId",
            "INVALID input.workersConcerned",
            "INVALID input.respondent",
            "INVALID input.placeCode",
            "INVALID input.site",
            "REQUIRED input.account",
            "INVALID input.facts.wagesFrom",
            "INVALID input.facts.injuredOn",
            "REQUIRED input.facts.injury",
            "INVALID input.facts.grade",
        ]
    );
    let listed = field
        .cadre
        .ask("{ rightsCases { nodes { id } } }", Value::Null)
        .await;
    assert_eq!(listed["rightsCases"]["nodes"], json!([]));
    // Nobody to answer for it, and days that can't follow one another.
    let mut input = arrears(&field.employer);
    input["employerId"] = json!(null);
    input["facts"]["wagesTo"] = json!("2026-02-01");
    let answer = save(&field.cadre, input).await;
    assert_eq!(
        faults(&answer),
        ["REQUIRED input.employerId", "INVALID input.facts.wagesTo"]
    );
}

#[tokio::test]
async fn steps_that_do_not_lead_on_are_refused_with_what_to_do() {
    let field = Field::new().await;
    let case = field.reported().await;
    let answer = step(
        &field.legal,
        &case,
        "CLOSE",
        json!({ "satisfaction": "SATISFIED" }),
    )
    .await;
    assert_eq!(answer["errors"][0]["code"], "STATE");
    assert!(
        answer["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("待受理")
    );
    let answer = step(&field.legal, &case, "REFER", json!({})).await;
    assert_eq!(answer["errors"][0]["path"], json!(["input", "step"]));
    let answer = step(&field.legal, &case, "REFUSE", json!({ "text": "不" })).await;
    assert_eq!(faults(&answer), ["INVALID input.text"]);
    let answer = step(
        &field.legal,
        &case,
        "REFUSE",
        json!({ "text": "请打电话 13800000001 联系" }),
    )
    .await;
    assert_eq!(faults(&answer), ["INVALID input.text"]);
    // Who only reports does not handle.
    let input =
        json!({ "input": { "id": case["id"], "version": case["version"], "step": "ACCEPT" } });
    let query = "mutation($input: StepRightsCaseInput!) { stepRightsCase(input: $input) { errors { code } } }";
    let denied = field.cadre.run_with(query, input).await;
    assert_eq!(denied["errors"][0]["extensions"]["code"], "FORBIDDEN");
    let case = crate::funds::done(step(&field.legal, &case, "ACCEPT", json!({})).await, "case");
    let answer = step(
        &field.legal,
        &case,
        "SETTLE",
        json!({ "text": "双方达成一致", "on": "2026-08-01", "awarded": "-1.00" }),
    )
    .await;
    assert_eq!(
        faults(&answer),
        [
            "REQUIRED input.route",
            "INVALID input.awarded",
            "INVALID input.on"
        ]
    );
    let answer = recover(&field.legal, &case, "0.00").await;
    assert_eq!(faults(&answer), ["INVALID input.amount"]);
    let late = json!({ "caseId": case["id"], "version": case["version"], "on": "2026-08-07", "amount": "1.00", "workers": 4 });
    let answer = change(&field.legal, "recordRightsRecovery", "case { id }", late).await;
    assert_eq!(
        faults(&answer),
        ["INVALID input.workers", "INVALID input.on"]
    );
    let stale = json!({ "id": case["id"], "version": 1 });
    let answer = step(
        &field.legal,
        &stale,
        "NOTE",
        json!({ "text": "电话联系了单位" }),
    )
    .await;
    assert_eq!(answer["errors"][0]["code"], "CONFLICT");
}
