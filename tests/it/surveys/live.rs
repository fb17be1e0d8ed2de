//! Progress is pushed.

use std::time::Duration;

use futures::StreamExt as _;
use serde_json::json;

use super::{field, form, recorded, task_of};

#[tokio::test]
async fn a_record_is_told_to_everybody_above_who_follows_the_round() {
    let field = field().await;
    let task = task_of(&field.wang, &field.round, field.households[0]).await;
    let query = "subscription { changes(subjects: [SURVEY]) { changes { subject subjectId action unionId } } }";
    let mut follows = field.root.follow(query, json!({}));
    let greeting = follows.next().await.unwrap();
    assert_eq!(greeting["data"]["changes"]["changes"], json!([]));
    recorded(&field.wang, form(&task)).await;
    field.city.wake_subscribers();
    let told = tokio::time::timeout(Duration::from_secs(10), follows.next())
        .await
        .expect("a message")
        .unwrap();
    assert_eq!(
        told["data"]["changes"]["changes"],
        json!([{ "subject": "SURVEY", "subjectId": field.round["id"], "action": "CREATED", "unionId": field.lanshan.id.to_string() }])
    );
}
