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
use crate::payload::{payload, scope};
use crate::text::Text;

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
    /// When it was raised.
    pub created_at: DateTime<Utc>,
    /// When it was settled.
    pub settled_at: Option<DateTime<Utc>>,
    /// Raised by every change; a change with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    note: Option<String>,
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
            created_at: row.created_at,
            settled_at: row.settled_at,
            version: row.version,
            note: row.decision_note,
            claimant: row.household_id,
            other: claim.other,
        }
    }
}

#[ComplexObject]
impl DuplicateClaim {
    /// Why; a claim that nobody had to settle any more says what became of the files.
    async fn decision_note(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let ended = |zh: &str, en: &str| {
            let text = Text::new(zh, en);
            Ok(Some(text.in_language(scope(ctx)?.language()).to_owned()))
        };
        match (&self.note, self.decision) {
            (Some(note), _) => Ok(Some(note.clone())),
            (None, Some(DuplicateDecision::KeepEarlier)) => ended(
                "新登记已关闭或已更正，申请自动了结",
                "the new file was closed or corrected, so the claim fell",
            ),
            (None, Some(DuplicateDecision::KeepClaimant)) => ended(
                "原档案已关闭或已更正，新登记生效",
                "the earlier file was closed or corrected, so the new one holds",
            ),
            (None, None) => Ok(None),
        }
    }

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
