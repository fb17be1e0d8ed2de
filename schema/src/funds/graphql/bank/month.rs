//! Months and their statements.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::funds::entity::{bank_month, bank_statement};
use crate::funds::rules::BankMonthState;
use crate::funds::rules::bank::Adjustment;
use crate::funds::service::bank as service;
use crate::id::{BankMonthId, BankStatementId};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::payload;
use crate::scalars::{Date, Money};
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::values::money::Fen;

/// The table of adjustment at a month's end (银行存款余额调节表): both balances, adjusted by what only one side
/// has.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct BankAdjustment {
    /// 账面余额: what the books hold in the bank.
    pub books: Money,
    /// 期初差额: what the accounts held more than the books when reconciling began.
    pub opening: Money,
    /// 银行已收、账上未收
    pub bank_in: Money,
    /// 银行已付、账上未付
    pub bank_out: Money,
    /// The books' balance with what only the bank has: books + opening + bankIn − bankOut.
    pub adjusted_books: Money,
    /// 银行对账单余额, of all accounts.
    pub bank: Money,
    /// 账上已收、银行未收
    pub books_in: Money,
    /// 账上已付、银行未付
    pub books_out: Money,
    /// The bank's balance with what only the books have: bank + booksIn − booksOut.
    pub adjusted_bank: Money,
    /// adjustedBank − adjustedBooks; zero where nothing lacks.
    pub difference: Money,
}

impl From<Adjustment> for BankAdjustment {
    fn from(table: Adjustment) -> Self {
        let money = |fen| Money(Fen(fen));
        Self {
            books: money(table.sums.books),
            opening: money(table.sums.opening),
            bank_in: money(table.sums.bank_in),
            bank_out: money(table.sums.bank_out),
            adjusted_books: Money(table.books),
            bank: money(table.sums.bank),
            books_in: money(table.sums.books_in),
            books_out: money(table.sums.books_out),
            adjusted_bank: Money(table.bank),
            difference: Money(table.difference),
        }
    }
}

/// How bank and books stand to each other at the end of a month, and what is left to do.
#[derive(Debug, Clone, SimpleObject)]
pub struct BankReconciliation {
    /// As of now, or as it was settled; null while the balance of an account is not known, and of an open
    /// month of a union below.
    pub table: Option<BankAdjustment>,
    /// What stands in the way of settling it, in sentences; none of a settled month.
    #[graphql(complexity = "5")]
    pub obstacles: Vec<String>,
    /// Whether the viewer may settle it once nothing stands in the way: nobody settles what they matched.
    pub settleable: bool,
}

/// A month that a union reconciles with its bank (银行对账). Superiors read how far it is; its statements and
/// lines are the union's own.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct BankMonth {
    /// Its id.
    pub id: BankMonthId,
    /// Its first day.
    pub month: Date,
    /// How far it is.
    pub state: BankMonthState,
    /// How many lines its statements have.
    pub line_count: i32,
    /// How many of them have a transaction.
    pub matched_count: i32,
    /// How many have none and a reason (未达账项).
    pub explained_count: i32,
    /// How many have neither.
    pub open_count: i32,
    /// The table of adjustment as it was settled; null before.
    pub adjustment: Option<BankAdjustment>,
    /// What whoever settled it had to say.
    pub note: Option<String>,
    /// When it was settled.
    pub settled_at: Option<DateTime<Utc>>,
    /// Raised by every change of it; settling with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: bank_month::Model,
}

impl TryFrom<bank_month::Model> for BankMonth {
    type Error = Error;
    fn try_from(row: bank_month::Model) -> Result<Self> {
        let settled = row.figures.clone().map(|figures| {
            let sums = serde_json::from_value(figures).map_err(|e| Error::bug(e.to_string()))?;
            Adjustment::of(sums).map_err(|error| Error::bug(error.to_string()))
        });
        Ok(Self {
            id: row.id.into(),
            month: Date(row.month),
            state: row.state,
            line_count: row.lines,
            matched_count: row.matched,
            explained_count: row.explained,
            open_count: row.open,
            adjustment: settled.transpose()?.map(BankAdjustment::from),
            note: row.note.clone(),
            settled_at: row.settled_at,
            version: row.version,
            row,
        })
    }
}

#[ComplexObject]
impl BankMonth {
    /// Whose it is.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.union_id)).await
    }

    /// Who settled it; null for a viewer that does not see that person.
    async fn settled_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.row.settled_by {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// Its statements, one for each account; of a union below there are none to see.
    #[graphql(complexity = "5 * child_complexity")]
    async fn statements(&self, ctx: &Context<'_>) -> Result<Vec<BankStatement>> {
        let key = StatementsOf(self.row.union_id, self.row.month);
        Ok(load(ctx, key).await?.unwrap_or_default())
    }
}

/// What the statement of one account says of a month.
#[derive(Debug, Clone, SimpleObject)]
pub struct BankStatement {
    /// Its id.
    pub id: BankStatementId,
    /// What people call the account.
    pub account: String,
    /// What it held when the month ended; null until the file or a person says.
    pub closing: Option<Money>,
}

impl From<bank_statement::Model> for BankStatement {
    fn from(row: bank_statement::Model) -> Self {
        Self {
            id: row.id.into(),
            account: row.account,
            closing: row.closing_fen.map(|fen| Money(Fen(fen))),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct StatementsOf(Uuid, NaiveDate);

impl Loader<StatementsOf> for Batch {
    type Value = Vec<BankStatement>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[StatementsOf],
    ) -> Result<HashMap<StatementsOf, Vec<BankStatement>>> {
        let months: Vec<_> = keys.iter().map(|key| (key.0, key.1)).collect();
        let mut lists: HashMap<StatementsOf, Vec<BankStatement>> = HashMap::new();
        for row in service::statements_of(&self.0, &months).await? {
            let key = StatementsOf(row.union_id, row.month);
            lists.entry(key).or_default().push(row.into());
        }
        Ok(lists)
    }
}

payload! {
    /// Answer of a change in a month of reconciliation.
    BankMonthPayload { month: BankMonth }
}
