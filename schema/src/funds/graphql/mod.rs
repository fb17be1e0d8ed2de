//! Funds in the API.

mod allocation;
mod bank;
mod budget;
mod fund;
mod ledger;
mod mutation;
mod query;
mod statement;

pub use allocation::{FundAllocation, FundAllocationPayload, FundAllocationsPayload};
pub use bank::{
    BankAdjustment, BankItem, BankLine, BankMatch, BankMonth, BankMonthPayload, BankMutation,
    BankProposal, BankQuery, BankReconciliation, BankStatement, LineById,
};
pub use budget::{FundBudget, FundBudgetLine, FundBudgetPayload};
pub use fund::{Fund, FundById, FundDues, FundDuesPayload, FundPayload};
pub use ledger::{FundAccount, FundEntry, FundTransaction, FundTransactionPayload};
pub use mutation::{CloseFundYearPayload, FundMutation};
pub use query::FundQuery;
pub use statement::{
    FundFlows, FundFlowsOfProgramme, FundFlowsOfSource, FundStatement, UnionFunds,
};
