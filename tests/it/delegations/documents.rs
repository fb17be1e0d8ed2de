//! Files that a firm is given and those that it adds.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::photograph;

use super::{Matter, bare, seen, shown};
use crate::funds::{change, done};

#[tokio::test]
async fn a_firm_adds_a_judgment_that_the_case_keeps_and_is_given_more() {
    let matter = Matter::new().await;
    let row = matter.accepted().await;
    let of = ("delegationId", row["id"].as_str().unwrap());
    let sent = photograph(300, 200, 90);
    let judgment = matter
        .files
        .add(&matter.lawyer, of, "裁决书.jpg", &sent)
        .await;
    let theirs = shown(&matter.lawyer, &row).await;
    let names: Vec<&Value> = theirs["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["attachment"]["fileName"])
        .collect();
    assert_eq!(names, ["委托书.jpg", "工资条.jpg", "裁决书.jpg"]);
    assert_eq!(theirs["documents"][2]["fromPartner"], true);
    let evidence =
        "query($id: ID!) { rightsCase(id: $id) { evidence { id fileName by { name } } } }";
    let home = matter
        .field
        .legal
        .ask(evidence, json!({ "id": matter.case["id"] }))
        .await;
    let last = &home["rightsCase"]["evidence"][2];
    assert_eq!(
        last,
        &json!({ "id": judgment, "fileName": "裁决书.jpg", "by": null })
    );

    // Files of the case are the union's to give.
    let case = ("rightsCaseId", matter.case["id"].as_str().unwrap());
    let hours = matter
        .files
        .add(&matter.field.legal, case, "考勤.jpg", &sent)
        .await;
    assert_eq!(
        shown(&matter.lawyer, &row).await["documents"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    let now = seen(&matter.field.legal, &row).await;
    let input = json!({ "id": row["id"], "version": now["version"], "attachmentIds": [hours] });
    let given = change(
        &matter.field.legal,
        "shareDelegationDocuments",
        "delegation { version }",
        input,
    )
    .await;
    done(given, "delegation");
    assert_eq!(
        shown(&matter.lawyer, &row).await["documents"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    // One that was removed since is none.
    let gone = json!({ "id": hours, "reason": "重复上传" });
    done(
        change(
            &matter.field.legal,
            "removeAttachment",
            "attachment { id }",
            gone,
        )
        .await,
        "attachment",
    );
    let theirs = shown(&matter.lawyer, &row).await;
    assert_eq!(theirs["documents"][3]["attachment"], json!(null));
}

#[tokio::test]
async fn nobody_else_adds_a_file_and_nobody_before_or_after() {
    let matter = Matter::new().await;
    let row = matter.offered().await;
    let of = ("delegationId", row["id"].as_str().unwrap());
    let sent = photograph(300, 200, 90);
    let early = matter.files.send(&matter.head, of, "材料.jpg", &sent).await;
    assert_eq!(early.json()["errors"][0]["code"], "STATE");
    let accepted = super::answer(&matter.head, &row, "ACCEPT", matter.to(&matter.lawyer)).await;
    done(accepted, "delegation");
    let union = matter
        .files
        .send(&matter.field.legal, of, "材料.jpg", &sent)
        .await;
    assert_eq!(union.code(), "FORBIDDEN");
    let case = ("rightsCaseId", matter.case["id"].as_str().unwrap());
    let firm = matter
        .files
        .send(&matter.lawyer, case, "材料.jpg", &sent)
        .await;
    assert_eq!(firm.code(), "FORBIDDEN");
    let rival = matter
        .field
        .there
        .firm("山东另一律师事务所")
        .await
        .lawyer("郭主任", true)
        .await;
    let stranger = matter.files.send(&rival, of, "材料.jpg", &sent).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    // A file of the case that it was not given is none to the firm, whatever it asks.
    let mut owner = matter.field.city.owner().await;
    let given: i64 =
        sqlx::query_scalar("SELECT count(*) FROM delegation_document WHERE attachment_id = $1")
            .bind(bare(&matter.payslip))
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert_eq!(given, 1);
}
