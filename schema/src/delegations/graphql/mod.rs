//! Delegations in the API.

mod delegation;
mod hearing;
mod mutation;
mod parts;
mod query;

pub use delegation::{
    Delegation, DelegationById, DelegationPayload, DelegationsOfCase, to_partner,
};
pub use hearing::{Hearing, HearingPayload};
pub use mutation::DelegationMutation;
pub use parts::{DelegationDocument, DelegationEvent, DelegationWorker};
pub use query::{DelegationDraft, DelegationQuery};
