//! Bringing a statement in, and taking it out again while its month is open.

use std::collections::HashSet;

use chrono::{Datelike as _, NaiveDate};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait as _, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::{hold, note, own, refresh, refused, state, still_open, words};
use crate::audit::service::AuditAction;
use crate::bulk::insert_all;
use crate::error::{Error, Result};
use crate::funds::entity::{bank_line, bank_month, bank_statement};
use crate::funds::input::{RemoveBankStatementInput, SetBankBalanceInput};
use crate::funds::rules::bank::{BankTable, MAX_ACCOUNTS};
use crate::funds::rules::{BankMonthState, LARGEST};
use crate::id::UnionId;
use crate::input::{Checks, REASON};
use crate::privacy::contains_personal_number;
use crate::tenancy::{Permission, Scope};
use crate::unions::service as unions;
use crate::values::Fen;

/// Where the lines of a file belong.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// An own union.
    pub union: UnionId,
    /// The first day of the month.
    pub month: NaiveDate,
    /// What people call the account.
    pub account: &'a str,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loaded {
    /// The month.
    pub month: Uuid,
    /// Lines that were not there yet.
    pub added: usize,
    /// Lines that were there, or stood in the file before.
    pub known: usize,
}

/// Takes the lines of a file in, each once.
///
/// # Errors
/// [`Error::NotFound`] or [`Error::Forbidden`] for another union; all faults of what was entered; STATE for a
/// month that is settled or before a settled one.
pub async fn load(scope: &Scope, to: Arrival<'_>, table: BankTable) -> Result<Loaded> {
    let principal = scope.require(Permission::FundManage)?;
    let union = unions::get(scope, to.union).await?;
    if !principal.owns(union.id) {
        return Err(Error::Forbidden);
    }
    let mut checks = Checks::default();
    let account = account(&mut checks, to.account);
    checks.ensure(
        to.month.day() == 1 && to.month.year() >= 2000 && to.month <= scope.today(),
        "month",
        "月份有误，不能晚于本月",
        "the month is not one that has begun",
    );
    checks.done()?;
    let month = begin(scope, union.id, &union.path, to.month).await?;
    let statement = statement(scope, &month, &account).await?;
    let known: Vec<(String, NaiveDate)> = bank_line::Entity::find()
        .select_only()
        .columns([bank_line::Column::Key, bank_line::Column::Day])
        .filter(bank_line::Column::StatementId.eq(statement.id))
        .into_tuple()
        .all(scope)
        .await?;
    let last = known.iter().map(|(_, day)| *day).max();
    let known: HashSet<String> = known.into_iter().map(|(key, _)| key).collect();
    let (all, newest) = (
        table.entries.len() + table.repeated,
        table.entries.iter().map(|entry| entry.day).max(),
    );
    let rows: Vec<bank_line::ActiveModel> = table
        .entries
        .into_iter()
        .filter(|entry| !known.contains(&entry.key))
        .map(|entry| bank_line::ActiveModel {
            id: Set(Uuid::now_v7()),
            statement_id: Set(statement.id),
            union_id: Set(month.union_id),
            union_path: Set(month.union_path.clone()),
            month: Set(month.month),
            day: Set(entry.day),
            amount_fen: Set(entry.amount.0),
            balance_fen: Set(entry.balance.map(|fen| fen.0)),
            summary: Set(entry.summary),
            party: Set(entry.party),
            party_tail: Set(entry.party_tail),
            serial: Set(entry.serial),
            key: Set(entry.key),
            note: Set(None),
            noted_by: Set(None),
            noter_id: Set(None),
        })
        .collect();
    let added = rows.len();
    insert_all(scope, rows).await.map_err(refused)?;
    // A file of the first half does not say how the month ended.
    if let Some(closing) = table.closing.filter(|_| newest >= last) {
        close(scope, &statement, closing).await?;
    }
    refresh(scope, month.union_id, month.month).await?;
    note(
        scope,
        AuditAction::Created,
        &month,
        format!("导入流水，新增 {added} 笔，已有 {} 笔", all - added),
        None,
    )
    .await?;
    Ok(Loaded {
        month: month.id,
        added,
        known: all - added,
    })
}

/// What people call an account; its whole number stays out.
fn account(checks: &mut Checks, text: &str) -> String {
    let account = checks.line("account", text, 40);
    let mut longest = 0;
    let mut run = 0;
    for c in account.chars() {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    checks.ensure(
        longest <= 6 && contains_personal_number(&account).is_none(),
        "account",
        "请勿填写完整账号，写开户行和账号后四位即可，如“农行专户 0012”",
        "not the whole account number: the bank and the last four digits will do",
    );
    account
}

/// The month to write in, begun where it is the first time, and held.
async fn begin(
    scope: &Scope,
    union: Uuid,
    path: &str,
    month: NaiveDate,
) -> Result<bank_month::Model> {
    use bank_month::{Column, Entity, Model};
    let row = Model {
        id: Uuid::now_v7(),
        union_id: union,
        union_path: path.to_owned(),
        month,
        state: BankMonthState::Open,
        lines: 0,
        matched: 0,
        explained: 0,
        open: 0,
        figures: None,
        note: None,
        settled_by: None,
        settler_id: None,
        settled_at: None,
        created_at: scope.now(),
        version: 1,
    };
    Entity::insert(row.into_active_model().reset_all())
        .on_conflict(
            OnConflict::columns([Column::UnionId, Column::Month])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(scope)
        .await
        .map_err(refused)?;
    let held = hold(scope, union).await?;
    still_open(&held, month).cloned()
}

/// The account's statement of the month, written where there is none.
async fn statement(
    scope: &Scope,
    month: &bank_month::Model,
    account: &str,
) -> Result<bank_statement::Model> {
    use bank_statement::{Column, Entity, Model};
    let found = Entity::find()
        .filter(Column::UnionId.eq(month.union_id))
        .filter(Column::Month.eq(month.month))
        .filter(Column::Account.eq(account))
        .one(scope)
        .await?;
    if let Some(found) = found {
        return Ok(found);
    }
    let others = Entity::find()
        .filter(Column::UnionId.eq(month.union_id))
        .filter(Column::Month.eq(month.month))
        .count(scope)
        .await?;
    if others >= MAX_ACCOUNTS {
        return super::super::limit(
            "account",
            format!("一个月最多 {MAX_ACCOUNTS} 个账户"),
            format!("at most {MAX_ACCOUNTS} accounts in a month"),
        );
    }
    let row = Model {
        id: Uuid::now_v7(),
        union_id: month.union_id,
        union_path: month.union_path.clone(),
        month: month.month,
        account: account.to_owned(),
        closing_fen: None,
        created_at: scope.now(),
    };
    Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(scope)
        .await
        .map_err(refused)?;
    Ok(row)
}

async fn close(scope: &Scope, statement: &bank_statement::Model, closing: Fen) -> Result<()> {
    bank_statement::Entity::update_many()
        .set(bank_statement::ActiveModel {
            closing_fen: Set(Some(closing.0)),
            ..Default::default()
        })
        .filter(bank_statement::Column::Id.eq(statement.id))
        .exec(scope)
        .await
        .map_err(refused)?;
    Ok(())
}

/// Writes down what an account held when the month ended, also of one on which nothing moved; answers the
/// month.
///
/// # Errors
/// All faults of the input at once; STATE for a settled month.
pub async fn set_balance(scope: &Scope, input: &SetBankBalanceInput) -> Result<Uuid> {
    let month = own(scope, input.month_id).await?;
    let mut checks = Checks::default();
    let account = account(&mut checks, &input.account);
    let closing = input.closing.0;
    checks.ensure(
        closing >= Fen::ZERO && closing <= LARGEST,
        "closing",
        "余额不能小于零，也不能过大",
        "a balance is not below zero and not too large",
    );
    checks.done()?;
    let held = hold(scope, month.union_id).await?;
    let month = still_open(&held, month.month)?;
    let statement = statement(scope, month, &account).await?;
    close(scope, &statement, closing).await?;
    refresh(scope, month.union_id, month.month).await?;
    let what = format!("登记月末余额 {closing} 元");
    note(scope, AuditAction::Changed, month, what, None).await?;
    Ok(month.id)
}

/// Takes a statement out with its lines and their matches, such as one of another account; answers the month.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none; STATE for a settled month.
pub async fn remove_statement(scope: &Scope, input: &RemoveBankStatementInput) -> Result<Uuid> {
    scope.require(Permission::FundManage)?;
    let statement = bank_statement::Entity::find_by_id(input.id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)?;
    let mut checks = Checks::default();
    let reason = super::super::purpose(&mut checks, "reason", &input.reason);
    checks.ensure(
        reason.is_empty() || reason.chars().count() >= REASON,
        "reason",
        format!("请说明原因，至少 {REASON} 个字"),
        format!("say why, in {REASON} characters at least"),
    );
    checks.done()?;
    let held = hold(scope, statement.union_id).await?;
    let month = still_open(&held, statement.month)?;
    let removed = bank_statement::Entity::delete_by_id(statement.id)
        .exec(scope)
        .await
        .map_err(refused)?;
    if removed.rows_affected == 0 {
        return Err(state(
            "id",
            format!("{}的这份流水已被删除", words(statement.month).0),
            "it has been removed already",
        ));
    }
    for month in &held {
        refresh(scope, statement.union_id, month.month).await?;
    }
    note(
        scope,
        AuditAction::Deleted,
        month,
        "删除一份流水",
        Some(&reason),
    )
    .await?;
    Ok(month.id)
}
