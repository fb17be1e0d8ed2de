//! Who manages whose staff: by place in the tree and by role.

use schema::tenancy::Role;
use serde_json::json;
use tests::City;

use super::{code, end, set_roles, update};
use crate::identity::INVITE;

#[tokio::test]
async fn a_post_elsewhere_is_none() {
    let city = City::new().await;
    let (lanshan, fei) = (city.county("兰山区").await, city.county("费县").await);
    let township = lanshan.township("兰山街道").await;
    let (admin, other, below) = (
        lanshan.admin().await,
        fei.cadre("费县的人").await,
        township.admin().await,
    );
    for post in [
        other.staff.to_string(),
        city.root().admin().await.staff.to_string(),
        schema::id::StaffId::new().to_string(),
    ] {
        assert_eq!(
            admin
                .ask(
                    "query($id: ID!) { staffMember(id: $id) { name } }",
                    json!({ "id": post })
                )
                .await,
            json!({ "staffMember": null })
        );
        assert_eq!(
            code(
                &set_roles(&admin, &post, 1, &[Role::Viewer]).await,
                "setRoles"
            ),
            "NOT_FOUND"
        );
        assert_eq!(code(&end(&admin, &post, 1).await, "endStaff"), "NOT_FOUND");
        assert_eq!(
            code(
                &update(&admin, json!({ "title": "主席" }), &post, 1).await,
                "updateStaff"
            ),
            "NOT_FOUND"
        );
    }
    // A subordinate does not manage the superior's staff, nor invites there.
    assert_eq!(
        code(&end(&below, &admin.staff.to_string(), 1).await, "endStaff"),
        "NOT_FOUND"
    );
    for place in [&lanshan, &fei] {
        let input = json!({ "unionId": place.id.to_string(), "name": "王建国", "title": "干事", "employment": "FULL", "roles": ["ADMIN"] });
        let response = below.run_with(INVITE, json!({ "input": input })).await;
        assert!(
            matches!(
                code(&response, "inviteStaff").as_str(),
                "NOT_FOUND" | "FORBIDDEN"
            ),
            "{response}"
        );
    }
}

#[tokio::test]
async fn only_administrators_manage_staff() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let cadre = lanshan.cadre("李四光").await;
    let post = cadre.staff.to_string();
    for role in Role::ALL.iter().filter(|role| **role != Role::Admin) {
        let person = lanshan.person("王五福", &[*role]).await;
        let input = json!({ "unionId": lanshan.id.to_string(), "name": "王建国", "title": "干事", "employment": "FULL", "roles": ["ADMIN"] });
        assert_eq!(
            code(
                &person.run_with(INVITE, json!({ "input": input })).await,
                "inviteStaff"
            ),
            "FORBIDDEN"
        );
        assert_eq!(
            code(
                &set_roles(&person, &post, 1, &[Role::Admin]).await,
                "setRoles"
            ),
            "FORBIDDEN"
        );
        assert_eq!(code(&end(&person, &post, 1).await, "endStaff"), "FORBIDDEN");
        assert_eq!(
            code(
                &update(&person, json!({ "title": "主席" }), &post, 1).await,
                "updateStaff"
            ),
            "FORBIDDEN"
        );
        let reset = person
            .run_with(
                "mutation($id: ID!) { issuePasswordReset(input: { id: $id }) { code } }",
                json!({ "id": post }),
            )
            .await;
        assert_eq!(code(&reset, "issuePasswordReset"), "FORBIDDEN");
    }
    let anonymous = city.visitor().run(INVITE, json!({ "input": { "unionId": lanshan.id.to_string(), "name": "王建国", "title": "干事", "employment": "FULL", "roles": [] } })).await;
    assert_eq!(
        anonymous["errors"][0]["extensions"]["code"],
        json!("UNAUTHENTICATED")
    );
}

#[tokio::test]
async fn functions_that_look_elsewhere_obey_their_caller() {
    let city = City::new().await;
    let (lanshan, fei) = (city.county("兰山区").await, city.county("费县").await);
    let (own, other) = (lanshan.cadre("李四光").await, fei.cadre("费县的人").await);
    let mut app = city.connect_as("lianxin_app").await;
    for (path, ended) in [("", 0_i64), (lanshan.path.as_str(), 1)] {
        let mut tx = sqlx::Connection::begin(&mut app).await.unwrap();
        sqlx::query("SELECT set_config('lianxin.path', $1, true)")
            .bind(path)
            .execute(&mut *tx)
            .await
            .unwrap();
        for (post, expected) in [(own.staff, ended), (other.staff, 0)] {
            let count: i64 = sqlx::query_scalar("SELECT end_sessions_of($1, now())")
                .bind(post.uuid())
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            assert_eq!(count, expected, "{path}");
            let elsewhere: bool = sqlx::query_scalar("SELECT has_posts_elsewhere($1)")
                .bind(post.uuid())
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            assert_eq!(elsewhere, expected == 0, "{path}");
        }
        // Nothing was opened to the caller by the way.
        let sessions: i64 = sqlx::query_scalar("SELECT count(*) FROM session")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        assert_eq!(sessions, 0);
        tx.commit().await.unwrap();
    }
    assert_eq!(other.principal().await.union_id, fei.id.uuid());
}
