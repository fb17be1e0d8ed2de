//! What is tested from outside: one binary, one module per subject.
#![allow(missing_docs, clippy::unwrap_used)]

mod assignments;
mod attachments;
mod audit;
mod costs;
mod exports;
mod figures;
mod households;
mod identity;
mod import;
mod isolation_api;
mod isolation_sql;
mod jobs;
mod limits;
mod live;
mod notifications;
mod permissions;
mod pool;
mod rosters;
mod statements;
mod statistics;
mod surveys;
mod tree;
mod unions;
mod visits;
mod writers;
