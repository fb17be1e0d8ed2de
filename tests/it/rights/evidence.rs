//! Evidence of a case: who adds it, who reads it, and for how long.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::{Files, Person, photograph};

use super::{Field, step};
use crate::funds::done;

async fn evidence(by: &Person, case: &Value) -> Value {
    let query = "query($id: ID!) { rightsCase(id: $id) { evidence { id fileName url } } }";
    let found = by.ask(query, json!({ "id": case["id"] })).await;
    found["rightsCase"]["evidence"].clone()
}

#[tokio::test]
async fn both_sides_read_and_add_evidence_while_the_case_is_shared() {
    let field = Field::new().await;
    let files = Files::of(&field.city);
    let case = field.accepted().await;
    let of = ("rightsCaseId", case["id"].as_str().unwrap());
    let sent = photograph(300, 200, 60);
    files.add(&field.cadre, of, "工资条.jpg", &sent).await;
    // A stranger neither adds nor learns that there is a case; a superior sees that there is something.
    let denied = files.send(&field.other, of, "考勤表.jpg", &sent).await;
    assert_eq!(denied.status, StatusCode::NOT_FOUND);
    let above = evidence(&field.superior, &case).await;
    assert_eq!(above[0]["fileName"], json!(null));
    assert_eq!(above[0]["url"], json!(null));
    let denied = files.send(&field.superior, of, "考勤表.jpg", &sent).await;
    assert_eq!(denied.code(), "FORBIDDEN");

    let case = done(
        super::refer(&field.legal, &case, &field.there).await,
        "case",
    );
    let denied = files.send(&field.other, of, "考勤表.jpg", &sent).await;
    assert_eq!(denied.code(), "FORBIDDEN");
    let case = done(step(&field.other, &case, "TAKE", json!({})).await, "case");
    files.add(&field.other, of, "考勤表.jpg", &sent).await;
    let theirs = evidence(&field.other, &case).await;
    let names: Vec<&Value> = theirs
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["fileName"])
        .collect();
    assert_eq!(names, ["工资条.jpg", "考勤表.jpg"]);
    let url = theirs[0]["url"].as_str().unwrap().to_owned();
    assert_eq!(files.get(&url, None).await.status, StatusCode::OK);

    // Handed back: the link that was given before leads nowhere any more.
    let back = step(
        &field.other,
        &case,
        "RETURN",
        json!({ "text": "单位已迁往外县" }),
    )
    .await;
    assert_eq!(back["errors"], json!([]));
    assert_eq!(files.get(&url, None).await.status, StatusCode::NOT_FOUND);
    let home = evidence(&field.legal, &case).await;
    assert_eq!(home.as_array().unwrap().len(), 2);
    let remove = "mutation($input: RemoveAttachmentInput!) { removeAttachment(input: $input) { errors { code } } }";
    let input = json!({ "input": { "id": home[1]["id"], "reason": "与本案无关" } });
    let denied = field.other.run_with(remove, input.clone()).await;
    assert_eq!(denied["errors"][0]["extensions"]["code"], "NOT_FOUND");
    let removed = field.legal.ask(remove, input).await;
    assert_eq!(removed["removeAttachment"]["errors"], json!([]));
    assert_eq!(
        evidence(&field.legal, &case)
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_case_that_is_over_takes_no_more_evidence() {
    let field = Field::new().await;
    let files = Files::of(&field.city);
    let case = field.reported().await;
    let refused = json!({ "text": "不属于劳动关系" });
    let case = done(step(&field.legal, &case, "REFUSE", refused).await, "case");
    let of = ("rightsCaseId", case["id"].as_str().unwrap());
    let got = files
        .send(&field.cadre, of, "工资条.jpg", &photograph(30, 20, 60))
        .await;
    assert_eq!(got.code(), "STATE");
}
