//! A superior manages a union without staff (代管).

use serde_json::json;
use tests::{City, Place};

use super::{error_code, id, refusals, refused};

const GRANT: &str = "mutation($input: GrantStewardshipInput!) { grantStewardship(input: $input) {
    stewardship { id union { name } steward { name } beginsOn endsOn reason version } errors { code path message } } }";
const END: &str = "mutation($input: EndStewardshipInput!) { endStewardship(input: $input) {
    stewardship { endsOn version } errors { code path message } } }";

#[tokio::test]
async fn a_superior_manages_a_union_without_staff_from_a_day_to_a_day() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let street = lanshan.township("兰山街道").await;
    let other = lanshan.township("银雀山街道").await;
    let village = street.village("前街村").await;
    let staffed = street.village("后街村").await;
    staffed.cadre("李秀英").await;
    let (county, street_admin) = (lanshan.admin().await, street.admin().await);
    let today = schema::values::dates::china_date(city.now());
    let day = |days: i64| (today + chrono::TimeDelta::days(days)).to_string();
    let grant = |union: &Place, steward: &Place, begins: i64| json!({ "unionId": id(union), "stewardId": id(steward), "beginsOn": day(begins), "reason": "本级无专职人员" });
    refused(
        &county,
        GRANT,
        grant(&village, &other, 0),
        "INVALID",
        "stewardId",
        "不是“前街村工会”的上级",
    )
    .await;
    refused(
        &county,
        GRANT,
        grant(&village, &village, 0),
        "INVALID",
        "stewardId",
        "只有上级",
    )
    .await;
    refused(
        &county,
        GRANT,
        grant(&staffed, &street, 0),
        "STATE",
        "unionId",
        "在岗人员 1 人",
    )
    .await;
    refused(
        &county,
        GRANT,
        grant(&village, &street, -1),
        "INVALID",
        "beginsOn",
        "过去",
    )
    .await;
    assert_eq!(
        error_code(
            &street.cadre("王建国").await,
            GRANT,
            grant(&village, &street, 0)
        )
        .await,
        "FORBIDDEN"
    );
    assert_eq!(
        error_code(&other.admin().await, GRANT, grant(&village, &street, 0)).await,
        "NOT_FOUND"
    );
    // The county's administrator stands above the street, the street's not above the county.
    assert_eq!(
        error_code(&street_admin, GRANT, grant(&village, &lanshan, 0)).await,
        "FORBIDDEN"
    );

    let data = street_admin
        .ask(GRANT, json!({ "input": grant(&village, &street, 0) }))
        .await;
    let mut granted = data["grantStewardship"]["stewardship"].clone();
    let first = granted["id"].take();
    assert_eq!(
        granted,
        json!({ "id": null, "union": { "name": "前街村工会" }, "steward": { "name": "兰山街道总工会" }, "beginsOn": day(0),
            "endsOn": null, "reason": "本级无专职人员", "version": 1 })
    );
    assert!(street_admin.principal().await.owns(village.id.uuid()));
    refused(
        &county,
        GRANT,
        grant(&village, &lanshan, 30),
        "DUPLICATE",
        "beginsOn",
        "已有代管",
    )
    .await;

    let end =
        |version: i32, days: i64| json!({ "id": first, "version": version, "endsOn": day(days) });
    refused(
        &county,
        END,
        end(1, -2),
        "INVALID",
        "endsOn",
        "不能早于昨天",
    )
    .await;
    let late = county.ask(END, json!({ "input": end(3, 0) })).await;
    assert_eq!(
        (
            refusals(&late)[0].0.as_str(),
            &late["endStewardship"]["stewardship"]["version"]
        ),
        ("CONFLICT", &json!(1))
    );
    county.ask(END, json!({ "input": end(1, 5) })).await;
    refused(&county, END, end(2, 6), "INVALID", "endsOn", "不能延长").await;
    // The next one begins the day after, and the first ends at once when it has to.
    let next = county
        .ask(GRANT, json!({ "input": grant(&village, &lanshan, 6) }))
        .await;
    assert_eq!(next["grantStewardship"]["errors"], json!([]));
    let ended = county.ask(END, json!({ "input": end(2, -1) })).await;
    assert_eq!(
        ended["endStewardship"]["stewardship"],
        json!({ "endsOn": day(-1), "version": 3 })
    );
    assert!(!street_admin.principal().await.owns(village.id.uuid()));
    refused(&county, END, end(3, 0), "STATE", "id", "已经结束").await;
    city.pass_days(6);
    assert!(county.principal().await.owns(village.id.uuid()));
    let list = county
        .ask(
            "{ stewardships(first: 1) { nodes { steward { name } } pageInfo { hasNextPage } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        list,
        json!({ "stewardships": { "nodes": [{ "steward": { "name": "兰山区总工会" } }], "pageInfo": { "hasNextPage": true } } })
    );
    assert_eq!(
        other
            .admin()
            .await
            .ask("{ stewardships { nodes { id } } }", json!({}))
            .await,
        json!({ "stewardships": { "nodes": [] } })
    );
}
