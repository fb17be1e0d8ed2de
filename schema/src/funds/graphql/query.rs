//! Reading funds.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object};
use uuid::Uuid;

use super::allocation::FundAllocation;
use super::budget::FundBudget;
use super::fund::{Fund, FundDues};
use super::ledger::{FundAccount, FundTransaction};
use super::statement::FundStatement;
use crate::error::{Error, Result};
use crate::funds::input::{FundAllocationFilter, FundTransactionFilter};
use crate::funds::service::{self, TransactionsOf};
use crate::id::{FundAllocationId, FundBudgetId, FundId, FundTransactionId, UnionId};
use crate::loaders::load;
use crate::paging::Page;
use crate::payload::{or_null, scope};
use crate::tenancy::{Permission, Scope};
use crate::unions::graphql::UnionById;
use crate::unions::service as unions;

/// Queries about funds.
#[derive(Debug, Default)]
pub struct FundQuery;

/// The union asked for, of the own subtree; the own one without it.
pub(super) async fn of_union(scope: &Scope, union: Option<UnionId>) -> Result<Uuid> {
    let principal = scope.require(Permission::FundRead)?;
    let Some(id) = union else {
        return Ok(principal.union_id);
    };
    if !principal.owns(id.uuid()) && !principal.covers(&unions::get(scope, id).await?.path) {
        return Err(Error::NotFound);
    }
    Ok(id.uuid())
}

#[Object]
impl FundQuery {
    /// A fund of the own subtree or of a union above; null for any other as for none.
    async fn fund(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: FundId,
    ) -> Result<Option<Fund>> {
        or_null(service::fund(scope(ctx)?, id).await.map(Fund::from))
    }

    /// Funds of the own subtree and of the unions above, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn funds(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that this union raised.")] union_id: Option<UnionId>,
        #[graphql(desc = "Only those of this year.")] year: Option<i32>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Fund>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::funds(scope(ctx)?, union_id, year, &page).await?;
        Ok(page.connection(rows, |row| vec![row.id.to_string()], Fund::from))
    }

    /// The statement of a year (收支表) of a union with everything below it, or of its own books.
    async fn fund_statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The year.")] year: i32,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
        #[graphql(
            default = false,
            desc = "Of its own books alone, without those of the unions below."
        )]
        own_books: bool,
    ) -> Result<FundStatement> {
        let id = of_union(scope(ctx)?, union_id).await?;
        let union = load(ctx, UnionById(id)).await?.ok_or(Error::NotFound)?;
        FundStatement::of(ctx, id, &union.path, year, own_books).await
    }

    /// The accounts of a union's own books in a year.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn fund_accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The year.")] year: i32,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
        #[graphql(desc = "Only those of this fund.")] fund_id: Option<FundId>,
        #[graphql(default = 100, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, FundAccount>> {
        let scope = scope(ctx)?;
        let page = Page::new(first, after.as_deref(), 1)?;
        let union = of_union(scope, union_id).await?;
        let rows = service::accounts(scope, union, year, fund_id, &page).await?;
        Ok(page.connection(rows, |row| vec![row.id.to_string()], FundAccount::from))
    }

    /// A transaction in the books of the own subtree; null for any other as for none.
    async fn fund_transaction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: FundTransactionId,
    ) -> Result<Option<FundTransaction>> {
        let found = service::transaction(scope(ctx)?, id).await;
        or_null(found.map(FundTransaction::from))
    }

    /// Transactions in a union's own books, the last day first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn fund_transactions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which; all of the own union when left out.")] filter: Option<
            FundTransactionFilter,
        >,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, FundTransaction>> {
        let scope = scope(ctx)?;
        let page = Page::new(first, after.as_deref(), 2)?;
        let filter = filter.unwrap_or_default();
        let of = TransactionsOf {
            union: of_union(scope, filter.union_id).await?,
            kind: filter.kind,
            fund: filter.fund_id,
            account: filter.account_id.map(crate::id::FundAccountId::uuid),
            from: filter.from.map(|day| day.0),
            to: filter.to.map(|day| day.0),
        };
        let rows = service::transactions(scope, &of, &page).await?;
        let rows = rows.into_iter().map(FundTransaction::from).collect();
        Ok(page.connection(rows, FundTransaction::cursor, |row| row))
    }

    /// An allocation or return of which the own subtree is one side; null for any other as for none.
    async fn fund_allocation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: FundAllocationId,
    ) -> Result<Option<FundAllocation>> {
        let found = service::allocation(scope(ctx)?, id).await;
        or_null(found.map(FundAllocation::from))
    }

    /// Allocations and returns from or to a union, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn fund_allocations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which; all of the own unions when left out.")] filter: Option<
            FundAllocationFilter,
        >,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, FundAllocation>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let filter = filter.unwrap_or_default();
        let rows = service::allocations(scope(ctx)?, &filter, &page).await?;
        Ok(page.connection(rows, |row| vec![row.id.to_string()], FundAllocation::from))
    }

    /// A budget of an own union, or an approved one of a union below; null for any other as for none.
    async fn fund_budget(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: FundBudgetId,
    ) -> Result<Option<FundBudget>> {
        let found = service::budget(scope(ctx)?, id).await;
        or_null(found.and_then(FundBudget::try_from))
    }

    /// Versions of a union's budgets, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn fund_budgets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
        #[graphql(desc = "Only those of this year.")] year: Option<i32>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, FundBudget>> {
        let scope = scope(ctx)?;
        let page = Page::new(first, after.as_deref(), 1)?;
        let union = of_union(scope, union_id).await?;
        let rows = service::budgets(scope, union, year, &page).await?;
        let rows = rows
            .into_iter()
            .map(FundBudget::try_from)
            .collect::<Result<Vec<_>>>()?;
        Ok(page.connection(rows, |row| vec![row.id.uuid().to_string()], |row| row))
    }

    /// The share of a year's dues that a union sets apart; null where nothing is written down.
    async fn fund_dues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The year.")] year: i32,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
    ) -> Result<Option<FundDues>> {
        let scope = scope(ctx)?;
        let union = of_union(scope, union_id).await?;
        let Ok(year) = i16::try_from(year) else {
            return Ok(None);
        };
        let Some(row) = service::dues(scope, union, year).await? else {
            return Ok(None);
        };
        let extracted = service::extracted(scope, union, year).await?;
        Ok(Some(FundDues::new(row, extracted)))
    }

    /// The years that a union has closed, the last first, 20 at most.
    #[graphql(complexity = "5")]
    async fn closed_fund_years(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
    ) -> Result<Vec<i32>> {
        let scope = scope(ctx)?;
        let union = of_union(scope, union_id).await?;
        let rows = service::closed_years(scope, union).await?;
        Ok(rows.into_iter().map(|row| row.year.into()).collect())
    }
}
