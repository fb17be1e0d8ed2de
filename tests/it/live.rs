//! Changes are told while they happen: to whoever may see them, once, and none is missed.

use std::collections::BTreeSet;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use schema::audit::{AuditAction, Subject, record};
use schema::tenancy::{Access, Role, Scope};
use serde_json::{Value, json};
use sqlx::Executor as _;
use tests::{City, Person, Place};
use tokio::time::timeout;
use uuid::Uuid;

const CHANGES: &str = "subscription($subjects: [ChangeSubject!], $unionId: ID, $after: String) {
    changes(subjects: $subjects, unionId: $unionId, after: $after) {
        cursor resync changes { action subject subjectId unionId at } } }";

/// What a subscriber does not get within this time is not coming.
const QUIET: Duration = Duration::from_millis(1500);

/// What is coming comes within this time, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

struct Follower(BoxStream<'static, Value>);

impl Follower {
    /// Subscribes and takes the greeting; answers its cursor too.
    async fn begin(person: &Person, variables: Value) -> (Self, String) {
        let mut follower = Self(person.follow(CHANGES, variables));
        let greeting = follower.next().await;
        let cursor = greeting["cursor"].as_str().expect("a cursor").to_owned();
        (follower, cursor)
    }

    /// The next response, whole.
    async fn response(&mut self) -> Value {
        let next = timeout(PATIENCE, self.0.next()).await;
        next.expect("a message comes").expect("it is not over")
    }

    /// The next message.
    async fn next(&mut self) -> Value {
        let mut message = self.response().await;
        assert!(message.get("errors").is_none(), "{message}");
        message["data"]["changes"].take()
    }

    /// Ids of what changed according to the next message.
    async fn ids(&mut self) -> Vec<String> {
        ids(&self.next().await)
    }

    /// Whether no message comes.
    async fn is_quiet(&mut self) -> bool {
        timeout(QUIET, self.0.next()).await.is_err()
    }
}

fn ids(message: &Value) -> Vec<String> {
    let changes = message["changes"].as_array().unwrap();
    let id = |change: &Value| change["subjectId"].as_str().unwrap().to_owned();
    changes.iter().map(id).collect()
}

fn after(cursor: &str) -> Value {
    json!({ "after": cursor })
}

/// Writes an entry about a household into the trail, as every write does; answers the household's id.
async fn note(scope: &Scope, place: &Place) -> String {
    let id = Uuid::now_v7();
    let subject = Subject {
        kind: "household",
        id: Some(id),
        union_id: place.id.uuid(),
        union_path: &place.path,
    };
    record(scope, AuditAction::Changed, subject, "修改", None)
        .await
        .unwrap();
    format!("household_{}", id.simple())
}

async fn changed(person: &Person) -> String {
    let scope = person.scope(Access::Write).await;
    let id = note(&scope, &person.place).await;
    scope.finish().await.unwrap();
    id
}

#[tokio::test]
async fn a_change_is_told_to_those_who_may_see_it_and_to_nobody_else() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let village = street.village("沂州社区").await;
    let own = street.admin().await;
    let watchers = [
        ("own, administrator", own.clone(), true),
        ("own, cadre", street.cadre("王建国").await, true),
        (
            "own, viewer",
            street.person("某某某", &[Role::Viewer]).await,
            true,
        ),
        (
            "own, librarian",
            street.person("某某某", &[Role::Librarian]).await,
            false,
        ),
        ("parent", county.admin().await, true),
        ("root", city.root().admin().await, true),
        ("child", village.admin().await, false),
        (
            "sibling",
            county.township("银雀山街道").await.admin().await,
            false,
        ),
        ("branch", city.county("费县").await.admin().await, false),
    ];
    let mut followers = Vec::new();
    for (who, person, told) in &watchers {
        let (follower, _) = Follower::begin(person, json!({})).await;
        followers.push((who, follower, *told));
    }
    let id = changed(&own).await;
    city.wake_subscribers();
    for (who, mut follower, told) in followers {
        if told {
            assert_eq!(follower.ids().await, [id.as_str()], "{who}");
        } else {
            assert!(follower.is_quiet().await, "{who}");
        }
    }
}

#[tokio::test]
async fn another_city_is_not_heard() {
    let city = City::new().await;
    let mut owner = city.owner().await;
    let root = city.root().admin().await;
    let (mut follower, cursor) = Follower::begin(&root, json!({})).await;
    let spots = tests::spots(&city, &mut owner).await;
    city.wake_subscribers();
    // The specimens of this city are seen, those of the other are not, live or later.
    let told = follower.next().await.to_string();
    let mut later = Follower(root.follow(CHANGES, after(&cursor)));
    let resumed = later.next().await.to_string();
    for spot in &spots {
        let here = spot.position != "city";
        assert_eq!(told.contains(&spot.union.simple().to_string()), here);
        assert_eq!(resumed.contains(&spot.union.simple().to_string()), here);
    }
}

#[tokio::test]
async fn who_comes_back_gets_what_happened_meanwhile_once_and_in_order() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let (follower, cursor) = Follower::begin(&own, json!({})).await;
    drop(follower);
    let mut missed = Vec::new();
    for _ in 0..3 {
        missed.push(changed(&own).await);
    }
    let mut again = Follower(own.follow(CHANGES, after(&cursor)));
    let message = again.next().await;
    assert_eq!(ids(&message), missed);
    assert_eq!(message["resync"], false);
    let last = changed(&own).await;
    city.wake_subscribers();
    assert_eq!(again.ids().await, [last.as_str()]);
    // From the newer cursor on, only what is newer.
    let newer = message["cursor"].as_str().unwrap();
    let mut once_more = Follower(own.follow(CHANGES, after(newer)));
    assert_eq!(once_more.ids().await, [last]);
}

#[tokio::test]
async fn a_transaction_that_began_before_the_cursor_and_ended_after_it_is_told() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (slow, quick) = (street.admin().await, street.admin().await);
    let (mut follower, _) = Follower::begin(&quick, json!({})).await;
    let open = slow.scope(Access::Write).await;
    let early = note(&open, &street).await;
    let late = changed(&quick).await;
    city.wake_subscribers();
    let message = follower.next().await;
    assert_eq!(ids(&message), [late]);
    open.finish().await.unwrap();
    city.wake_subscribers();
    assert_eq!(follower.ids().await, [early.as_str()]);
    // So also for somebody who left in between.
    let cursor = message["cursor"].as_str().unwrap();
    let mut back = Follower(quick.follow(CHANGES, after(cursor)));
    assert_eq!(back.ids().await, [early]);
}

#[tokio::test]
async fn what_was_rolled_back_is_never_told() {
    let city = City::new().await;
    let own = city.county("兰山区").await.admin().await;
    let (mut follower, _) = Follower::begin(&own, json!({})).await;
    let scope = own.scope(Access::Write).await;
    note(&scope, &own.place).await;
    scope.rollback().await;
    city.wake_subscribers();
    assert!(follower.is_quiet().await);
}

#[tokio::test]
async fn many_writers_are_all_told_once() {
    let city = City::with_pool(12).await;
    let county = city.county("兰山区").await;
    let mut writers = Vec::new();
    for n in 0..4 {
        writers.push(county.township(&format!("第{n}街道")).await.admin().await);
    }
    let (mut follower, _) = Follower::begin(&county.admin().await, json!({})).await;
    let written = writers.into_iter().map(|writer| {
        let city = city.clone();
        tokio::spawn(async move {
            let mut ids = Vec::new();
            for _ in 0..15 {
                ids.push(changed(&writer).await);
                city.wake_subscribers();
            }
            ids
        })
    });
    let written: BTreeSet<String> = futures::future::join_all(written)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .collect();
    let mut told = Vec::new();
    while told.len() < written.len() {
        told.extend(follower.ids().await);
    }
    assert_eq!(told.len(), written.len(), "something was told twice");
    assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), written);
}

#[tokio::test]
async fn a_subscription_ends_with_the_session() {
    let city = City::new().await;
    let own = city.county("兰山区").await.admin().await;
    let (mut follower, _) = Follower::begin(&own, json!({})).await;
    city.owner()
        .await
        .execute(
            sqlx::query(
                "UPDATE session SET ended_at = now(), end_reason = 'SIGNED_OUT' WHERE id = $1",
            )
            .bind(own.claims.session_id),
        )
        .await
        .unwrap();
    city.wake_subscribers();
    let end = follower.response().await;
    assert_eq!(end["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    assert!(
        timeout(PATIENCE, follower.0.next())
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn only_what_is_wanted_is_told() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let (one, other) = (
        county.township("甲街道").await,
        county.township("乙街道").await,
    );
    let above = county.admin().await;
    let wanted = json!({ "unionId": one.id.to_string(), "subjects": ["HOUSEHOLD", "UNION"] });
    let (mut follower, _) = Follower::begin(&above, wanted).await;
    let (mut staff, _) = Follower::begin(&above, json!({ "subjects": ["STAFF"] })).await;
    changed(&other.admin().await).await;
    let id = changed(&one.admin().await).await;
    city.wake_subscribers();
    assert_eq!(follower.ids().await, [id]);
    assert!(staff.is_quiet().await);
    let elsewhere = city.county("费县").await;
    let mut refused = above.follow(CHANGES, json!({ "unionId": elsewhere.id.to_string() }));
    let refused = refused.next().await.unwrap();
    assert_eq!(refused["errors"][0]["extensions"]["code"], "NOT_FOUND");
}

#[tokio::test]
async fn a_cursor_that_can_not_be_followed_says_so() {
    let city = City::new().await;
    let own = city.county("兰山区").await.admin().await;
    let mut bad = own.follow(CHANGES, after("1:2:3; DROP TABLE audit_entry"));
    let bad = bad.next().await.unwrap();
    assert_eq!(bad["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    // One of another life of the database.
    let future = URL_SAFE_NO_PAD.encode("999999999:999999999:");
    let mut lost = Follower(own.follow(CHANGES, after(&future)));
    assert_eq!(lost.next().await["resync"], true);
    // More than a page would want to hear one by one.
    let (follower, cursor) = Follower::begin(&own, json!({})).await;
    drop(follower);
    let scope = own.scope(Access::Write).await;
    for _ in 0..201 {
        note(&scope, &own.place).await;
    }
    scope.finish().await.unwrap();
    let mut many = Follower(own.follow(CHANGES, after(&cursor)));
    let message = many.next().await;
    assert_eq!((&message["resync"], ids(&message).len()), (&json!(true), 0));
}

#[tokio::test]
async fn queries_and_mutations_are_not_taken_for_subscriptions() {
    let city = City::new().await;
    let own = city.county("兰山区").await.admin().await;
    for text in [
        "{ viewer { person { name } } }",
        "mutation { signOutEverywhere { errors { code } } }",
    ] {
        let answers: Vec<Value> = own.follow(text, json!({})).collect().await;
        assert_eq!(answers.len(), 1);
        assert_eq!(
            answers[0]["errors"][0]["extensions"]["code"],
            "BAD_USER_INPUT"
        );
    }
}
