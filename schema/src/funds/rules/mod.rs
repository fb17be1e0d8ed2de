//! Rules of funds. No I/O.

mod codes;

pub use codes::ProgrammeKind;
