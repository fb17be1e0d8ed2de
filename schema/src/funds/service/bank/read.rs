//! Reading months, their lines, and what waits.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::moved::{self, Moved};
use crate::error::{Error, Result};
use crate::funds::entity::{bank_line, bank_match, bank_match_item, bank_month, bank_statement};
use crate::funds::rules::BankLineState;
use crate::id::BankMonthId;
use crate::paging::Page;
use crate::tenancy::{Permission, Scope};

/// A month of the own subtree.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn month(scope: &Scope, id: BankMonthId) -> Result<bank_month::Model> {
    scope.require(Permission::FundRead)?;
    bank_month::Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Months of a union, the last first; the page's key is the month.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn months(scope: &Scope, union: Uuid, page: &Page) -> Result<Vec<bank_month::Model>> {
    use bank_month::{Column, Entity};
    scope.require(Permission::FundRead)?;
    let mut query = Entity::find().filter(Column::UnionId.eq(union));
    if let Some(month) = page.key::<NaiveDate>(0)? {
        query = query.filter(Column::Month.lt(month));
    }
    Ok(query
        .order_by_desc(Column::Month)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Statements of these months of unions, by account.
///
/// # Errors
/// A fault of the database.
pub async fn statements_of(
    scope: &Scope,
    months: &[(Uuid, NaiveDate)],
) -> Result<Vec<bank_statement::Model>> {
    use bank_statement::{Column, Entity};
    Ok(Entity::find()
        .filter(Column::UnionId.eq_any(months.iter().map(|(union, _)| *union)))
        .filter(Column::Month.eq_any(months.iter().map(|(_, month)| *month)))
        .order_by_asc(Column::Account)
        .all(&scope.keyed())
        .await?)
}

/// Lines that have a match which counts by the month, or by the one before.
fn matched(union: Uuid, by: NaiveDate, before: bool) -> SelectStatement {
    let month = bank_match::Column::Month;
    let mut query = Query::select();
    query
        .column(bank_match::Column::LineId)
        .from(bank_match::Entity)
        .and_where(bank_match::Column::UnionId.eq(union))
        .and_where(if before { month.lt(by) } else { month.lte(by) });
    query
}

/// Lines that a month has to do with, by day: its own, and those of the months before that were open when it
/// began; as it was or will be at its end. The page's key is day and id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission. Of a union below there are none to see.
pub async fn lines(
    scope: &Scope,
    month: &bank_month::Model,
    state: Option<BankLineState>,
    page: &Page,
) -> Result<Vec<bank_line::Model>> {
    use bank_line::{Column, Entity};
    scope.require(Permission::FundRead)?;
    let mut query = Entity::find()
        .filter(Column::UnionId.eq(month.union_id))
        .filter(Column::Month.lte(month.month))
        .filter(Column::Id.not_in_subquery(matched(month.union_id, month.month, true)));
    let by_now = || matched(month.union_id, month.month, false);
    query = match state {
        None => query,
        Some(BankLineState::Matched) => query.filter(Column::Id.in_subquery(by_now())),
        Some(BankLineState::Explained) => query
            .filter(Column::Id.not_in_subquery(by_now()))
            .filter(Column::Note.is_not_null()),
        Some(BankLineState::Open) => query
            .filter(Column::Id.not_in_subquery(by_now()))
            .filter(Column::Note.is_null()),
    };
    if let (Some(day), Some(id)) = (page.key::<NaiveDate>(0)?, page.key::<Uuid>(1)?) {
        query = query.filter(
            Condition::any().add(Column::Day.gt(day)).add(
                Condition::all()
                    .add(Column::Day.eq(day))
                    .add(Column::Id.gt(id)),
            ),
        );
    }
    Ok(query
        .order_by_asc(Column::Day)
        .order_by_asc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// How a line stands to the books as of a month.
#[must_use]
pub fn line_state(
    line: &bank_line::Model,
    matched: Option<NaiveDate>,
    as_of: NaiveDate,
) -> BankLineState {
    match matched {
        Some(month) if month <= as_of => BankLineState::Matched,
        _ if line.note.is_some() => BankLineState::Explained,
        _ => BankLineState::Open,
    }
}

/// Transactions that moved money and have no line at the month's end, by day; the page's key is day and id.
///
/// # Errors
/// [`Error::Forbidden`] for another union's: what has no line follows from lines that are not the viewer's.
pub async fn open_transactions(
    scope: &Scope,
    month: &bank_month::Model,
    page: &Page,
) -> Result<Vec<Moved>> {
    let principal = scope.require(Permission::FundRead)?;
    if !principal.owns(month.union_id) {
        return Ok(Vec::new());
    }
    let after = page.key::<NaiveDate>(0)?.zip(page.key::<Uuid>(1)?);
    moved::waiting(scope, month, after, false, page.limit()).await
}

/// A match, and its transactions with their amounts as the bank sees them.
#[derive(Debug, Clone)]
pub struct Matched {
    /// The match.
    pub of: bank_match::Model,
    /// Its transactions.
    pub items: Vec<bank_match_item::Model>,
}

/// The matches of these lines.
///
/// # Errors
/// A fault of the database.
pub async fn matches_of(scope: &Scope, lines: &[Uuid]) -> Result<HashMap<Uuid, Matched>> {
    let of = bank_match::Entity::find()
        .filter(bank_match::Column::LineId.eq_any(lines.to_vec()))
        .all(&scope.keyed())
        .await?;
    let items = bank_match_item::Entity::find()
        .filter(bank_match_item::Column::LineId.eq_any(lines.to_vec()))
        .order_by_asc(bank_match_item::Column::TransactionId)
        .all(&scope.keyed())
        .await?;
    let mut found: HashMap<Uuid, Matched> = of
        .into_iter()
        .map(|of| {
            let items = Vec::new();
            (of.line_id, Matched { of, items })
        })
        .collect();
    for item in items {
        if let Some(matched) = found.get_mut(&item.line_id) {
            matched.items.push(item);
        }
    }
    Ok(found)
}
