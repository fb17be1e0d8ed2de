//! Households in difficulty, their members, and what is written down about them (notice §3).

pub mod entity;
pub mod graphql;
pub mod rules;
pub mod service;
mod unpaired;

pub use graphql::Household;
