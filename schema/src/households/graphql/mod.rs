//! Households in the API.

mod change;
mod claim;
mod household;
mod member;
mod mutation;
mod query;

pub use change::{Change, FieldChangeView};
pub use claim::{DuplicateClaim, DuplicateClaimPayload};
pub use household::{Household, HouseholdById, HouseholdPayload};
pub use member::{Member, MemberById};
pub use mutation::HouseholdMutation;
pub use query::HouseholdQuery;
