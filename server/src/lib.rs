//! The server of Lianxin: configuration, managed PostgreSQL, HTTP, sign-in tokens, jobs and the
//! command line. The union's work itself is in the crate `schema`.

pub mod attachments;
pub mod backup;
pub mod bank;
pub mod calendars;
mod checkout;
pub mod cli;
pub mod commands;
pub mod config;
pub mod demo;
pub mod exports;
pub mod graphql;
pub mod http;
pub mod keys;
pub mod logging;
pub mod outbox;
pub mod papers;
pub mod postgres;
pub mod rosters;
pub mod sheets;
pub mod tls;
