//! Claims that one person has two files.

use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::household::{Household, HouseholdById};
use crate::error::Result;
use crate::households::rules::{DuplicateClaimState, DuplicateDecision};
use crate::households::service::Claim;
use crate::id::ClaimId;
use crate::loaders::load;
use crate::payload::payload;

/// A claim that a person who was registered has another file in the city.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct DuplicateClaim {
    /// Its id.
    pub id: ClaimId,
    /// Whether it is settled.
    pub state: DuplicateClaimState,
    /// Why the person was registered although a file exists.
    pub reason: String,
    /// Which file stays.
    pub decision: Option<DuplicateDecision>,
    /// Why.
    pub decision_note: Option<String>,
    /// When it was raised.
    pub created_at: DateTime<Utc>,
    /// When it was settled.
    pub settled_at: Option<DateTime<Utc>>,
    /// Raised by every change; a change with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    claimant: Uuid,
    #[graphql(skip)]
    other: Option<Uuid>,
}

impl From<Claim> for DuplicateClaim {
    fn from(claim: Claim) -> Self {
        let row = claim.row;
        Self {
            id: row.id.into(),
            state: row.state,
            reason: row.reason,
            decision: row.decision,
            decision_note: row.decision_note,
            created_at: row.created_at,
            settled_at: row.settled_at,
            version: row.version,
            claimant: row.household_id,
            other: claim.other,
        }
    }
}

#[ComplexObject]
impl DuplicateClaim {
    /// The household of the new file.
    async fn claimant(&self, ctx: &Context<'_>) -> Result<Option<Household>> {
        load(ctx, HouseholdById(self.claimant)).await
    }

    /// The household of the earlier file; only for the union that settles.
    async fn other(&self, ctx: &Context<'_>) -> Result<Option<Household>> {
        match self.other {
            Some(id) => load(ctx, HouseholdById(id)).await,
            None => Ok(None),
        }
    }
}

payload! {
    /// Answer of settling a claim.
    DuplicateClaimPayload { claim: DuplicateClaim }
}
