//! What is tested from outside: one binary, one module per subject.
#![allow(missing_docs)]

mod assignments;
mod identity;
mod isolation_sql;
mod tree;
mod visits;
