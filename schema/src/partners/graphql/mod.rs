//! Legal-aid partners in the API.

mod lawyer;
mod mutation;
mod partner;
mod query;
mod viewer;

pub use lawyer::{Lawyer, LawyerById, LawyerCodePayload, LawyerPayload};
pub use mutation::{PartnerMutation, RemovePartnerConflictPayload};
pub use partner::{District, Partner, PartnerById, PartnerPayload};
pub use query::PartnerQuery;
pub use viewer::{PartnerConflict, PartnerConflictPayload, PartnerViewer, partner_viewer};
