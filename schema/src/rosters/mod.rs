//! Rosters (花名册): a table of households and members, as unions keep it in a spreadsheet, becomes files.
//!
//! What a file is, whoever hands in rows knows; here a row is cells under headings. Rows are grouped to
//! households, checked by the rules of registering one, looked through by a person and then loaded.

pub mod choices;
pub mod columns;
pub mod entity;
pub mod families;
pub mod graphql;
pub mod input;
pub mod interpret;
pub mod rules;
pub mod service;
pub mod values;
