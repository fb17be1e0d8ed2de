//! Reading the ledger: accounts, their entries, transactions.

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::funds::entity::{account, allocation, entry, fund, transaction};
use crate::funds::rules::{FundAccountKind, FundTransactionKind};
use crate::id::{FundId, FundTransactionId};
use crate::paging::Page;
use crate::tenancy::{Permission, Scope};
use crate::values::money::Fen;

/// A transaction of the own subtree.
///
/// # Errors
/// [`crate::error::Error::NotFound`] for one elsewhere as for none.
pub async fn transaction(scope: &Scope, id: FundTransactionId) -> Result<transaction::Model> {
    scope.require(Permission::FundRead)?;
    super::ledger::found(scope, id.uuid()).await
}

/// Accounts of one union in a year, by their ids; the page's key is the id.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn accounts(
    scope: &Scope,
    union: Uuid,
    year: i32,
    of_fund: Option<FundId>,
    page: &Page,
) -> Result<Vec<account::Model>> {
    use account::{Column, Entity};
    scope.require(Permission::FundRead)?;
    let mut query = Entity::find()
        .filter(Column::UnionId.eq(union))
        .filter(Column::Year.eq(year));
    if let Some(fund) = of_fund {
        query = query.filter(Column::FundId.eq(fund.uuid()));
    }
    if let Some(id) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.gt(id));
    }
    Ok(query
        .order_by_asc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Which transactions a list shows.
#[derive(Debug, Clone, Default)]
pub struct TransactionsOf {
    /// In the books of this union.
    pub union: Uuid,
    /// Of this kind.
    pub kind: Option<FundTransactionKind>,
    /// With an entry of this fund.
    pub fund: Option<FundId>,
    /// With an entry of this account.
    pub account: Option<Uuid>,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Up to this day.
    pub to: Option<NaiveDate>,
}

/// Transactions of one union's books, the last day first; the page's key is the day and the id.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn transactions(
    scope: &Scope,
    of: &TransactionsOf,
    page: &Page,
) -> Result<Vec<transaction::Model>> {
    use transaction::{Column, Entity};
    scope.require(Permission::FundRead)?;
    let mut query = Entity::find().filter(Column::UnionId.eq(of.union));
    if let Some(kind) = of.kind {
        query = query.filter(Column::Kind.eq(kind));
    }
    if let Some(from) = of.from {
        query = query.filter(Column::OnDay.gte(from));
    }
    if let Some(to) = of.to {
        query = query.filter(Column::OnDay.lte(to));
    }
    if of.fund.is_some() || of.account.is_some() {
        let mut entries = entry::Entity::find()
            .select_only()
            .column(entry::Column::TransactionId)
            .filter(entry::Column::UnionId.eq(of.union));
        if let Some(account) = of.account {
            entries = entries.filter(entry::Column::AccountId.eq(account));
        }
        if let Some(fund) = of.fund {
            let accounts = account::Entity::find()
                .select_only()
                .column(account::Column::Id)
                .filter(account::Column::UnionId.eq(of.union))
                .filter(account::Column::FundId.eq(fund.uuid()));
            entries = entries.filter(
                entry::Column::AccountId.in_subquery(sea_orm::QueryTrait::into_query(accounts)),
            );
        }
        query = query.filter(Column::Id.in_subquery(sea_orm::QueryTrait::into_query(entries)));
    }
    if let (Some(day), Some(id)) = (page.key::<NaiveDate>(0)?, page.key::<Uuid>(1)?) {
        query = query.filter(
            Condition::any().add(Column::OnDay.lt(day)).add(
                Condition::all()
                    .add(Column::OnDay.eq(day))
                    .add(Column::Id.lt(id)),
            ),
        );
    }
    Ok(query
        .order_by_desc(Column::OnDay)
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// The entries of these transactions with their accounts, each transaction's in the order of the forms.
///
/// # Errors
/// A fault of the database.
pub async fn entries_of(
    scope: &Scope,
    transactions: Vec<Uuid>,
) -> Result<Vec<(entry::Model, account::Model)>> {
    let entries = entry::Entity::find()
        .filter(entry::Column::TransactionId.eq_any(transactions))
        .all(&scope.keyed())
        .await?;
    let ids: Vec<Uuid> = entries.iter().map(|row| row.account_id).collect();
    let accounts = account::Entity::find()
        .filter(account::Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?;
    let mut found: Vec<_> = entries
        .into_iter()
        .filter_map(|row| {
            let account = accounts
                .iter()
                .find(|account| account.id == row.account_id)?;
            Some((row, account.clone()))
        })
        .collect();
    found.sort_by_key(|(_, account)| (account.year, account.kind, account.programme));
    Ok(found)
}

/// The balance of a fund's account of one kind in the books of the union that raised it, in its year.
pub(super) async fn balance(scope: &Scope, of: &fund::Model, kind: FundAccountKind) -> Result<Fen> {
    let accounts = account::Entity::find()
        .filter(account::Column::UnionId.eq(of.union_id))
        .filter(account::Column::Year.eq(of.year))
        .filter(account::Column::FundId.eq(of.id))
        .filter(account::Column::Kind.eq(kind))
        .all(scope)
        .await?;
    let sum = Fen::sum(accounts.into_iter().map(|row| Fen(row.balance_fen)));
    Ok(sum.unwrap_or_default())
}

/// Whether money of a fund was spent or sent on anywhere in the own subtree.
pub(super) async fn is_used(scope: &Scope, fund: Uuid) -> Result<bool> {
    let used = [
        FundAccountKind::Committed,
        FundAccountKind::Paying,
        FundAccountKind::Paid,
        FundAccountKind::InTransit,
        FundAccountKind::Issued,
    ];
    let moved = account::Entity::find()
        .filter(account::Column::FundId.eq(fund))
        .filter(account::Column::Kind.is_in(used.map(FundAccountKind::code)))
        .filter(Expr::col(account::Column::BalanceFen).ne(0))
        .count(scope)
        .await?;
    let proposed = allocation::Entity::find()
        .filter(allocation::Column::FundId.eq(fund))
        .count(scope)
        .await?;
    Ok(moved + proposed > 0)
}
