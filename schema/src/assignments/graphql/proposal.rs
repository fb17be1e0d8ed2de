//! Proposals who could take which household.

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use uuid::Uuid;

use crate::assignments::rules::Proposed;
use crate::assignments::service;
use crate::error::{Error, Result};
use crate::households::Household;
use crate::households::graphql::HouseholdById;
use crate::id::UnionId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::load;
use crate::payload::scope;
use crate::text::Text;

/// A household and who could take it. A person confirms it with `pairHouseholds`.
#[derive(Debug, Clone, Copy, SimpleObject)]
#[graphql(complex)]
pub struct ProposedPair {
    #[graphql(skip)]
    household_id: Uuid,
    #[graphql(skip)]
    cadre_id: Uuid,
    #[graphql(skip)]
    distance: usize,
    /// Households the cadre would answer for with this one.
    load: i32,
}

impl From<Proposed> for ProposedPair {
    fn from(pair: Proposed) -> Self {
        Self {
            household_id: pair.household,
            cadre_id: pair.cadre,
            distance: pair.distance,
            load: i32::try_from(pair.load).unwrap_or(i32::MAX),
        }
    }
}

#[ComplexObject]
impl ProposedPair {
    /// The household.
    async fn household(&self, ctx: &Context<'_>) -> Result<Household> {
        load(ctx, HouseholdById(self.household_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// The cadre.
    async fn cadre(&self, ctx: &Context<'_>) -> Result<StaffMember> {
        load(ctx, StaffById(self.cadre_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// Why this one, in the language of the request.
    async fn reason(&self, ctx: &Context<'_>) -> Result<String> {
        let (load, before) = (self.load, self.load - 1);
        let text = if self.distance == 0 {
            Text::new(
                format!("本工会干部，现有 {before} 户，结对后 {load} 户"),
                format!("of the same union; answers for {before} now, {load} with this one"),
            )
        } else {
            Text::new(
                format!("代管工会干部，现有 {before} 户，结对后 {load} 户"),
                format!(
                    "of the union that manages this one; answers for {before} now, {load} with this one"
                ),
            )
        };
        Ok(text.in_language(scope(ctx)?.language()).to_owned())
    }
}

/// Queries for proposals.
#[derive(Debug, Default)]
pub struct ProposalQuery;

#[Object]
impl ProposalQuery {
    /// Who could take which unpaired household of a union and of those below it that the viewer's
    /// union manages: the nearest union's cadres first, the load spread evenly. Nothing is written.
    #[graphql(complexity = "limit.clamp(1, 200) as usize * child_complexity")]
    async fn pairing_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The union whose unpaired households are looked at, and those below it.")]
        union_id: UnionId,
        #[graphql(default = 50, desc = "Households at most, 1 to 200.")] limit: i32,
    ) -> Result<Vec<ProposedPair>> {
        let pairs = service::proposal(scope(ctx)?, union_id, limit).await?;
        Ok(pairs.into_iter().map(ProposedPair::from).collect())
    }
}
