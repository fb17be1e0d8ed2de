//! A person chooses how to be told, and confirms where mail goes.

use std::sync::Arc;

use schema::graphql::{Limits, build};
use schema::notifications::Channels;
use schema::notifications::outbox::{Content, take};
use schema::notifications::rules::{NotificationChannel, NotificationKind};
use serde_json::{Value, json};
use tests::{City, Person, PlainTokens};

const SETTINGS: &str = "{ notificationSettings { preferences { channel available pace kinds } mailAddress pendingMailAddress codeExpiresAt } }";
const SET: &str = "mutation($a: String!) { setMailAddress(input: { address: $a }) { settings { mailAddress pendingMailAddress } errors { code path message } } }";
const CONFIRM: &str = "mutation($c: String!) { confirmMailAddress(input: { code: $c }) { settings { mailAddress pendingMailAddress } errors { code path message } } }";

async fn settings(person: &Person) -> Value {
    person.ask(SETTINGS, json!({})).await["notificationSettings"].take()
}

async fn set(person: &Person, address: &str) -> Value {
    person.ask(SET, json!({ "a": address })).await["setMailAddress"].take()
}

async fn confirm(person: &Person, code: &str) -> Value {
    person.ask(CONFIRM, json!({ "c": code })).await["confirmMailAddress"].take()
}

/// Address and code of the mails that are due.
async fn codes(city: &City) -> Vec<(String, String)> {
    let mut worker = city.connect_as("lianxin_worker").await;
    let mail = [NotificationChannel::Mail];
    let messages = take(&mut worker, &city.vault(), &mail, city.now(), 100)
        .await
        .unwrap();
    messages
        .into_iter()
        .map(|message| {
            let Content::MailCode { code } = message.content else {
                panic!("no code: {message:?}");
            };
            (message.address.unwrap().0, code.0)
        })
        .collect()
}

#[tokio::test]
async fn an_address_is_confirmed_by_the_code_that_was_sent_to_it() {
    let city = City::new().await;
    let wang = city.root().cadre("王建国").await;
    let pending = set(&wang, " Wang＠Example.CN").await;
    assert_eq!(
        pending["settings"],
        json!({ "mailAddress": null, "pendingMailAddress": "Wang@example.cn" })
    );
    let sent = codes(&city).await;
    assert_eq!((sent.len(), sent[0].0.as_str()), (1, "Wang@example.cn"));
    let done = confirm(&wang, &sent[0].1.to_lowercase()).await;
    assert_eq!(
        done["settings"],
        json!({ "mailAddress": "Wang@example.cn", "pendingMailAddress": null })
    );
    assert_eq!(
        confirm(&wang, &sent[0].1).await["errors"][0]["code"],
        "STATE",
        "used up"
    );

    // Another address does not take its place before it is confirmed.
    city.pass_seconds(61);
    set(&wang, "wang@other.cn").await;
    assert_eq!(settings(&wang).await["mailAddress"], "Wang@example.cn");
    city.pass_seconds(31 * 60);
    assert_eq!(
        settings(&wang).await["pendingMailAddress"],
        Value::Null,
        "ran out"
    );
    let removed = wang
        .ask("mutation { removeMailAddress(input: {}) { settings { mailAddress pendingMailAddress } errors { code } } }", json!({}))
        .await;
    assert_eq!(
        removed["removeMailAddress"]["settings"],
        json!({ "mailAddress": null, "pendingMailAddress": null })
    );
    let clear: i64 = sqlx::query_scalar("SELECT count(*) FROM mail_address m, outbox_message o WHERE m::text || o::text ~* 'wang' OR encode(coalesce(m.pending, o.sealed, ''), 'escape') ~* 'wang'")
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!(clear, 0, "an address lies open");
}

#[tokio::test]
async fn a_wrong_code_is_counted_and_the_fifth_ends_it() {
    let city = City::new().await;
    let wang = city.root().cadre("王建国").await;
    assert_eq!(
        confirm(&wang, "7K3M-Q0ZT-9XBD").await["errors"][0]["code"],
        "STATE"
    );
    set(&wang, "wang@example.cn").await;
    let right = codes(&city).await[0].1.clone();
    for left in (0..5).rev() {
        let wrong = confirm(&wang, "7K3M-Q0ZT-9XBD").await;
        assert_eq!(wrong["errors"][0]["code"], "INVALID");
        let message = wrong["errors"][0]["message"].as_str().unwrap();
        assert!(
            message.contains(&format!("还可以再试 {left} 次")),
            "{message}"
        );
    }
    assert_eq!(confirm(&wang, &right).await["errors"][0]["code"], "STATE");
}

#[tokio::test]
async fn strangers_are_not_written_to_all_day_long() {
    let city = City::new().await;
    let wang = city.root().cadre("王建国").await;
    for bad in [
        "",
        "wang",
        "wang@example",
        "a@b.cn, c@d.cn",
        "王@example.cn",
    ] {
        let refused = set(&wang, bad).await;
        assert_eq!(refused["errors"][0]["code"], "INVALID", "{bad}");
        assert_eq!(refused["errors"][0]["path"], json!(["input", "address"]));
    }
    for _ in 0..5 {
        assert_eq!(set(&wang, "wang@example.cn").await["errors"], json!([]));
        assert_eq!(
            set(&wang, "wang@example.cn").await["errors"][0]["code"],
            "UNAVAILABLE"
        );
        city.pass_seconds(61);
    }
    let sixth = set(&wang, "wang@example.cn").await;
    assert!(
        sixth["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("明天"),
        "{sixth}"
    );
    city.pass_days(1);
    assert_eq!(set(&wang, "wang@example.cn").await["errors"], json!([]));
    assert_eq!(
        codes(&city).await.len(),
        1,
        "a code that ran out is not sent any more"
    );
}

#[tokio::test]
async fn what_was_never_chosen_is_as_usual_and_a_choice_stays() {
    let city = City::new().await;
    let wang = city.root().cadre("王建国").await;
    let all = settings(&wang).await["preferences"].take();
    assert_eq!(
        (&all[0]["channel"], &all[0]["pace"]),
        (&json!("MAIL"), &json!("DAILY"))
    );
    assert_eq!(
        all[0]["kinds"].as_array().map(Vec::len),
        Some(NotificationKind::ALL.len())
    );
    assert_eq!(
        (&all[1]["channel"], &all[1]["pace"]),
        (&json!("GATEWAY"), &json!("AT_ONCE"))
    );
    assert_eq!(
        all[1]["kinds"],
        json!([
            "MEASURE_OVERDUE",
            "HAND_OVER_OFFERED",
            "FOUNDING_TO_DECIDE",
            "FOUNDING_RETURNED",
            "DUPLICATE_TO_SETTLE",
            "SURVEY_REMINDED",
            "FUNDS_SENT",
            "FUNDS_REFUSED",
            "BUDGET_TO_DECIDE",
            "BUDGET_RETURNED",
            "AID_TO_REVIEW",
            "AID_RETURNED",
            "AID_BOUNCED",
            "NEEDY_FILE_TO_END",
            "AID_COMPLAINT_FILED",
            "RIGHTS_REPORTED",
            "RIGHTS_REFERRED",
            "RIGHTS_DEADLINE_URGENT"
        ])
    );
    let prefer = "mutation { setNotificationPreferences(input: { channel: MAIL, pace: AT_ONCE, kinds: [MEASURE_OVERDUE, MEASURE_DUE] }) { errors { code } } }";
    wang.ask(prefer, json!({})).await;
    let mail = settings(&wang).await["preferences"][0].take();
    assert_eq!(mail["kinds"], json!(["MEASURE_DUE", "MEASURE_OVERDUE"]));
    assert_eq!(mail["pace"], "AT_ONCE");
    let other = city.root().cadre("李敏").await;
    assert_eq!(settings(&other).await["preferences"], all);
}

#[tokio::test]
async fn a_channel_that_is_not_configured_says_so() {
    let city = City::new().await;
    let wang = city.root().cadre("王建国").await;
    let limits = Limits {
        depth: 14,
        complexity: 20_000,
    };
    let bare = build(limits, Arc::new(PlainTokens), Channels::default());
    let run = async |query: &str| {
        let caller = wang.caller().await;
        let request = async_graphql::Request::new(query);
        let response = schema::execute::execute(&bare, city.database(), &caller, request).await;
        serde_json::to_value(response).unwrap()["data"].take()
    };
    let data = run("{ notificationSettings { preferences { available } } }").await;
    assert_eq!(
        data["notificationSettings"]["preferences"],
        json!([{ "available": false }, { "available": false }])
    );
    for refused in [
        "mutation { setMailAddress(input: { address: \"wang@example.cn\" }) { errors { code message } } }",
        "mutation { setNotificationPreferences(input: { channel: GATEWAY, pace: DAILY, kinds: [] }) { errors { code message } } }",
    ] {
        let data = run(refused).await;
        let payload = data.as_object().unwrap().values().next().unwrap().clone();
        assert_eq!(payload["errors"][0]["code"], "STATE", "{payload}");
        assert!(
            payload["errors"][0]["message"]
                .as_str()
                .unwrap()
                .contains("未配置")
        );
    }
}
