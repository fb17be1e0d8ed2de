//! Budgets: versions that are written, submitted, and approved by another person.

use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::ledger::{Posting, Voucher, four_eyes, post, refused};
use super::{limit, purpose, state, year};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Result, UserErrorCode};
use crate::funds::entity::account;
use crate::funds::entity::budget::{Column, Entity, Model};
use crate::funds::input::{DecideFundBudgetInput, SaveFundBudgetInput};
use crate::funds::rules::{
    FundAccountKind, FundBudgetState, FundTransactionKind, LARGEST, ProgrammeKind,
};
use crate::id::FundBudgetId;
use crate::input::{Checks, REASON};
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell, tell_union};
use crate::paging::Page;
use crate::tenancy::{Granted, Permission, Scope, Tenant};
use crate::values::money::Fen;

/// A budget of an own union, or an approved one of a union below.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn budget(scope: &Scope, id: FundBudgetId) -> Result<Model> {
    scope.require(Permission::FundRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Versions of a union's budgets, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn budgets(
    scope: &Scope,
    union: Uuid,
    of_year: Option<i32>,
    page: &Page,
) -> Result<Vec<Model>> {
    scope.require(Permission::FundRead)?;
    let mut query = Entity::find().filter(Column::UnionId.eq(union));
    if let Some(year) = of_year {
        query = query.filter(Column::Year.eq(year));
    }
    if let Some(id) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.lt(id));
    }
    Ok(query
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Amounts of a version by programme.
///
/// # Errors
/// A bug where the row holds something else.
pub fn lines(row: &Model) -> Result<Vec<(ProgrammeKind, Fen)>> {
    let lines: std::collections::BTreeMap<ProgrammeKind, i64> =
        serde_json::from_value(row.lines.clone()).map_err(|error| Error::bug(error.to_string()))?;
    Ok(lines
        .into_iter()
        .map(|(programme, fen)| (programme, Fen(fen)))
        .collect())
}

/// Writes the version in work of a year, the first time or again; answers its id. After an approval the
/// next one begins.
///
/// # Errors
/// All faults of the input at once; CONFLICT for an old version; STATE while it waits for approval.
pub async fn save(scope: &Scope, input: &SaveFundBudgetInput) -> Result<Uuid> {
    let principal = scope.require(Permission::FundManage)?;
    let mut checks = Checks::default();
    let of_year = year(&mut checks, scope, "year", input.year);
    let note_text = checks.optional_lines("note", input.note.as_deref(), 500);
    let mut amounts = std::collections::BTreeMap::new();
    for (at, line) in input.lines.iter().enumerate() {
        let path = format!("lines.{at}.amount");
        checks.ensure(
            line.amount.0 >= Fen::ZERO && line.amount.0 <= LARGEST,
            &path,
            "金额不能小于零，也不能过大",
            "an amount is not below zero and not too large",
        );
        checks.ensure(
            line.programme.takes_money(),
            &format!("lines.{at}.programme"),
            "困难职工建档不用资金",
            "a needy worker's file takes no money",
        );
        if amounts.insert(line.programme, line.amount.0.0).is_some() {
            checks.fault(
                UserErrorCode::Invalid,
                &format!("lines.{at}.programme"),
                "同一项目请合为一行",
                "one line for each programme",
            );
        }
    }
    checks.ensure(
        !amounts.is_empty(),
        "lines",
        "请至少填写一个项目",
        "fill in one programme at least",
    );
    checks.done()?;
    let latest = Entity::find()
        .filter(Column::UnionId.eq(principal.union_id))
        .filter(Column::Year.eq(of_year))
        .order_by_desc(Column::Number)
        .lock(LockType::NoKeyUpdate)
        .one(scope)
        .await?;
    let in_work = latest
        .as_ref()
        .filter(|row| row.state != FundBudgetState::Approved);
    if in_work.map(|row| row.version) != input.version {
        return Err(Error::conflict());
    }
    if in_work.is_some_and(|row| row.state == FundBudgetState::Submitted) {
        return Err(state(
            "year",
            "预算已提交，正在等待批准；如需修改请先由审批人退回",
            "it waits for approval; have it returned to change it",
        ));
    }
    let row = Model {
        id: in_work.map_or_else(Uuid::now_v7, |row| row.id),
        union_id: principal.union_id,
        union_path: principal.path.clone(),
        year: of_year,
        number: in_work.map_or_else(
            || latest.as_ref().map_or(1, |row| row.number + 1),
            |row| row.number,
        ),
        state: FundBudgetState::Draft,
        lines: serde_json::to_value(&amounts).map_err(|error| Error::bug(error.to_string()))?,
        note: note_text,
        submitted_by: None,
        submitter_id: None,
        submitted_at: None,
        decided_by: None,
        decider_id: None,
        decided_at: None,
        answer: None,
        created_at: in_work.map_or_else(|| scope.now(), |row| row.created_at),
        version: in_work.map_or(1, |row| row.version + 1),
    };
    if in_work.is_some() {
        write(scope, &row).await?;
    } else {
        Entity::insert(row.clone().into_active_model().reset_all())
            .exec_without_returning(scope)
            .await
            // Somebody else began it at the same moment: the next attempt sees theirs.
            .map_err(|error| Error::Retry(std::sync::Arc::new(error)))?;
    }
    note(scope, AuditAction::Changed, &row, "编制").await?;
    Ok(row.id)
}

/// Submits the version in work for approval.
///
/// # Errors
/// CONFLICT for an old version; STATE where it was submitted or decided already.
pub async fn submit(scope: &Scope, id: FundBudgetId, version: i32) -> Result<Uuid> {
    let before = editable(scope, Permission::FundManage, id, version).await?;
    if before.state != FundBudgetState::Draft {
        return Err(state(
            "id",
            "只有草稿可以提交；退回的预算请先修改保存",
            "only a draft is submitted; change a returned one first",
        ));
    }
    let principal = scope.principal()?;
    let row = Model {
        state: FundBudgetState::Submitted,
        submitted_by: Some(principal.staff_id),
        submitter_id: Some(principal.person_id),
        submitted_at: Some(scope.now()),
        version: version + 1,
        ..before.into_inner()
    };
    write(scope, &row).await?;
    note(scope, AuditAction::Changed, &row, "提交").await?;
    let news = News::of_union(NotificationKind::BudgetToDecide, row.id, row.union_id);
    tell_union(scope, Some(row.union_id), Permission::FundApprove, news).await?;
    Ok(row.id)
}

/// Approves a version that another person submitted, or returns it with a reason. From the approval on the
/// ledger's budget is this version's.
///
/// # Errors
/// CONFLICT for an old version; STATE for who submitted it; LIMIT below what is used already.
pub async fn decide(scope: &Scope, input: &DecideFundBudgetInput) -> Result<Uuid> {
    let before = editable(scope, Permission::FundApprove, input.id, input.version).await?;
    let mut checks = Checks::default();
    let answer = if input.approve {
        None
    } else {
        let reason = purpose(
            &mut checks,
            "reason",
            input.reason.as_deref().unwrap_or_default(),
        );
        checks.ensure(
            reason.is_empty() || reason.chars().count() >= REASON,
            "reason",
            format!("请说明退回的原因，至少 {REASON} 个字"),
            format!("say why, in {REASON} characters at least"),
        );
        Some(reason)
    };
    checks.done()?;
    if before.state != FundBudgetState::Submitted {
        return Err(state(
            "id",
            "这份预算不在待批状态",
            "it does not wait for approval",
        ));
    }
    let principal = scope.principal()?;
    if before.submitter_id == Some(principal.person_id) {
        return Err(four_eyes());
    }
    let row = Model {
        state: if input.approve {
            FundBudgetState::Approved
        } else {
            FundBudgetState::Returned
        },
        decided_by: Some(principal.staff_id),
        decider_id: Some(principal.person_id),
        decided_at: Some(scope.now()),
        answer,
        version: before.version + 1,
        ..before.into_inner()
    };
    write(scope, &row).await?;
    if input.approve {
        apply(scope, &row).await?;
    }
    let what = if input.approve {
        "批准"
    } else {
        "退回修改"
    };
    note(scope, AuditAction::Decided, &row, what).await?;
    if let Some(post) = row.submitted_by {
        let kind = if input.approve {
            NotificationKind::BudgetApproved
        } else {
            NotificationKind::BudgetReturned
        };
        let news = News::of_union(kind, row.id, row.union_id);
        tell(scope, [(post, news)]).await?;
    }
    Ok(row.id)
}

/// Moves the ledger from the version before to this one. Versions of a year follow one another, so the
/// balances are those of the one before.
async fn apply(scope: &Scope, row: &Model) -> Result<()> {
    let accounts = account::Entity::find()
        .filter(account::Column::UnionId.eq(row.union_id))
        .filter(account::Column::Year.eq(row.year))
        .filter(account::Column::FundId.is_null())
        .all(scope)
        .await?;
    let balance = |programme: ProgrammeKind, kind: FundAccountKind| {
        accounts
            .iter()
            .find(|account| account.programme == Some(programme) && account.kind == kind)
            .map_or(Fen::ZERO, |account| Fen(account.balance_fen))
    };
    let wanted: std::collections::BTreeMap<_, _> = lines(row)?.into_iter().collect();
    let (mut postings, mut moved) = (Vec::new(), Fen::ZERO);
    for programme in ProgrammeKind::ALL.iter().copied() {
        let new = wanted.get(&programme).copied().unwrap_or_default();
        let used = balance(programme, FundAccountKind::BudgetUsed);
        if new < used {
            let label = programme.label(crate::text::Language::Chinese);
            return limit(
                "id",
                format!("“{label}”已使用 {used} 元，预算不能低于此数；请退回修改"),
                format!(
                    "{used} yuan of {} is used; return it to be raised",
                    programme.code()
                ),
            );
        }
        // The account of what was approved is below zero.
        let change = balance(programme, FundAccountKind::Budget)
            .plus(new)
            .map_err(|error| Error::bug(error.to_string()))?;
        if change == Fen::ZERO {
            continue;
        }
        moved = moved.plus(Fen(change.0.abs())).unwrap_or(moved);
        for (kind, amount) in [
            (FundAccountKind::Budget, Fen(-change.0)),
            (FundAccountKind::BudgetFree, change),
        ] {
            postings.push(Posting {
                fund: None,
                year: row.year,
                programme: Some(programme),
                kind,
                amount,
            });
        }
    }
    if postings.is_empty() {
        return Ok(());
    }
    let why = format!("{}年度预算第 {} 版", row.year, row.number);
    let voucher = Voucher {
        kind: FundTransactionKind::Budget,
        day: scope.today(),
        amount: moved,
        purpose: &why,
        document: None,
        source: Some(("fundbudget", row.id)),
        key: format!("budget:{}", row.id),
    };
    post(scope, row, &voucher, &postings).await?;
    Ok(())
}

/// A budget of an own union, locked, at the version that was seen.
async fn editable(
    scope: &Scope,
    permission: Permission,
    id: FundBudgetId,
    version: i32,
) -> Result<Granted<Model>> {
    scope.grant(permission, budget(scope, id).await?)?;
    let row = Entity::find_by_id(id.uuid())
        .lock(LockType::NoKeyUpdate)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    if row.version != version {
        return Err(Error::conflict());
    }
    scope.grant(permission, row)
}

async fn write(scope: &Scope, row: &Model) -> Result<()> {
    Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(row.id))
        .exec(scope)
        .await
        .map_err(refused)?;
    Ok(())
}

async fn note(scope: &Scope, action: AuditAction, row: &Model, what: &str) -> Result<()> {
    let subject = Subject {
        kind: "fundbudget",
        id: Some(row.id),
        union_id: row.union_id(),
        union_path: row.union_path(),
    };
    let summary = format!("{}年度专项资金预算第 {} 版：{what}", row.year, row.number);
    audit::record(scope, action, subject, summary, None).await
}
