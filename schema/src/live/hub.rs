//! Waking the subscribers of this server.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::{AssertSqlSafe, PgConnection, Row as _};
use tokio::sync::broadcast;

use super::rules::ChangeSubject;
use crate::error::Result;

/// Looks that a slow subscriber may fall behind; one that fell behind looks for itself.
const BEHIND: usize = 64;

/// Hints of one look told apart; more than that are told as [`Hints::All`].
const TOLD_APART: usize = 500;

/// Where something changed. It leaves the server only as the wake-up of a subscriber.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The union whose row it is.
    pub path: String,
    /// What changed.
    pub subject: ChangeSubject,
    /// Whether it concerns those below that union, not those above.
    pub below: bool,
}

impl Hint {
    /// Whether who watches the range of paths from `from` to `to` may see it.
    pub(super) fn concerns(&self, from: &str, to: &str) -> bool {
        if self.below {
            from.starts_with(&self.path)
        } else {
            self.path.as_str() >= from && self.path.as_str() < to
        }
    }
}

/// What one look found.
#[derive(Debug, Clone)]
pub(super) enum Hints {
    /// These places.
    Some(Arc<[Hint]>),
    /// Perhaps anything.
    All,
}

/// The subscribers of this server, by city.
#[derive(Debug, Default)]
pub struct Hub {
    cities: Mutex<HashMap<String, broadcast::Sender<Hints>>>,
}

impl Hub {
    /// Hears of changes in a city.
    pub(super) fn subscribe(&self, city: &str) -> broadcast::Receiver<Hints> {
        let mut cities = self.cities.lock().unwrap_or_else(PoisonError::into_inner);
        cities
            .entry(city.to_owned())
            .or_insert_with(|| broadcast::channel(BEHIND).0)
            .subscribe()
    }

    /// The cities that somebody on this server watches.
    #[must_use]
    pub fn watched(&self) -> Vec<String> {
        let mut cities = self.cities.lock().unwrap_or_else(PoisonError::into_inner);
        cities.retain(|_, sender| sender.receiver_count() > 0);
        cities.keys().cloned().collect()
    }

    /// Wakes the subscribers of a city whom these hints concern; without hints, all of them.
    pub fn wake(&self, city: &str, hints: Option<Vec<Hint>>) {
        let hints = match hints {
            Some(hints) if hints.is_empty() => return,
            Some(hints) if hints.len() <= TOLD_APART => Hints::Some(hints.into()),
            _ => Hints::All,
        };
        let cities = self.cities.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = cities.get(city) {
            // Nobody listens any more: there is nobody to wake.
            drop(sender.send(hints));
        }
    }
}

/// Where something changed since a snapshot, and the snapshot of this look. `conn` is of the role
/// `lianxin_worker`. `None` instead of hints after the first look, when nothing can be told apart.
///
/// # Errors
/// A fault of the database.
pub async fn look(
    conn: &mut PgConnection,
    city: &str,
    since: Option<&str>,
) -> Result<(Option<Vec<Hint>>, String)> {
    // One statement is one snapshot, so what it shows and what it does not show meet without a gap.
    // The city's name is a schema of the catalogue.
    let sql = format!(
        "SELECT pg_current_snapshot()::text AS snapshot, e.union_path, e.subject_kind, e.below
         FROM (SELECT 1) AS one LEFT JOIN (
             SELECT union_path, subject_kind, false AS below, xact FROM \"{city}\".audit_entry
             UNION ALL
             SELECT s.union_path, 'notification', false, n.xact FROM \"{city}\".notification n JOIN \"{city}\".staff s ON s.id = n.staff_id
             UNION ALL
             SELECT union_path, 'survey', true, xact FROM \"{city}\".survey_event
         ) AS e ON e.xact >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(e.xact, $1::pg_snapshot)
         LIMIT $2"
    );
    let Some(since) = since else {
        let snapshot = sqlx::query_scalar("SELECT pg_current_snapshot()::text")
            .fetch_one(conn)
            .await?;
        return Ok((None, snapshot));
    };
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(since)
        .bind(i64::try_from(TOLD_APART + 1).unwrap_or(i64::MAX))
        .fetch_all(conn)
        .await?;
    let mut hints = Vec::new();
    let mut snapshot = since.to_owned();
    for row in rows {
        snapshot = row.try_get("snapshot")?;
        let path: Option<String> = row.try_get("union_path")?;
        let subject: Option<String> = row.try_get("subject_kind")?;
        if let (Some(path), Some(subject)) =
            (path, subject.as_deref().and_then(ChangeSubject::of_kind))
        {
            let below: Option<bool> = row.try_get("below")?;
            hints.push(Hint {
                path,
                subject,
                below: below.unwrap_or_default(),
            });
        }
    }
    let all = hints.len() > TOLD_APART;
    Ok(((!all).then_some(hints), snapshot))
}
