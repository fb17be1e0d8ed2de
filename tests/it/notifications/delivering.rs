//! The queue of messages: each is one server's at a time, tried again with growing waits, and given up in
//! the end. What is on the wire is tested in tests/browser/outbox.test.mjs.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use schema::notifications::outbox::{
    Content, LEASE, Message, Outcome, Settled, settle, take, waiting,
};
use schema::notifications::pack::pack;
use schema::notifications::rules::{ATTEMPTS, NotificationChannel};
use serde_json::json;
use sqlx::PgConnection;
use tests::{City, Person, Place};

use super::{BOTH, reachable, rows};
use crate::assignments::{county, pair};

async fn due(city: &City, worker: &mut PgConnection, now: DateTime<Utc>) -> Vec<Message> {
    take(worker, &city.vault(), NotificationChannel::ALL, now, 10)
        .await
        .unwrap()
}

/// A cadre who wants everything by mail at once, with news of one household.
async fn told(city: &City, place: &Place, admin: &Person) -> Person {
    let cadre = place.cadre("王建国").await;
    reachable(city, &cadre, "wang@example.cn").await;
    cadre
        .ask(
            "mutation { setNotificationPreferences(input: { channel: MAIL, pace: AT_ONCE, kinds: [HOUSEHOLD_ASSIGNED] }) { errors { code } } }",
            json!({}),
        )
        .await;
    pair(admin, place.household("张三").await, &cadre).await;
    let mut worker = city.connect_as("lianxin_worker").await;
    pack(
        &mut worker,
        BOTH,
        std::time::Duration::ZERO,
        city.now(),
        100,
    )
    .await
    .unwrap();
    cadre
}

#[tokio::test]
async fn a_message_says_how_much_is_new_and_is_sent_once() {
    let (city, lanshan, admin) = county().await;
    told(&city, &lanshan, &admin).await;
    let mut worker = city.connect_as("lianxin_worker").await;
    let messages = due(&city, &mut worker, city.now()).await;
    let [message] = messages.as_slice() else {
        panic!("{messages:?}");
    };
    assert!(
        matches!(message.content, Content::News { count: 1 }),
        "{message:?}"
    );
    assert_eq!(message.address.as_ref().unwrap().0, "wang@example.cn");
    assert!(
        !format!("{message:?}").contains("example.cn"),
        "an address in a log"
    );
    assert!(
        due(&city, &mut worker, city.now()).await.is_empty(),
        "it is somebody's already"
    );
    let settled = settle(&mut worker, message, Outcome::Sent, city.now(), 0.5)
        .await
        .unwrap();
    assert_eq!(settled, Settled::Sent);
    assert!(
        due(&city, &mut worker, city.now() + TimeDelta::days(1))
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_server_that_dies_over_a_message_leaves_it_to_another_under_the_same_id() {
    let (city, lanshan, admin) = county().await;
    told(&city, &lanshan, &admin).await;
    let mut dies = city.connect_as("lianxin_worker").await;
    let first = due(&city, &mut dies, city.now()).await.remove(0);
    drop(dies);
    let mut worker = city.connect_as("lianxin_worker").await;
    let lease = TimeDelta::from_std(LEASE).unwrap();
    let before = city.now() + lease - TimeDelta::seconds(1);
    assert!(due(&city, &mut worker, before).await.is_empty());
    let second = due(&city, &mut worker, city.now() + lease).await.remove(0);
    assert_eq!(
        (second.id, second.created_at, second.attempt),
        (first.id, first.created_at, 2)
    );
    // The first one was only slow: what it says comes too late.
    let late = settle(
        &mut worker,
        &first,
        Outcome::Never("REFUSED"),
        city.now(),
        0.5,
    )
    .await
    .unwrap();
    assert_eq!(late, Settled::TakenOver);
    let sent = settle(&mut worker, &second, Outcome::Sent, city.now(), 0.5)
        .await
        .unwrap();
    assert_eq!(sent, Settled::Sent);
}

#[tokio::test]
async fn waits_grow_and_the_message_is_given_up_in_the_end() {
    let (city, lanshan, admin) = county().await;
    told(&city, &lanshan, &admin).await;
    let mut worker = city.connect_as("lianxin_worker").await;
    let (mut now, mut last) = (city.now(), TimeDelta::zero());
    for attempt in 1..=ATTEMPTS {
        let message = due(&city, &mut worker, now).await.remove(0);
        assert_eq!(message.attempt, attempt);
        let settled = settle(
            &mut worker,
            &message,
            Outcome::Later("CONNECTION"),
            now,
            0.5,
        )
        .await
        .unwrap();
        if attempt == ATTEMPTS {
            assert_eq!(settled, Settled::Failed);
            break;
        }
        assert_eq!(settled, Settled::Waits);
        let next: DateTime<Utc> = sqlx::query_scalar("SELECT next_attempt_at FROM outbox_message")
            .fetch_one(&mut city.owner().await)
            .await
            .unwrap();
        assert!(
            next - now >= last && next > now,
            "{attempt}: {}",
            next - now
        );
        (last, now) = (next - now, next);
        assert_eq!(waiting(&mut worker, now).await.unwrap(), 1);
    }
    assert_eq!(
        rows(
            &city,
            "outbox_message WHERE state = 'FAILED' AND fault = 'CONNECTION'"
        )
        .await,
        1
    );
    assert!(
        due(&city, &mut worker, now + TimeDelta::days(9))
            .await
            .is_empty()
    );
    assert_eq!(
        waiting(&mut worker, now + TimeDelta::days(9))
            .await
            .unwrap(),
        0
    );
}

#[tokio::test]
async fn what_was_read_before_it_was_sent_and_whoever_took_the_address_away_is_left_alone() {
    let (city, lanshan, admin) = county().await;
    let wang = told(&city, &lanshan, &admin).await;
    let news = wang
        .ask("{ notifications { nodes { id } } }", json!({}))
        .await;
    wang.ask(
        "mutation($id: ID!) { markNotificationsRead(input: { ids: [$id] }) { unread } }",
        json!({ "id": news["notifications"]["nodes"][0]["id"] }),
    )
    .await;
    let li = told(&city, &lanshan, &admin).await;
    li.ask(
        "mutation { removeMailAddress(input: {}) { errors { code } } }",
        json!({}),
    )
    .await;
    let mut worker = city.connect_as("lianxin_worker").await;
    assert!(due(&city, &mut worker, city.now()).await.is_empty());
    assert_eq!(
        rows(&city, "outbox_message WHERE state = 'DROPPED'").await,
        2
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_servers_share_the_messages() {
    let (city, lanshan, admin) = county().await;
    for _ in 0..6 {
        told(&city, &lanshan, &admin).await;
    }
    let mut servers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let city = city.clone();
        servers.spawn(async move {
            let mut worker = city.connect_as("lianxin_worker").await;
            let mut mine = Vec::new();
            for _ in 0..6 {
                let now = city.now();
                mine.extend(
                    take(&mut worker, &city.vault(), NotificationChannel::ALL, now, 1)
                        .await
                        .unwrap(),
                );
            }
            mine
        });
    }
    let all: Vec<Message> = servers.join_all().await.into_iter().flatten().collect();
    let different: BTreeSet<_> = all.iter().map(|message| message.id).collect();
    assert_eq!((all.len(), different.len()), (6, 6));
}
