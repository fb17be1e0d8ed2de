//! Dedicated funds (专项工作经费, notice §5.1): where money comes from, how it goes down the tree, and the
//! ledger that is exact to the fen.

pub mod entity;
pub mod graphql;
pub mod input;
pub mod rules;
pub mod service;
mod verify;

pub use verify::{LedgerFault, LedgerVerified, verify};
