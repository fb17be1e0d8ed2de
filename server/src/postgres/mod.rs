//! The database server: found, started and watched, or reached at `DATABASE_URL`.
//!
//! [`Database`] is what others use. Behind it: [`finder`] looks for the programs of PostgreSQL,
//! `cluster` makes and prepares the data directory, `postmaster` starts and stops the process,
//! `supervisor` starts it again when it dies, [`roles`] makes the three roles and refuses to work
//! as one that could pass the policies.

mod account;
mod cluster;
mod connection;
mod database;
mod error;
pub mod finder;
mod home;
mod passwords;
mod postmaster;
pub mod roles;
mod settings;
mod supervisor;

pub(crate) use account::Account;
pub(crate) use cluster::Cluster;
pub(crate) use connection::connect;
pub use database::{Database, Managed};
pub use error::Error;
pub(crate) use home::{Home, make_private, sync_dir};
pub(crate) use postmaster::Postmaster;
pub use roles::Role;
