//! The server against the real thing: processes of PostgreSQL, files, signals, sockets.
//!
//! The tests run on the PostgreSQL that the server would find by itself, or on the one that
//! `LIANXIN_PG_BIN` names.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod backup;
mod bucket;
mod config;
mod finder;
mod http;
mod lifecycle;
mod roles;
mod trial;
