//! Papers (纸质材料): the usual forms, filled from the file.
//!
//! A paper is a question to the API about one household or visit, and lines that say where in its answer
//! the facts stand (`forms/`). So a paper shows what the API would, what a cadre types once fills all of
//! them, and the same lines say which papers a changed fact makes stale (`service/stale.rs`). Setting the
//! type and writing the PDF is the server's.

pub mod entity;
mod facts;
mod forms;
pub mod graphql;
mod link;
pub mod rules;
pub mod service;

pub use facts::facts;
pub use link::Link;
