//! The job that makes messages out of what is new.
//!
//! It runs a moment after the act and not in it: an act that tells a hundred people then writes a hundred
//! rows and looks at nobody's preferences, what comes together becomes one message, and writers never
//! wait for one another at a message that both would add to.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Connection, PgConnection};

use super::rules::{Channels, KEPT_DAYS, NotificationChannel, NotificationKind, next_digest};
use crate::error::Result;

/// Packs at most `batch` notifications into messages for the channels that there are, as their addressees
/// wish; each notification is packed once, together with its messages, or not at all. News for at once
/// waits for `gather`, so that what comes together goes together. `conn` is of the role `lianxin_worker`
/// with the city's schema as search path. Answers how many notifications were packed, 0 also when
/// another server is at it.
///
/// # Errors
/// A fault of the database.
pub async fn pack(
    conn: &mut PgConnection,
    channels: Channels,
    gather: Duration,
    now: DateTime<Utc>,
    batch: i64,
) -> Result<u64> {
    let mut tx = conn.begin().await?;
    let turn: bool = sqlx::query_scalar(
        "SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || ':pack', 0))",
    )
    .fetch_one(&mut *tx)
    .await?;
    if !turn {
        tx.rollback().await?;
        return Ok(0);
    }
    let packed: Vec<uuid::Uuid> = sqlx::query_scalar(
        "UPDATE notification SET packed_at = $1
         WHERE id IN (SELECT id FROM notification WHERE packed_at IS NULL ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING id",
    )
    .bind(now)
    .bind(batch)
    .fetch_all(&mut *tx)
    .await?;
    let soon = now + TimeDelta::from_std(gather).unwrap_or_default();
    for channel in NotificationChannel::ALL
        .iter()
        .filter(|channel| channels.has(**channel))
    {
        let (pace, usual) = channel.usual();
        let usual: Vec<&str> = NotificationKind::ALL
            .iter()
            .filter(|kind| usual(**kind))
            .map(|kind| kind.code())
            .collect();
        sqlx::query(
            "INSERT INTO outbox_message AS o (id, person_id, channel, purpose, notification_ids, state, next_attempt_at, created_at)
             SELECT time_id($2), s.person_id, $3, 'NEWS', array_agg(n.id ORDER BY n.id), 'PENDING',
                 CASE WHEN min(coalesce(p.pace, $4)) = 'DAILY' THEN $6::timestamptz ELSE $7::timestamptz END, $2
             FROM notification n JOIN staff s ON s.id = n.staff_id
             LEFT JOIN notification_choice p ON p.person_id = s.person_id AND p.channel = $3
             WHERE n.id = ANY ($1) AND n.read_at IS NULL AND s.person_id IS NOT NULL
               AND (n.kind = ANY (p.wanted) OR n.kind = ANY ($5) AND (n.kind = ANY (p.unwanted)) IS NOT TRUE)
               AND ($3 <> 'MAIL' OR EXISTS (SELECT FROM mail_address a WHERE a.person_id = s.person_id AND a.confirmed IS NOT NULL))
             GROUP BY s.person_id
             ON CONFLICT (person_id, channel) WHERE purpose = 'NEWS' AND state = 'PENDING' AND attempts = 0
             DO UPDATE SET notification_ids = o.notification_ids || excluded.notification_ids,
                 next_attempt_at = least(o.next_attempt_at, excluded.next_attempt_at)",
        )
        .bind(&packed)
        .bind(now)
        .bind(channel.code())
        .bind(pace.code())
        .bind(&usual)
        .bind(next_digest(now))
        .bind(soon)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(packed.len() as u64)
}

/// Removes what nobody looks for any more: notifications after [`KEPT_DAYS`], messages thirty days after
/// they ended, and the days of reminding. Answers how many rows went.
///
/// # Errors
/// A fault of the database.
pub(crate) async fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64> {
    let mut gone = 0;
    for (sql, days) in [
        // Ids begin with their time, so their own index finds the old ones.
        ("DELETE FROM notification WHERE id < time_id($1)", KEPT_DAYS),
        (
            "DELETE FROM outbox_message WHERE state <> 'PENDING' AND ended_at < $1",
            30,
        ),
        (
            "DELETE FROM reminder_day WHERE day < ($1::timestamptz)::date",
            30,
        ),
    ] {
        gone += sqlx::query(sql)
            .bind(now - TimeDelta::days(days))
            .execute(&mut *conn)
            .await?
            .rows_affected();
    }
    Ok(gone)
}
