//! People, posts and sign-ins in the API.

pub mod session;
pub mod staff;
pub mod staff_mutation;
pub mod viewer;

pub use session::SessionMutation;
pub use staff::{StaffById, StaffMember, StaffQuery};
pub use staff_mutation::StaffMutation;
pub use viewer::{Person, Session, ViewerQuery};
pub(crate) use viewer::{own_sessions, the_person};
