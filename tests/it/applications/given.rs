//! What was given counts from its approval on: for the same pupil, for what is counted ahead, in the bank's file.

use serde_json::json;

use super::*;
use crate::exports::{order, table, text};
use crate::funds::faults;

#[tokio::test]
async fn what_was_given_to_one_child_speaks_against_that_child_alone() {
    let field = field().await;
    let home = family(&field.cadre, "王秀英", &["王小明", "王小亮"]).await;
    let row = passed_on(&field, &typed(&field, &home, 0)).await;
    let alone = reviewed(&field, "王秀兰").await;
    let rows = publicised(&field, &[&row, &alone]).await;
    done(
        approve(
            &field.qu.chair,
            &field,
            &[(&rows[0], "4000.00"), (&rows[1], "4000.00")],
            json!({}),
        )
        .await,
        "applications",
    );
    let query = "query($id: ID!) { household(id: $id) { eligibility { outcome suggestion { least most } parts { memberId most } } } }";
    let told =
        field.cadre.ask(query, json!({ "id": home["id"] })).await["household"]["eligibility"][0]
            .take();
    // Of 8,000 yuan for the household 4,000 are left, for the brother.
    assert_eq!(
        told,
        json!({ "outcome": "ELIGIBLE", "suggestion": { "least": "3000.00", "most": "4000.00" },
            "parts": [{ "memberId": child(&home, 1), "most": "5000.00" }] })
    );

    // Counting ahead in the database comes to the same.
    let query = "query($input: PreviewProgrammeInput!) { previewProgramme(input: $input) { preview { households eligible before } errors { code } } }";
    let input = programme();
    let input = json!({ "id": field.programme["id"], "year": input["year"], "kind": input["kind"], "terms": input["terms"] });
    let ahead = field.shi.chair.ask(query, json!({ "input": input })).await;
    assert_eq!(
        ahead["previewProgramme"]["preview"],
        json!({ "households": 2, "eligible": 1, "before": 1 })
    );
    // And another programme that does not go together with it.
    let input = json!({ "year": 2026, "kind": "SCHOOL_AID", "terms": {
        "rules": [{ "kind": "NOT_WITH", "kinds": ["COLLEGE_AID"], "sentence": "不与金秋助学重复", "source": "演示标准" }],
        "amounts": [{ "least": "500.00" }] } });
    let ahead = field.shi.chair.ask(query, json!({ "input": input })).await;
    assert_eq!(ahead["previewProgramme"]["preview"]["eligible"], 0);
}

#[tokio::test]
async fn the_bank_s_file_is_for_who_pays_with_a_reason_that_the_trail_has() {
    let field = field().await;
    let row = approved(&field, "王秀英", "3000.00").await;
    let batch = done(pay(&field.qu.finance, &[&row], json!({})).await, "batch");
    let list = || json!({ "aidPaymentBatch": { "batchId": batch["id"] } });
    let without = order(&field.qu.finance, list(), None).await;
    assert_eq!(faults(&without), ["INVALID input.reason"]);
    let file = table(&field.city, &field.qu.finance, list(), Some("送银行代发")).await;
    assert_eq!(file.column("收款人"), [text("王秀英")]);
    assert_eq!(file.column("账号"), [text("9132000123456789")]);
    assert_eq!(file.column("用途"), [text("2026年金秋助学")]);
    // Whoever looks from above has the rows, and no payee.
    let above = table(
        &field.city,
        &field.shi.finance,
        list(),
        Some("检查代发文件"),
    )
    .await;
    assert_eq!(above.column("账号"), [schema::exports::Cell::Empty]);

    let list = table(
        &field.city,
        &field.shi.chair,
        json!({ "aidApplications": {} }),
        None,
    )
    .await;
    assert_eq!(list.column("救助对象"), [text("王**")]);
    assert_eq!(list.column("状态"), [text("发放中")]);
    let query = "query($id: ID!) { auditTrail(filter: { subtree: true, subjectId: $id }, first: 20) { nodes { summary } } }";
    let trail =
        field.shi.chair.ask(query, json!({ "id": row["id"] })).await["auditTrail"]["nodes"].take();
    let said: Vec<&str> = trail
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["summary"].as_str().unwrap())
        .collect();
    let number = row["number"].as_str().unwrap();
    assert!(
        said.contains(&format!("救助申请 {number}：批准").as_str()),
        "{said:?}"
    );
    assert!(
        !format!("{said:?}").contains("王"),
        "no name in the trail: {said:?}"
    );
}
