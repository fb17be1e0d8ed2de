//! Lines of bank statements, and what they are held against.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::super::ledger::{FundTransaction, TransactionById};
use crate::error::{Error, Result};
use crate::funds::entity::{bank_line, bank_statement};
use crate::funds::rules::BankLineState;
use crate::funds::rules::bank::Proposal;
use crate::funds::service::bank as service;
use crate::id::BankLineId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::scalars::{Date, Money};
use crate::values::money::Fen;

/// A line of a bank statement. It names payees, so only the own union reads it.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct BankLine {
    /// Its id.
    pub id: BankLineId,
    /// The day.
    pub day: Date,
    /// Above zero where it came in, below where it went out.
    pub amount: Money,
    /// The account's balance after it, where the file says.
    pub balance: Option<Money>,
    /// Summary, purpose and remark, without numbers of persons and accounts.
    pub summary: String,
    /// Name of the other side.
    pub party: Option<String>,
    /// Last four digits of the other side's account.
    pub party_tail: Option<String>,
    /// The bank's number of it.
    pub serial: Option<String>,
    /// Why it has no transaction (未达账项).
    pub note: Option<String>,
    #[graphql(skip)]
    row: bank_line::Model,
    #[graphql(skip)]
    as_of: NaiveDate,
}

impl BankLine {
    /// The line as it stands at the end of a month.
    pub(super) fn of(row: bank_line::Model, as_of: NaiveDate) -> Self {
        Self {
            id: row.id.into(),
            day: Date(row.day),
            amount: Money(Fen(row.amount_fen)),
            balance: row.balance_fen.map(|fen| Money(Fen(fen))),
            summary: row.summary.clone(),
            party: row.party.clone(),
            party_tail: row.party_tail.clone(),
            serial: row.serial.clone(),
            note: row.note.clone(),
            row,
            as_of,
        }
    }

    pub(super) fn cursor(&self) -> Vec<String> {
        vec![self.row.day.to_string(), self.row.id.to_string()]
    }
}

#[ComplexObject]
impl BankLine {
    /// How it stood to the books at the end of the month that was asked for.
    async fn state(&self, ctx: &Context<'_>) -> Result<BankLineState> {
        let found = load(ctx, MatchOf(self.row.id)).await?;
        let month = found.map(|found| found.0.of.month);
        Ok(service::line_state(&self.row, month, self.as_of))
    }

    /// What people call the account.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        load(ctx, AccountOf(self.row.statement_id)).await
    }

    /// Who gave the reason.
    async fn noted_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.row.noted_by {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// What it is in the books, also where that was found in a later month.
    #[graphql(name = "match", complexity = "2 * child_complexity")]
    async fn matched(&self, ctx: &Context<'_>) -> Result<Option<BankMatch>> {
        let found = load(ctx, MatchOf(self.row.id)).await?;
        Ok(found.map(|found| BankMatch {
            month: Date(found.0.of.month),
            matched_at: found.0.of.matched_at,
            row: found.0,
        }))
    }
}

/// That a line is what transactions moved (勾对).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct BankMatch {
    /// First day of the month from which on it counts.
    pub month: Date,
    /// When a person confirmed it.
    pub matched_at: DateTime<Utc>,
    #[graphql(skip)]
    row: service::Matched,
}

#[ComplexObject]
impl BankMatch {
    /// Who confirmed it.
    async fn matched_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.row.of.matched_by)).await
    }

    /// What it is; the amounts come to the line's.
    #[graphql(complexity = "2 * child_complexity")]
    async fn items(&self) -> Vec<BankItem> {
        let items = self.row.items.iter();
        items
            .map(|item| BankItem::of(item.transaction_id, Some(item.amount_fen)))
            .collect()
    }
}

/// A transaction, with its amount as the bank sees it.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct BankItem {
    /// Above zero where it came into the bank, below where it went out; null in a proposal, whose sum is the
    /// line's amount.
    pub amount: Option<Money>,
    #[graphql(skip)]
    transaction_id: Uuid,
}

impl BankItem {
    pub(super) fn of(transaction_id: Uuid, amount: Option<i64>) -> Self {
        Self {
            amount: amount.map(|fen| Money(Fen(fen))),
            transaction_id,
        }
    }
}

#[ComplexObject]
impl BankItem {
    /// The transaction.
    async fn transaction(&self, ctx: &Context<'_>) -> Result<Option<FundTransaction>> {
        load(ctx, TransactionById(self.transaction_id)).await
    }
}

/// What a line may be. Nothing is written until a person confirms it.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct BankProposal {
    /// Days between the line and the furthest of the transactions.
    pub days: i32,
    #[graphql(skip)]
    row: Proposal,
}

impl From<Proposal> for BankProposal {
    fn from(row: Proposal) -> Self {
        Self {
            days: i32::try_from(row.days).unwrap_or(i32::MAX),
            row,
        }
    }
}

#[ComplexObject]
impl BankProposal {
    /// The line.
    async fn line(&self, ctx: &Context<'_>) -> Result<Option<BankLine>> {
        load(ctx, LineById(self.row.line)).await
    }

    /// The transactions; more than one is a batch under one document number.
    #[graphql(complexity = "2 * child_complexity")]
    async fn items(&self) -> Vec<BankItem> {
        let ids = self.row.transactions.iter();
        ids.map(|id| BankItem::of(*id, None)).collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct MatchOf(Uuid);

#[derive(Debug, Clone)]
struct Found(service::Matched);

impl Loader<MatchOf> for Batch {
    type Value = Found;
    type Error = Error;
    async fn load(&self, keys: &[MatchOf]) -> Result<HashMap<MatchOf, Found>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = service::matches_of(&self.0, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(line, matched)| (MatchOf(line), Found(matched)))
            .collect())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct AccountOf(Uuid);

impl Loader<AccountOf> for Batch {
    type Value = String;
    type Error = Error;
    async fn load(&self, keys: &[AccountOf]) -> Result<HashMap<AccountOf, String>> {
        let rows = bank_statement::Entity::find()
            .filter(bank_statement::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (AccountOf(row.id), row.account))
            .collect())
    }
}

/// Loads a line of a bank statement by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LineById(pub Uuid);

impl Loader<LineById> for Batch {
    type Value = BankLine;
    type Error = Error;
    async fn load(&self, keys: &[LineById]) -> Result<HashMap<LineById, BankLine>> {
        let rows = bank_line::Entity::find()
            .filter(bank_line::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let month = row.month;
                (LineById(row.id), BankLine::of(row, month))
            })
            .collect())
    }
}
