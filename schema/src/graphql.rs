//! The whole schema: every area's queries and mutations under one root.

use async_graphql::{EmptySubscription, MergedObject, Schema};

use crate::assignments::graphql::{AssignmentMutation, AssignmentQuery};
use crate::unions::graphql::UnionQuery;

/// Queries.
#[derive(Debug, MergedObject, Default)]
pub struct Query(UnionQuery, AssignmentQuery);

/// Changes; each is one transaction.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(AssignmentMutation);

/// The schema.
pub type LianxinSchema = Schema<Query, Mutation, EmptySubscription>;

/// Limits on what one request may ask for.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How deep a selection may nest.
    pub depth: usize,
    /// How many fields it may cost.
    pub complexity: usize,
}

/// Builds the schema.
#[must_use]
pub fn build(limits: Limits) -> LianxinSchema {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_depth(limits.depth)
        .limit_complexity(limits.complexity)
        .finish()
}
