//! A superior enters a union below itself.

use serde_json::{Value, json};
use tests::City;

use super::{CREATE, id, refusals, refused, tree};
use crate::statistics::{assert_figures_true, total};

#[tokio::test]
async fn a_superior_enters_a_union_and_its_facts_are_checked() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    sqlx::query("UPDATE unions SET division_code = '371302' WHERE id = $1")
        .bind(lanshan.id.uuid())
        .execute(&mut city.owner().await)
        .await
        .unwrap();
    let input = json!({
        "parentId": id(&lanshan), "name": " 兰山街道总工会 ", "level": "TOWNSHIP", "creditCode": "91330100799655058b",
        "divisionCode": "371302001000", "telephone": "0539 8312345", "memberCount": 12, "migrantMemberCount": 3,
        "idempotencyKey": "create-lanshan-street",
    });
    let first = admin.ask(CREATE, json!({ "input": input })).await;
    let mut union = first["createUnion"]["union"].clone();
    let made = union["id"].take();
    assert_eq!(
        union,
        json!({ "id": null, "name": "兰山街道总工会", "shortName": "兰山街道", "level": "TOWNSHIP", "state": "ACTIVE",
            "creditCode": "91330100799655058B", "divisionCode": "371302001", "telephone": "0539-8312345", "memberCount": 12,
            "parent": { "name": "兰山区总工会" }, "version": 1 })
    );
    assert_eq!(first["createUnion"]["errors"], json!([]));
    // The same key again: the same union, and nothing more.
    let again = admin.ask(CREATE, json!({ "input": input })).await;
    assert_eq!(again["createUnion"]["union"]["id"], made);
    assert_eq!(total(&admin, &lanshan, "UNIONS").await, 2);
    let found = admin
        .ask("{ searchUnions(text: \"lsjd\") { name } }", json!({}))
        .await;
    assert_eq!(
        found,
        json!({ "searchUnions": [{ "name": "兰山街道总工会" }] })
    );

    let before = tree(&city).await;
    let new = |change: Value| {
        let mut input =
            json!({ "parentId": id(&lanshan), "name": "银雀山街道总工会", "level": "TOWNSHIP" });
        input
            .as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        input
    };
    for (change, code, at, says) in [
        (
            json!({ "level": "COUNTY" }),
            "INVALID",
            "parentId",
            "不能归入县区总工会“兰山区总工会”",
        ),
        (
            json!({ "level": "MUNICIPAL" }),
            "INVALID",
            "parentId",
            "请选择级别合适的工会",
        ),
        (
            json!({ "creditCode": "91330100799655058B" }),
            "DUPLICATE",
            "creditCode",
            "另一个工会",
        ),
        (
            json!({ "creditCode": "91330100799655058C" }),
            "INVALID",
            "creditCode",
            "18 位",
        ),
        (
            json!({ "divisionCode": "371399" }),
            "INVALID",
            "divisionCode",
            "没有这个区划代码",
        ),
        (
            json!({ "divisionCode": "37130" }),
            "INVALID",
            "divisionCode",
            "位数字",
        ),
        (
            json!({ "name": "兰山街道总工会" }),
            "DUPLICATE",
            "name",
            "请换一个名称",
        ),
        (json!({ "name": "  " }), "REQUIRED", "name", "请填写"),
        (
            json!({ "name": "a\u{0}b工会" }),
            "INVALID",
            "name",
            "控制字符",
        ),
        (
            json!({ "memberCount": 3, "migrantMemberCount": 4 }),
            "INVALID",
            "migrantMemberCount",
            "会员人数之间",
        ),
        (
            json!({ "memberCount": -1 }),
            "INVALID",
            "memberCount",
            "负数",
        ),
        (json!({ "telephone": "12" }), "INVALID", "telephone", "区号"),
        (
            json!({ "idempotencyKey": "create-lanshan-street" }),
            "DUPLICATE",
            "idempotencyKey",
            "另一次提交",
        ),
    ] {
        refused(&admin, CREATE, new(change), code, at, says).await;
    }
    // All faults of a form at once.
    let data = admin
        .ask(
            CREATE,
            json!({ "input": new(json!({ "name": "", "creditCode": "x", "telephone": "1" })) }),
        )
        .await;
    assert_eq!(refusals(&data).len(), 3, "{data:#}");
    assert_eq!(tree(&city).await, before);
    assert_figures_true(&city).await;
}
