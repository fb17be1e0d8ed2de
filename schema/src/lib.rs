//! schema

pub mod privacy;
pub mod values;
