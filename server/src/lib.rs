//! The server of Lianxin: configuration, the managed database, backups.

pub mod backup;
pub mod config;
pub mod postgres;
