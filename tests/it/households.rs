//! Registering, reading, changing and finding households.

mod change;
mod claims;
mod duplicates;
pub(crate) mod family;
mod find;
mod head;
mod isolation;
mod large;
mod open;
mod register;
