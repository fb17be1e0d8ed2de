//! Work in the background: figures are folded, the audit trail is sealed, people are reminded of what
//! falls due, what is new is packed into messages, what has run out is removed.
//!
//! Any number of servers may run it: a city's turn at a job is taken by a lock in the database, and
//! who does not get it goes on to the next city.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::pool::PoolConnection;
use sqlx::{Connection, PgConnection, PgPool, Postgres};
use tokio::sync::watch;

use crate::audit;
use crate::error::{Error, Result};
use crate::notifications::{Channels, pack, remind};
use crate::statistics::fold::fold;

/// How often the jobs wake, and how much they take at once.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Between two rounds of folding figures.
    pub fold: Duration,
    /// Between two rounds of sealing the audit trail.
    pub seal: Duration,
    /// Between two looks whether today was reminded of.
    pub remind: Duration,
    /// Between two rounds of packing what is new into messages.
    pub pack: Duration,
    /// How long news waits for more, so that what comes together is one message.
    pub gather: Duration,
    /// Between two rounds of removing what has run out.
    pub purge: Duration,
    /// Rows of one transaction.
    pub batch: i64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            fold: Duration::from_secs(1),
            seal: Duration::from_secs(1),
            remind: Duration::from_secs(60),
            pack: Duration::from_secs(2),
            gather: Duration::from_secs(10),
            purge: Duration::from_secs(3600),
            batch: 5_000,
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Job {
    Fold,
    Seal,
    Remind,
    Pack,
    Purge,
}

/// What every round of every job needs.
struct Ground {
    pool: PgPool,
    pace: Pace,
    channels: Channels,
    stop: watch::Receiver<bool>,
}

/// Works until `stop` turns true or its sender is gone; the transaction in hand is finished first.
/// `pool` is of the role `lianxin_worker`, two connections are enough. `channels` are those on which this
/// server sends messages. A fault is logged and the job tries again in the next round.
pub async fn run(pool: PgPool, pace: Pace, channels: Channels, stop: watch::Receiver<bool>) {
    let ground = Ground {
        pool,
        pace,
        channels,
        stop,
    };
    tokio::join!(
        rounds(&ground, Job::Fold, pace.fold),
        rounds(&ground, Job::Seal, pace.seal),
        rounds(&ground, Job::Remind, pace.remind),
        rounds(&ground, Job::Pack, pace.pack),
        rounds(&ground, Job::Purge, pace.purge),
    );
}

async fn rounds(ground: &Ground, job: Job, every: Duration) {
    let mut stop = ground.stop.clone();
    while !stopped(&stop) {
        if let Err(error) = round(ground, job).await {
            tracing::warn!(
                ?job,
                ?error,
                "a background job failed and will be tried again"
            );
        }
        tokio::select! {
            () = tokio::time::sleep(every) => {}
            // Only the end is ever announced; a sender that is gone says the same.
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

fn stopped(stop: &watch::Receiver<bool>) -> bool {
    *stop.borrow() || stop.has_changed().is_err()
}

/// Does a job for every city until nothing is left of it; a city that fails does not keep the others
/// from their turn.
async fn round(ground: &Ground, job: Job) -> Result<()> {
    let mut first_error = None;
    for city in cities(&ground.pool).await? {
        if let Err(error) = city_round(ground, &city, job).await {
            tracing::debug!(%city, ?job, "the job failed for this city");
            first_error.get_or_insert(error);
        }
    }
    first_error.map_or(Ok(()), Err)
}

/// The schemas of the cities that this database serves. `pool` is of the role `lianxin_worker`.
///
/// # Errors
/// A fault of the database.
pub async fn cities(pool: &PgPool) -> Result<Vec<String>> {
    Ok(
        sqlx::query_scalar("SELECT schema_name FROM lianxin.city ORDER BY code")
            .fetch_all(pool)
            .await?,
    )
}

async fn city_round(ground: &Ground, city: &str, job: Job) -> Result<()> {
    let Pace { batch, gather, .. } = ground.pace;
    let mut conn = enter(&ground.pool, city).await?;
    let full = u64::try_from(batch).unwrap_or(u64::MAX);
    while !stopped(&ground.stop) {
        let done = match job {
            Job::Fold => fold(&mut conn, batch).await?,
            Job::Seal => audit::seal(&mut conn, batch).await?,
            Job::Remind => {
                remind::remind(&mut conn, Utc::now()).await?;
                break;
            }
            Job::Pack => pack::pack(&mut conn, ground.channels, gather, Utc::now(), batch).await?,
            Job::Purge => purge(&mut conn, Utc::now()).await?,
        };
        if done < full {
            break;
        }
    }
    Ok(())
}

/// A connection whose search path is the city. The pool is the jobs' own, so the path may stay.
///
/// # Errors
/// A fault of the database.
pub async fn enter(pool: &PgPool, city: &str) -> Result<PoolConnection<Postgres>> {
    let mut conn = pool.acquire().await?;
    let quoted = city.replace('"', "\"\"");
    sqlx::query("SELECT set_config('search_path', $1, false)")
        .bind(format!("\"{quoted}\", public"))
        .execute(&mut *conn)
        .await
        .map_err(Error::from)?;
    Ok(conn)
}

/// Removes sessions and one-time codes that ended thirty days ago (long enough to ask what happened),
/// rosters with all that was read of them a week after they came, what is remembered of failed sign-ins
/// after a day, and old notifications and messages. Answers how many rows went. `conn` is of the
/// role `lianxin_worker` with the city's schema as search path.
///
/// # Errors
/// A fault of the database.
pub async fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64> {
    let mut tx = conn.begin().await?;
    let turn: bool = sqlx::query_scalar(
        "SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || ':purge', 0))",
    )
    .fetch_one(&mut *tx)
    .await?;
    if !turn {
        tx.rollback().await?;
        return Ok(0);
    }
    let mut gone = 0;
    for sql in [
        "DELETE FROM session WHERE least(expires_at, ended_at) < $1::timestamptz - interval '30 days'",
        "DELETE FROM one_time_code WHERE least(expires_at, used_at) < $1::timestamptz - interval '30 days'",
        "DELETE FROM roster WHERE created_at < $1::timestamptz - interval '7 days'",
        "DELETE FROM sign_in_throttle WHERE greatest(last_failed_at, blocked_until) < $1::timestamptz - interval '1 day'",
    ] {
        gone += sqlx::query(sql)
            .bind(now)
            .execute(&mut *tx)
            .await?
            .rows_affected();
    }
    gone += pack::purge(&mut tx, now).await?;
    tx.commit().await?;
    Ok(gone)
}
