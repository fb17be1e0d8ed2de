//! Programmes and lines of the demo city, so that a newcomer sees at once what a household may apply for.
//! Rules follow the notice; amounts and lines are made up and say so.

use anyhow::{Context as _, Result};
use chrono::{Datelike, NaiveDate};
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};

/// The tables that they fill.
pub(super) const TABLES: &[&str] = &["programme", "programme_edition", "living_line"];

const FILL: &str = include_str!("programmes.sql");

/// Fills the lines of the counties, and the city's programmes of this year.
pub(super) async fn fill(tx: &mut PgConnection, today: NaiveDate) -> Result<()> {
    let year = today.year();
    let sql = FILL
        .replace("{year}", &year.to_string())
        .replace("{before}", &(year - 1).to_string())
        .replace("{today}", &today.to_string());
    tx.execute(AssertSqlSafe(sql))
        .await
        .context("the programmes and lines")?;
    Ok(())
}
