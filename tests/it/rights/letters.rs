//! Letters to departments.

use serde_json::{Value, json};

use super::{Field, seen, step};
use crate::funds::{change, done, faults};

const LETTER: &str = "letter { id version state number recipient title body answer sentOn dueOn answeredOn overdue next editable writerName
    paper { kind staleFields } case { id state version } }";

async fn written(field: &Field, case: &Value) -> Value {
    let input = json!({ "caseId": case["id"], "department": "LABOUR_INSPECTION", "recipient": "平邑县劳动保障监察大队",
        "title": "关于商请协调处理拖欠工资问题的函", "body": "赵小河等3名职工反映……", "dueOn": "2026-08-20" });
    done(
        change(&field.legal, "saveRightsLetter", LETTER, input).await,
        "letter",
    )
}

#[tokio::test]
async fn a_letter_is_drafted_from_the_case_sent_and_answered() {
    let field = Field::new().await;
    let case = field.accepted().await;
    let query = "query($id: ID!) { rightsLetterDraft(caseId: $id, department: LABOUR_INSPECTION) { recipient title body dueOn } }";
    let draft = field.legal.ask(query, json!({ "id": case["id"] })).await;
    let draft = &draft["rightsLetterDraft"];
    assert_eq!(
        draft["title"],
        "关于商请协调处理赵*河等3名职工拖欠工资问题的函"
    );
    assert_eq!(draft["recipient"], "劳动保障监察大队");
    assert_eq!(draft["dueOn"], "2026-08-21");
    let body = draft["body"].as_str().unwrap();
    for said in [
        "赵小河、钱大山等3名职工",
        "临沂某某建筑劳务有限公司",
        "2026年3月至2026年5月",
        "20000.50",
        "支付拖欠的工资",
    ] {
        assert!(body.contains(said), "{said}: {body}");
    }
    // A superior, who reads no names in it, gets none.
    let none = field.superior.ask(query, json!({ "id": case["id"] })).await;
    assert_eq!(none["rightsLetterDraft"], json!(null));

    let letter = written(&field, &case).await;
    assert_eq!(letter["next"], json!(["SEND", "WITHDRAW"]));
    let send = json!({ "id": letter["id"], "version": letter["version"], "step": "SEND" });
    let answer = change(&field.legal, "stepRightsLetter", LETTER, send.clone()).await;
    assert_eq!(faults(&answer), ["REQUIRED input.number"]);
    let mut send = send;
    send["number"] = json!("平工函〔2026〕3号");
    let letter = done(
        change(&field.legal, "stepRightsLetter", LETTER, send).await,
        "letter",
    );
    assert_eq!(letter["state"], "SENT");
    assert_eq!(letter["case"]["state"], "COORDINATING");
    let case = seen(&field.legal, &case).await;
    assert_eq!(case["deadlines"][0]["title"], "部门应当答复");
    assert_eq!(case["deadlines"][0]["markable"], false);
    // Sent is sent.
    let edit = json!({ "id": letter["id"], "version": letter["version"], "caseId": case["id"], "department": "HEALTH",
        "recipient": "卫生健康局", "title": "函", "body": "某事", "dueOn": "2026-09-01" });
    let answer = change(&field.legal, "saveRightsLetter", LETTER, edit).await;
    assert_eq!(answer["errors"][0]["code"], "STATE");
    field.city.pass_days(20);
    let query = "query($id: ID!) { rightsCase(id: $id) { letters { overdue title } } }";
    let late = field.legal.ask(query, json!({ "id": case["id"] })).await;
    assert_eq!(late["rightsCase"]["letters"][0]["overdue"], true);
    // The superior sees that there is a letter, and not what it says.
    let above = field.superior.ask(query, json!({ "id": case["id"] })).await;
    assert_eq!(
        above["rightsCase"]["letters"][0],
        json!({ "overdue": true, "title": "" })
    );
    let told = json!({ "id": letter["id"], "version": letter["version"], "step": "ANSWER", "text": "已立案调查" });
    let letter = done(
        change(&field.legal, "stepRightsLetter", LETTER, told).await,
        "letter",
    );
    assert_eq!(letter["answer"], "已立案调查");
    let case = seen(&field.legal, &case).await;
    let reply = case["deadlines"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["title"] == "部门应当答复");
    assert_eq!(reply.unwrap()["state"], "MET");
}

#[tokio::test]
async fn a_printed_letter_is_marked_when_it_reads_otherwise() {
    let field = Field::new().await;
    let case = field.accepted().await;
    let letter = written(&field, &case).await;
    let print = "mutation($input: PrintPaperInput!) { printPaper(input: $input) { print { url paper { id kind letter { id } household { id } } } errors { code } } }";
    let order = json!({ "input": { "paper": { "rightsLetter": letter["id"] } } });
    let printed = field.legal.ask(print, order.clone()).await;
    assert_eq!(printed["printPaper"]["errors"], json!([]));
    assert_eq!(
        printed["printPaper"]["print"]["paper"]["letter"]["id"],
        letter["id"]
    );
    assert_eq!(
        printed["printPaper"]["print"]["paper"]["household"],
        json!(null)
    );
    let edit = json!({ "id": letter["id"], "version": letter["version"], "caseId": case["id"], "department": "LABOUR_INSPECTION",
        "recipient": "兰山区劳动保障监察大队", "title": "关于商请协调处理拖欠工资问题的函", "body": "赵小河等3名职工反映……", "dueOn": "2026-08-20" });
    let letter = done(
        change(&field.legal, "saveRightsLetter", LETTER, edit).await,
        "letter",
    );
    assert_eq!(
        letter["paper"]["staleFields"],
        json!(["body", "dueOn", "recipient", "title"])
    );
    field.legal.ask(print, order.clone()).await;
    let send = json!({ "id": letter["id"], "version": letter["version"], "step": "SEND", "number": "平工函〔2026〕3号" });
    let letter = done(
        change(&field.legal, "stepRightsLetter", LETTER, send).await,
        "letter",
    );
    assert_eq!(letter["paper"]["staleFields"], json!(["number"]));
    // Neither who reports nor who stands above prints it.
    for person in [&field.cadre, &field.superior] {
        let denied = person.run_with(print, order.clone()).await;
        assert_eq!(denied["errors"][0]["extensions"]["code"], "FORBIDDEN");
    }
}

#[tokio::test]
async fn a_letter_stays_with_who_writes_it() {
    let field = Field::new().await;
    let case = field.accepted().await;
    let letter = written(&field, &case).await;
    let case = done(
        super::refer(&field.legal, &case, &field.there).await,
        "case",
    );
    done(step(&field.other, &case, "TAKE", json!({})).await, "case");
    // The home gave the case away: its draft rests, and the other union reads it and writes its own.
    let send = json!({ "input": { "id": letter["id"], "version": letter["version"], "step": "SEND", "number": "平工函〔2026〕3号" } });
    let query = "mutation($input: StepRightsLetterInput!) { stepRightsLetter(input: $input) { errors { code } } }";
    for person in [&field.legal, &field.other] {
        let denied = person.run_with(query, send.clone()).await;
        assert_eq!(
            denied["errors"][0]["extensions"]["code"], "FORBIDDEN",
            "{denied}"
        );
    }
    let read =
        "query($id: ID!) { rightsCase(id: $id) { letters { title writerName editable next } } }";
    let theirs = field.other.ask(read, json!({ "id": case["id"] })).await;
    assert_eq!(
        theirs["rightsCase"]["letters"],
        json!([{ "title": "关于商请协调处理拖欠工资问题的函", "writerName": "小河村工会", "editable": false, "next": [] }])
    );
}

#[tokio::test]
async fn what_everybody_reads_of_a_letter_holds_no_number_of_a_person() {
    let field = Field::new().await;
    let case = field.accepted().await;
    let input = json!({ "caseId": case["id"], "department": "OTHER", "recipient": "王某 13800000001", "title": "函", "body": "某事",
        "dueOn": "2026-08-20" });
    let answer = change(&field.legal, "saveRightsLetter", LETTER, input).await;
    assert_eq!(faults(&answer), ["INVALID input.recipient"]);
    let letter = written(&field, &case).await;
    let send = json!({ "id": letter["id"], "version": letter["version"], "step": "SEND", "number": "371302198001010017" });
    let answer = change(&field.legal, "stepRightsLetter", LETTER, send).await;
    assert_eq!(faults(&answer), ["INVALID input.number"]);
}
