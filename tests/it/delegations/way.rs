//! The whole way of a delegation.

use serde_json::{Value, json};

use super::{Matter, act, answer, save, seen, shown, step};
use crate::funds::{done, with};
use crate::rights::{assert_figures_true, figures, seen as case_of};

#[tokio::test]
async fn a_firm_takes_a_case_from_the_offer_to_the_award_and_the_union_ends_it() {
    let matter = Matter::new().await;
    let legal = &matter.field.legal;
    let draft = matter.drafted().await;
    assert_eq!(draft["number"], "WT000001");
    assert_eq!(draft["state"], "DRAFT");
    assert_eq!(draft["next"], json!(["OFFER", "REVOKE"]));
    assert_eq!(draft["powers"], json!(["CHANGE_CLAIMS", "SETTLE"]));
    assert_eq!(draft["case"]["state"], "ACCEPTED");
    // The signed copy goes along with the payslip that was chosen.
    assert_eq!(draft["documents"].as_array().unwrap().len(), 2);

    let offered = done(step(legal, &draft, "OFFER", json!({})).await, "delegation");
    assert_eq!(offered["state"], "OFFERED");
    assert_eq!(offered["case"]["state"], "DELEGATED");
    let case = case_of(legal, &matter.case).await;
    for step in ["SETTLE", "WIN", "WITHDRAW", "REFER"] {
        assert!(!case["next"].to_string().contains(step), "{step}");
    }

    let accepted = answer(&matter.head, &offered, "ACCEPT", matter.to(&matter.lawyer)).await;
    let accepted = done(accepted, "delegation");
    assert_eq!(accepted["lawyer"]["name"], "吴律师");
    assert_eq!(accepted["workers"][0]["name"], "赵小河");
    assert_eq!(accepted["workers"][0]["idNumber"], "371302198001010017");
    assert_eq!(accepted["workers"][0]["phone"], "13800000001");
    let said = json!({ "text": "已向仲裁委递交申请" });
    let row = done(
        answer(&matter.lawyer, &accepted, "PROGRESS", said).await,
        "delegation",
    );
    assert_eq!(row["state"], "IN_PROGRESS");

    // The union hears of it.
    let news = "{ notifications { nodes { kind } } }";
    let news = legal.ask(news, json!({})).await["notifications"]["nodes"].take();
    assert!(news.to_string().contains("DELEGATION_MOVED"), "{news}");

    let end = json!({ "text": "仲裁裁决支付全部拖欠工资", "result": "WON", "awarded": "20000.50" });
    let row = done(
        answer(&matter.lawyer, &row, "CONCLUDE", end).await,
        "delegation",
    );
    assert_eq!(row["state"], "CONCLUDED");
    // What it was about is closed to the firm with that.
    for gone in ["brief", "claim", "contact"] {
        assert_eq!(row[gone], json!(null), "{gone}");
    }
    assert_eq!(row["workers"], json!([]));
    assert_eq!(row["documents"], json!([]));

    let row = seen(legal, &row).await;
    assert_eq!(row["next"], json!(["RATE"]));
    assert_eq!(row["brief"], "在工地做木工三个月，没有拿到工资");
    let rated = step(legal, &row, "RATE", json!({ "satisfaction": "SATISFIED" })).await;
    let rated = done(rated, "delegation");
    assert_eq!(rated["satisfaction"], "SATISFIED");
    assert_eq!(rated["next"], json!([]));
    let steps: Vec<&Value> = rated["way"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["step"])
        .collect();
    assert_eq!(
        steps,
        ["DRAFT", "OFFER", "ACCEPT", "PROGRESS", "CONCLUDE", "RATE"]
    );
    assert_eq!(rated["way"][2]["actorName"], "孙主任");
    assert_eq!(rated["way"][2]["byPartner"], true);

    let case = case_of(legal, &matter.case).await;
    assert_eq!(case["state"], "ACCEPTED");
    let last = case["way"].as_array().unwrap().last().unwrap();
    assert_eq!(last["step"], "REGAIN");
    assert_eq!(last["unionName"], "山东某某律师事务所");
    let of = "total: total(of: RIGHTS_DELEGATIONS) by: breakdown(of: RIGHTS_DELEGATIONS, by: DELEGATION_STATE) { key value }";
    let counted = figures(&matter.field.superior, &matter.field.village, of).await;
    assert_eq!(counted["total"], 1);
    let by: Vec<&Value> = counted["by"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|cell| cell["value"] != 0)
        .collect();
    assert_eq!(by, [&json!({ "key": "CONCLUDED", "value": 1 })]);
    assert_figures_true(&matter.field.city).await;
}

#[tokio::test]
async fn a_draft_is_changed_and_offered_anew_after_it_was_declined() {
    let matter = Matter::new().await;
    let legal = &matter.field.legal;
    let draft = matter.drafted().await;
    let second = &matter.case["workers"][1]["id"];
    let changed = with(
        matter.draft(),
        json!({ "id": draft["id"], "version": draft["version"], "authority": "GENERAL", "powers": [],
            "workers": [{ "workerId": second, "signedOn": null, "signedCopyId": null }] }),
    );
    let draft = done(save(legal, changed).await, "delegation");
    assert_eq!(draft["workers"][0]["name"], "钱大山");
    assert_eq!(draft["workers"][0]["idNumber"], json!(null));
    // Nobody has signed: it is not offered.
    let refused = step(legal, &draft, "OFFER", json!({})).await;
    assert_eq!(refused["errors"].as_array().unwrap().len(), 2, "{refused}");
    assert_eq!(refused["errors"][0]["code"], "REQUIRED");
    let changed = with(
        matter.draft(),
        json!({ "id": draft["id"], "version": draft["version"] }),
    );
    let draft = done(save(legal, changed).await, "delegation");
    let offered = done(step(legal, &draft, "OFFER", json!({})).await, "delegation");

    let why = json!({ "text": "本所近期人手不足" });
    let declined = done(
        answer(&matter.head, &offered, "DECLINE", why).await,
        "delegation",
    );
    assert_eq!(declined["state"], "DECLINED");
    let case = case_of(legal, &matter.case).await;
    assert_eq!(case["state"], "ACCEPTED");
    // The next one is another delegation with a number of its own.
    let next = matter.accepted().await;
    assert_eq!(next["number"], "WT000002");
    let gone = json!({ "text": "发现与被申请人有代理关系" });
    let resigned = done(
        answer(&matter.lawyer, &next, "RESIGN", gone).await,
        "delegation",
    );
    assert_eq!(resigned["state"], "RESIGNED");
    assert_eq!(case_of(legal, &matter.case).await["state"], "ACCEPTED");
    assert_figures_true(&matter.field.city).await;
}

#[tokio::test]
async fn both_sides_leave_messages_whatever_happened_meanwhile_and_the_firm_appoints_another() {
    let matter = Matter::new().await;
    let row = matter.accepted().await;
    let text = |words: &str| json!({ "text": words });
    let told = answer(&matter.lawyer, &row, "MESSAGE", text("请补充考勤记录")).await;
    assert_eq!(told["errors"], json!([]));
    // By the version that was seen before the other one wrote.
    let told = step(
        &matter.field.legal,
        &row,
        "MESSAGE",
        text("考勤记录明日补上"),
    )
    .await;
    let row = done(told, "delegation");
    assert_eq!(row["way"].as_array().unwrap().len(), 5);
    let appointed = answer(&matter.head, &row, "APPOINT", matter.to(&matter.head)).await;
    let row = done(appointed, "delegation");
    assert_eq!(row["lawyer"]["name"], "孙主任");
    // It left the first one's hands, who does not see it any more.
    assert_eq!(shown(&matter.lawyer, &row).await, json!(null));
    let all = "{ delegations { nodes { id } } }";
    let theirs = matter.lawyer.ask(all, json!({})).await;
    assert_eq!(theirs["delegations"]["nodes"], json!([]));
    let heads = matter.head.ask(all, json!({})).await;
    assert_eq!(heads["delegations"]["nodes"].as_array().unwrap().len(), 1);
    let loads = "{ partnerViewer { partner { load lawyers { name load } } } }";
    let loads = matter.head.ask(loads, json!({})).await["partnerViewer"]["partner"].take();
    assert_eq!(
        loads,
        json!({ "load": 1, "lawyers": [{ "name": "孙主任", "load": 1 }, { "name": "吴律师", "load": 0 }] })
    );
}

#[tokio::test]
async fn what_becomes_of_the_case_ends_what_is_open_of_its_delegations() {
    let matter = Matter::new().await;
    let (legal, other) = (&matter.field.legal, &matter.field.other);
    let case = done(
        crate::rights::refer(legal, &matter.case, &matter.field.there).await,
        "case",
    );
    let case = done(
        crate::rights::step(other, &case, "TAKE", json!({})).await,
        "case",
    );
    // Where the case is handled it is delegated; the home sees it, and recalls the case: the firm has it no more.
    let draft = with(matter.draft(), json!({ "caseId": case["id"] }));
    let refused = legal
        .run_with(
            "mutation($input: SaveDelegationInput!) { saveDelegation(input: $input) { errors { code } } }",
            json!({ "input": draft }),
        )
        .await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "FORBIDDEN");
    let draft = done(save(other, draft).await, "delegation");
    let row = done(step(other, &draft, "OFFER", json!({})).await, "delegation");
    let row = answer(&matter.head, &row, "ACCEPT", matter.to(&matter.lawyer)).await;
    let row = done(row, "delegation");
    let at_home = seen(legal, &row).await;
    assert_eq!(at_home["workers"][0]["name"], "赵小河");
    assert_eq!(at_home["next"], json!([]));
    let case = case_of(legal, &case).await;
    assert_eq!(case["state"], "DELEGATED");
    let why = json!({ "text": "职工已返乡，由本会办理" });
    let back = done(
        crate::rights::step(legal, &case, "RECALL", why).await,
        "case",
    );
    assert_eq!(back["state"], "ACCEPTED");
    let gone = shown(&matter.lawyer, &row).await;
    assert_eq!(gone["state"], "REVOKED");
    assert_eq!(gone["brief"], json!(null));
    assert_eq!(gone["workers"], json!([]));
    let tried = act(
        &matter.lawyer,
        "stepDelegation",
        "delegation { state }",
        json!({ "id": row["id"], "version": gone["version"], "step": "PROGRESS", "text": "已递交材料" }),
    )
    .await;
    assert_eq!(tried["errors"][0]["code"], "STATE");
    assert_figures_true(&matter.field.city).await;
}
