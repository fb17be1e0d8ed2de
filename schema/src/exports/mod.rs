//! Lists as tables, for Excel.
//!
//! A table is a question to the API and columns that say where in its answer their values stand
//! (`lists/`). So a table shows its reader exactly what the API would, under the same policies, and a
//! list that is taken along without a reason is read in a scope that sees no names.
//!
//! Ordering a table writes the audit trail and answers a link that lives for minutes (`order`); who
//! follows it reads the rows page by page in one snapshot (`rows`). Writing the file is the server's.

pub mod graphql;
mod lists;
mod order;
pub mod rows;
pub(crate) mod sheet;

pub use lists::ExportList;
pub use order::{Order, place_order};
pub use sheet::{Cell, Column, Sheet};
