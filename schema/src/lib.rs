//! schema

pub mod values;
