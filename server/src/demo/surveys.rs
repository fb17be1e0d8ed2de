//! Survey rounds of the demo city: a pilot in one street that was closed, and one over the city that is
//! open. The facts of the files are those of the open round's records, so both agree.

use anyhow::{Context as _, Result};
use chrono::{Days, NaiveDate};
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};
use uuid::Uuid;

/// The tables that the rounds fill besides those of the households.
pub(super) const TABLES: &[&str] = &[
    "survey_round",
    "survey_task",
    "survey_record",
    "survey_record_private",
    "survey_reminder",
    "survey_report",
    "survey_event",
];

/// Records of the open round at about the most: a large city has just begun.
const RECORDS: u32 = 30_000;

const FILL: &str = include_str!("surveys.sql");

/// Fills the rounds from the households that are there.
pub(super) async fn fill(
    tx: &mut PgConnection,
    households: u32,
    pilot: &str,
    today: NaiveDate,
) -> Result<()> {
    let (before, now) = (Uuid::now_v7(), Uuid::now_v7());
    let share = (100 * u64::from(RECORDS) / u64::from(households.max(1))).min(100);
    let day = |ago: u64| (today - Days::new(ago)).to_string();
    let sql = [
        ("{before}", before.to_string()),
        ("{now}", now.to_string()),
        ("{pilot}", pilot.to_owned()),
        ("{share}", share.to_string()),
        ("{before_opens}", day(150)),
        ("{before_closes}", day(120)),
        ("{before_closed}", day(118)),
        ("{opens}", day(20)),
        ("{closes}", (today + Days::new(10)).to_string()),
        ("{yesterday}", day(1)),
    ]
    .into_iter()
    .fold(FILL.to_owned(), |sql, (name, value)| {
        sql.replace(name, &value)
    });
    tx.execute(AssertSqlSafe(sql))
        .await
        .context("the survey rounds")?;
    // What closing a round keeps, by the statement that closing runs.
    let root: String = sqlx::query_scalar("SELECT path FROM unions WHERE parent_id IS NULL")
        .fetch_one(&mut *tx)
        .await?;
    sqlx::query(schema::surveys::service::REPORT)
        .bind(before)
        .bind(None::<Uuid>)
        .bind(root)
        .execute(tx)
        .await
        .context("the report of the closed round")?;
    Ok(())
}
