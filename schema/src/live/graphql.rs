//! Live changes in the API.

use async_graphql::{Context, ID, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures::{Stream, StreamExt as _};

use super::cursor::Cursor;
use super::rules::ChangeSubject;
use super::service::{self, Found, Live, Wanted, Watcher};
use crate::audit::AuditAction;
use crate::error::{Error, Result};
use crate::id::UnionId;

/// One change to something that the viewer may see. It says what to read anew and holds no fact of it.
#[derive(Debug, Clone, SimpleObject)]
pub struct LiveChange {
    /// When it was done.
    at: DateTime<Utc>,
    /// What was done.
    action: AuditAction,
    /// To what kind of thing.
    subject: ChangeSubject,
    /// The thing.
    subject_id: Option<ID>,
    /// The union whose row it is.
    union_id: UnionId,
}

impl From<service::Change> for LiveChange {
    fn from(change: service::Change) -> Self {
        let subject_id = change
            .subject_id
            .map(|id| ID(format!("{}_{}", change.subject.kind(), id.simple())));
        Self {
            at: change.at,
            action: change.action,
            subject: change.subject,
            subject_id,
            union_id: change.union_id.into(),
        }
    }
}

/// What changed since the message before.
#[derive(Debug, Clone, SimpleObject)]
pub struct LiveChanges {
    /// Up to where the subscriber knows now: pass it as `after` when the connection was lost, and
    /// nothing is missed.
    cursor: String,
    /// True where more happened than is told here, or the cursor was too old: read the page anew.
    resync: bool,
    /// The changes, in the order they were committed; 200 at most.
    changes: Vec<LiveChange>,
}

impl From<Found> for LiveChanges {
    fn from(found: Found) -> Self {
        Self {
            cursor: found.cursor.encode(),
            resync: found.resync,
            changes: found.changes.into_iter().map(LiveChange::from).collect(),
        }
    }
}

/// What is pushed.
#[derive(Debug, Default)]
pub struct LiveSubscription;

#[Subscription]
impl LiveSubscription {
    /// What changes in the own subtree, while it changes. The first message comes at once and says at
    /// least the cursor. Ends with UNAUTHENTICATED when the session or the post ends.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only changes to these; all that the role may see without it.")] subjects: Option<
            Vec<ChangeSubject>,
        >,
        #[graphql(
            desc = "A union of the own subtree with everything below it; the own one without it."
        )]
        union_id: Option<UnionId>,
        #[graphql(
            desc = "The cursor of the last message that was received; from now on without it."
        )]
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<LiveChanges>> + use<>> {
        let live = ctx
            .data_opt::<Live>()
            .ok_or_else(|| Error::bug("a subscription without its ground"))?;
        let watcher = ctx.data_opt::<Watcher>().ok_or(Error::Unauthenticated)?;
        let after = after.as_deref().map(Cursor::decode).transpose()?;
        let wanted = Wanted {
            subjects,
            union: union_id,
        };
        let found = service::follow(live.clone(), watcher.clone(), wanted, after);
        Ok(found.map(|found| found.map(LiveChanges::from)))
    }
}
