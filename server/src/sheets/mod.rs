//! Tables that people send as files: workbooks and text, looked at before they are believed, read row by
//! row. What a row means, the schema knows; here it is taken out of whatever file it came in.

mod desk;
mod guard;
mod kind;
mod read;
mod refusal;
#[cfg(test)]
mod tests;
mod text;
mod workbook;
mod xls;

pub(crate) use desk::Asker;
pub use desk::Desk;
pub(crate) use kind::Kind;
pub(crate) use read::{Headings, read};
pub(crate) use refusal::Unreadable;
