//! Suspending, resuming and dissolving a union.

use schema::statistics;
use serde_json::json;
use tests::{City, Place};

use super::{CREATE, UPDATE, id, refusals, refused, state_mutation};
use crate::statistics::{assert_figures_true, total};
use crate::writers::register;

#[tokio::test]
async fn a_union_is_suspended_resumed_and_ends_when_it_has_nothing_left() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let street = lanshan.township("兰山街道").await;
    let village = street.village("前街村").await;
    let admin = lanshan.admin().await;
    street.cadre("王建国").await;
    let state = |place: &Place, version: i32| json!({ "id": id(place), "version": version, "reason": "机构调整" });
    refused(
        &admin,
        &state_mutation("resumeUnion"),
        state(&street, 1),
        "STATE",
        "id",
        "不能改为",
    )
    .await;
    refused(
        &admin,
        &state_mutation("suspendUnion"),
        json!({ "id": id(&street), "version": 1, "reason": " " }),
        "REQUIRED",
        "reason",
        "请填写",
    )
    .await;
    admin
        .ask(
            &state_mutation("suspendUnion"),
            json!({ "input": state(&street, 1) }),
        )
        .await;
    refused(
        &admin,
        CREATE,
        json!({ "parentId": id(&street), "name": "后街村工会", "level": "COMMUNITY" }),
        "STATE",
        "parentId",
        "请先恢复",
    )
    .await;
    let resumed = admin
        .ask(
            &state_mutation("resumeUnion"),
            json!({ "input": state(&street, 2) }),
        )
        .await;
    assert_eq!(resumed["resumeUnion"]["union"]["state"], "ACTIVE");
    let conflict = admin
        .ask(
            &state_mutation("suspendUnion"),
            json!({ "input": state(&street, 2) }),
        )
        .await;
    assert_eq!(
        (
            refusals(&conflict)[0].0.as_str(),
            &conflict["suspendUnion"]["union"]["version"]
        ),
        ("CONFLICT", &json!(3))
    );
    refused(
        &admin,
        &state_mutation("dissolveUnion"),
        state(&street, 3),
        "STATE",
        "id",
        "下级工会 1 个、在岗人员 1 人、帮扶户 0 户",
    )
    .await;
    let household = register(&city, &village.cadre("李秀英").await).await;
    refused(
        &admin,
        &state_mutation("dissolveUnion"),
        state(&village, 1),
        "STATE",
        "id",
        "帮扶户 1 户",
    )
    .await;
    let mut owner = city.owner().await;
    sqlx::query("UPDATE staff SET state = 'LEFT' WHERE union_id = $1")
        .bind(village.id.uuid())
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query("UPDATE household SET status = 'CLOSED', close_reason = 'RELIEVED' WHERE id = $1")
        .bind(household)
        .execute(&mut owner)
        .await
        .unwrap();
    statistics::rebuild(&mut owner).await.unwrap();
    let ended = admin
        .ask(
            &state_mutation("dissolveUnion"),
            json!({ "input": state(&village, 1) }),
        )
        .await;
    assert_eq!(
        ended["dissolveUnion"],
        json!({ "union": { "name": "前街村工会", "state": "DISSOLVED", "version": 2 }, "errors": [] })
    );
    assert_eq!(total(&admin, &lanshan, "UNIONS").await, 2);
    let children = admin
        .ask(
            "query($id: ID!) { union(id: $id) { childCount children { nodes { name } } } }",
            json!({ "id": id(&street) }),
        )
        .await;
    assert_eq!(
        children["union"],
        json!({ "childCount": 0, "children": { "nodes": [] } })
    );
    // What ended stays ended, and its name is free again.
    for name in [
        "resumeUnion",
        "suspendUnion",
        "dissolveUnion",
        "approveUnion",
        "activateUnion",
    ] {
        refused(
            &admin,
            &state_mutation(name),
            state(&village, 2),
            "STATE",
            "id",
            "不能改为",
        )
        .await;
    }
    refused(
        &admin,
        UPDATE,
        json!({ "id": id(&village), "version": 2, "name": "新名工会" }),
        "STATE",
        "id",
        "已合并或撤销",
    )
    .await;
    admin.ask(CREATE, json!({ "input": { "parentId": id(&street), "name": "前街村工会", "level": "COMMUNITY" } })).await;
    assert_eq!(total(&admin, &lanshan, "UNIONS").await, 3);
    assert_figures_true(&city).await;
}
