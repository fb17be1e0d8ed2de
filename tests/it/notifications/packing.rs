//! What is new becomes messages, as the addressee wishes.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use schema::notifications::Channels;
use schema::notifications::pack::pack;
use serde_json::json;
use tests::City;

use super::{BOTH, reachable, rows};
use crate::assignments::{county, pair};

const GATHER: Duration = Duration::from_secs(20);

async fn packed(city: &City, channels: Channels) -> u64 {
    let mut worker = city.connect_as("lianxin_worker").await;
    pack(&mut worker, channels, GATHER, city.now(), 5_000)
        .await
        .unwrap()
}

async fn messages(city: &City) -> Vec<(String, i32, DateTime<Utc>)> {
    sqlx::query_as(
        "SELECT channel, cardinality(notification_ids), next_attempt_at FROM outbox_message ORDER BY channel, person_id",
    )
    .fetch_all(&mut city.owner().await)
    .await
    .unwrap()
}

const PREFER: &str = "mutation($input: SetNotificationPreferencesInput!) { setNotificationPreferences(input: $input) { errors { code path } } }";

#[tokio::test]
async fn what_comes_together_is_one_message_and_whoever_has_no_address_gets_no_mail() {
    let (city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    reachable(&city, &wang, "wang@example.cn").await;
    for household in lanshan.households(3).await {
        pair(&admin, household, &wang).await;
    }
    pair(&admin, lanshan.household("张三").await, &li).await;
    assert_eq!(packed(&city, BOTH).await, 4);
    assert_eq!(packed(&city, BOTH).await, 0);
    // Assignments are no reason to send to a telephone; mail goes once a day, at eight tomorrow.
    let eight = "2026-08-07T00:00:00Z".parse::<DateTime<Utc>>().unwrap();
    assert_eq!(messages(&city).await, [("MAIL".to_owned(), 3, eight)]);
    // What comes before the message begins is added to it.
    pair(&admin, lanshan.household("李四").await, &wang).await;
    packed(&city, BOTH).await;
    assert_eq!(messages(&city).await, [("MAIL".to_owned(), 4, eight)]);
}

#[tokio::test]
async fn preferences_say_what_comes_and_how_soon() {
    let (city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    reachable(&city, &wang, "wang@example.cn").await;
    let prefer = async |channel: &str, pace: &str, kinds: &[&str]| {
        let input = json!({ "channel": channel, "pace": pace, "kinds": kinds });
        let answer = wang.ask(PREFER, json!({ "input": input })).await;
        assert_eq!(answer["setNotificationPreferences"]["errors"], json!([]));
    };
    prefer("MAIL", "AT_ONCE", &["MEASURE_DUE"]).await;
    prefer("GATEWAY", "AT_ONCE", &["HOUSEHOLD_ASSIGNED"]).await;
    pair(&admin, lanshan.household("张三").await, &wang).await;
    packed(&city, BOTH).await;
    let soon = city.now() + TimeDelta::from_std(GATHER).unwrap();
    assert_eq!(messages(&city).await, [("GATEWAY".to_owned(), 1, soon)]);
    prefer("MAIL", "AT_ONCE", &["HOUSEHOLD_ASSIGNED"]).await;
    prefer("GATEWAY", "DAILY", &[]).await;
    pair(&admin, lanshan.household("李四").await, &wang).await;
    packed(&city, BOTH).await;
    assert_eq!(
        messages(&city).await,
        [
            ("GATEWAY".to_owned(), 1, soon),
            ("MAIL".to_owned(), 1, soon)
        ]
    );
}

#[tokio::test]
async fn what_was_read_meanwhile_and_what_has_no_channel_makes_no_message() {
    let (city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    reachable(&city, &wang, "wang@example.cn").await;
    pair(&admin, lanshan.household("张三").await, &wang).await;
    let told = wang
        .ask("{ notifications { nodes { id } } }", json!({}))
        .await;
    wang.ask(
        "mutation($id: ID!) { markNotificationsRead(input: { upTo: $id }) { unread } }",
        json!({ "id": told["notifications"]["nodes"][0]["id"] }),
    )
    .await;
    assert_eq!(packed(&city, BOTH).await, 1);
    pair(&admin, lanshan.household("李四").await, &wang).await;
    assert_eq!(packed(&city, Channels::default()).await, 1);
    assert_eq!(rows(&city, "outbox_message").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_servers_pack_each_notification_once() {
    let (city, lanshan, admin) = county().await;
    let mut told = 0;
    for name in ["王建国", "李敏", "赵强", "孙丽"] {
        let cadre = lanshan.cadre(name).await;
        reachable(&city, &cadre, "a@example.cn").await;
        for household in lanshan.households(4).await {
            pair(&admin, household, &cadre).await;
            told += 1;
        }
    }
    let mut servers = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let city = city.clone();
        servers.spawn(async move {
            let mut worker = city.connect_as("lianxin_worker").await;
            for _ in 0..10 {
                pack(&mut worker, BOTH, GATHER, city.now(), 3)
                    .await
                    .unwrap();
            }
        });
    }
    servers.join_all().await;
    // Somebody may have found the turn taken each time; the rest is packed now.
    while packed(&city, BOTH).await > 0 {}
    let messages = messages(&city).await;
    assert_eq!(messages.len(), 4);
    assert_eq!(
        messages
            .iter()
            .map(|(_, count, _)| i64::from(*count))
            .sum::<i64>(),
        told
    );
}
