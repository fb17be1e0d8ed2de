//! Editing a union's facts.

use serde_json::{Value, json};
use tests::City;

use super::{UPDATE, id, refusals, refused};
use crate::writers::register;

#[tokio::test]
async fn an_edit_of_an_old_version_shows_the_row_as_it_is_now() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    let edit = json!({ "id": id(&lanshan), "version": 1, "name": "兰山区工会联合会", "address": "金雀山路", "memberCount": 20, "householdKind": "LINKED" });
    let data = admin.ask(UPDATE, json!({ "input": edit })).await;
    assert_eq!(
        data["updateUnion"],
        json!({ "union": { "name": "兰山区工会联合会", "shortName": "兰山区", "creditCode": null, "address": "金雀山路",
            "memberCount": 20, "householdKind": "LINKED", "version": 2 }, "errors": [] })
    );
    // What is left out stays; null empties.
    let data = admin
        .ask(
            UPDATE,
            json!({ "input": { "id": id(&lanshan), "version": 2, "address": null } }),
        )
        .await;
    assert_eq!(data["updateUnion"]["union"]["address"], Value::Null);
    assert_eq!(data["updateUnion"]["union"]["memberCount"], 20);
    let late = admin
        .ask(
            UPDATE,
            json!({ "input": { "id": id(&lanshan), "version": 2, "name": "别名工会" } }),
        )
        .await;
    assert_eq!(refusals(&late)[0].0, "CONFLICT");
    assert_eq!(late["updateUnion"]["union"]["name"], "兰山区工会联合会");
    assert_eq!(late["updateUnion"]["union"]["version"], 3);
    // The doors exclude each other while households are open (notice §3.1).
    register(&city, &lanshan.cadre("王建国").await).await;
    refused(
        &admin,
        UPDATE,
        json!({ "id": id(&lanshan), "version": 3, "householdKind": "OWN_UNIT" }),
        "STATE",
        "householdKind",
        "不能并存",
    )
    .await;
}
