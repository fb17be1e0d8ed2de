//! People of the unions, their posts and roles, and how they sign in.

pub mod entity;
pub mod rules;
