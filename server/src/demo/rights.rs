//! Rights cases of the demo city.

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use schema::privacy::{Vault, vault::context};
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};
use uuid::Uuid;

const FILL: &str = include_str!("rights.sql");

/// Takes cases as far as their stage, once the people are there.
pub(super) async fn fill(tx: &mut PgConnection, vault: &Vault, today: NaiveDate) -> Result<()> {
    let sql = FILL.replace("{today}", &today.to_string());
    tx.execute(AssertSqlSafe(sql))
        .await
        .context("the rights cases")?;
    // The telephone in a case is its own copy, sealed for its place.
    let workers: Vec<(Uuid, Uuid, Vec<u8>)> = sqlx::query_as(
        "SELECT w.id, w.member_id, p.phone FROM rights_worker w JOIN member_private p ON p.member_id = w.member_id
         WHERE p.phone IS NOT NULL ORDER BY w.id",
    )
    .fetch_all(&mut *tx)
    .await?;
    for (worker, member, phone) in workers {
        let phone = vault.open(&context("member.phone", member), &phone)?;
        let sealed = vault.seal(&context("rights_worker.phone", worker), &phone)?;
        sqlx::query("UPDATE rights_worker SET phone = $2 WHERE id = $1")
            .bind(worker)
            .bind(sealed)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
