//! Posting into the ledger. The database writes; here is what is written, and what a refusal means.

use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityTrait, Statement};
use uuid::Uuid;

use super::state;
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Result, violated_constraint};
use crate::funds::entity::transaction;
use crate::funds::rules::{FundAccountKind, FundTransactionKind, ProgrammeKind};
use crate::statistics::tally::uuids;
use crate::tenancy::{Scope, Tenant};
use crate::values::money::Fen;

/// One side of a transaction: by how much an account changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The fund; none for the budget.
    pub fund: Option<Uuid>,
    /// The year.
    pub year: i16,
    /// What it is for.
    pub programme: Option<ProgrammeKind>,
    /// Where it stands.
    pub kind: FundAccountKind,
    /// The change.
    pub amount: Fen,
}

impl Posting {
    /// As the database takes it.
    fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "fund_id": self.fund,
            "year": self.year,
            "programme": self.programme,
            "kind": self.kind,
            "amount_fen": self.amount.0,
        })
    }
}

/// What a transaction is (记账凭证).
#[derive(Debug, Clone)]
pub struct Voucher<'a> {
    /// What it is.
    pub kind: FundTransactionKind,
    /// The day it is of.
    pub day: NaiveDate,
    /// What it is about, above zero.
    pub amount: Fen,
    /// Why, without anybody's name: superiors read it.
    pub purpose: &'a str,
    /// Number of the paper behind it.
    pub document: Option<&'a str>,
    /// The row it follows from: its kind and id.
    pub source: Option<(&'static str, Uuid)>,
    /// Posted once for each key, for ever.
    pub key: String,
}

/// Posts a transaction in the books of an own union, and answers it.
///
/// # Errors
/// [`Error::Retry`] where an account would be overdrawn: whoever calls has looked at the balances, so
/// somebody else was quicker, and the next attempt says what lacks. STATE for a closed year or a fund
/// that is for other programmes.
pub async fn post(
    scope: &Scope,
    of: &impl Tenant,
    voucher: &Voucher<'_>,
    postings: &[Posting],
) -> Result<Uuid> {
    let entries: Vec<serde_json::Value> = postings.iter().map(Posting::json).collect();
    let row = scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT post_funds($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS id",
            [
                of.union_id().into(),
                voucher.kind.code().into(),
                voucher.day.into(),
                scope.now().into(),
                voucher.amount.0.into(),
                voucher.purpose.into(),
                voucher.document.into(),
                voucher.source.map(|(kind, _)| kind).into(),
                voucher.source.map(|(_, id)| id).into(),
                voucher.key.clone().into(),
                serde_json::Value::Array(entries).into(),
            ],
        ))
        .await
        .map_err(refused)?
        .ok_or_else(|| Error::bug("a posting without an answer"))?;
    let id = row.try_get("", "id")?;
    note(scope, &[id]).await?;
    Ok(id)
}

/// Writes transactions into the trails of the unions whose books they are in.
pub(crate) async fn note(scope: &Scope, ids: &[Uuid]) -> Result<()> {
    // Those in the books of a union above are not the caller's to read, and its trail names them all the same.
    let rows = scope
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT id, union_id, union_path, kind, amount_fen FROM posted_funds($1)",
            [uuids(ids.to_vec())],
        ))
        .await?;
    for row in rows {
        let kind: FundTransactionKind = row.try_get("", "kind")?;
        let amount = Fen(row.try_get("", "amount_fen")?);
        let path: String = row.try_get("", "union_path")?;
        let subject = Subject {
            kind: "fundtransaction",
            id: Some(row.try_get("", "id")?),
            union_id: row.try_get("", "union_id")?,
            union_path: &path,
        };
        let label = kind.label(crate::text::Language::Chinese);
        let summary = format!("专项资金{label} {amount} 元");
        audit::record(scope, AuditAction::Posted, subject, summary, None).await?;
    }
    Ok(())
}

/// What it means that the database took a posting not.
pub(crate) fn refused(error: DbErr) -> Error {
    match violated_constraint(&error) {
        Some("fund_account_never_overdrawn") => Error::Retry(Arc::new(error)),
        Some("fund_year_is_open") => state(
            "year",
            "该年度已结转关账，不能再记账；请改用下一年度",
            "the year is closed; use the next one",
        ),
        Some("fund_programme_allowed") => state(
            "programme",
            "这笔资金限定了用途，不能用于该项目；请另选资金",
            "the fund is for other programmes; choose another",
        ),
        Some("fund_transaction_reversible") => state(
            "id",
            "这笔记录由下拨、预算或结转产生，请在原业务中办理收回或调整，不能直接冲正",
            "it follows from an allocation, a budget or a closing: take it back there",
        ),
        Some("fund_year_is_settled") => state(
            "year",
            "还有在途的下拨、退回或支付，或更早的年度未结转；请先办结",
            "something is still on its way, or an earlier year is open; settle that first",
        ),
        Some("fund_year_pkey") => state("year", "该年度已经结转", "the year is closed already"),
        Some(name) if name.ends_with("_four_eyes") => four_eyes(),
        _ => error.into(),
    }
}

/// Two acts are to be of two persons.
pub(super) fn four_eyes() -> Error {
    state(
        "id",
        "提交人不能审批自己提交的事项，请由另一人办理",
        "nobody decides what they submitted; another person has to",
    )
}

/// A transaction of the own subtree.
pub(super) async fn found(scope: &Scope, id: Uuid) -> Result<transaction::Model> {
    transaction::Entity::find_by_id(id)
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}
