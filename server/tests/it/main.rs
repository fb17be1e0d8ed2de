//! Tests of the server from outside its modules.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod http;
