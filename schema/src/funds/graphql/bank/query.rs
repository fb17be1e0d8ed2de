//! Reading reconciliation with the bank.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object};

use super::super::query::of_union;
use super::line::{BankItem, BankLine, BankProposal};
use super::month::{BankMonth, BankReconciliation};
use crate::error::Result;
use crate::funds::rules::{BankLineState, BankMonthState};
use crate::funds::service::bank as service;
use crate::id::{BankMonthId, UnionId};
use crate::paging::Page;
use crate::payload::{or_null, scope};
use crate::tenancy::Permission;

/// Queries about reconciliation with the bank.
#[derive(Debug, Default)]
pub struct BankQuery;

#[Object]
impl BankQuery {
    /// A month that a union of the own subtree reconciles with its bank; null for any other as for none.
    async fn bank_month(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: BankMonthId,
    ) -> Result<Option<BankMonth>> {
        or_null(
            service::month(scope(ctx)?, id)
                .await
                .and_then(BankMonth::try_from),
        )
    }

    /// The months that a union reconciles with its bank, the last first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn bank_months(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, BankMonth>> {
        let scope = scope(ctx)?;
        let page = Page::new(first, after.as_deref(), 1)?;
        let union = of_union(scope, union_id).await?;
        let rows = service::months(scope, union, &page).await?;
        let rows: Vec<BankMonth> = rows
            .into_iter()
            .map(BankMonth::try_from)
            .collect::<Result<_>>()?;
        Ok(page.connection(rows, |row| vec![row.month.0.to_string()], |row| row))
    }

    /// How bank and books stand to each other at the end of a month, and what is left to do; null for a month
    /// elsewhere as for none.
    #[graphql(complexity = "20 + child_complexity")]
    async fn bank_reconciliation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The month.")] month_id: BankMonthId,
    ) -> Result<Option<BankReconciliation>> {
        let scope = scope(ctx)?;
        let Some(month) = or_null(service::month(scope, month_id).await)? else {
            return Ok(None);
        };
        let principal = scope.principal()?;
        let may = month.state == BankMonthState::Open
            && principal.may(Permission::FundApprove)
            && principal.owns(month.union_id);
        let obstacles = service::obstacles(scope, &month).await?;
        Ok(Some(BankReconciliation {
            table: service::adjustment(scope, &month).await?.map(Into::into),
            obstacles: obstacles
                .iter()
                .map(|text| text.in_language(scope.language()).to_owned())
                .collect(),
            settleable: may && !service::matched_by_viewer(scope, &month).await?,
        }))
    }

    /// Lines that a month has to do with, by day: its own, and those of the months before that were open when
    /// it began. Of a month of a union below there are none to see.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn bank_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The month.")] month_id: BankMonthId,
        #[graphql(desc = "Only those that stand so to the books at its end.")] state: Option<
            BankLineState,
        >,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, BankLine>> {
        let scope = scope(ctx)?;
        let page = Page::new(first, after.as_deref(), 2)?;
        let month = service::month(scope, month_id).await?;
        let rows = service::lines(scope, &month, state, &page).await?;
        let rows = rows.into_iter().map(|row| BankLine::of(row, month.month));
        Ok(page.connection(rows.collect(), BankLine::cursor, |row| row))
    }

    /// Transactions of the own books that moved money and have no line at the end of a month, by day.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn bank_open_transactions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The month.")] month_id: BankMonthId,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, BankItem>> {
        let scope = scope(ctx)?;
        let page = Page::new(first, after.as_deref(), 2)?;
        let month = service::month(scope, month_id).await?;
        let rows = service::open_transactions(scope, &month, &page).await?;
        Ok(page.connection(
            rows,
            |row| vec![row.on_day.to_string(), row.id.to_string()],
            |row| BankItem::of(row.id, Some(row.fen)),
        ))
    }

    /// What the lines without a transaction up to the end of an open month may be, in the order of their days;
    /// the first of them, and more once those are confirmed.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn bank_proposals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The month.")] month_id: BankMonthId,
        #[graphql(default = 100, desc = "Rows at most, 1 to 100.")] first: i32,
    ) -> Result<Vec<BankProposal>> {
        let page = Page::new(first, None, 1)?;
        let all = service::proposals(scope(ctx)?, month_id).await?;
        let most = usize::try_from(page.first).unwrap_or_default();
        Ok(all.into_iter().take(most).map(Into::into).collect())
    }
}
