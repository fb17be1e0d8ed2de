//! What may be done with funds.

mod allocation;
pub mod bank;
mod budget;
mod commit;
mod dues;
mod fund;
mod income;
mod ledger;
mod list;
mod statement;
mod year;

pub use allocation::{allocation, allocations, allocations_by_id, propose, send_back, step};
pub use budget::{budget, budgets, decide, lines as budget_lines, save, submit};
pub use commit::{enough_to_commit, year_of};
pub use dues::{dues, extracted, set_dues};
pub use fund::{create, fund, funds, update};
pub use income::{income, reverse};
pub use ledger::{Posting, Voucher, post};
pub(crate) use ledger::{note, refused};
pub use list::{TransactionsOf, accounts, entries_of, transaction, transactions};
pub use statement::{balances_key, cells_of, own_balances};
pub use year::{close, closed_years};

use crate::error::{Refusal, Result, UserErrorCode};
use crate::input::Checks;
use crate::scalars::Money;
use crate::tenancy::Scope;
use crate::values::money::Fen;

/// An amount above zero that one act may move; zero where it is at fault.
fn amount(checks: &mut Checks, path: &str, money: Money) -> Fen {
    checks.ensure(
        money.0.is_positive(),
        path,
        "金额应大于零",
        "an amount is above zero",
    );
    checks.ensure(
        money.0 <= super::rules::LARGEST,
        path,
        "金额过大，请核对单位是否为元",
        "the amount is too large; is it in yuan?",
    );
    money.0
}

/// The year of an act: this one, the one before or the next.
fn year(checks: &mut Checks, scope: &Scope, path: &str, year: i32) -> i16 {
    use chrono::Datelike as _;
    let this = scope.today().year();
    checks.ensure(
        (this - 1..=this + 1).contains(&year),
        path,
        format!("年度应为 {} 至 {} 年", this - 1, this + 1),
        format!("the year is one of {} to {}", this - 1, this + 1),
    );
    i16::try_from(year).unwrap_or_default()
}

/// Why money moves: superiors read it, so it names nobody and holds no number of a person.
fn purpose(checks: &mut Checks, path: &str, text: &str) -> String {
    let text = checks.line(path, text, 100);
    checks.without_numbers(path, &text);
    text
}

/// A refusal because of how things stand.
fn state(path: &str, zh: impl Into<String>, en: impl Into<String>) -> crate::error::Error {
    Refusal::new(UserErrorCode::State, path, zh, en).into()
}

/// A refusal because there is not enough.
fn limit<T>(path: &str, zh: impl Into<String>, en: impl Into<String>) -> Result<T> {
    Err(Refusal::new(UserErrorCode::Limit, path, zh, en).into())
}
