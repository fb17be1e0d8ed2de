//! Applications for aid of the demo city.

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use schema::privacy::{Vault, vault::context};
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};
use uuid::Uuid;

const FILL: [&str; 2] = [
    include_str!("applications.sql"),
    include_str!("needy_files.sql"),
];

/// Takes applications as far as their stage, once programmes and money are there.
pub(super) async fn fill(tx: &mut PgConnection, vault: &Vault, today: NaiveDate) -> Result<()> {
    for fill in FILL {
        let sql = fill.replace("{today}", &today.to_string());
        tx.execute(AssertSqlSafe(sql))
            .await
            .context("the applications for aid")?;
    }
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT application_id FROM aid_application_private WHERE payee IS NOT NULL ORDER BY 1",
    )
    .fetch_all(&mut *tx)
    .await?;
    for (number, id) in ids.into_iter().enumerate() {
        // A passbook that no bank has.
        let account = format!("90010000{number:08}");
        let sealed = vault.seal(&context("aid_application_private.account", id), &account)?;
        sqlx::query("UPDATE aid_application_private SET account = $2 WHERE application_id = $1")
            .bind(id)
            .bind(sealed)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
