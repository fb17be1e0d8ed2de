//! Reconciliation with the bank (银行对账): what a statement says, which transactions its lines may be, and
//! whether both sides come to the same.

mod adjustment;
mod columns;
mod interpret;
mod propose;

pub use adjustment::{Adjustment, Sums};
pub use columns::BankColumn;
pub use interpret::{BankEntry, BankTable, CellFault, interpret, lacks};
pub use propose::{Candidate, Proposal, Side, WINDOW_DAYS, propose};

/// Lines of one file at most: some dozens are usual, and a batch of payments has hundreds.
pub const MAX_LINES: usize = 5_000;
/// Matches of one act at most.
pub const MAX_MATCHES: usize = 200;
/// Transactions that one line may be at most.
pub const MAX_ITEMS: usize = 500;
/// Accounts of a union at most that a month has statements of.
pub const MAX_ACCOUNTS: u64 = 20;
