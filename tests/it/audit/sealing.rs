//! Sealing what is in the trail, in order and once.

use schema::audit;
use sqlx::AssertSqlSafe;
use tests::City;
use uuid::Uuid;

use super::seal_all;

#[tokio::test]
async fn nothing_slips_in_behind_what_is_sealed() {
    let city = City::new().await;
    let root = city.root();
    let entry = |id: Uuid| {
        format!(
            "INSERT INTO audit_entry (id, union_id, union_path, at, action, subject_kind, summary)
             VALUES ('{id}', '{}', '{}', now(), 'CREATED', 'union', '测试')",
            root.id.uuid(),
            root.path
        )
    };
    // An older transaction is still open while a younger one has committed.
    let mut slow = city.owner().await;
    sqlx::query("BEGIN").execute(&mut slow).await.unwrap();
    sqlx::query(AssertSqlSafe(entry(Uuid::now_v7())))
        .execute(&mut slow)
        .await
        .unwrap();
    sqlx::query(AssertSqlSafe(entry(Uuid::now_v7())))
        .execute(&mut city.owner().await)
        .await
        .unwrap();
    let mut worker = city.connect_as("lianxin_worker").await;
    assert_eq!(
        audit::seal(&mut worker, 100).await.unwrap(),
        0,
        "the younger one waits for the older"
    );
    sqlx::query("COMMIT").execute(&mut slow).await.unwrap();
    let found = seal_all(&city).await;
    assert_eq!((found.sealed, found.faults), (2, Vec::new()));
    // Many servers seal at once: each entry once.
    for _ in 0..20 {
        sqlx::query(AssertSqlSafe(entry(Uuid::now_v7())))
            .execute(&mut city.owner().await)
            .await
            .unwrap();
    }
    let mut sealers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let city = city.clone();
        sealers.spawn(async move { seal_all(&city).await });
    }
    sealers.join_all().await;
    let found = seal_all(&city).await;
    assert_eq!((found.sealed, found.faults), (22, Vec::new()));
}
