//! What is tested from outside: one binary, one module per subject.
#![allow(missing_docs)]

mod audit;
mod founding;
mod identity;
mod import;
mod isolation_sql;
mod jobs;
mod permissions;
mod statistics;
mod tree;
mod unions;
mod writers;
