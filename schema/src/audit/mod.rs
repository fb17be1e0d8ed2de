//! The audit trail: who did what to whom and, for a superior's look at a person, why.

pub mod chain;
pub mod entity;
pub mod graphql;
pub mod service;
pub mod trail;

pub use chain::{AuditFault, Verified, seal, verify};
pub use service::{AuditAction, Subject, record};
