//! Who answers for which household (结对), what was seen and promised there (走访、帮扶措施), and whether
//! the promises are kept (notice §3.2, §4.3).

pub mod entity;
pub mod graphql;
pub mod rules;
pub mod service;
