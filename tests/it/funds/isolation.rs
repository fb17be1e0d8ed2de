//! What the database itself refuses, whatever the application does.

use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, Postgres, Transaction};
use tests::{City, Person};
use uuid::Uuid;

use super::{assert_exact, desk, done, funded, passed, propose};

/// A connection of the application's role with the facts of a person.
async fn facts<'a>(conn: &'a mut PgConnection, by: &Person) -> Transaction<'a, Postgres> {
    let mut tx = conn.begin().await.unwrap();
    for (fact, value) in [
        ("person", by.claims.person_id.to_string()),
        ("staff", by.staff.uuid().to_string()),
        ("path", by.place.path.clone()),
        ("unions", by.place.id.uuid().to_string()),
    ] {
        sqlx::query("SELECT set_config($1, $2, true)")
            .bind(format!("lianxin.{fact}"))
            .bind(value)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx
}

pub(super) async fn refused(city: &City, by: &Person, sql: &str) -> String {
    let mut conn = city.connect_as("lianxin_app").await;
    let mut tx = facts(&mut conn, by).await;
    let failed = match tx.execute(AssertSqlSafe(sql.to_owned())).await {
        Err(error) => error,
        Ok(_) => match tx.commit().await {
            Err(error) => error,
            Ok(()) => panic!("it was done: {sql}"),
        },
    };
    failed
        .as_database_error()
        .expect("of the database")
        .message()
        .to_owned()
}

pub(super) fn uuid(id: &serde_json::Value) -> Uuid {
    schema::id::split(id.as_str().unwrap()).unwrap().1
}

fn post(union: Uuid, kinds: &[&str], fund: Uuid, amounts: &[i64]) -> String {
    let entries: Vec<serde_json::Value> = kinds
        .iter()
        .zip(amounts)
        .map(
            |(kind, fen)| json!({ "fund_id": fund, "year": 2026, "kind": kind, "amount_fen": fen }),
        )
        .collect();
    format!(
        "SELECT post_funds('{union}', 'INCOME', '2026-08-06', now(), 100, '试', NULL, NULL, NULL, '{}', '{}')",
        Uuid::now_v7(),
        json!(entries)
    )
}

#[tokio::test]
async fn the_application_can_neither_write_the_ledger_nor_post_what_it_likes() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let fund = funded(&shi.finance, "1000.00").await;
    passed(&shi, &qu, &fund, "100.00", json!({})).await;
    let (fund, root, county) = (uuid(&fund["id"]), shi.place.id.uuid(), qu.place.id.uuid());
    for table in [
        "fund_account",
        "fund_transaction",
        "fund_entry",
        "fund_year",
    ] {
        for sql in [
            format!("UPDATE {table} SET union_id = union_id"),
            format!("DELETE FROM {table}"),
            format!("INSERT INTO {table} SELECT * FROM {table}"),
        ] {
            assert!(
                refused(&city, &shi.finance, &sql)
                    .await
                    .starts_with("permission denied"),
                "{sql}"
            );
        }
    }
    assert!(
        refused(
            &city,
            &shi.finance,
            "UPDATE fund_allocation SET state = 'RECEIVED'"
        )
        .await
        .starts_with("permission denied")
    );
    // Another union's books, of above or below.
    let two = ["INCOME", "AVAILABLE"];
    assert_eq!(
        refused(&city, &shi.finance, &post(county, &two, fund, &[-100, 100])).await,
        "these books are not the caller's"
    );
    assert_eq!(
        refused(&city, &qu.finance, &post(root, &two, fund, &[-100, 100])).await,
        "these books are not the caller's"
    );
    // Money out of a fund that is another's, or out of nowhere.
    assert_eq!(
        refused(&city, &qu.finance, &post(county, &two, fund, &[-100, 100])).await,
        "the fund is another union's"
    );
    for origin in ["RECEIVED", "TAKEN_BACK", "CARRIED_IN"] {
        assert_eq!(
            refused(
                &city,
                &qu.finance,
                &post(county, &[origin, "AVAILABLE"], fund, &[-100, 100])
            )
            .await,
            "these books are not the caller's"
        );
    }
    // What does not sum to zero, and what is not there.
    assert!(
        refused(&city, &shi.finance, &post(root, &two, fund, &[-100, 101]))
            .await
            .ends_with("does not sum to zero")
    );
    assert!(
        refused(&city, &shi.finance, &post(root, &["AVAILABLE"], fund, &[1]))
            .await
            .ends_with("does not sum to zero")
    );
    assert!(
        refused(
            &city,
            &shi.finance,
            &post(root, &two, fund, &[90_001, -90_001])
        )
        .await
        .contains("fund_account_never_overdrawn")
    );
    // A budget that nobody approved, and an allocation that was never issued.
    let budget = post(root, &["BUDGET", "BUDGET_FREE"], fund, &[-100, 100]);
    assert_eq!(
        refused(&city, &shi.finance, &budget).await,
        "no such budget was approved"
    );
    let issued = format!(
        "INSERT INTO fund_allocation (id, union_id, union_path, to_union_id, to_union_path, kind, state, fund_id, year, amount_fen, purpose,
             proposed_by, proposer_id, proposed_at, issued_at)
         VALUES (gen_random_uuid(), '{root}', '3713.', '{county}', '{}', 'ALLOCATION', 'ISSUED', '{fund}', 2026, 1, '下拨', '{}', '{}', now(), now())",
        qu.place.path, shi.finance.staff.uuid(), shi.finance.claims.person_id
    );
    assert!(
        refused(&city, &shi.finance, &issued)
            .await
            .contains("row-level security")
    );
    // The inner function is nobody's.
    let inner = format!(
        "SELECT write_fund_transaction('{root}', 'X', '2026-08-06', now(), 1, 'x', NULL, NULL, NULL, 'k', NULL, '{{}}')"
    );
    assert!(
        refused(&city, &shi.finance, &inner)
            .await
            .starts_with("permission denied")
    );
    assert_exact(&city).await;
}

#[tokio::test]
async fn four_eyes_are_the_databases_too() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let fund = funded(&shi.finance, "1000.00").await;
    let proposed = done(
        propose(&shi.finance, &fund, &[(&qu.place, "10.00")], json!({})).await,
        "allocations",
    );
    let id = uuid(&proposed[0]["id"]);
    let issue = format!("SELECT step_allocation('{id}', 1, 'ISSUE', '2026-08-06', now(), NULL)");
    assert!(
        refused(&city, &shi.finance, &issue)
            .await
            .contains("fund_allocation_four_eyes")
    );
    assert_eq!(
        refused(&city, &qu.finance, &issue).await,
        "this step is not the caller's"
    );
    assert_exact(&city).await;
}
