//! Messages on their way out: taken one attempt at a time by whoever delivers them.
//!
//! Taking a message begins an attempt and is committed before anything is sent: a server that dies over
//! it leaves a message that is due again when its lease ends, under the same id. So each message gets out
//! at least once, and a receiver that remembers ids takes it once.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;

use super::rules::{ATTEMPTS, NotificationChannel, code_life, wait_after};
use super::service::sealed_as as address_sealed_as;
use crate::error::{Error, Result};
use crate::id::PersonId;
use crate::privacy::vault::context;
use crate::privacy::{Private, Vault};

/// How long an attempt may take before another server makes the next one.
pub const LEASE: Duration = Duration::from_secs(90);

/// What a message says.
#[derive(Debug, Clone)]
pub enum Content {
    /// So many notifications are new. The message says no more.
    News {
        /// How many.
        count: usize,
    },
    /// A code that confirms a mail address.
    MailCode {
        /// The code.
        code: Private,
    },
}

/// A message to deliver.
#[derive(Debug, Clone)]
pub struct Message {
    /// The same at each attempt.
    pub id: Uuid,
    /// On which way.
    pub channel: NotificationChannel,
    /// To whom.
    pub person: PersonId,
    /// The login name, by which the city's gateway knows the person.
    pub login: String,
    /// Where to, for mail.
    pub address: Option<Private>,
    /// What.
    pub content: Content,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Which attempt this is, from 1.
    pub attempt: i16,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The other side has it.
    Sent,
    /// It may work later; the word says what kind of fault it was.
    Later(&'static str),
    /// It will never work.
    Never(&'static str),
}

/// Where the message stands after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Done.
    Sent,
    /// Another attempt follows.
    Waits,
    /// No attempt follows.
    Failed,
    /// Another server had taken it over meanwhile.
    TakenOver,
}

/// The context in which the secret of a message is sealed.
pub(super) fn sealed_as(message: Uuid) -> String {
    context("outbox_message", message)
}

/// Takes messages that are due on these channels and begins an attempt at each. Dropped instead are news
/// that was all read meanwhile, mail to somebody who has no address any more, and a code that ran out.
/// `conn` is of the role `lianxin_worker` with the city's schema as search path.
///
/// # Errors
/// A fault of the database, or of the vault.
pub async fn take(
    conn: &mut PgConnection,
    vault: &Vault,
    channels: &[NotificationChannel],
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<Message>> {
    let codes: Vec<&str> = channels.iter().map(|channel| channel.code()).collect();
    let rows = sqlx::query(
        "WITH due AS (
             SELECT id FROM outbox_message WHERE state = 'PENDING' AND next_attempt_at <= $1 AND channel = ANY ($2)
             ORDER BY next_attempt_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
         ), looked AS (
             SELECT id, login, confirmed, news,
                 CASE purpose WHEN 'NEWS' THEN news = 0 OR channel = 'MAIL' AND confirmed IS NULL ELSE created_at < $5 END AS gone
             FROM (SELECT o.id, o.purpose, o.channel, o.created_at, p.login, a.confirmed,
                       (SELECT count(*) FROM notification n WHERE n.id = ANY (o.notification_ids) AND n.read_at IS NULL) AS news
                   FROM outbox_message o JOIN person p ON p.id = o.person_id LEFT JOIN mail_address a ON a.person_id = o.person_id
                   WHERE o.id IN (SELECT id FROM due)) AS o
         )
         UPDATE outbox_message o SET
             state = CASE WHEN gone THEN 'DROPPED' ELSE 'PENDING' END,
             ended_at = CASE WHEN gone THEN $1 END,
             sealed = CASE WHEN NOT gone THEN o.sealed END,
             attempts = CASE WHEN gone THEN o.attempts ELSE o.attempts + 1 END,
             next_attempt_at = $4
         FROM looked l WHERE o.id = l.id
         RETURNING o.id, o.person_id, o.channel, o.purpose, o.state, o.sealed, o.created_at, o.attempts, l.login, l.confirmed, l.news",
    )
    .bind(now)
    .bind(&codes)
    .bind(most)
    .bind(now + TimeDelta::from_std(LEASE).unwrap_or_default())
    .bind(now - code_life())
    .fetch_all(&mut *conn)
    .await?;
    let mut messages = Vec::new();
    for row in rows {
        if row.try_get::<&str, _>("state")? != "PENDING" {
            continue;
        }
        let (id, person): (Uuid, Uuid) = (row.try_get("id")?, row.try_get("person_id")?);
        let channel: &str = row.try_get("channel")?;
        let channel = NotificationChannel::from_code(channel)
            .ok_or_else(|| Error::bug("a message on an unknown channel"))?;
        let open = |place: &str, sealed: Option<Vec<u8>>| {
            sealed
                .map(|sealed| vault.open(place, &sealed))
                .transpose()
                .map_err(|error| Error::bug(format!("a sealed message: {error}")))
        };
        let (address, content) = if row.try_get::<&str, _>("purpose")? == "MAIL_CODE" {
            let secret = open(&sealed_as(id), row.try_get("sealed")?)?.unwrap_or_default();
            let (address, code) = secret.split_once('\n').unwrap_or_default();
            let code = Private(code.to_owned());
            (
                Some(Private(address.to_owned())),
                Content::MailCode { code },
            )
        } else {
            let address = match channel {
                NotificationChannel::Mail => {
                    open(&address_sealed_as(person), row.try_get("confirmed")?)?.map(Private)
                }
                NotificationChannel::Gateway => None,
            };
            let count: i64 = row.try_get("news")?;
            let count = usize::try_from(count).unwrap_or_default();
            (address, Content::News { count })
        };
        messages.push(Message {
            id,
            channel,
            person: person.into(),
            login: row.try_get("login")?,
            address,
            content,
            created_at: row.try_get("created_at")?,
            attempt: row.try_get("attempts")?,
        });
    }
    Ok(messages)
}

/// Notes what came of an attempt. After [`ATTEMPTS`] of them the message is given up. `chance` (0 to 1)
/// spreads the next ones.
///
/// # Errors
/// A fault of the database.
pub async fn settle(
    conn: &mut PgConnection,
    message: &Message,
    outcome: Outcome,
    now: DateTime<Utc>,
    chance: f64,
) -> Result<Settled> {
    let (state, fault, settled) = match outcome {
        Outcome::Sent => ("SENT", None, Settled::Sent),
        Outcome::Later(fault) if message.attempt < ATTEMPTS => {
            ("PENDING", Some(fault), Settled::Waits)
        }
        Outcome::Later(fault) | Outcome::Never(fault) => ("FAILED", Some(fault), Settled::Failed),
    };
    let wait = TimeDelta::from_std(wait_after(message.attempt, chance)).unwrap_or_default();
    // Where the lease ended meanwhile, the attempt that counts is another server's.
    let written = sqlx::query(
        "UPDATE outbox_message SET state = $3, fault = $4, next_attempt_at = $5,
             ended_at = CASE WHEN $3 <> 'PENDING' THEN $6 END, sealed = CASE WHEN $3 = 'PENDING' THEN sealed END
         WHERE id = $1 AND attempts = $2 AND state = 'PENDING'",
    )
    .bind(message.id)
    .bind(message.attempt)
    .bind(state)
    .bind(fault)
    .bind(now + wait)
    .bind(now)
    .execute(&mut *conn)
    .await?;
    Ok(match written.rows_affected() {
        0 => Settled::TakenOver,
        _ => settled,
    })
}

/// Messages on these channels that wait past their time, for the metrics.
///
/// # Errors
/// A fault of the database.
pub async fn waiting(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM outbox_message WHERE state = 'PENDING' AND next_attempt_at <= $1",
    )
    .bind(now)
    .fetch_one(&mut *conn)
    .await?)
}
