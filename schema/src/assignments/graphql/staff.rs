//! What this area adds to a post.

use async_graphql::{Context, Object};
use uuid::Uuid;

use super::Pairing;
use super::lists::{LoadOf, PairingsOfCadre};
use crate::error::Result;
use crate::loaders::load;

/// Fields of a post that this area answers.
#[derive(Debug, Clone, Copy)]
pub struct StaffAssignments {
    id: Uuid,
}

impl StaffAssignments {
    /// Of the post with this id.
    #[must_use]
    pub const fn new(id: Uuid) -> Self {
        Self { id }
    }
}

#[Object]
impl StaffAssignments {
    /// Households this cadre answers for now; 2 to 4 are asked for (notice §3.2).
    async fn active_pairing_count(&self, ctx: &Context<'_>) -> Result<i32> {
        Ok(load(ctx, LoadOf(self.id)).await?.unwrap_or(0))
    }

    /// Pairings of this cadre, the newest first.
    #[graphql(complexity = "if active == Some(true) { 4 } else { 20 } * child_complexity")]
    async fn pairings(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            default_with = "Some(true)",
            desc = "True: those that hold. False: those that ended. Null: both."
        )]
        active: Option<bool>,
    ) -> Result<Vec<Pairing>> {
        Ok(load(ctx, PairingsOfCadre(self.id, active))
            .await?
            .unwrap_or_default())
    }
}
