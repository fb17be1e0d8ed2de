//! People of the unions, their posts and roles, and how they sign in.

pub mod entity;
pub mod graphql;
pub mod rules;
pub mod service;

pub use graphql::StaffMember;
