//! Live changes: what happened in the own subtree since a moment, pushed while it happens.
//!
//! The source is the audit trail, which every write appends to, so no write can forget to tell. It tells
//! the own union and those above; what is for one person is in the notifications, and what a union does
//! for those below it (a survey round) in a table of its own that they may read. What a
//! subscriber gets is read through the subscriber's own scope; a hint only says that looking may be
//! worth while.

mod cursor;
pub mod graphql;
mod hub;
pub mod rules;
mod service;

pub use hub::{Hint, Hub, look};
pub use service::{Live, Watcher};
