//! The ledger: accounts, transactions, entries.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::allocation::{AllocationById, FundAllocation};
use super::budget::{BudgetById, FundBudget};
use super::fund::{Fund, FundById};
use crate::error::{Error, Result};
use crate::funds::entity::{account, entry, transaction};
use crate::funds::rules::{FundAccountKind, FundTransactionKind, ProgrammeKind};
use crate::funds::service;
use crate::id::{FundAccountId, FundTransactionId};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::payload;
use crate::scalars::{Date, Money};
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::values::money::Fen;

/// An account of the ledger (科目): what a union has of a fund in a year, by programme and by where it
/// stands.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct FundAccount {
    /// Its id.
    pub id: FundAccountId,
    /// The year.
    pub year: i32,
    /// Where the money stands.
    pub kind: FundAccountKind,
    /// What it is for, where that is decided.
    pub programme: Option<ProgrammeKind>,
    /// Its balance. Accounts that money comes from, such as INCOME and RECEIVED, are never above zero;
    /// all others never below.
    pub balance: Money,
    #[graphql(skip)]
    fund_id: Option<Uuid>,
}

impl From<account::Model> for FundAccount {
    fn from(row: account::Model) -> Self {
        Self {
            id: row.id.into(),
            year: row.year.into(),
            kind: row.kind,
            programme: row.programme,
            balance: Money(Fen(row.balance_fen)),
            fund_id: row.fund_id,
        }
    }
}

#[ComplexObject]
impl FundAccount {
    /// The fund; null for an account of the budget.
    async fn fund(&self, ctx: &Context<'_>) -> Result<Option<Fund>> {
        match self.fund_id {
            Some(id) => load(ctx, FundById(id)).await,
            None => Ok(None),
        }
    }
}

/// What a transaction changed of one account (分录).
#[derive(Debug, Clone, SimpleObject)]
pub struct FundEntry {
    /// The account.
    pub account: FundAccount,
    /// Its number within the account, without a gap.
    pub number: i64,
    /// The change. The changes of a transaction sum to zero for each fund and year.
    pub amount: Money,
    /// The balance after it.
    pub balance: Money,
}

impl From<(entry::Model, account::Model)> for FundEntry {
    fn from((entry, account): (entry::Model, account::Model)) -> Self {
        Self {
            account: account.into(),
            number: entry.number,
            amount: Money(Fen(entry.amount_fen)),
            balance: Money(Fen(entry.balance_fen)),
        }
    }
}

/// A transaction of the ledger (记账凭证). It is never changed; a mistake is taken back by a reversal.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct FundTransaction {
    /// Its id.
    pub id: FundTransactionId,
    /// What it is.
    pub kind: FundTransactionKind,
    /// The day it is of.
    pub on_day: Date,
    /// When it was written.
    pub posted_at: DateTime<Utc>,
    /// How much it is about.
    pub amount: Money,
    /// Why.
    pub purpose: String,
    /// Number of the paper behind it.
    pub document: Option<String>,
    #[graphql(skip)]
    row: transaction::Model,
}

impl From<transaction::Model> for FundTransaction {
    fn from(row: transaction::Model) -> Self {
        Self {
            id: row.id.into(),
            kind: row.kind,
            on_day: Date(row.on_day),
            posted_at: row.posted_at,
            amount: Money(Fen(row.amount_fen)),
            purpose: row.purpose.clone(),
            document: row.document.clone(),
            row,
        }
    }
}

impl FundTransaction {
    pub(super) fn cursor(&self) -> Vec<String> {
        vec![self.row.on_day.to_string(), self.row.id.to_string()]
    }

    fn follows(&self, kind: &str) -> Option<Uuid> {
        (self.row.source_kind.as_deref() == Some(kind))
            .then_some(self.row.source_id)
            .flatten()
    }
}

#[ComplexObject]
impl FundTransaction {
    /// In whose books it stands.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.union_id)).await
    }

    /// Who wrote it; null for a viewer that does not see that person, such as a superior's.
    async fn posted_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.row.posted_by)).await
    }

    /// What it changed.
    #[graphql(complexity = "4 * child_complexity")]
    async fn entries(&self, ctx: &Context<'_>) -> Result<Vec<FundEntry>> {
        Ok(load(ctx, EntriesOf(self.row.id)).await?.unwrap_or_default())
    }

    /// The transaction that it takes back.
    async fn reverses(&self, ctx: &Context<'_>) -> Result<Option<FundTransaction>> {
        match self.row.reverses_id {
            Some(id) => load(ctx, TransactionById(id)).await,
            None => Ok(None),
        }
    }

    /// The transaction that took it back.
    async fn reversed_by(&self, ctx: &Context<'_>) -> Result<Option<FundTransaction>> {
        load(ctx, ReversalOf(self.row.id)).await
    }

    /// The allocation or return that it follows from.
    async fn allocation(&self, ctx: &Context<'_>) -> Result<Option<FundAllocation>> {
        match self.follows("fundallocation") {
            Some(id) => load(ctx, AllocationById(id)).await,
            None => Ok(None),
        }
    }

    /// The budget that it follows from.
    async fn budget(&self, ctx: &Context<'_>) -> Result<Option<FundBudget>> {
        match self.follows("fundbudget") {
            Some(id) => load(ctx, BudgetById(id)).await,
            None => Ok(None),
        }
    }
}

/// Loads a transaction by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TransactionById(pub(super) Uuid);

impl Loader<TransactionById> for Batch {
    type Value = FundTransaction;
    type Error = Error;
    async fn load(
        &self,
        keys: &[TransactionById],
    ) -> Result<HashMap<TransactionById, FundTransaction>> {
        let rows = transaction::Entity::find()
            .filter(transaction::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (TransactionById(row.id), row.into()))
            .collect())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct ReversalOf(Uuid);

impl Loader<ReversalOf> for Batch {
    type Value = FundTransaction;
    type Error = Error;
    async fn load(&self, keys: &[ReversalOf]) -> Result<HashMap<ReversalOf, FundTransaction>> {
        let rows = transaction::Entity::find()
            .filter(transaction::Column::ReversesId.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| Some((ReversalOf(row.reverses_id?), row.into())))
            .collect())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct EntriesOf(Uuid);

impl Loader<EntriesOf> for Batch {
    type Value = Vec<FundEntry>;
    type Error = Error;
    async fn load(&self, keys: &[EntriesOf]) -> Result<HashMap<EntriesOf, Vec<FundEntry>>> {
        let ids = keys.iter().map(|key| key.0).collect();
        let mut lists: HashMap<EntriesOf, Vec<FundEntry>> = HashMap::new();
        for (entry, account) in service::entries_of(&self.0, ids).await? {
            let list = lists.entry(EntriesOf(entry.transaction_id)).or_default();
            list.push((entry, account).into());
        }
        Ok(lists)
    }
}

payload! {
    /// Answer of what posts one transaction.
    FundTransactionPayload { transaction: FundTransaction }
}
