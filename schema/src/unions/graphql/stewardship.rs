//! Stewardships (代管) in the API.

use async_graphql::{ComplexObject, Context, InputObject, SimpleObject};
use uuid::Uuid;

use super::{Union, UnionById};
use crate::error::{Error, Result};
use crate::id::{StewardshipId, UnionId};
use crate::loaders::load;
use crate::payload::{payload, settle, write_once};
use crate::scalars::Date;
use crate::tenancy::Scope;
use crate::unions::entity::stewardship::Model;
use crate::unions::service::{self, Grant};

payload! {
    /// Answer of a change to a stewardship.
    StewardshipPayload { stewardship: Stewardship }
}

/// A superior manages a union that has no staff of its own (代管): a recorded grant.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Stewardship {
    /// Its id.
    id: StewardshipId,
    /// First day.
    begins_on: Date,
    /// Last day; null while none is known. A day before the first says that it took no effect.
    ends_on: Option<Date>,
    /// Why.
    reason: String,
    /// Raised by every edit; an edit with an old version is a CONFLICT.
    version: i32,
    #[graphql(skip)]
    union_id: Uuid,
    #[graphql(skip)]
    steward_id: Uuid,
}

impl From<Model> for Stewardship {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            begins_on: row.begins_on.into(),
            ends_on: row.ends_on.map(Into::into),
            reason: row.reason,
            version: row.version,
            union_id: row.union_id,
            steward_id: row.steward_id,
        }
    }
}

#[ComplexObject]
impl Stewardship {
    /// The union that is managed.
    async fn union(&self, ctx: &Context<'_>) -> Result<Union> {
        load(ctx, UnionById(self.union_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// The superior that manages it; null where it is no superior of the viewer's any more.
    async fn steward(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.steward_id)).await
    }
}

/// A grant of stewardship.
#[derive(Debug, InputObject)]
pub struct GrantStewardshipInput {
    /// The union that is managed, without staff of its own.
    union_id: UnionId,
    /// A superior of it: the own union or one below.
    steward_id: UnionId,
    /// First day, today or later.
    begins_on: Date,
    /// Last day, if one is known.
    ends_on: Option<Date>,
    /// Why; it goes into the audit trail.
    reason: String,
    /// The same key gives the same answer once, for ever (8 to 100 characters).
    idempotency_key: Option<String>,
}

/// The end of a stewardship.
#[derive(Debug, InputObject)]
pub struct EndStewardshipInput {
    /// The stewardship.
    id: StewardshipId,
    /// The version that was read.
    version: i32,
    /// Its last day; yesterday ends it at once.
    ends_on: Date,
    /// The same key gives the same answer once, for ever (8 to 100 characters).
    idempotency_key: Option<String>,
}

impl GrantStewardshipInput {
    pub(super) async fn grant(self, scope: &Scope) -> Result<StewardshipPayload> {
        let key = self.idempotency_key.as_deref();
        let written = write_once(scope, key, "grantStewardship", &self, async || {
            let grant = Grant {
                union: self.union_id,
                steward: self.steward_id,
                begins_on: self.begins_on.0,
                ends_on: self.ends_on.map(|date| date.0),
                reason: self.reason.clone(),
            };
            service::grant_stewardship(scope, grant).await
        })
        .await;
        settle(scope, written, None, async |id| {
            stewardship(scope, id).await
        })
        .await
    }
}

impl EndStewardshipInput {
    pub(super) async fn end(self, scope: &Scope) -> Result<StewardshipPayload> {
        let key = self.idempotency_key.as_deref();
        let written = write_once(scope, key, "endStewardship", &self, async || {
            service::end_stewardship(scope, self.id, self.version, self.ends_on.0).await
        })
        .await;
        settle(scope, written, Some(self.id.uuid()), async |id| {
            stewardship(scope, id).await
        })
        .await
    }
}

async fn stewardship(scope: &Scope, id: Uuid) -> Result<Stewardship> {
    Ok(service::stewardship(scope, id.into()).await?.into())
}
