//! Every tampering with the trail is refused or found.

use schema::audit::{self, AuditFault, Verified};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection};
use tests::City;
use uuid::Uuid;

use super::{CREATE, seal_all};

/// A city with this many entries, all sealed.
async fn sealed(entries: usize) -> (City, Verified) {
    let city = City::new().await;
    let admin = city.root().admin().await;
    for number in 0..entries {
        let input = json!({ "parentId": city.root().id.to_string(), "name": format!("第{number}工会"), "level": "GRASSROOTS" });
        admin.ask(CREATE, json!({ "input": input })).await;
    }
    let found = seal_all(&city).await;
    assert_eq!(
        (found.sealed, found.waiting, &found.faults),
        (entries as i64, 0, &Vec::new())
    );
    (city, found)
}

/// A connection that nothing stops, as an intruder's.
async fn intruder(city: &City, sql: &str) -> PgConnection {
    let mut conn = city.connect_as("postgres").await;
    // Foreign keys and triggers are no obstacle to whoever owns the machine.
    sqlx::query("SET session_replication_role = replica")
        .execute(&mut conn)
        .await
        .unwrap();
    let done = sqlx::query(AssertSqlSafe(sql.to_owned()))
        .execute(&mut conn)
        .await
        .unwrap();
    assert_eq!(done.rows_affected(), 1, "{sql}");
    conn
}

async fn entry_of(city: &City, number: i64) -> Uuid {
    sqlx::query_scalar("SELECT entry_id FROM audit_seal WHERE number = $1")
        .bind(number)
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap()
}

async fn faults(city: &City) -> Vec<AuditFault> {
    let by_worker = audit::verify(&mut city.connect_as("lianxin_worker").await)
        .await
        .unwrap();
    let by_owner = audit::verify(&mut city.connect_as("lianxin_owner").await)
        .await
        .unwrap();
    assert_eq!(by_worker, by_owner);
    by_owner.faults
}

#[tokio::test]
async fn a_changed_entry_is_found_whichever_field_it_is() {
    let (city, _) = sealed(4).await;
    let entry = entry_of(&city, 2).await;
    for change in [
        "summary = summary || '。'",
        "at = at + interval '1 microsecond'",
        "reason = ''",
        "action = 'DELETED'",
        "person_id = gen_random_uuid()",
        "staff_id = NULL",
        "actor_union_id = NULL",
        "subject_id = gen_random_uuid()",
        "subject_kind = 'household'",
        "request_id = 'x'",
        "union_id = gen_random_uuid()",
        "xact = (xact::text::bigint - 1)::text::xid8",
    ] {
        let before: Value =
            sqlx::query_scalar("SELECT to_jsonb(e) FROM audit_entry e WHERE id = $1")
                .bind(entry)
                .fetch_one(&mut city.owner().await)
                .await
                .unwrap();
        intruder(
            &city,
            &format!("UPDATE audit_entry SET {change} WHERE id = '{entry}'"),
        )
        .await;
        assert_eq!(
            faults(&city).await,
            [AuditFault::Changed { number: 2, entry }],
            "{change}"
        );
        let mut conn = city.connect_as("postgres").await;
        sqlx::query("SET session_replication_role = replica")
            .execute(&mut conn)
            .await
            .unwrap();
        sqlx::query("DELETE FROM audit_entry WHERE id = $1")
            .bind(entry)
            .execute(&mut conn)
            .await
            .unwrap();
        sqlx::query(
            "INSERT INTO audit_entry SELECT * FROM jsonb_populate_record(null::audit_entry, $1)",
        )
        .bind(before)
        .execute(&mut conn)
        .await
        .unwrap();
        assert_eq!(faults(&city).await, [], "{change} was put right again");
    }
}

#[tokio::test]
async fn a_removed_entry_is_found_with_and_without_its_seal() {
    let (city, _) = sealed(5).await;
    let entry = entry_of(&city, 3).await;
    intruder(
        &city,
        &format!("DELETE FROM audit_entry WHERE id = '{entry}'"),
    )
    .await;
    assert_eq!(
        faults(&city).await,
        [AuditFault::Removed { number: 3, entry }]
    );
    intruder(&city, "DELETE FROM audit_seal WHERE number = 3").await;
    assert_eq!(
        faults(&city).await,
        [AuditFault::SealsMissing { from: 3, to: 3 }]
    );
}

#[tokio::test]
async fn closing_the_gap_of_a_removed_entry_does_not_hide_it() {
    let (city, _) = sealed(4).await;
    let entry = entry_of(&city, 2).await;
    intruder(&city, "DELETE FROM audit_seal WHERE number = 2").await;
    intruder(
        &city,
        &format!("DELETE FROM audit_entry WHERE id = '{entry}'"),
    )
    .await;
    intruder(&city, "UPDATE audit_seal SET number = 2 WHERE number = 3").await;
    intruder(&city, "UPDATE audit_seal SET number = 3 WHERE number = 4").await;
    let found = faults(&city).await;
    assert!(
        found
            .iter()
            .any(|fault| matches!(fault, AuditFault::Changed { number: 2, .. })),
        "{found:?}"
    );
}

#[tokio::test]
async fn an_entry_put_in_among_sealed_ones_is_found() {
    let (city, before) = sealed(3).await;
    intruder(
        &city,
        "INSERT INTO audit_entry (id, union_id, union_path, at, action, subject_kind, summary, xact)
         SELECT '00000000-0000-7000-8000-000000000001', union_id, union_path, at, 'OPENED', 'household', '补记', xact
         FROM audit_entry ORDER BY xact DESC LIMIT 1",
    )
    .await;
    let entry = Uuid::parse_str("00000000-0000-7000-8000-000000000001").unwrap();
    assert_eq!(faults(&city).await, [AuditFault::Inserted { entry }]);
    // Sealing goes on behind it and does not take it in.
    let mut worker = city.connect_as("lianxin_worker").await;
    assert_eq!(audit::seal(&mut worker, 100).await.unwrap(), 0);
    let after = audit::verify(&mut worker).await.unwrap();
    assert_eq!((after.sealed, after.head), (before.sealed, before.head));
}

#[tokio::test]
async fn a_changed_seal_is_found_and_the_head_tells_of_a_cut_tail() {
    let (city, _) = sealed(4).await;
    intruder(
        &city,
        "UPDATE audit_seal SET hash = sha256('x') WHERE number = 2",
    )
    .await;
    let numbers: Vec<i64> = faults(&city)
        .await
        .iter()
        .filter_map(|f| match f {
            AuditFault::Changed { number, .. } => Some(*number),
            _ => None,
        })
        .collect();
    assert_eq!(
        numbers,
        [2, 3],
        "the seal itself and the one that builds on it"
    );
    let (city, whole) = sealed(2).await;
    let entry = entry_of(&city, 2).await;
    intruder(&city, "DELETE FROM audit_seal WHERE number = 2").await;
    intruder(
        &city,
        &format!("DELETE FROM audit_entry WHERE id = '{entry}'"),
    )
    .await;
    let cut = audit::verify(&mut city.connect_as("lianxin_worker").await)
        .await
        .unwrap();
    assert_eq!(cut.faults, []);
    assert_ne!((cut.sealed, cut.head), (whole.sealed, whole.head));
}

#[tokio::test]
async fn nobody_changes_the_trail_through_the_roles_of_the_system() {
    let (city, _) = sealed(1).await;
    for role in ["lianxin_app", "lianxin_worker"] {
        let mut conn = city.connect_as(role).await;
        for sql in [
            "UPDATE audit_entry SET summary = ''",
            "DELETE FROM audit_entry",
            "TRUNCATE audit_entry CASCADE",
            "UPDATE audit_seal SET number = 7",
            "DELETE FROM audit_seal",
        ] {
            let error = sqlx::query(sql).execute(&mut conn).await.unwrap_err();
            assert_eq!(
                error.as_database_error().unwrap().code().unwrap(),
                "42501",
                "{role}: {sql}"
            );
        }
    }
}
