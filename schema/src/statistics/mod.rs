//! Figures of any subtree, exact at every moment: maintained, not scanned.
//!
//! An area declares what its rows count for by implementing [`Counted`] in a few lines, and calls
//! [`record`] with the row before and after each write. A job folds the deltas upwards.

pub mod figures;
pub mod fold;
pub mod graphql;
pub mod tally;
mod under;
pub mod verify;

pub use figures::{FigureDimension, FigureMeasure};
pub use tally::{Counted, Tally, record};
pub use under::CellsUnder;
pub use verify::{Difference, rebuild, verify};
