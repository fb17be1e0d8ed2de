//! Founding applications in the API.

use async_graphql::{ComplexObject, Context, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Union, UnionById, UnionByPath};
use crate::error::{Error, Result};
use crate::id::FoundingId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::load;
use crate::payload::{payload, settle, write_once};
use crate::tenancy::Scope;
use crate::tenancy::tree::lineage;
use crate::unions::entity::founding_application::Model;
use crate::unions::rules::{FoundingState, UnionLevel};
use crate::unions::service::{self, Application};

payload! {
    /// Answer of a change to a founding application.
    FoundingApplicationPayload { application: FoundingApplication }
}

/// An application for the founding of a union (建会申请).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct FoundingApplication {
    /// Its id.
    id: FoundingId,
    /// Name of the union to be.
    name: String,
    /// Its level.
    level: UnionLevel,
    /// Division code of its place.
    division_code: Option<String>,
    /// Workers there (职工数).
    worker_count: i32,
    /// Of these, migrant workers.
    migrant_worker_count: i32,
    /// Why it should be founded.
    reason: String,
    /// Where it stands.
    state: FoundingState,
    /// What the superior wrote when deciding.
    decision_note: Option<String>,
    /// When it was sent.
    submitted_at: DateTime<Utc>,
    /// When it was decided.
    decided_at: Option<DateTime<Utc>>,
    /// Raised by every edit; an edit with an old version is a CONFLICT.
    version: i32,
    #[graphql(skip)]
    applicant_id: Uuid,
    #[graphql(skip)]
    applicant_path: String,
    #[graphql(skip)]
    founded_id: Option<Uuid>,
    #[graphql(skip)]
    submitter_id: Uuid,
}

impl From<Model> for FoundingApplication {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            level: row.level,
            division_code: row.division_code,
            worker_count: row.worker_count,
            migrant_worker_count: row.migrant_worker_count,
            reason: row.reason,
            state: row.state,
            decision_note: row.decision_note,
            submitted_at: row.submitted_at,
            decided_at: row.decided_at,
            version: row.version,
            applicant_id: row.union_id,
            applicant_path: row.union_path,
            founded_id: row.founded_id,
            submitter_id: row.submitted_by,
        }
    }
}

#[ComplexObject]
impl FoundingApplication {
    /// The union that applies; the new one will stand under it.
    async fn applicant(&self, ctx: &Context<'_>) -> Result<Union> {
        load(ctx, UnionById(self.applicant_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// The applicant's superior, who decides; so may those above it.
    async fn superior(&self, ctx: &Context<'_>) -> Result<Union> {
        let path = lineage(&self.applicant_path).pop().ok_or(Error::NotFound)?;
        load(ctx, UnionByPath(path)).await?.ok_or(Error::NotFound)
    }

    /// The union that was founded, once approved.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        match self.founded_id {
            Some(id) => load(ctx, UnionById(id)).await,
            None => Ok(None),
        }
    }

    /// Who sent it.
    async fn submitted_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.submitter_id)).await
    }
}

/// An application for a union below the own one; the superior of the own union decides.
#[derive(Debug, InputObject)]
pub struct FoundingApplicationInput {
    /// Name of the union to be; 2 to 100 characters.
    name: String,
    /// Its level, below that of the own union.
    level: UnionLevel,
    /// Division code of its place, one that the city has.
    division_code: Option<String>,
    /// Workers there (职工数), at least 1.
    worker_count: i32,
    /// Of these, migrant workers.
    migrant_worker_count: i32,
    /// Why it should be founded.
    reason: String,
    /// The same key gives the same answer once, for ever (8 to 100 characters).
    idempotency_key: Option<String>,
}

/// A superior's decision.
#[derive(Debug, InputObject)]
pub struct DecideFoundingInput {
    /// The application.
    id: FoundingId,
    /// The version that was read.
    version: i32,
    /// Approved or rejected.
    approve: bool,
    /// A remark; required for a rejection.
    note: Option<String>,
    /// The same key gives the same answer once, for ever (8 to 100 characters).
    idempotency_key: Option<String>,
}

impl FoundingApplicationInput {
    pub(super) async fn submit(self, scope: &Scope) -> Result<FoundingApplicationPayload> {
        let key = self.idempotency_key.as_deref();
        let written = write_once(scope, key, "submitFoundingApplication", &self, async || {
            let application = Application {
                name: self.name.clone(),
                level: self.level,
                division_code: self.division_code.clone(),
                worker_count: self.worker_count,
                migrant_worker_count: self.migrant_worker_count,
                reason: self.reason.clone(),
            };
            service::submit(scope, application).await
        })
        .await;
        settle(scope, written, None, async |id| {
            application(scope, id).await
        })
        .await
    }
}

impl DecideFoundingInput {
    pub(super) async fn decide(self, scope: &Scope) -> Result<FoundingApplicationPayload> {
        let key = self.idempotency_key.as_deref();
        let written = write_once(scope, key, "decideFoundingApplication", &self, async || {
            service::decide(
                scope,
                self.id,
                self.version,
                self.approve,
                self.note.as_deref(),
            )
            .await
        })
        .await;
        settle(scope, written, Some(self.id.uuid()), async |id| {
            application(scope, id).await
        })
        .await
    }
}

async fn application(scope: &Scope, id: Uuid) -> Result<FoundingApplication> {
    Ok(service::application(scope, id.into()).await?.into())
}
