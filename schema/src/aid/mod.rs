//! Programmes (救助项目, notice §4.3): who may apply for what, as data that a household's facts are held
//! against step by step, and the lines that incomes are measured by.

pub mod entity;
pub mod graphql;
pub mod input;
pub mod rules;
pub mod service;
