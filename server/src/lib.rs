//! What stands around the unions' work: keys, HTTP, logging and the command line.

pub mod cli;
pub mod http;
pub mod keys;
pub mod logging;
