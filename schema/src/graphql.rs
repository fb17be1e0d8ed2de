//! The whole schema: every area's queries, mutations and subscriptions under their roots.

use std::sync::Arc;

use async_graphql::{MergedObject, MergedSubscription, Schema, SchemaBuilder};

use crate::assignments::graphql::{AssignmentMutation, AssignmentQuery};
use crate::audit::graphql::AuditQuery;
use crate::households::graphql::{HouseholdMutation, HouseholdQuery};
use crate::identity::graphql::{SessionMutation, StaffMutation, StaffQuery, ViewerQuery};
use crate::identity::{Passwords, TokenIssuer};
use crate::live::graphql::LiveSubscription;
use crate::unions::graphql::{UnionMutation, UnionQuery};

/// Queries.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    UnionQuery,
    ViewerQuery,
    StaffQuery,
    HouseholdQuery,
    AssignmentQuery,
    AuditQuery,
);

/// Mutations.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    SessionMutation,
    StaffMutation,
    UnionMutation,
    HouseholdMutation,
    AssignmentMutation,
);

/// Subscriptions.
#[derive(Debug, MergedSubscription, Default)]
pub struct Subscription(LiveSubscription);

/// The schema.
pub type LianxinSchema = Schema<Query, Mutation, Subscription>;

/// Limits on what one request may ask for.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How deep a selection may nest.
    pub depth: usize,
    /// How many fields it may cost.
    pub complexity: usize,
}

/// Builds the schema. `issuer` signs access tokens; passwords are hashed on all cores and no more.
#[must_use]
pub fn build(limits: Limits, issuer: Arc<dyn TokenIssuer>) -> LianxinSchema {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    builder()
        .limit_depth(limits.depth)
        .limit_complexity(limits.complexity)
        .data(issuer)
        .data(Passwords::new(cores))
        .finish()
}

/// The contract as text.
#[must_use]
pub fn sdl() -> String {
    builder().finish().sdl()
}

fn builder() -> SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::default(), Mutation::default(), Subscription::default())
}
