//! Rules of delegations. No I/O.

mod codes;
mod step;

pub use codes::{
    DelegationAuthority, DelegationKind, DelegationPower, DelegationState, DelegationStep,
    HearingKind, HearingState, HearingStep,
};
pub use step::{Party, Side};

/// Days within which an answer to an offer may be asked for.
pub const LONGEST_ANSWER: u64 = 60;

/// Days that a partner usually has to answer an offer.
pub const USUAL_ANSWER: u64 = 5;

/// Files that one delegation gives to a partner at most.
pub const MOST_DOCUMENTS: usize = 100;

/// Dates of one delegation at most.
pub const MOST_HEARINGS: u64 = 50;
