//! What may be done with papers.

mod print;
mod read;
mod stale;

pub use print::{PrintOrder, print};
pub use read::{PapersOf, get, of_delegations, of_households, of_letters, of_visits, papers};
pub use stale::{
    cadre_changed, changed, delegation_changed, letter_changed, showing, union_renamed,
};
