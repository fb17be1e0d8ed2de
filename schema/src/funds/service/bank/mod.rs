//! Reconciliation with the bank (银行对账). Nothing here writes to the ledger.
//!
//! A match counts from a month on, neither before its line nor before its transactions. So what was open when
//! a month was settled stays open in that month, and may find its other side in a later one.

mod load;
mod matching;
mod moved;
mod proposals;
mod read;
mod settle;
mod standing;

pub use load::{Arrival, Loaded, load, remove_statement, set_balance};
pub use matching::{explain, match_lines, unmatch};
pub use proposals::proposals;
pub use read::{
    Matched, line_state, lines, matches_of, month, months, open_transactions, statements_of,
};
pub use settle::{matched_by_viewer, obstacles, settle};
pub use standing::adjustment;

use chrono::{Datelike as _, Months, NaiveDate};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use super::state;
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Result, violated_constraint};
use crate::funds::entity::bank_month::{Column, Entity, Model as Month};
use crate::funds::rules::BankMonthState;
use crate::tenancy::{Permission, Scope, Tenant as _};

/// The first day after the month.
fn end(month: NaiveDate) -> NaiveDate {
    month
        .checked_add_months(Months::new(1))
        .unwrap_or(NaiveDate::MAX)
}

/// The month in words.
fn words(month: NaiveDate) -> (String, String) {
    let (year, number) = (month.year(), month.month());
    (format!("{year}年{number}月"), format!("{year}-{number:02}"))
}

/// A month of an own union to write in.
async fn own(scope: &Scope, id: crate::id::BankMonthId) -> Result<Month> {
    let month = month(scope, id).await?;
    Ok(scope.grant(Permission::FundManage, month)?.into_inner())
}

/// The union's months that are open, locked: whoever writes in them comes one after the other, so each sees
/// what the one before did.
async fn hold(scope: &Scope, union: Uuid) -> Result<Vec<Month>> {
    Ok(Entity::find()
        .filter(Column::UnionId.eq(union))
        .filter(Column::State.eq(BankMonthState::Open))
        .order_by_asc(Column::Month)
        .lock(LockType::NoKeyUpdate)
        .all(scope)
        .await?)
}

/// The month among those held.
fn still_open(held: &[Month], month: NaiveDate) -> Result<&Month> {
    held.iter()
        .find(|held| held.month == month)
        .ok_or_else(settled)
}

/// What is said of a month that takes nothing more.
fn settled() -> Error {
    state(
        "monthId",
        "这个月已经对账完成，不能再改动",
        "the month is settled and stays as it is",
    )
}

/// Counts the lines of an open month anew; its version is another then.
async fn refresh(scope: &Scope, union: Uuid, month: NaiveDate) -> Result<()> {
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "UPDATE bank_month b SET lines = c.lines, matched = c.matched, explained = c.explained, open = c.lines - c.matched - c.explained,
                 version = b.version + 1
             FROM (SELECT count(*)::int AS lines, count(x.line_id)::int AS matched,
                          (count(*) FILTER (WHERE x.line_id IS NULL AND l.note IS NOT NULL))::int AS explained
                   FROM bank_line l LEFT JOIN bank_match x ON x.line_id = l.id WHERE l.union_id = $1 AND l.month = $2) AS c
             WHERE b.union_id = $1 AND b.month = $2 AND b.state = 'OPEN'",
            [union.into(), month.into()],
        ))
        .await
        .map_err(refused)?;
    Ok(())
}

/// What it means that the database took something not.
fn refused(error: DbErr) -> Error {
    match violated_constraint(&error) {
        Some("bank_month_is_open") => settled(),
        Some("bank_month_follows") => state(
            "month",
            "更晚的月份已经对账完成，不能再补这个月",
            "a later month is settled, so this one can't be begun",
        ),
        // Somebody else was quicker; the next attempt sees what they did.
        Some("bank_match_pkey" | "bank_match_item_pkey" | "bank_line_statement_id_key_key") => {
            Error::Retry(std::sync::Arc::new(error))
        }
        Some("bank_month_four_eyes") => four_eyes(),
        _ => error.into(),
    }
}

/// Whoever matched does not settle.
fn four_eyes() -> Error {
    state(
        "id",
        "核对人不能自己确认对账完成，请由另一位审批人办理",
        "nobody settles what they matched; another person has to",
    )
}

async fn note(
    scope: &Scope,
    action: AuditAction,
    month: &Month,
    what: impl AsRef<str>,
    reason: Option<&str>,
) -> Result<()> {
    let subject = Subject {
        kind: "bankmonth",
        id: Some(month.id),
        union_id: month.union_id(),
        union_path: month.union_path(),
    };
    let summary = format!("{}银行对账：{}", words(month.month).0, what.as_ref());
    audit::record(scope, action, subject, summary, reason).await
}
