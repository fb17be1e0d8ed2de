//! The union tree: who takes part (notice §2), how it is built and changed.

pub mod entity;
pub mod graphql;
pub mod import;
pub mod naming;
pub mod rules;
pub mod service;

pub use graphql::Union;
