//! Payments.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::application::{AidApplication, ApplicationById};
use crate::applications::entity::{batch, payment};
use crate::applications::rules::{AidPaymentMethod, AidPaymentState};
use crate::applications::service;
use crate::error::{Error, Result};
use crate::funds::graphql::{BankLine, LineById};
use crate::id::AidBatchId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::payload;
use crate::scalars::{Date, Money};
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::values::money::Fen;

/// What is paid at once (发放).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct AidPaymentBatch {
    /// Its id.
    pub id: AidBatchId,
    /// Its number.
    pub number: String,
    /// How.
    pub method: AidPaymentMethod,
    /// The day.
    pub on_day: Date,
    /// Number of the voucher (凭证号).
    pub document: Option<String>,
    /// What is given, of goods.
    pub goods: Option<String>,
    /// How many lines it has.
    pub count: i32,
    /// How much in all.
    pub amount: Money,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Raised by every answer of the bank; an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: batch::Model,
}

impl From<batch::Model> for AidPaymentBatch {
    fn from(row: batch::Model) -> Self {
        Self {
            id: row.id.into(),
            number: row.number.clone(),
            method: row.method,
            on_day: Date(row.on_day),
            document: row.document.clone(),
            goods: row.goods.clone(),
            count: row.lines,
            amount: Money(Fen(row.amount_fen)),
            created_at: row.created_at,
            version: row.version,
            row,
        }
    }
}

#[ComplexObject]
impl AidPaymentBatch {
    /// Lines that the bank returned.
    async fn returned(&self, ctx: &Context<'_>) -> Result<i32> {
        count(ctx, self.row.id, AidPaymentState::Returned).await
    }

    /// Lines that the bank has not answered yet.
    async fn open(&self, ctx: &Context<'_>) -> Result<i32> {
        count(ctx, self.row.id, AidPaymentState::Sent).await
    }

    /// Its lines, 500 at most, in their order.
    #[graphql(complexity = "50 * child_complexity")]
    async fn payments(&self, ctx: &Context<'_>) -> Result<Vec<AidPayment>> {
        let rows = load(ctx, PaymentsOf(self.row.id)).await?;
        let rows = rows.unwrap_or_default().into_iter();
        Ok(rows.map(AidPayment::from).collect())
    }

    /// Lines of which a statement of the bank says that they came back, for whoever pays; they are written down
    /// by `settleAidBatch`.
    #[graphql(complexity = "5 * child_complexity")]
    async fn bank_returns(&self, ctx: &Context<'_>) -> Result<Vec<AidBankReturn>> {
        let found = load(ctx, BankReturnsOf(self.row.id))
            .await?
            .unwrap_or_default();
        Ok(found.into_iter().map(AidBankReturn::from).collect())
    }

    /// Who pays.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.union_id)).await
    }

    /// Who made it; null where the viewer does not see that person.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.row.created_by)).await
    }
}

async fn count(ctx: &Context<'_>, of: Uuid, state: AidPaymentState) -> Result<i32> {
    let rows = load(ctx, PaymentsOf(of)).await?.unwrap_or_default();
    let count = rows.iter().filter(|row| row.state == state).count();
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

/// A line of a payment that came back, as a statement of the bank says.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct AidBankReturn {
    /// Its number in the payment.
    pub number: i32,
    /// Why, in the bank's words, without a name.
    pub reason: String,
    #[graphql(skip)]
    line: Uuid,
}

impl From<service::BankReturn> for AidBankReturn {
    fn from(of: service::BankReturn) -> Self {
        Self {
            number: of.number,
            reason: of.reason,
            line: of.line,
        }
    }
}

#[ComplexObject]
impl AidBankReturn {
    /// The line of the statement.
    async fn line(&self, ctx: &Context<'_>) -> Result<Option<BankLine>> {
        load(ctx, LineById(self.line)).await
    }
}

/// The payment of one application.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct AidPayment {
    /// Its number within the payment at once.
    pub number: i32,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: AidPaymentState,
    /// Why the bank returned it.
    pub reason: Option<String>,
    /// The day it was paid or returned.
    pub settled_on: Option<Date>,
    #[graphql(skip)]
    application_id: Uuid,
    #[graphql(skip)]
    batch_id: Uuid,
}

impl From<payment::Model> for AidPayment {
    fn from(row: payment::Model) -> Self {
        Self {
            number: row.number,
            amount: Money(Fen(row.amount_fen)),
            state: row.state,
            reason: row.reason,
            settled_on: row.settled_on.map(Date),
            application_id: row.application_id,
            batch_id: row.batch_id,
        }
    }
}

#[ComplexObject]
impl AidPayment {
    /// What it pays.
    async fn application(&self, ctx: &Context<'_>) -> Result<Option<AidApplication>> {
        load(ctx, ApplicationById(self.application_id)).await
    }

    /// What it is a line of.
    async fn batch(&self, ctx: &Context<'_>) -> Result<Option<AidPaymentBatch>> {
        load(ctx, BatchById(self.batch_id)).await
    }
}

/// Loads the lines of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct PaymentsOf(Uuid);

impl Loader<PaymentsOf> for Batch {
    type Value = Vec<payment::Model>;
    type Error = Error;
    async fn load(&self, keys: &[PaymentsOf]) -> Result<HashMap<PaymentsOf, Vec<payment::Model>>> {
        let rows = service::payments(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<PaymentsOf, Vec<payment::Model>> = HashMap::new();
        for row in rows {
            lists.entry(PaymentsOf(row.batch_id)).or_default().push(row);
        }
        Ok(lists)
    }
}

/// Loads the last payment of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PaymentOf(pub(super) Uuid);

impl Loader<PaymentOf> for Batch {
    type Value = AidPayment;
    type Error = Error;
    async fn load(&self, keys: &[PaymentOf]) -> Result<HashMap<PaymentOf, AidPayment>> {
        let ids = keys.iter().map(|key| key.0).collect();
        let rows = service::last_payments(&self.0, ids).await?.into_iter();
        Ok(rows
            .map(|row| (PaymentOf(row.application_id), row.into()))
            .collect())
    }
}

/// Loads a payment by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct BatchById(Uuid);

impl Loader<BatchById> for Batch {
    type Value = AidPaymentBatch;
    type Error = Error;
    async fn load(&self, keys: &[BatchById]) -> Result<HashMap<BatchById, AidPaymentBatch>> {
        let rows = batch::Entity::find()
            .filter(batch::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        let rows = rows.into_iter();
        Ok(rows.map(|row| (BatchById(row.id), row.into())).collect())
    }
}

payload! {
    /// Answer of a change to a payment.
    AidPaymentBatchPayload { batch: AidPaymentBatch }
}

/// Loads what came back of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct BankReturnsOf(Uuid);

impl Loader<BankReturnsOf> for Batch {
    type Value = Vec<service::BankReturn>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[BankReturnsOf],
    ) -> Result<HashMap<BankReturnsOf, Vec<service::BankReturn>>> {
        let batches = keys.iter().map(|key| key.0).collect();
        let mut lists: HashMap<BankReturnsOf, Vec<service::BankReturn>> = HashMap::new();
        for one in service::bank_returns(&self.0, batches).await? {
            lists.entry(BankReturnsOf(one.batch)).or_default().push(one);
        }
        Ok(lists)
    }
}
