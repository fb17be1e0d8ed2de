//! Delegation (委托, notice §4.2): a rights case given into the hands of a legal-aid partner by the mandate of its workers,
//! from the draft of the union to the partner's conclusion, with what the partner was told, its hearings and its files.

pub mod entity;
pub mod graphql;
pub mod input;
pub mod rules;
pub mod service;
