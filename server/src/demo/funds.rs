//! Dedicated funds of the demo city.

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};

const FILL: &str = include_str!("funds.sql");
const BANK: &str = include_str!("bank.sql");

/// Books funds, allocations and budgets of this year, and brings in bank statements of the last two months, once the people are there.
pub(super) async fn fill(tx: &mut PgConnection, today: NaiveDate) -> Result<()> {
    for (fill, what) in [
        (FILL, "the dedicated funds"),
        (BANK, "their bank statements"),
    ] {
        let sql = fill.replace("{today}", &today.to_string());
        tx.execute(AssertSqlSafe(sql)).await.context(what)?;
    }
    Ok(())
}
