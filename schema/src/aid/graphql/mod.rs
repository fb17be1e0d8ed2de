//! Programmes and lines in the API.

mod eligibility;
mod line;
mod mutation;
mod preview;
mod programme;
mod query;
mod rule;

pub use eligibility::{AidEligibility, AidStep, AidSuggestion, AidSuggestionPart, HouseholdAid};
pub use line::{LivingLine, LivingLinePayload};
pub use mutation::AidMutation;
pub use preview::{
    LivingLinePreview, LivingLinePreviewPayload, ProgrammePreview, ProgrammePreviewPayload,
};
pub use programme::{EditionById, Programme, ProgrammeById, ProgrammeEdition, ProgrammePayload};
pub use query::AidQuery;
pub use rule::{AidAmount, AidRule, AidTerms};
