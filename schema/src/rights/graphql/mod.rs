//! Rights cases in the API.

mod case;
mod deadline;
mod details;
mod letter;
mod lists;
mod mutation;
mod parts;
mod query;

pub use case::{CaseById, RightsCase, RightsCasePayload};
pub use deadline::{RightsDeadline, RightsDeadlinePayload};
pub use details::{RightsDetails, RightsFacts, RightsWorker};
pub use letter::{LetterById, RightsLetter, RightsLetterDraft, RightsLetterPayload};
pub use lists::{HouseholdRights, against_employer};
pub use mutation::RightsMutation;
pub use parts::{RightsEvent, RightsRecovery, RightsReferral};
pub use query::{
    RightsCaseKindInfo, RightsFactInfo, RightsQuery, RightsRule, RightsRulePayload, UnionEntry,
};
