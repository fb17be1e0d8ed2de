//! Ending a post.

use schema::id::HouseholdId;
use schema::tenancy::Role;
use serde_json::json;
use tests::{City, Place};
use uuid::Uuid;

use super::{code, end, end_as, loads, set_roles};
use crate::identity::{figure, newcomer};

/// Pairs a cadre behind the services with so many households.
async fn pair(city: &City, place: &Place, cadre: &str, households: i16) {
    let cadre: schema::id::StaffId = cadre.parse().unwrap();
    let mut owner = city.owner().await;
    for slot in 1..=households {
        let household = HouseholdId::new().uuid();
        // Only the pairing matters here, so the household's own columns are left to nobody.
        sqlx::raw_sql("ALTER TABLE pairing DROP CONSTRAINT IF EXISTS pairing_household_id_fkey")
            .execute(&mut owner)
            .await
            .unwrap();
        sqlx::query("INSERT INTO pairing (id, union_id, union_path, household_id, cadre_id, slot, started_on) VALUES ($1, $2, $3, $4, $5, $6, '2026-08-01')")
            .bind(Uuid::now_v7())
            .bind(place.id.uuid())
            .bind(&place.path)
            .bind(household)
            .bind(cadre.uuid())
            .bind(slot)
            .execute(&mut owner)
            .await
            .unwrap();
    }
    let cells: Vec<(String, i64)> = vec![("0".to_owned(), -1), (households.to_string(), 1)];
    for (key, value) in cells {
        sqlx::query("INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value) VALUES ($1, $2, $3, 'CADRES', 'LOAD', $4, $5)")
            .bind(Uuid::now_v7())
            .bind(place.id.uuid())
            .bind(&place.path)
            .bind(key)
            .bind(value)
            .execute(&mut owner)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn two_administrators_can_not_remove_each_other() {
    for _ in 0..5 {
        let city = City::new().await;
        let lanshan = city.county("兰山区").await;
        let (one, two) = (lanshan.admin().await, lanshan.admin().await);
        let (first, second) = (one.staff.to_string(), two.staff.to_string());
        // Both are looked up before either acts, as on a server that has both requests.
        let (as_one, as_two) = (one.caller().await, two.caller().await);
        let (a, b) = tokio::join!(
            end_as(&one, &as_one, &second, 1),
            end_as(&two, &as_two, &first, 1)
        );
        let admins: i64 = sqlx::query_scalar("SELECT count(*) FROM staff WHERE state = 'ACTIVE'")
            .fetch_one(&mut city.owner().await)
            .await
            .unwrap();
        assert_eq!(admins, 1, "{a:#}\n{b:#}");
    }
}

#[tokio::test]
async fn who_answers_for_households_transfers_them_before_leaving() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    let (browser, post) = newcomer(&city, &admin, &lanshan, "wang", &[Role::Cadre]).await;
    pair(&city, &lanshan, &post, 3).await;
    let refused = end(&admin, &post, 2).await;
    assert_eq!(code(&refused, "endStaff"), "STATE");
    assert!(
        refused["data"]["endStaff"]["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("3 户"),
        "{refused}"
    );
    assert_eq!(
        code(
            &set_roles(&admin, &post, 2, &[Role::Viewer]).await,
            "setRoles"
        ),
        "STATE"
    );
    // The load stays with the post while other roles change.
    assert_eq!(
        code(
            &set_roles(&admin, &post, 2, &[Role::Cadre, Role::Viewer]).await,
            "setRoles"
        ),
        ""
    );
    assert_eq!(loads(&admin).await, json!([{ "key": "3", "value": 1 }]));
    assert!(browser.actor().await.is_some());

    let mut owner = city.owner().await;
    sqlx::query("UPDATE pairing SET ended_on = '2026-08-05', end_reason = 'REASSIGNED'")
        .execute(&mut owner)
        .await
        .unwrap();
    let scope = admin.scope(schema::tenancy::Access::Write).await;
    schema::identity::service::load_changed(&scope, post.parse().unwrap(), 3, 0)
        .await
        .unwrap();
    scope.finish().await.unwrap();
    assert_eq!(loads(&admin).await, json!([{ "key": "0", "value": 1 }]));
    let ended = end(&admin, &post, 3).await;
    assert_eq!(
        ended["data"]["endStaff"]["staffMember"],
        json!({ "state": "LEFT", "version": 4 })
    );
    assert!(browser.actor().await.is_none());
    let reasons: Vec<Option<String>> =
        sqlx::query_scalar("SELECT end_reason FROM session WHERE user_agent IS NOT NULL")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    assert_eq!(reasons, [Some("REVOKED".to_owned())]);
    assert_eq!(
        (figure(&admin, "CADRES").await, loads(&admin).await),
        (0, json!([]))
    );
    assert_eq!(code(&end(&admin, &post, 4).await, "endStaff"), "STATE");
}
