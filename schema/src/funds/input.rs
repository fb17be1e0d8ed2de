//! What people enter about funds.

use async_graphql::InputObject;

use super::rules::{
    AllocationStep, FundAllocationKind, FundAllocationState, FundSource, FundTransactionKind,
    ProgrammeKind,
};
use crate::id::{
    BankLineId, BankMonthId, BankStatementId, FundAccountId, FundAllocationId, FundBudgetId,
    FundId, FundTransactionId, UnionId,
};
use crate::scalars::{Date, Money};

/// Input of `createFund`.
#[derive(Debug, Clone, InputObject)]
pub struct CreateFundInput {
    /// Its name, 2 to 60 characters.
    pub name: String,
    /// Where the money comes from.
    pub source: FundSource,
    /// The year it is of: this one, the one before or the next.
    pub year: i32,
    /// What it may be spent on, such as a donor's wish; anything where nothing is named.
    pub programmes: Option<Vec<ProgrammeKind>>,
    /// Number of the paper it rests on (文号), 60 characters at most.
    pub document_number: Option<String>,
    /// What there is to know, 500 characters at most. Unions below that hold money of it read it.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `updateFund`: what is written down about it, whole. Source and year stay.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateFundInput {
    /// The fund.
    pub id: FundId,
    /// The version that was seen.
    pub version: i32,
    /// Its name, 2 to 60 characters.
    pub name: String,
    /// What it may be spent on; stays once money of it was spent or sent on.
    pub programmes: Option<Vec<ProgrammeKind>>,
    /// Number of the paper it rests on (文号), 60 characters at most.
    pub document_number: Option<String>,
    /// What there is to know, 500 characters at most.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `recordFundIncome`.
#[derive(Debug, Clone, InputObject)]
pub struct RecordFundIncomeInput {
    /// The own union's fund that it comes into.
    pub fund_id: FundId,
    /// How much.
    pub amount: Money,
    /// Why, 100 characters at most, without anybody's name: superiors read it.
    pub purpose: String,
    /// Number of the paper behind it (凭证号), 60 characters at most.
    pub document: Option<String>,
    /// The day it came; today where it is left out.
    pub on_day: Option<Date>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `reverseFundTransaction`.
#[derive(Debug, Clone, InputObject)]
pub struct ReverseFundTransactionInput {
    /// The transaction.
    pub id: FundTransactionId,
    /// Why, 5 to 100 characters, without anybody's name.
    pub reason: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `setFundDues`.
#[derive(Debug, Clone, InputObject)]
pub struct SetFundDuesInput {
    /// The year: this one, the one before or the next.
    pub year: i32,
    /// The version that was seen; none where nothing was written down yet.
    pub version: Option<i32>,
    /// The dues of the year (工会经费收入).
    pub base: Money,
    /// The share that is set apart, in per cent with two decimals at most, such as 5 or 2.50.
    pub rate_percent: String,
    /// Number of the decision (文号), 60 characters at most.
    pub document_number: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// One line of a proposal.
#[derive(Debug, Clone, InputObject)]
pub struct AllocationLineInput {
    /// A union below.
    pub union_id: UnionId,
    /// How much.
    pub amount: Money,
}

/// Input of `proposeAllocations`.
#[derive(Debug, Clone, InputObject)]
pub struct ProposeAllocationsInput {
    /// The fund that the money is of.
    pub fund_id: FundId,
    /// The year that it is booked in.
    pub year: i32,
    /// What it is for; the receivers decide where it is left out.
    pub programme: Option<ProgrammeKind>,
    /// Number of the paper that goes with it (文号), 60 characters at most.
    pub document_number: Option<String>,
    /// Why, 100 characters at most, without anybody's name.
    pub purpose: String,
    /// To be spent by this day.
    pub spend_by: Option<Date>,
    /// Who gets how much, 200 at most.
    pub lines: Vec<AllocationLineInput>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `sendBackFunds`.
#[derive(Debug, Clone, InputObject)]
pub struct SendBackFundsInput {
    /// The fund that the money is of.
    pub fund_id: FundId,
    /// The year that it is booked in.
    pub year: i32,
    /// The union above that it came from.
    pub to_union_id: UnionId,
    /// What it was marked for.
    pub programme: Option<ProgrammeKind>,
    /// How much.
    pub amount: Money,
    /// Why, 100 characters at most, without anybody's name.
    pub purpose: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `stepAllocation`.
#[derive(Debug, Clone, InputObject)]
pub struct StepAllocationInput {
    /// The allocation or return.
    pub id: FundAllocationId,
    /// The version that was seen.
    pub version: i32,
    /// What is done.
    pub step: AllocationStep,
    /// Why, for REFUSE and RECALL: 5 to 100 characters, without anybody's name.
    pub reason: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Which allocations a list shows.
#[derive(Debug, Clone, Default, InputObject)]
pub struct FundAllocationFilter {
    /// Of this union of the own subtree; of the own ones where none is named.
    pub union_id: Option<UnionId>,
    /// Only those that come to it (true) or go from it (false).
    pub incoming: Option<bool>,
    /// Only those that go this way.
    pub kind: Option<FundAllocationKind>,
    /// Only those that stand here.
    pub state: Option<FundAllocationState>,
    /// Only those booked in this year.
    pub year: Option<i32>,
    /// Only those of this fund.
    pub fund_id: Option<FundId>,
}

/// Which transactions a list shows.
#[derive(Debug, Clone, Default, InputObject)]
pub struct FundTransactionFilter {
    /// In the books of this union of the own subtree; of the own one where none is named.
    pub union_id: Option<UnionId>,
    /// Only those of this kind.
    pub kind: Option<FundTransactionKind>,
    /// Only those that moved money of this fund.
    pub fund_id: Option<FundId>,
    /// Only those that changed this account.
    pub account_id: Option<FundAccountId>,
    /// From this day on.
    pub from: Option<Date>,
    /// Up to this day.
    pub to: Option<Date>,
}

/// One line of a budget.
#[derive(Debug, Clone, InputObject)]
pub struct FundBudgetLineInput {
    /// The programme.
    pub programme: ProgrammeKind,
    /// What is meant to be spent on it.
    pub amount: Money,
}

/// Input of `saveFundBudget`: the version in work as it is to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct SaveFundBudgetInput {
    /// The year: this one, the one before or the next.
    pub year: i32,
    /// The version of the row that was seen; none where no version of the budget is in work.
    pub version: Option<i32>,
    /// Its lines, one for each programme.
    pub lines: Vec<FundBudgetLineInput>,
    /// What there is to know, 500 characters at most.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `submitFundBudget`.
#[derive(Debug, Clone, InputObject)]
pub struct SubmitFundBudgetInput {
    /// The budget.
    pub id: FundBudgetId,
    /// The version that was seen.
    pub version: i32,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `decideFundBudget`.
#[derive(Debug, Clone, InputObject)]
pub struct DecideFundBudgetInput {
    /// The budget.
    pub id: FundBudgetId,
    /// The version that was seen.
    pub version: i32,
    /// Whether it is approved; it is returned to be changed otherwise.
    pub approve: bool,
    /// Why it is returned, 5 to 100 characters, without anybody's name.
    pub reason: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `closeFundYear`.
#[derive(Debug, Clone, InputObject)]
pub struct CloseFundYearInput {
    /// A year that is over.
    pub year: i32,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// One line, and what it is.
#[derive(Debug, Clone, InputObject)]
pub struct BankMatchInput {
    /// The line.
    pub line_id: BankLineId,
    /// The transactions that it is, 1 to 500; they come to its amount.
    pub transaction_ids: Vec<FundTransactionId>,
}

/// Input of `matchBankLines`.
#[derive(Debug, Clone, InputObject)]
pub struct MatchBankLinesInput {
    /// The month that is worked in; lines and transactions are of it or of a month before.
    pub month_id: BankMonthId,
    /// 1 to 200 matches.
    pub matches: Vec<BankMatchInput>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `unmatchBankLine`.
#[derive(Debug, Clone, InputObject)]
pub struct UnmatchBankLineInput {
    /// The line.
    pub line_id: BankLineId,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `explainBankLine`.
#[derive(Debug, Clone, InputObject)]
pub struct ExplainBankLineInput {
    /// The line.
    pub line_id: BankLineId,
    /// Why it has no transaction (未达账项), 5 to 200 characters; nothing takes the reason back.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `setBankBalance`.
#[derive(Debug, Clone, InputObject)]
pub struct SetBankBalanceInput {
    /// The month.
    pub month_id: BankMonthId,
    /// What people call the account, 40 characters at most, without its whole number.
    pub account: String,
    /// What it held when the month ended.
    pub closing: Money,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `removeBankStatement`.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveBankStatementInput {
    /// The statement; it goes with its lines and their matches.
    pub id: BankStatementId,
    /// Why, 5 to 100 characters, without anybody's name.
    pub reason: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `settleBankMonth`.
#[derive(Debug, Clone, InputObject)]
pub struct SettleBankMonthInput {
    /// The month.
    pub id: BankMonthId,
    /// The version that was seen.
    pub version: i32,
    /// What there is to know, 200 characters at most, without anybody's name: superiors read it. Of the first
    /// month it says where a difference at the beginning comes from.
    pub note: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}
