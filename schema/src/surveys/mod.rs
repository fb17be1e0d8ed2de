//! Survey rounds (摸底调查, notice §5.2): the list is fixed on the day a round opens, each household gets
//! a dated record taken face to face that no later one overwrites, and closing keeps the figures.

pub mod entity;
pub mod graphql;
pub mod input;
pub mod rules;
pub mod service;
