//! What is refused, with what words, and that nothing is lost.

use serde_json::{Value, json};

use super::{Matter, act, answer, save, seen, step};
use crate::funds::{change, done, faults, with};

#[tokio::test]
async fn every_fault_of_a_draft_is_told_at_once() {
    let matter = Matter::new().await;
    let input = with(
        matter.draft(),
        json!({ "powers": [], "brief": " ", "contact": "", "answerBy": "2027-08-20", "attachmentIds": [matter.copy.chars().rev().collect::<String>()] }),
    );
    let asked = json!({ "input": input });
    let query = "mutation($input: SaveDelegationInput!) { saveDelegation(input: $input) { errors { code path } } }";
    // An id of another kind is bad input.
    let bad = matter.field.legal.run_with(query, asked).await;
    assert!(bad["errors"][0]["message"].is_string());
    let stranger = schema::id::AttachmentId::new().to_string();
    let input = with(
        matter.draft(),
        json!({ "powers": [], "brief": " ", "contact": "", "answerBy": "2027-08-20", "attachmentIds": [stranger],
            "workers": [{ "workerId": schema::id::RightsWorkerId::new().to_string() },
                        { "workerId": matter.case["workers"][0]["id"], "signedOn": "2026-12-31", "signedCopyId": stranger },
                        { "workerId": matter.case["workers"][0]["id"] }] }),
    );
    let refused = save(&matter.field.legal, input).await;
    assert_eq!(
        faults(&refused),
        [
            "INVALID input.powers",
            "REQUIRED input.brief",
            "REQUIRED input.contact",
            "INVALID input.answerBy",
            "INVALID input.workers.0.workerId",
            "INVALID input.workers.1.signedOn",
            "INVALID input.workers.1.signedCopyId",
            "INVALID input.workers.2.workerId",
            "INVALID input.attachmentIds",
        ]
    );
    let none = "{ delegations { nodes { id } } }";
    let none = matter.field.legal.ask(none, json!({})).await;
    assert_eq!(none["delegations"]["nodes"], json!([]));
}

#[tokio::test]
async fn a_case_has_one_open_delegation_and_only_while_it_is_worked_on() {
    let matter = Matter::new().await;
    matter.drafted().await;
    let second = save(&matter.field.legal, matter.draft()).await;
    assert_eq!(faults(&second), ["STATE input.caseId"]);
    let reported = matter.field.reported().await;
    let early = with(
        matter.draft(),
        json!({ "caseId": reported["id"], "attachmentIds": [],
        "workers": [{ "workerId": reported["workers"][0]["id"] }] }),
    );
    let refused = save(&matter.field.legal, early).await;
    assert_eq!(faults(&refused), ["STATE input.caseId"]);
    assert!(
        refused["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("待受理")
    );
}

#[tokio::test]
async fn a_firm_confirms_that_there_is_no_conflict_and_is_not_asked_against_its_own_clients() {
    let matter = Matter::new().await;
    let draft = matter.drafted().await;
    let client = json!({ "name": "临沂某某建筑劳务有限公司" });
    let added = act(
        &matter.head,
        "addPartnerConflict",
        "conflict { id name }",
        client.clone(),
    )
    .await;
    let conflict = done(added, "conflict");
    let again = act(
        &matter.head,
        "addPartnerConflict",
        "conflict { id }",
        client.clone(),
    )
    .await;
    assert_eq!(faults(&again), ["DUPLICATE input.name"]);
    // Only who runs the account keeps the list.
    let query = "mutation($input: AddPartnerConflictInput!) { addPartnerConflict(input: $input) { errors { code } } }";
    let denied = matter
        .lawyer
        .run_with(query, json!({ "input": client }))
        .await;
    assert_eq!(denied["errors"][0]["extensions"]["code"], "FORBIDDEN");

    let refused = step(&matter.field.legal, &draft, "OFFER", json!({})).await;
    assert_eq!(faults(&refused), ["STATE input.partnerId"]);
    // Why is the firm's secret.
    assert!(!refused.to_string().contains("冲突"), "{refused}");
    let gone = json!({ "id": conflict["id"] });
    let removed = act(&matter.head, "removePartnerConflict", "removed", gone).await;
    assert_eq!(removed, json!({ "removed": true, "errors": [] }));
    let row = done(
        step(&matter.field.legal, &draft, "OFFER", json!({})).await,
        "delegation",
    );
    // It came to have that client after the offer.
    let added = act(
        &matter.head,
        "addPartnerConflict",
        "conflict { id }",
        json!({ "name": "临沂某某建筑劳务有限公司" }),
    )
    .await;
    done(added, "conflict");
    let refused = answer(&matter.head, &row, "ACCEPT", matter.to(&matter.lawyer)).await;
    assert_eq!(faults(&refused), ["STATE input.partnerId"]);
    let unsaid = json!({ "lawyerId": matter.lawyer.id.to_string() });
    let refused = answer(&matter.head, &row, "ACCEPT", unsaid).await;
    assert_eq!(faults(&refused), ["INVALID input.noConflict"]);
    let nobody = json!({ "noConflict": true, "lawyerId": schema::id::LawyerId::new().to_string() });
    let refused = answer(&matter.head, &row, "ACCEPT", nobody).await;
    assert_eq!(faults(&refused), ["INVALID input.lawyerId"]);
    let refused = answer(
        &matter.head,
        &row,
        "DECLINE",
        json!({ "text": "13800000001 联系" }),
    )
    .await;
    assert_eq!(faults(&refused), ["INVALID input.text"]);
    assert_eq!(seen(&matter.field.legal, &row).await["state"], "OFFERED");
}

#[tokio::test]
async fn a_side_takes_only_its_own_steps_and_nobody_an_old_version() {
    let matter = Matter::new().await;
    let row = matter.accepted().await;
    let query = "mutation($input: StepDelegationInput!) { stepDelegation(input: $input) { errors { code } } }";
    let input = |step: &str, version: &Value| {
        json!({ "input": { "id": row["id"], "version": version, "step": step, "text": "情况说明如下", "result": "WON",
            "lawyerId": matter.lawyer.id.to_string(), "satisfaction": "FAIR" } })
    };
    let code = |answer: &Value| answer["errors"][0]["extensions"]["code"].clone();
    for step in ["PROGRESS", "CONCLUDE", "RESIGN", "APPOINT"] {
        let denied = matter
            .field
            .legal
            .run_with(query, input(step, &row["version"]))
            .await;
        assert_eq!(code(&denied), "FORBIDDEN", "{step}");
    }
    for step in ["REVOKE", "APPOINT"] {
        let denied = matter
            .lawyer
            .run_with(query, input(step, &row["version"]))
            .await;
        assert_eq!(code(&denied), "FORBIDDEN", "{step}");
    }
    let denied = matter
        .field
        .cadre
        .run_with(query, input("REVOKE", &row["version"]))
        .await;
    assert_eq!(code(&denied), "FORBIDDEN");
    let old = matter.lawyer.ask(query, input("CONCLUDE", &json!(1))).await;
    assert_eq!(old["stepDelegation"]["errors"][0]["code"], "CONFLICT");
    let draft = matter
        .lawyer
        .ask(query, input("HEARING", &row["version"]))
        .await;
    assert_eq!(draft["stepDelegation"]["errors"][0]["code"], "STATE");
    // A partner that is suspended takes nothing new, and goes on with what it has.
    let admin = matter
        .field
        .there
        .person("管理员", &[schema::tenancy::Role::Admin])
        .await;
    let partner = admin
        .ask(
            "query($id: ID!) { partner(id: $id) { id version } }",
            json!({ "id": matter.firm.id.to_string() }),
        )
        .await;
    let input = json!({ "id": partner["partner"]["id"], "version": partner["partner"]["version"], "state": "SUSPENDED", "reason": "年度考核未完成" });
    let suspended = change(&admin, "setPartnerState", "partner { state }", input).await;
    assert_eq!(done(suspended, "partner")["state"], "SUSPENDED");
    let said = answer(
        &matter.lawyer,
        &row,
        "PROGRESS",
        json!({ "text": "仲裁委已受理" }),
    )
    .await;
    assert_eq!(said["errors"], json!([]));
}
