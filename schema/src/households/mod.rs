//! Households in difficulty, their members, and what is written down about them (notice §3).

pub mod entity;
pub mod rules;
pub mod service;
