//! Legal-aid partners (法律援助合作机构, notice §4.2): law firms, legal-aid centres and groups of union lawyers, the people
//! who work there, and whom they do not act against.

pub mod entity;
pub mod graphql;
pub mod input;
pub mod rules;
pub mod service;
