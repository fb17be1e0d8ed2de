//! People and posts in the API.

pub mod staff;

pub use staff::{StaffById, StaffMember};
