//! Dedicated funds of the demo city.

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};

const FILL: &str = include_str!("funds.sql");

/// Books funds, allocations and budgets of this year, once the people are there.
pub(super) async fn fill(tx: &mut PgConnection, today: NaiveDate) -> Result<()> {
    let sql = FILL.replace("{today}", &today.to_string());
    tx.execute(AssertSqlSafe(sql))
        .await
        .context("the dedicated funds")?;
    Ok(())
}
