//! schema

pub mod demo_people;
pub mod privacy;
pub mod values;
