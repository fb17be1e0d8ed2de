//! How bank and books stand to each other at the end of a month.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};

use super::moved;
use crate::error::{Error, Result};
use crate::funds::entity::bank_month::Model as Month;
use crate::funds::rules::bank::{Adjustment, Sums};
use crate::tenancy::Scope;

/// Where an account stands at the end of a month.
#[derive(Debug, FromQueryResult)]
pub(super) struct Account {
    pub(super) account: String,
    /// The last month that has a statement, and its balance.
    pub(super) last: NaiveDate,
    pub(super) closing: Option<i64>,
    /// What it held before its first line.
    opening: Option<i64>,
}

pub(super) async fn accounts(scope: &Scope, month: &Month) -> Result<Vec<Account>> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT DISTINCT ON (s.account) s.account, s.month AS last, s.closing_fen AS closing, f.opening
         FROM bank_statement s CROSS JOIN LATERAL (
             SELECT f.closing_fen - (SELECT coalesce(sum(l.amount_fen), 0)::bigint FROM bank_line l WHERE l.statement_id = f.id) AS opening
             FROM bank_statement f WHERE f.union_id = s.union_id AND f.account = s.account ORDER BY f.month LIMIT 1) AS f
         WHERE s.union_id = $1 AND s.month <= $2 ORDER BY s.account, s.month DESC",
        [month.union_id.into(), month.month.into()],
    );
    Ok(Account::find_by_statement(statement).all(scope).await?)
}

#[derive(Debug, FromQueryResult)]
struct LineSums {
    came: i64,
    went: i64,
}

/// The table of adjustment of an open month as it is now, and of a settled one as it was; none where the
/// viewer does not see the lines or a balance of an account is not known.
///
/// # Errors
/// A fault of the database; a bug where a settled month holds something else.
pub async fn adjustment(scope: &Scope, month: &Month) -> Result<Option<Adjustment>> {
    let bug = |error: &dyn std::error::Error| Error::bug(error.to_string());
    if let Some(figures) = &month.figures {
        let sums = serde_json::from_value(figures.clone()).map_err(|error| bug(&error))?;
        return Adjustment::of(sums).map(Some).map_err(|error| bug(&error));
    }
    if !scope.principal()?.owns(month.union_id) {
        return Ok(None);
    }
    let accounts = accounts(scope, month).await?;
    let total = |of: fn(&Account) -> Option<i64>| -> Option<i64> {
        accounts
            .iter()
            .try_fold(0_i64, |sum, account| sum.checked_add(of(account)?))
    };
    let (Some(bank), Some(opening)) = (
        total(|account| account.closing),
        total(|account| account.opening),
    ) else {
        return Ok(None);
    };
    if accounts.is_empty() {
        return Ok(None);
    }
    let books = moved::sums(scope, month).await?;
    let row = scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT coalesce(sum(l.amount_fen) FILTER (WHERE l.amount_fen > 0), 0)::bigint AS came,
                 coalesce(-sum(l.amount_fen) FILTER (WHERE l.amount_fen < 0), 0)::bigint AS went
             FROM bank_line l WHERE l.union_id = $1 AND l.month <= $2
                 AND NOT EXISTS (SELECT FROM bank_match x WHERE x.line_id = l.id AND x.month <= $2)",
            [month.union_id.into(), month.month.into()],
        ))
        .await?
        .ok_or_else(|| Error::bug("sums without a row"))?;
    let lines = LineSums::from_query_result(&row, "")?;
    let sums = Sums {
        books: books.books,
        opening: opening.saturating_sub(books.before),
        bank_in: lines.came,
        bank_out: lines.went,
        bank,
        books_in: books.came,
        books_out: books.went,
    };
    Adjustment::of(sums).map(Some).map_err(|error| bug(&error))
}
