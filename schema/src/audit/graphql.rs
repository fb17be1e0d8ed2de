//! The trail in the API.

use async_graphql::connection::Connection;
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::AuditAction;
use super::entity::Model;
use super::trail::{TrailFilter, entries};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::{AuditId, StaffId, UnionId, split};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::load;
use crate::paging::Page;
use crate::payload::scope;
use crate::scalars::Date;
use crate::unions::Union;
use crate::unions::graphql::UnionById;

/// One entry of the audit trail: who did what, and for a superior's look at a person, why.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct AuditEntry {
    /// Its id.
    id: AuditId,
    /// When it was done.
    at: DateTime<Utc>,
    /// What was done.
    action: AuditAction,
    /// Kind of thing it was done to: the prefix of its id, such as `household`.
    subject_kind: String,
    /// The thing.
    subject_id: Option<ID>,
    /// One sentence in Chinese, without numbers and full names of the people helped.
    summary: String,
    /// The reason that was given, where one is asked for.
    reason: Option<String>,
    #[graphql(skip)]
    union_id: Uuid,
    #[graphql(skip)]
    staff_id: Option<Uuid>,
    #[graphql(skip)]
    actor_union_id: Option<Uuid>,
}

impl TryFrom<Model> for AuditEntry {
    type Error = Error;
    fn try_from(row: Model) -> Result<Self> {
        let action = AuditAction::from_code(&row.action)
            .ok_or_else(|| Error::bug(format!("unknown audit action '{}'", row.action)))?;
        let subject_id = row
            .subject_id
            .map(|id| ID(format!("{}_{}", row.subject_kind, id.simple())));
        Ok(Self {
            id: row.id.into(),
            at: row.at,
            action,
            subject_id,
            subject_kind: row.subject_kind,
            summary: row.summary,
            reason: row.reason,
            union_id: row.union_id,
            staff_id: row.staff_id,
            actor_union_id: row.actor_union_id,
        })
    }
}

#[ComplexObject]
impl AuditEntry {
    /// Who did it; null for a superior's staff, who are named by their union only.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.staff_id {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// The union for which it was done: the own one, one below or a superior.
    async fn actor_union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        match self.actor_union_id {
            Some(id) => load(ctx, UnionById(id)).await,
            None => Ok(None),
        }
    }

    /// The union whose row it was done to.
    async fn union(&self, ctx: &Context<'_>) -> Result<Union> {
        load(ctx, UnionById(self.union_id))
            .await?
            .ok_or(Error::NotFound)
    }
}

/// Which entries are wanted; all that is given must fit.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AuditFilter {
    /// A union of the own subtree; the own one without it.
    pub(crate) union_id: Option<UnionId>,
    /// Also those of the unions below.
    #[graphql(default)]
    subtree: bool,
    /// What was done to this thing, of whatever kind.
    subject_id: Option<ID>,
    /// What the holder of this post did.
    staff_id: Option<StaffId>,
    /// Of this kind.
    action: Option<AuditAction>,
    /// From this day on (China).
    from: Option<Date>,
    /// Up to the end of this day (China).
    to: Option<Date>,
}

impl TryFrom<AuditFilter> for TrailFilter {
    type Error = Error;
    fn try_from(filter: AuditFilter) -> Result<Self> {
        let subject = filter
            .subject_id
            .map(|id| {
                split(&id).map(|(_, id)| id).ok_or_else(|| {
                    Refusal::new(
                        UserErrorCode::Invalid,
                        "filter.subjectId",
                        "编号有误",
                        "this is no id",
                    )
                })
            })
            .transpose()?;
        Ok(Self {
            union: filter.union_id,
            subtree: filter.subtree,
            subject,
            staff: filter.staff_id,
            action: filter.action,
            from: filter.from.map(|date| date.0),
            to: filter.to.map(|date| date.0),
        })
    }
}

/// Queries about the trail.
#[derive(Debug, Default)]
pub struct AuditQuery;

#[Object]
impl AuditQuery {
    /// The audit trail of the own union or of the own subtree, newest first. For administrators and
    /// auditors.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn audit_trail(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which entries; without it all of the own union.")] filter: Option<
            AuditFilter,
        >,
        #[graphql(default = 50, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor of the row before the page.")] after: Option<String>,
    ) -> Result<Connection<String, AuditEntry>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let filter = filter.unwrap_or_default().try_into()?;
        let rows = entries(scope(ctx)?, &filter, &page)
            .await?
            .into_iter()
            .map(AuditEntry::try_from)
            .collect::<Result<Vec<_>>>()?;
        Ok(page.connection(rows, |row| vec![row.id.uuid().to_string()], |row| row))
    }
}
