//! Rights cases (维权个案, notice §4.2): from the report of a worker to the money recovered, through the referral to another
//! union of the city and letters to departments.

pub mod entity;
pub mod graphql;
pub mod input;
pub mod rules;
pub mod service;
