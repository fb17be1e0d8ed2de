//! Applications for aid (救助申请, notice §4.3): written by the family's union, reviewed upwards, publicised,
//! approved with money of a fund, and paid.

pub mod entity;
pub mod graphql;
pub mod input;
pub mod rules;
pub mod service;
