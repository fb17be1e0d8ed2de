//! Allocations and returns.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::fund::{Fund, FundById};
use crate::error::{Error, Result, UserError};
use crate::funds::entity::allocation;
use crate::funds::rules::{AllocationStep, FundAllocationKind, FundAllocationState, ProgrammeKind};
use crate::id::FundAllocationId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::{Payload, payload, scope};
use crate::scalars::{Date, Money};
use crate::tenancy::Permission;
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::values::money::Fen;

/// Money on its way from one union to another: down the tree (下拨) or back up (退回).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct FundAllocation {
    /// Its id.
    pub id: FundAllocationId,
    /// Which way it goes.
    pub kind: FundAllocationKind,
    /// Where it stands.
    pub state: FundAllocationState,
    /// The year that it is booked in.
    pub year: i32,
    /// What it is for; the receiver decides where nothing is named.
    pub programme: Option<ProgrammeKind>,
    /// How much.
    pub amount: Money,
    /// Number of the paper that goes with it (文号).
    pub document_number: Option<String>,
    /// Why.
    pub purpose: String,
    /// To be spent by this day.
    pub spend_by: Option<Date>,
    /// When it was proposed.
    pub proposed_at: DateTime<Utc>,
    /// When it was issued.
    pub issued_at: Option<DateTime<Utc>>,
    /// When it was received, refused, recalled or cancelled.
    pub settled_at: Option<DateTime<Utc>>,
    /// Why it was refused or recalled.
    pub answer: Option<String>,
    /// Raised by every step; a step with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: allocation::Model,
}

impl From<allocation::Model> for FundAllocation {
    fn from(row: allocation::Model) -> Self {
        Self {
            id: row.id.into(),
            kind: row.kind,
            state: row.state,
            year: row.year.into(),
            programme: row.programme,
            amount: Money(Fen(row.amount_fen)),
            document_number: row.document_number.clone(),
            purpose: row.purpose.clone(),
            spend_by: row.spend_by.map(Date),
            proposed_at: row.proposed_at,
            issued_at: row.issued_at,
            settled_at: row.settled_at,
            answer: row.answer.clone(),
            version: row.version,
            row,
        }
    }
}

#[ComplexObject]
impl FundAllocation {
    /// The fund that the money is of.
    async fn fund(&self, ctx: &Context<'_>) -> Result<Option<Fund>> {
        load(ctx, FundById(self.row.fund_id)).await
    }

    /// Where it comes from; null where the viewer does not see that union.
    async fn from(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.union_id)).await
    }

    /// Where it goes; null where the viewer does not see that union.
    async fn to(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.to_union_id)).await
    }

    /// Who proposed it; null for a viewer that does not see that person.
    async fn proposed_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.row.proposed_by)).await
    }

    /// Who issued it; null for a viewer that does not see that person.
    async fn issued_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.row.issued_by {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// Who received, refused, recalled or cancelled it; null for a viewer that does not see that person.
    async fn settled_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.row.settled_by {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// The steps that the viewer may take from here.
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<AllocationStep>> {
        let principal = scope(ctx)?.principal()?;
        let mut steps = Vec::new();
        for (side, receiver) in [(self.row.union_id, false), (self.row.to_union_id, true)] {
            if principal.owns(side) {
                steps.extend(self.state.steps(receiver));
            }
        }
        steps.retain(|step| match step {
            AllocationStep::Issue => {
                principal.may(Permission::FundApprove)
                    && self.row.proposer_id != principal.person_id
            }
            _ => principal.may(Permission::FundManage),
        });
        Ok(steps)
    }
}

/// Loads an allocation by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct AllocationById(pub(super) Uuid);

impl Loader<AllocationById> for Batch {
    type Value = FundAllocation;
    type Error = Error;
    async fn load(
        &self,
        keys: &[AllocationById],
    ) -> Result<HashMap<AllocationById, FundAllocation>> {
        let rows = allocation::Entity::find()
            .filter(allocation::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (AllocationById(row.id), row.into()))
            .collect())
    }
}

payload! {
    /// Answer of a change to one allocation.
    FundAllocationPayload { allocation: FundAllocation }
}

/// Answer of proposing allocations.
#[derive(Debug, SimpleObject)]
pub struct FundAllocationsPayload {
    /// All of them, in the order of the lines; empty when it was refused.
    #[graphql(complexity = "20 * child_complexity")]
    pub allocations: Vec<FundAllocation>,
    /// Why it was refused, with the index of the line in the path; empty when all were proposed.
    pub errors: Vec<UserError>,
}

impl Payload for FundAllocationsPayload {
    fn refused(errors: Vec<UserError>) -> Self {
        Self {
            allocations: Vec::new(),
            errors,
        }
    }
}
