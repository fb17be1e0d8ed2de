//! Reconciliation with the bank in the API.

mod line;
mod month;
mod mutation;
mod query;

pub use line::{BankItem, BankLine, BankMatch, BankProposal, LineById};
pub use month::{BankAdjustment, BankMonth, BankMonthPayload, BankReconciliation, BankStatement};
pub use mutation::BankMutation;
pub use query::BankQuery;
