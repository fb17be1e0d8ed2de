//! What a person decides about a roster.

use async_graphql::InputObject;

use crate::id::RosterId;

/// Input of `loadRoster`.
#[derive(Debug, Clone, InputObject)]
pub struct LoadRosterInput {
    /// The roster.
    pub id: RosterId,
    /// Whether to load the households without faults and leave the others; otherwise all are loaded or none.
    #[graphql(default)]
    pub good_rows_only: bool,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `cancelRoster`.
#[derive(Debug, Clone, InputObject)]
pub struct CancelRosterInput {
    /// The roster.
    pub id: RosterId,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}
