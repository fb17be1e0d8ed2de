//! Pairings, visits and promises in the API.

pub mod hand_over;
pub mod household;
mod lists;
pub mod measure;
pub mod pairing;
pub mod proposal;
pub mod staff;
pub mod timeline;
pub mod visit;

use async_graphql::MergedObject;

pub use hand_over::HandOver;
pub use household::HouseholdAssignments;
pub use measure::{Measure, MeasureById, MeasureFilter};
pub use pairing::{Pairing, PairingById};
pub use staff::StaffAssignments;
pub use timeline::TimelineEvent;
pub use visit::{PromiseInput, Visit, VisitById, VisitFilter};

/// Queries about pairings, visits and promises.
#[derive(Debug, Default, MergedObject)]
pub struct AssignmentQuery(
    visit::VisitQuery,
    measure::MeasureQuery,
    hand_over::HandOverQuery,
    proposal::ProposalQuery,
);

/// Changes of pairings, visits and promises.
#[derive(Debug, Default, MergedObject)]
pub struct AssignmentMutation(
    pairing::PairingMutation,
    household::HelperMutation,
    hand_over::HandOverMutation,
    visit::VisitMutation,
    measure::MeasureMutation,
);
