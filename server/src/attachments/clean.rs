//! Removing bytes that belong to nothing: those of uploads that ended halfway, and those of attachments
//! that were removed long ago.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::TryStreamExt as _;
use schema::attachments::rules::KEPT_DAYS;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool};
use tokio::sync::watch;
use uuid::Uuid;

use super::store::{Object, Store, StoreError};

/// An upload takes minutes; what has no row after so long never gets one.
const ORPHAN_AFTER: TimeDelta = TimeDelta::days(1);
/// Objects that are asked for at once.
const BATCH: usize = 1_000;
/// Between two rounds.
const EVERY: Duration = Duration::from_secs(6 * 3_600);

/// Why a round ended early; the next one goes on.
#[derive(Debug, thiserror::Error)]
pub enum CleanError {
    /// The database.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a round found in one city.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Objects that were looked at.
    pub seen: usize,
    /// Objects that are gone now.
    pub removed: usize,
}

/// Cleans every few hours until `stop` turns true. `pool` is of the role `lianxin_worker`. A fault is
/// logged, and the next round tries again.
pub async fn keep_clean(pool: PgPool, store: Arc<Store>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            // Only the end is ever announced; a sender that is gone says the same.
            _ = stop.wait_for(|stop| *stop) => return,
        }
        if let Err(error) = round(&pool, &store).await {
            tracing::warn!(%error, "cleaning the store of attachments failed and will be tried again");
        }
    }
}

async fn round(pool: &PgPool, store: &Store) -> Result<(), CleanError> {
    let cities: Vec<String> =
        sqlx::query_scalar("SELECT schema_name FROM lianxin.city ORDER BY code")
            .fetch_all(pool)
            .await?;
    for city in cities {
        // Its settings end with it.
        let mut conn = pool.acquire().await?.detach();
        let cleaned = clean(&mut conn, store, &city, Utc::now()).await;
        drop(conn.close().await);
        if let Cleaned { removed: 1.., seen } = cleaned? {
            tracing::info!(%city, ?seen, "bytes that belong to nothing were removed");
        }
    }
    Ok(())
}

/// Removes what belongs to nothing of one city's objects, and the names of attachments whose bytes are
/// gone. One server does it at a time; another finds nothing to do. `conn` is of the role
/// `lianxin_worker`.
///
/// # Errors
/// See [`CleanError`].
pub async fn clean(
    conn: &mut PgConnection,
    store: &Store,
    city: &str,
    now: DateTime<Utc>,
) -> Result<Cleaned, CleanError> {
    let schema = city.replace('"', "\"\"");
    conn.execute(AssertSqlSafe(format!(
        "SET search_path = \"{schema}\", public"
    )))
    .await?;
    let turn = "SELECT pg_try_advisory_lock(hashtextextended($1, 0))";
    let name = format!("{city}:attachments");
    let mine: bool = sqlx::query_scalar(turn)
        .bind(&name)
        .fetch_one(&mut *conn)
        .await?;
    if !mine {
        return Ok(Cleaned::default());
    }
    let cleaned = sweep(conn, store, city, now).await;
    sqlx::query("SELECT pg_advisory_unlock(hashtextextended($1, 0))")
        .bind(&name)
        .execute(&mut *conn)
        .await?;
    cleaned
}

async fn sweep(
    conn: &mut PgConnection,
    store: &Store,
    city: &str,
    now: DateTime<Utc>,
) -> Result<Cleaned, CleanError> {
    let mut cleaned = Cleaned::default();
    let mut listed = store.list(city).try_chunks(BATCH);
    while let Some(objects) = listed.try_next().await.map_err(|error| error.1)? {
        cleaned.seen += objects.len();
        let old = objects
            .iter()
            .filter(|object| object.since < now - ORPHAN_AFTER)
            .filter_map(|object| Some((object.of?, object)));
        let old: Vec<(Uuid, &Object)> = old.collect();
        let ids: Vec<Uuid> = old.iter().map(|(id, _)| *id).collect();
        let wanted = wanted(conn, &ids, now).await?;
        for (_, object) in old.iter().filter(|(id, _)| !wanted.contains(id)) {
            store.remove_object(object).await?;
            cleaned.removed += 1;
        }
    }
    sqlx::query(
        "DELETE FROM attachment_private p USING attachment a WHERE a.id = p.attachment_id AND a.removed_at < $1",
    )
    .bind(now - TimeDelta::days(KEPT_DAYS))
    .execute(&mut *conn)
    .await?;
    Ok(cleaned)
}

/// Of these attachments, those whose bytes are to stay.
async fn wanted(
    conn: &mut PgConnection,
    ids: &[Uuid],
    now: DateTime<Utc>,
) -> Result<HashSet<Uuid>, sqlx::Error> {
    let rows: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM attachment WHERE id = ANY($1) AND (removed_at IS NULL OR removed_at >= $2)",
    )
    .bind(ids)
    .bind(now - TimeDelta::days(KEPT_DAYS))
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().collect())
}
