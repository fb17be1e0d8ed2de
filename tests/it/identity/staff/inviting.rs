//! The form that invites somebody to a post.

use serde_json::{Value, json};
use tests::City;

use crate::identity::{INVITE, refusal};

#[tokio::test]
async fn an_invitation_is_checked_as_a_whole_and_replayed_once() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    let input = json!({ "unionId": lanshan.id.to_string(), "name": "王5", "title": " ", "phone": "123", "employment": "FULL", "roles": [] });
    let refused = admin.ask(INVITE, json!({ "input": input })).await["inviteStaff"].take();
    let paths: Vec<&Value> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| &error["path"][1])
        .collect();
    assert_eq!(paths, ["name", "title", "phone", "roles"]);
    let both = json!({ "unionId": lanshan.id.to_string(), "name": "王建国", "title": "会计", "employment": "FULL", "roles": ["FINANCE", "AUDITOR"] });
    assert_eq!(
        refusal(&admin.ask(INVITE, json!({ "input": both })).await["inviteStaff"]),
        "INVALID"
    );

    let good = json!({ "input": { "unionId": lanshan.id.to_string(), "name": "王建国", "title": "干事", "phone": "138 1234 5678", "employment": "FULL", "roles": ["CADRE"], "idempotencyKey": "invite-0001" } });
    let first = admin.ask(INVITE, good.clone()).await["inviteStaff"].take();
    let replay = admin.ask(INVITE, good).await["inviteStaff"].take();
    assert!(first["code"].is_string() && replay["code"].is_null());
    assert_eq!(
        (&first["staffMember"], &first["expiresAt"]),
        (&replay["staffMember"], &replay["expiresAt"])
    );
    let posts: i64 = sqlx::query_scalar("SELECT count(*) FROM staff WHERE phone = '13812345678'")
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!(posts, 1);
    let other = json!({ "input": { "unionId": lanshan.id.to_string(), "name": "李四光", "title": "干事", "employment": "FULL", "roles": ["CADRE"], "idempotencyKey": "invite-0001" } });
    assert_eq!(
        refusal(&admin.ask(INVITE, other).await["inviteStaff"]),
        "DUPLICATE"
    );
}
