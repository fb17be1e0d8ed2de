//! Following the changes of a subtree.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::Stream;
use futures::stream::try_unfold;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use super::cursor::Cursor;
use super::hub::{Hints, Hub};
use super::rules::{ChangeSubject, changes_something};
use crate::audit::AuditAction;
use crate::error::{Error, Result};
use crate::id::UnionId;
use crate::statistics::tally::texts;
use crate::tenancy::{Access, Claims, Database, Principal, Scope};
use crate::text::Language;
use crate::unions;

/// Changes of one message; when more happened the subscriber is told to read its page anew.
const TOLD_AT_ONCE: i64 = 200;

/// Transactions since the cursor up to which the trail is searched for what happened.
const LOOKS_BACK: u64 = 500_000;

/// Between a hint and the look, so that a burst of changes is one message.
const GATHER: Duration = Duration::from_millis(200);

/// How long a subscriber whose session ended may go on unnoticed while nothing happens.
const ASKS_AGAIN: Duration = Duration::from_secs(30);

/// What subscriptions work with.
#[derive(Clone)]
pub struct Live {
    /// The database, for a scope of each look.
    pub database: Database,
    /// Who wakes the subscribers of this server.
    pub hub: Arc<Hub>,
    /// The clock.
    pub clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
}

impl std::fmt::Debug for Live {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Live")
    }
}

/// Who subscribes. The principal is looked up anew for each look: a subscription outlives tokens,
/// but neither the session nor the post.
#[derive(Debug, Clone)]
pub struct Watcher {
    /// What the token says.
    pub claims: Claims,
    /// Language of the answers.
    pub language: Language,
    /// Id of the request, for logs.
    pub request_id: Option<String>,
}

/// What is followed.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    /// Only these subjects; all without it.
    pub(super) subjects: Option<Vec<ChangeSubject>>,
    /// A union of the own subtree with everything below it; the own one without it.
    pub(super) union: Option<UnionId>,
}

/// One change, as the trail has it.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) at: DateTime<Utc>,
    pub(super) action: AuditAction,
    pub(super) subject: ChangeSubject,
    pub(super) subject_id: Option<Uuid>,
    pub(super) union_id: Uuid,
}

/// What one look found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) changes: Vec<Change>,
    /// More happened than is told, or the cursor was too old.
    pub(super) resync: bool,
    pub(super) cursor: Cursor,
}

/// Follows changes from a cursor on, or from now. The first item comes at once and says at least the
/// cursor; the others come when something changed.
///
/// # Errors
/// The stream ends with [`Error::Unauthenticated`] when the session or the post ends, with
/// [`Error::Forbidden`] where the role may not see a subject that is asked for, with
/// [`Error::NotFound`] for a union elsewhere, also after it moved there.
pub(super) fn follow(
    live: Live,
    watcher: Watcher,
    wanted: Wanted,
    after: Option<Cursor>,
) -> impl Stream<Item = Result<Found>> + Send + 'static {
    let subscriber = Subscriber {
        hints: live.hub.subscribe(&watcher.claims.city),
        live,
        watcher,
        wanted,
        cursor: after,
        place: None,
    };
    try_unfold(subscriber, async |mut subscriber| {
        let found = subscriber.next().await?;
        Ok(Some((found, subscriber)))
    })
}

struct Subscriber {
    live: Live,
    watcher: Watcher,
    wanted: Wanted,
    hints: Receiver<Hints>,
    cursor: Option<Cursor>,
    /// The range of paths that the last look covered; none before the first.
    place: Option<(String, String)>,
}

impl Subscriber {
    async fn next(&mut self) -> Result<Found> {
        // The greeting says from where on the subscriber knows.
        if self.place.is_none() {
            return self.look().await;
        }
        loop {
            self.woken().await;
            let found = self.look().await?;
            if found.resync || !found.changes.is_empty() {
                return Ok(found);
            }
        }
    }

    /// Waits until looking may be worth while, or it is time to ask whether the session still lives.
    async fn woken(&mut self) {
        let hinted = async {
            while !self.concerned().await {}
            tokio::time::sleep(GATHER).await;
        };
        // That it is time to look anyway is no less a reason.
        drop(tokio::time::timeout(ASKS_AGAIN, hinted).await);
        // What the coming look sees need not wake it again.
        self.hints = self.hints.resubscribe();
    }

    async fn concerned(&mut self) -> bool {
        match self.hints.recv().await {
            Ok(Hints::Some(hints)) => hints.iter().any(|hint| {
                let place = self.place.as_ref();
                let here = place.is_none_or(|(from, to)| hint.concerns(from, to));
                let wanted = self.wanted.subjects.as_ref();
                here && wanted.is_none_or(|wanted| wanted.contains(&hint.subject))
            }),
            Ok(Hints::All) | Err(RecvError::Lagged(_)) => true,
            // The hub is gone with its server, and this subscriber soon after it.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }

    async fn look(&mut self) -> Result<Found> {
        let now = (self.live.clock)();
        let principal = Principal::load(&self.live.database, &self.watcher.claims, now).await?;
        let scope = Scope::open(
            &self.live.database,
            principal,
            Access::Read,
            self.watcher.language,
            now,
            self.watcher.request_id.clone(),
        )
        .await?;
        let found = self.read(&scope).await;
        scope.rollback().await;
        let found = found?;
        self.cursor = Some(found.cursor.clone());
        Ok(found)
    }

    async fn read(&mut self, scope: &Scope) -> Result<Found> {
        let principal = scope.principal()?;
        let subjects = match &self.wanted.subjects {
            Some(wanted) => {
                for subject in wanted {
                    scope.require(subject.permission())?;
                }
                wanted.clone()
            }
            None => {
                let all = ChangeSubject::ALL.iter().copied();
                all.filter(|subject| principal.may(subject.permission()))
                    .collect()
            }
        };
        let place = unions::service::reach(scope, self.wanted.union, true).await?;
        self.place = Some((place.from.clone(), place.to.clone()));
        let now = Cursor::of_snapshot(snapshot(scope).await?);
        let Some(before) = self.cursor.as_ref() else {
            return Ok(Found {
                changes: Vec::new(),
                resync: false,
                cursor: now,
            });
        };
        // A cursor of the future is one of another life of this database, before a restore.
        if before.oldest() > now.newest() || now.newest() - before.oldest() > LOOKS_BACK {
            return Ok(Found {
                changes: Vec::new(),
                resync: true,
                cursor: now,
            });
        }
        let actions = AuditAction::ALL
            .iter()
            .filter(|action| changes_something(**action))
            .map(|action| action.code().to_owned())
            .collect();
        let rows = scope
            .query_all_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                // Each list by itself, so that each ends where its index says.
                "SELECT at, action, subject_kind, subject_id, union_id FROM (
                     (SELECT xact, id, at, action, subject_kind, subject_id, union_id FROM audit_entry
                     WHERE xact >= pg_snapshot_xmin($1::text::pg_snapshot)
                       AND NOT pg_visible_in_snapshot(xact, $1::text::pg_snapshot)
                       AND union_path >= $2 AND union_path < $3 AND subject_kind = ANY ($4) AND action = ANY ($5)
                     ORDER BY xact, id LIMIT $6)
                     UNION ALL
                     (SELECT xact, id, created_at, 'CREATED', 'notification', id, $7 FROM notification
                     WHERE xact >= pg_snapshot_xmin($1::text::pg_snapshot)
                       AND NOT pg_visible_in_snapshot(xact, $1::text::pg_snapshot)
                       AND staff_id = $8 AND 'notification' = ANY ($4) AND $9 >= $2 AND $9 < $3
                     ORDER BY xact, id LIMIT $6)
                     UNION ALL
                     -- What the trail of a union above says of a round that is read here.
                     (SELECT xact, id, at, action, 'survey', round_id, union_id FROM survey_event
                     WHERE xact >= pg_snapshot_xmin($1::text::pg_snapshot)
                       AND NOT pg_visible_in_snapshot(xact, $1::text::pg_snapshot)
                       AND starts_with($2, union_path) AND union_path < $2 AND 'survey' = ANY ($4)
                     ORDER BY xact, id LIMIT $6)
                 ) AS new ORDER BY xact, id LIMIT $6",
                [
                    before.snapshot().into(),
                    place.from.into(),
                    place.to.into(),
                    texts(subjects.into_iter().map(ChangeSubject::kind).collect()),
                    texts(actions),
                    (TOLD_AT_ONCE + 1).into(),
                    principal.union_id.into(),
                    principal.staff_id.into(),
                    principal.path.clone().into(),
                ],
            ))
            .await?;
        let mut changes = rows
            .iter()
            .map(|row| {
                let action: String = row.try_get("", "action")?;
                let subject: String = row.try_get("", "subject_kind")?;
                Ok(Change {
                    at: row.try_get("", "at")?,
                    action: AuditAction::from_code(&action)
                        .ok_or_else(|| Error::bug(format!("unknown audit action '{action}'")))?,
                    subject: ChangeSubject::of_kind(&subject)
                        .ok_or_else(|| Error::bug(format!("unknown subject '{subject}'")))?,
                    subject_id: row.try_get("", "subject_id")?,
                    union_id: row.try_get("", "union_id")?,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        let resync = i64::try_from(changes.len()).unwrap_or(i64::MAX) > TOLD_AT_ONCE;
        if resync {
            changes.clear();
        }
        Ok(Found {
            changes,
            resync,
            cursor: now,
        })
    }
}

/// The snapshot that the scope reads.
async fn snapshot(scope: &Scope) -> Result<String> {
    let row = scope
        .query_one_raw(Statement::from_string(
            DbBackend::Postgres,
            "SELECT pg_current_snapshot()::text AS snapshot",
        ))
        .await?
        .ok_or_else(|| Error::bug("no snapshot"))?;
    Ok(row.try_get("", "snapshot")?)
}
