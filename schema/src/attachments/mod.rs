//! Photographs and documents of households, visits and promises. The bytes are the server's: here is
//! what is known of them, and who may reach them.

pub mod entity;
pub mod graphql;
pub mod link;
pub mod rules;
pub mod service;

pub use graphql::Attachment;
pub use link::Link;
