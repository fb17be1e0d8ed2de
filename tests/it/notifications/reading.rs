//! A person reads the own notifications and no others', and sees of their subjects what they may by now.

use chrono::TimeDelta;
use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::Person;

use super::{LIST, heard, rows};
use crate::assignments::{county, pair};

const MARK: &str = "mutation($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { unread errors { code path } } }";

async fn mark(person: &Person, input: Value) -> Value {
    person.run_with(MARK, json!({ "input": input })).await
}

async fn unread(person: &Person) -> i64 {
    let data = person.ask("{ unreadNotifications }", json!({})).await;
    data["unreadNotifications"].as_i64().unwrap()
}

async fn ids(person: &Person) -> Vec<Value> {
    let data = person.ask(LIST, json!({})).await;
    let nodes = data["notifications"]["nodes"].as_array().unwrap();
    nodes.iter().map(|node| node["id"].clone()).collect()
}

#[tokio::test]
async fn notifications_are_read_one_by_one_or_up_to_one() {
    let (city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    for household in lanshan.households(4).await {
        city.pass_seconds(1);
        pair(&admin, household, &wang).await;
    }
    let told = ids(&wang).await;
    assert_eq!((told.len(), unread(&wang).await), (4, 4));
    let done = mark(
        &wang,
        json!({ "ids": [told[3], told[3]], "idempotencyKey": "mark-once-1" }),
    )
    .await;
    assert_eq!(
        done["data"]["markNotificationsRead"],
        json!({ "unread": 3, "errors": [] })
    );
    let done = mark(&wang, json!({ "upTo": told[1] })).await;
    assert_eq!(
        done["data"]["markNotificationsRead"]["unread"], 1,
        "what came later stays new"
    );
    let data = wang.ask(LIST, json!({ "unread": true })).await;
    assert_eq!(data["notifications"]["nodes"][0]["id"], told[0]);
    assert_eq!(
        data["notifications"]["nodes"].as_array().map(Vec::len),
        Some(1)
    );
    for wrong in [
        json!({}),
        json!({ "ids": [] }),
        json!({ "ids": [told[0]], "upTo": told[0] }),
    ] {
        let refused = mark(&wang, wrong).await;
        assert_eq!(
            refused["data"]["markNotificationsRead"]["errors"][0]["code"],
            "INVALID"
        );
    }
}

#[tokio::test]
async fn pages_follow_one_another_and_kinds_narrow_them() {
    let (city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    for household in lanshan.households(4).await {
        city.pass_seconds(1);
        pair(&admin, household, &wang).await;
    }
    let all = ids(&wang).await;
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let data = wang.ask(LIST, json!({ "first": 3, "after": after })).await;
        let page = &data["notifications"];
        seen.extend(
            page["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|node| node["id"].clone()),
        );
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(seen, all);
    let data = wang.ask(LIST, json!({ "kinds": ["MEASURE_DUE"] })).await;
    assert_eq!(data["notifications"]["nodes"], json!([]));
}

#[tokio::test]
async fn another_persons_notification_is_not_found() {
    let (city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    pair(&admin, lanshan.household("张三").await, &wang).await;
    let told = ids(&wang).await;
    for other in [&li, &admin, &city.root().admin().await] {
        assert!(ids(other).await.is_empty());
        assert_eq!(unread(other).await, 0);
        for input in [json!({ "ids": [told[0]] }), json!({ "upTo": told[0] })] {
            let refused = mark(other, input).await;
            assert_eq!(
                refused["errors"][0]["extensions"]["code"], "NOT_FOUND",
                "{refused}"
            );
        }
    }
    assert_eq!(rows(&city, "notification WHERE read_at IS NULL").await, 1);
}

#[tokio::test]
async fn a_subject_that_is_lost_leaks_nothing() {
    let (city, lanshan, admin) = county().await;
    let street = lanshan.township("兰山街道").await;
    let wang = lanshan.cadre("王建国").await;
    pair(&admin, lanshan.household("张三").await, &wang).await;
    let mut owner = city.owner().await;
    // A role without names: the label is masked now.
    let roles = |roles: &[Role]| roles.iter().map(|role| role.code()).collect::<Vec<_>>();
    let set = async |owner: &mut sqlx::PgConnection, list: Vec<&str>| {
        sqlx::query("UPDATE staff SET roles = $2 WHERE id = $1")
            .bind(wang.staff.uuid())
            .bind(list)
            .execute(owner)
            .await
            .unwrap();
    };
    set(&mut owner, roles(&[Role::Viewer])).await;
    assert_eq!(heard(&wang).await[0].1, "“张**”户已与您结对");
    // A role that sees no households at all.
    set(&mut owner, roles(&[Role::Librarian])).await;
    let data = wang.ask(LIST, json!({})).await;
    let node = &data["notifications"]["nodes"][0];
    assert_eq!(
        (&node["text"], &node["household"]),
        (&json!("一户已与您结对"), &Value::Null)
    );
    // The household belongs to another branch now.
    set(&mut owner, roles(&[Role::Cadre])).await;
    let fei = city.county("费县").await;
    for table in ["household", "household_private"] {
        let key = if table == "household" {
            "id"
        } else {
            "household_id"
        };
        let sql =
            format!("UPDATE {table} SET union_id = $1, union_path = $2 WHERE {key} IS NOT NULL");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(fei.id.uuid())
            .bind(&fei.path)
            .execute(&mut owner)
            .await
            .unwrap();
    }
    assert_eq!(heard(&wang).await[0].1, "一户已与您结对");
    drop(street);
}

#[tokio::test]
async fn old_notifications_are_removed() {
    let (city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    pair(&admin, lanshan.household("张三").await, &wang).await;
    let mut worker = city.connect_as("lianxin_worker").await;
    let purge = async |worker: &mut _, days| {
        schema::jobs::purge(worker, city.now() + TimeDelta::days(days))
            .await
            .unwrap()
    };
    assert_eq!(purge(&mut worker, 179).await, 0);
    assert_eq!(purge(&mut worker, 181).await, 1);
    assert!(heard(&wang).await.is_empty());
}
