//! `lianxin verify ledger` finds what somebody with the owner's password changes.

use schema::funds::LedgerFault;
use serde_json::json;
use sqlx::{AssertSqlSafe, Executor as _};
use tests::City;

use super::{assert_exact, desk, funded, passed};

/// What a verification finds after a change that is rolled back.
async fn found(city: &City, sql: &str) -> Vec<LedgerFault> {
    let mut owner = city.owner().await;
    owner
        .execute("CREATE SCHEMA IF NOT EXISTS kept")
        .await
        .unwrap();
    for table in ["fund_account", "fund_transaction", "fund_entry"] {
        owner.execute(AssertSqlSafe(format!("DROP TABLE IF EXISTS kept.{table}; CREATE TABLE kept.{table} AS SELECT * FROM {table}"))).await.unwrap();
    }
    owner.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    let faults = schema::funds::verify(&mut owner).await.unwrap().faults;
    for table in ["fund_entry", "fund_transaction", "fund_account"] {
        owner
            .execute(AssertSqlSafe(format!(
                "ALTER TABLE {table} DISABLE TRIGGER USER; DELETE FROM {table}"
            )))
            .await
            .unwrap();
    }
    for table in ["fund_account", "fund_transaction", "fund_entry"] {
        owner.execute(AssertSqlSafe(format!("INSERT INTO {table} SELECT * FROM kept.{table}; ALTER TABLE {table} ENABLE TRIGGER USER"))).await.unwrap();
    }
    faults
}

#[tokio::test]
async fn every_change_behind_the_applications_back_shows() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let fund = funded(&shi.finance, "1000.00").await;
    passed(&shi, &qu, &fund, "100.00", json!({})).await;
    passed(&shi, &qu, &fund, "50.00", json!({})).await;
    assert_exact(&city).await;
    let available =
        "(SELECT id FROM fund_account WHERE kind = 'AVAILABLE' AND union_path = '3713.')";
    let one = |sql: &str| sql.replace("{available}", available);
    for (sql, expected) in [
        (
            "UPDATE fund_account SET balance_fen = balance_fen + 1 WHERE id = {available}",
            "Head",
        ),
        (
            "ALTER TABLE fund_entry DISABLE TRIGGER USER; UPDATE fund_entry SET amount_fen = amount_fen + 1 WHERE account_id = {available} AND number = 2; ALTER TABLE fund_entry ENABLE TRIGGER USER",
            "Sum",
        ),
        (
            "UPDATE fund_entry SET balance_fen = balance_fen + 1 WHERE account_id = {available} AND number = 2",
            "Balance",
        ),
        (
            "UPDATE fund_transaction SET purpose = '别的事由' WHERE kind = 'INCOME'",
            "Chain",
        ),
        (
            "UPDATE fund_transaction SET posted_by = (SELECT id FROM staff WHERE id <> posted_by LIMIT 1) WHERE kind = 'INCOME'",
            "Chain",
        ),
        (
            "UPDATE fund_transaction SET on_day = on_day - 1 WHERE kind = 'INCOME'",
            "Chain",
        ),
        (
            "ALTER TABLE fund_entry DISABLE TRIGGER USER; DELETE FROM fund_entry WHERE account_id = {available} AND number = 3; ALTER TABLE fund_entry ENABLE TRIGGER USER",
            "Head",
        ),
        // Money made by hand at one side, with a balance to match.
        (
            "UPDATE fund_account SET balance_fen = balance_fen - 100 WHERE kind = 'RECEIVED'",
            "Passed",
        ),
    ] {
        let faults = found(&city, &one(sql)).await;
        let names: Vec<String> = faults
            .iter()
            .map(|fault| {
                format!("{fault:?}")
                    .split_whitespace()
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        assert!(
            names.iter().any(|name| name == expected),
            "{sql}: {faults:#?}"
        );
        for fault in &faults {
            assert!(!fault.to_string().is_empty());
        }
    }
    assert_exact(&city).await;
}

#[tokio::test]
async fn the_trail_and_the_ledger_tell_of_each_other() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    funded(&shi.finance, "1000.00").await;
    let mut owner = city.owner().await;
    owner
        .execute("DELETE FROM audit_entry WHERE action = 'POSTED'")
        .await
        .unwrap();
    let faults = schema::funds::verify(&mut owner).await.unwrap().faults;
    assert!(
        matches!(faults[..], [LedgerFault::Untold { .. }]),
        "{faults:?}"
    );
    owner.execute("INSERT INTO audit_entry (id, union_id, union_path, at, action, subject_kind, subject_id, summary)
        SELECT gen_random_uuid(), union_id, union_path, now(), 'POSTED', 'fundtransaction', gen_random_uuid(), '记账' FROM fund_transaction
        UNION ALL SELECT gen_random_uuid(), union_id, union_path, now(), 'POSTED', 'fundtransaction', id, '记账' FROM fund_transaction").await.unwrap();
    let faults = schema::funds::verify(&mut owner).await.unwrap().faults;
    assert!(
        matches!(faults[..], [LedgerFault::Gone { .. }]),
        "{faults:?}"
    );
}
