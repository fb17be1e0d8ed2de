//! People, posts and sign-ins in the API.

pub mod session;
pub mod staff;
pub mod staff_mutation;
pub mod viewer;

pub use session::SessionMutation;
pub use staff::{StaffById, StaffMember, StaffQuery};
pub use staff_mutation::StaffMutation;
pub use viewer::ViewerQuery;
