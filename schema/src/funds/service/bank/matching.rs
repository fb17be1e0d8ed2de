//! Matching lines with transactions, taking that back, and giving a line without one its reason.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{Datelike as _, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::moved::{self, Moved};
use super::{hold, note, own, read, refresh, refused, state, still_open};
use crate::audit::service::AuditAction;
use crate::bulk::insert_all;
use crate::error::{Error, Result, UserErrorCode};
use crate::funds::entity::{bank_line, bank_match, bank_match_item, bank_month};
use crate::funds::input::{ExplainBankLineInput, MatchBankLinesInput};
use crate::funds::rules::bank::{MAX_ITEMS, MAX_MATCHES};
use crate::id::BankLineId;
use crate::input::{Checks, REASON};
use crate::tenancy::{Permission, Scope};
use crate::values::Fen;

/// Matches lines with the transactions that they are, all of them or none; answers the month.
///
/// # Errors
/// STATE where a line or a transaction has its other side already, or the month is settled; INVALID where
/// sums differ, each fault at its place.
pub async fn match_lines(scope: &Scope, input: &MatchBankLinesInput) -> Result<Uuid> {
    let month = own(scope, input.month_id).await?;
    let principal = scope.principal()?;
    let mut checks = Checks::default();
    checks.ensure(
        (1..=MAX_MATCHES).contains(&input.matches.len()),
        "matches",
        format!("一次请核对 1 到 {MAX_MATCHES} 笔"),
        format!("1 to {MAX_MATCHES} matches at once"),
    );
    for (at, one) in input.matches.iter().enumerate() {
        checks.ensure(
            (1..=MAX_ITEMS).contains(&one.transaction_ids.len()),
            &format!("matches.{at}.transactionIds"),
            format!("请选择 1 到 {MAX_ITEMS} 笔记账"),
            format!("1 to {MAX_ITEMS} transactions"),
        );
    }
    checks.done()?;
    let held = hold(scope, month.union_id).await?;
    let month = still_open(&held, month.month)?;
    let known = Known::of(scope, month, input).await?;
    let mut checks = Checks::default();
    let (mut matches, mut items, mut touched) = (Vec::new(), Vec::new(), BTreeSet::new());
    let (mut used_lines, mut used) = (HashSet::new(), HashSet::new());
    for (at, one) in input.matches.iter().enumerate() {
        let path = format!("matches.{at}.lineId");
        let Some(line) = known.line(&mut checks, &path, one.line_id.uuid(), month) else {
            continue;
        };
        if !used_lines.insert(line.id) {
            taken(&mut checks, &path, true);
            continue;
        }
        let ids = one.transaction_ids.iter().map(|id| id.uuid());
        let path = format!("matches.{at}.transactionIds");
        let Some(moved) = known.transactions(&mut checks, &path, ids, &mut used) else {
            continue;
        };
        let sum = Fen::sum(moved.iter().map(|moved| Fen(moved.fen)));
        let wanted = Fen(line.amount_fen);
        if sum != Ok(wanted) {
            let sum = sum.map(|sum| sum.to_string()).unwrap_or_default();
            checks.fault(
                UserErrorCode::Invalid,
                &path,
                format!("银行流水 {wanted} 元，所选记账合计 {sum} 元，两者应相等"),
                format!("the line is {wanted} yuan and these come to {sum}"),
            );
            continue;
        }
        let counts = counts_from(&held, month, line, &moved);
        touched.extend([line.month, counts]);
        matches.push(bank_match::ActiveModel {
            line_id: Set(line.id),
            union_id: Set(month.union_id),
            union_path: Set(month.union_path.clone()),
            month: Set(counts),
            matched_by: Set(principal.staff_id),
            matcher_id: Set(principal.person_id),
            matched_at: Set(scope.now()),
        });
        items.extend(moved.iter().map(|moved| bank_match_item::ActiveModel {
            transaction_id: Set(moved.id),
            line_id: Set(line.id),
            union_id: Set(month.union_id),
            union_path: Set(month.union_path.clone()),
            month: Set(counts),
            amount_fen: Set(moved.fen),
        }));
    }
    checks.done()?;
    let count = matches.len();
    insert_all(scope, matches).await.map_err(refused)?;
    insert_all(scope, items).await.map_err(refused)?;
    for of in touched {
        refresh(scope, month.union_id, of).await?;
    }
    note(
        scope,
        AuditAction::Changed,
        month,
        format!("勾对 {count} 笔"),
        None,
    )
    .await?;
    Ok(month.id)
}

/// The month from which on a match counts: that of the line or of the last transaction, where it is open, or
/// else the one that is worked in.
fn counts_from(
    held: &[bank_month::Model],
    month: &bank_month::Model,
    line: &bank_line::Model,
    moved: &[&Moved],
) -> NaiveDate {
    let last = moved.iter().filter_map(|moved| moved.on_day.with_day(1));
    let from = last.fold(line.month, NaiveDate::max);
    held.iter()
        .map(|held| held.month)
        .find(|held| *held >= from)
        .unwrap_or(month.month)
}

/// What there is of what was named.
struct Known {
    lines: HashMap<Uuid, bank_line::Model>,
    matched: HashSet<Uuid>,
    moved: HashMap<Uuid, Moved>,
    used: HashSet<Uuid>,
}

impl Known {
    async fn of(
        scope: &Scope,
        month: &bank_month::Model,
        input: &MatchBankLinesInput,
    ) -> Result<Self> {
        let lines: Vec<Uuid> = input.matches.iter().map(|one| one.line_id.uuid()).collect();
        let named = input.matches.iter().flat_map(|one| &one.transaction_ids);
        let transactions: Vec<Uuid> = named.map(|id| id.uuid()).collect();
        let found = bank_line::Entity::find()
            .filter(bank_line::Column::UnionId.eq(month.union_id))
            .filter(bank_line::Column::Id.eq_any(lines.clone()))
            .all(scope)
            .await?;
        let matched = bank_match::Entity::find()
            .select_only()
            .column(bank_match::Column::LineId)
            .filter(bank_match::Column::LineId.eq_any(lines))
            .into_tuple::<Uuid>()
            .all(scope)
            .await?;
        let used = bank_match_item::Entity::find()
            .select_only()
            .column(bank_match_item::Column::TransactionId)
            .filter(bank_match_item::Column::TransactionId.eq_any(transactions.clone()))
            .into_tuple::<Uuid>()
            .all(scope)
            .await?;
        let moved = moved::these(scope, month, transactions).await?;
        Ok(Self {
            lines: found.into_iter().map(|line| (line.id, line)).collect(),
            matched: matched.into_iter().collect(),
            moved: moved.into_iter().map(|moved| (moved.id, moved)).collect(),
            used: used.into_iter().collect(),
        })
    }

    fn line(
        &self,
        checks: &mut Checks,
        path: &str,
        id: Uuid,
        month: &bank_month::Model,
    ) -> Option<&bank_line::Model> {
        let line = self.lines.get(&id).filter(|line| line.month <= month.month);
        if line.is_none() {
            checks.fault(
                UserErrorCode::Invalid,
                path,
                "没有这笔银行流水，可能已被删除；请刷新页面",
                "there is no such line; load the page again",
            );
        } else if self.matched.contains(&id) {
            taken(checks, path, true);
            return None;
        }
        line
    }

    fn transactions(
        &self,
        checks: &mut Checks,
        path: &str,
        ids: impl Iterator<Item = Uuid>,
        used: &mut HashSet<Uuid>,
    ) -> Option<Vec<&Moved>> {
        let mut all = Vec::new();
        for id in ids {
            let Some(moved) = self.moved.get(&id) else {
                checks.fault(
                    UserErrorCode::Invalid,
                    path,
                    "这笔记账没有动用银行账户，或记在这个月之后",
                    "this transaction did not move money in the bank, or only after this month",
                );
                return None;
            };
            if self.used.contains(&id) || !used.insert(id) {
                taken(checks, path, false);
                return None;
            }
            all.push(moved);
        }
        Some(all)
    }
}

fn taken(checks: &mut Checks, path: &str, line: bool) {
    let (zh, en) = if line {
        (
            "这笔银行流水已经勾对，可能是别人刚刚办理的；请刷新页面",
            "this line has been matched, perhaps by somebody else just now; load the page again",
        )
    } else {
        (
            "这笔记账已经与另一笔银行流水勾对，可能是别人刚刚办理的；请刷新页面",
            "this transaction has been matched with another line, perhaps just now; load the page again",
        )
    };
    checks.fault(UserErrorCode::State, path, zh, en);
}

/// A line of an own union.
async fn line(scope: &Scope, id: BankLineId) -> Result<bank_line::Model> {
    scope.require(Permission::FundManage)?;
    bank_line::Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Takes a match back; answers the month it counted in.
///
/// # Errors
/// [`Error::NotFound`] for a line elsewhere as for none; STATE where there is no match or the month is settled.
pub async fn unmatch(scope: &Scope, id: BankLineId) -> Result<Uuid> {
    let line = line(scope, id).await?;
    let held = hold(scope, line.union_id).await?;
    let Some(matched) = read::matches_of(scope, &[line.id]).await?.remove(&line.id) else {
        return Err(state(
            "lineId",
            "这笔银行流水没有勾对，可能别人刚刚取消；请刷新页面",
            "this line has no match; load the page again",
        ));
    };
    let month = still_open(&held, matched.of.month)?;
    bank_match::Entity::delete_by_id(line.id)
        .exec(scope)
        .await
        .map_err(refused)?;
    for of in BTreeSet::from([line.month, month.month]) {
        refresh(scope, line.union_id, of).await?;
    }
    note(scope, AuditAction::Changed, month, "取消勾对 1 笔", None).await?;
    Ok(month.id)
}

/// Writes down why a line has no transaction, or takes that back; answers its month.
///
/// # Errors
/// [`Error::NotFound`] for a line elsewhere as for none; STATE where it has a transaction or its month is
/// settled.
pub async fn explain(scope: &Scope, input: &ExplainBankLineInput) -> Result<Uuid> {
    let line = line(scope, input.line_id).await?;
    let mut checks = Checks::default();
    let text = checks.optional_line("note", input.note.as_deref(), 200);
    if let Some(text) = &text {
        checks.ensure(
            text.chars().count() >= REASON,
            "note",
            format!("请说明原因，至少 {REASON} 个字"),
            format!("say why, in {REASON} characters at least"),
        );
        checks.without_numbers("note", text);
    }
    checks.done()?;
    let held = hold(scope, line.union_id).await?;
    let month = still_open(&held, line.month)?;
    if read::matches_of(scope, &[line.id])
        .await?
        .contains_key(&line.id)
    {
        return Err(state(
            "lineId",
            "这笔银行流水已经勾对，不是未达账项",
            "this line has a transaction",
        ));
    }
    let principal = scope.principal()?;
    let by = text.is_some();
    bank_line::Entity::update_many()
        .set(bank_line::ActiveModel {
            note: Set(text),
            noted_by: Set(by.then_some(principal.staff_id)),
            noter_id: Set(by.then_some(principal.person_id)),
            ..Default::default()
        })
        .filter(bank_line::Column::Id.eq(line.id))
        .exec(scope)
        .await
        .map_err(refused)?;
    refresh(scope, line.union_id, line.month).await?;
    let what = if by {
        "登记未达账项 1 笔"
    } else {
        "取消未达账项 1 笔"
    };
    note(scope, AuditAction::Changed, month, what, None).await?;
    Ok(month.id)
}
