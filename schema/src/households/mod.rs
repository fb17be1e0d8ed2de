//! Households in difficulty, their members, and what is written down about them (notice §3).

pub mod entity;
pub mod files;
pub mod graphql;
pub mod input;
pub mod rules;
pub mod service;

pub use graphql::Household;
