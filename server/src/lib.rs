//! What stands around the unions' work: keys, HTTP, logging and the command line.

pub mod keys;
