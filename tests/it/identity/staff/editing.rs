//! Editing a post.

use schema::tenancy::Role;
use serde_json::json;
use tests::City;

use super::{code, loads, set_roles, update};
use crate::identity::{figure, refusal};

#[tokio::test]
async fn a_stale_edit_answers_the_row_as_it_is() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let (admin, cadre) = (lanshan.admin().await, lanshan.cadre("李四光").await);
    let post = cadre.staff.to_string();
    let done = update(
        &admin,
        json!({ "name": "李四維", "title": "部长", "phone": "0539-8312345", "state": "AWAY" }),
        &post,
        1,
    )
    .await;
    assert_eq!(
        done["data"]["updateStaff"]["staffMember"],
        json!({ "name": "李四維", "title": "部长", "phone": "0539-8312345", "state": "AWAY", "version": 2 })
    );
    assert_eq!(
        (figure(&admin, "CADRES").await, loads(&admin).await),
        (0, json!([]))
    );
    for stale in [
        update(&admin, json!({ "title": "主席" }), &post, 1).await["data"]["updateStaff"].take(),
        set_roles(&admin, &post, 1, &[Role::Viewer]).await["data"]["setRoles"].take(),
    ] {
        assert_eq!(refusal(&stale), "CONFLICT");
        assert_eq!(stale["staffMember"]["version"], json!(2));
    }
    let back = update(
        &admin,
        json!({ "phone": null, "state": "ACTIVE" }),
        &post,
        2,
    )
    .await;
    assert_eq!(
        back["data"]["updateStaff"]["staffMember"]["phone"],
        json!(null)
    );
    assert_eq!(
        (figure(&admin, "CADRES").await, loads(&admin).await),
        (1, json!([{ "key": "0", "value": 1 }]))
    );
    // The same key again is the same answer, although the version is old by now.
    let keyed = || json!({ "title": "副主席", "idempotencyKey": "update-0001" });
    for _ in 0..2 {
        let done = update(&admin, keyed(), &post, 3).await;
        assert_eq!(
            done["data"]["updateStaff"]["staffMember"]["version"],
            json!(4),
            "{done}"
        );
    }
    for state in ["LEFT", "INVITED"] {
        assert_eq!(
            code(
                &update(&admin, json!({ "state": state }), &post, 4).await,
                "updateStaff"
            ),
            "STATE"
        );
    }
    let found = admin
        .ask(
            "{ staffMembers(filter: { text: \"lsw\" }) { nodes { title } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        found["staffMembers"]["nodes"],
        json!([{ "title": "副主席" }])
    );
}
