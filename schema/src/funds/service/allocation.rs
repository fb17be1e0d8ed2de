//! Money on its way down the tree (下拨) and back up (退回).

use sea_orm::sea_query::Condition;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use super::fund::{allows, fund};
use super::ledger::{four_eyes, note as note_postings, refused};
use super::{amount, limit, purpose, state, year};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::bulk::insert_all;
use crate::error::{Error, Result, UserErrorCode};
use crate::funds::entity::account;
use crate::funds::entity::allocation::{Column, Entity, Model};
use crate::funds::entity::fund::Model as Fund;
use crate::funds::input::{FundAllocationFilter, ProposeAllocationsInput, SendBackFundsInput};
use crate::funds::rules::{
    AllocationStep, FundAccountKind, FundAllocationKind, FundAllocationState, ProgrammeKind,
    lacking,
};
use crate::id::FundAllocationId;
use crate::input::{Checks, REASON};
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell_union};
use crate::paging::Page;
use crate::tenancy::{Permission, Scope, Tenant};
use crate::unions::service as unions;
use crate::values::money::Fen;

/// Allocations of one proposal at most: a city has no more unions directly below it.
const MOST_LINES: usize = 200;

/// An allocation of which the own subtree is one side.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none, and for a proposal that is not the viewer's.
pub async fn allocation(scope: &Scope, id: FundAllocationId) -> Result<Model> {
    scope.require(Permission::FundRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Allocations from or to the own unions, or one union below, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::NotFound`] for a union elsewhere.
pub async fn allocations(
    scope: &Scope,
    filter: &FundAllocationFilter,
    page: &Page,
) -> Result<Vec<Model>> {
    let principal = scope.require(Permission::FundRead)?;
    let of = match filter.union_id {
        Some(id) if !principal.owns(id.uuid()) => {
            let union = unions::get(scope, id).await?;
            if !principal.covers(&union.path) {
                return Err(Error::NotFound);
            }
            vec![union.id]
        }
        Some(id) => vec![id.uuid()],
        None => principal.own_unions.clone(),
    };
    let (from, to) = (
        Column::UnionId.eq_any(of.clone()),
        Column::ToUnionId.eq_any(of),
    );
    let side = match filter.incoming {
        Some(true) => Condition::all().add(to),
        Some(false) => Condition::all().add(from),
        None => Condition::any().add(from).add(to),
    };
    let mut query = Entity::find().filter(side);
    if let Some(kind) = filter.kind {
        query = query.filter(Column::Kind.eq(kind));
    }
    if let Some(state) = filter.state {
        query = query.filter(Column::State.eq(state));
    }
    if let Some(year) = filter.year {
        query = query.filter(Column::Year.eq(year));
    }
    if let Some(fund) = filter.fund_id {
        query = query.filter(Column::FundId.eq(fund.uuid()));
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

/// Proposes amounts for unions below, out of one fund (拟拨); answers their ids in the order of the lines.
/// No money moves until another person issues them.
///
/// # Errors
/// All faults of the input at once, each at its line; LIMIT where the sum is not there.
pub async fn propose(scope: &Scope, input: &ProposeAllocationsInput) -> Result<Vec<Uuid>> {
    let principal = scope.require(Permission::FundManage)?;
    let fund = fund(scope, input.fund_id).await?;
    let mut checks = Checks::default();
    let of_year = year(&mut checks, scope, "year", input.year);
    let why = purpose(&mut checks, "purpose", &input.purpose);
    let document = checks.optional_line("documentNumber", input.document_number.as_deref(), 60);
    check_programme(&mut checks, &fund, input.programme);
    checks.ensure(
        input.spend_by.is_none_or(|day| day.0 > scope.today()),
        "spendBy",
        "使用截止日应晚于今天",
        "the day to spend it by comes after today",
    );
    checks.ensure(
        (1..=MOST_LINES).contains(&input.lines.len()),
        "lines",
        format!("请填写 1 到 {MOST_LINES} 笔"),
        format!("1 to {MOST_LINES} lines"),
    );
    let ids = input
        .lines
        .iter()
        .map(|line| line.union_id.uuid())
        .collect();
    let found = unions::get_many(scope, ids).await?;
    let mut rows: Vec<Model> = Vec::new();
    let mut total = Fen::ZERO;
    for (at, line) in input.lines.iter().enumerate() {
        let money = amount(&mut checks, &format!("lines.{at}.amount"), line.amount);
        total = total.plus(money).unwrap_or(Fen(i64::MAX));
        let path = format!("lines.{at}.unionId");
        let Some(union) = found.iter().find(|union| {
            union.id == line.union_id.uuid()
                && union.id != principal.union_id
                && principal.covers(&union.path)
        }) else {
            checks.fault(
                UserErrorCode::Invalid,
                &path,
                "只能下拨给本级以下的工会",
                "money goes down to unions below only",
            );
            continue;
        };
        checks.ensure(
            union.state.exists(),
            &path,
            format!("“{}”已合并或撤销", union.name),
            format!("{} has ended", union.name),
        );
        checks.ensure(
            rows.iter().all(|row| row.to_union_id != union.id),
            &path,
            "同一工会请合为一笔",
            "one line for each union",
        );
        rows.push(Model {
            to_union_id: union.id,
            to_union_path: union.path.clone(),
            amount_fen: money.0,
            ..proposal(scope, &fund, of_year)?
        });
    }
    checks.done()?;
    for row in &mut rows {
        row.purpose.clone_from(&why);
        row.document_number.clone_from(&document);
        row.programme = input.programme;
        row.spend_by = input.spend_by.map(|day| day.0);
    }
    if let Some(first) = rows.first() {
        enough(scope, first, total, "lines").await?;
    }
    insert_all(
        scope,
        rows.iter()
            .map(|row| row.clone().into_active_model().reset_all())
            .collect(),
    )
    .await?;
    note(scope, AuditAction::Created, &rows, "拟拨").await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Proposes to send money back to the union above that it came from (退回); answers its id.
///
/// # Errors
/// As [`propose`].
pub async fn send_back(scope: &Scope, input: &SendBackFundsInput) -> Result<Uuid> {
    let principal = scope.require(Permission::FundManage)?;
    let fund = fund(scope, input.fund_id).await?;
    let mut checks = Checks::default();
    let of_year = year(&mut checks, scope, "year", input.year);
    let money = amount(&mut checks, "amount", input.amount);
    let why = purpose(&mut checks, "purpose", &input.purpose);
    let above = unions::get(scope, input.to_union_id).await?;
    checks.ensure(
        principal.path.starts_with(&above.path) && principal.path != above.path,
        "toUnionId",
        "只能退回给上级工会",
        "money goes back to a union above only",
    );
    checks.ensure(
        above.path.starts_with(&fund.union_path),
        "toUnionId",
        "这笔资金不是从该工会拨来的",
        "the fund did not come from there",
    );
    checks.done()?;
    let row = Model {
        to_union_id: above.id,
        to_union_path: above.path,
        kind: FundAllocationKind::Return,
        amount_fen: money.0,
        purpose: why,
        programme: input.programme,
        ..proposal(scope, &fund, of_year)?
    };
    enough(scope, &row, money, "amount").await?;
    Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    note(
        scope,
        AuditAction::Created,
        std::slice::from_ref(&row),
        "拟退回",
    )
    .await?;
    Ok(row.id)
}

/// A proposal of the person who asks, out of the own union's books.
fn proposal(scope: &Scope, fund: &Fund, year: i16) -> Result<Model> {
    let principal = scope.principal()?;
    Ok(Model {
        id: Uuid::now_v7(),
        union_id: principal.union_id,
        union_path: principal.path.clone(),
        to_union_id: principal.union_id,
        to_union_path: principal.path.clone(),
        kind: FundAllocationKind::Allocation,
        state: FundAllocationState::Proposed,
        fund_id: fund.id,
        year,
        programme: None,
        amount_fen: 0,
        document_number: None,
        purpose: String::new(),
        spend_by: None,
        proposed_by: principal.staff_id,
        proposer_id: principal.person_id,
        proposed_at: scope.now(),
        issued_by: None,
        issuer_id: None,
        issued_at: None,
        settled_by: None,
        settled_at: None,
        answer: None,
        version: 1,
    })
}

fn check_programme(checks: &mut Checks, fund: &Fund, programme: Option<ProgrammeKind>) {
    checks.ensure(
        allows(fund, programme),
        "programme",
        "这笔资金限定了用途，不能拨给该项目",
        "the fund is for other programmes",
    );
}

/// What a union may send on of a fund in a year: what is marked for the programme, and what is for any.
pub(super) async fn available(
    scope: &Scope,
    union: Uuid,
    fund: Uuid,
    year: i16,
    programme: Option<ProgrammeKind>,
) -> Result<Fen> {
    let accounts = account::Entity::find()
        .filter(account::Column::UnionId.eq(union))
        .filter(account::Column::Year.eq(year))
        .filter(account::Column::FundId.eq(fund))
        .filter(account::Column::Kind.eq(FundAccountKind::Available))
        .all(scope)
        .await?;
    let sum = accounts
        .into_iter()
        .filter(|row| row.programme.is_none() || row.programme == programme)
        .map(|row| Fen(row.balance_fen));
    Ok(Fen::sum(sum).unwrap_or_default())
}

async fn enough(scope: &Scope, row: &Model, wanted: Fen, path: &str) -> Result<()> {
    let there = available(scope, row.union_id, row.fund_id, row.year, row.programme).await?;
    match lacking(there, wanted) {
        None => Ok(()),
        Some(lack) => limit(
            path,
            format!("可用资金 {there} 元，还差 {lack} 元；请减少金额或另选资金"),
            format!("{there} yuan is available, {lack} short; take less or another fund"),
        ),
    }
}

/// Takes a step of an allocation, with the money; answers its id.
///
/// # Errors
/// CONFLICT for an old version; STATE where the step does not lead on from there, for who proposed it
/// themselves, and in a closed year; LIMIT where the money is not there; [`Error::Forbidden`] for the
/// other side's steps.
pub async fn step(
    scope: &Scope,
    id: FundAllocationId,
    version: i32,
    step: AllocationStep,
    answer: Option<&str>,
) -> Result<Uuid> {
    let permission = match step {
        AllocationStep::Issue => Permission::FundApprove,
        _ => Permission::FundManage,
    };
    let principal = scope.require(permission)?;
    let row = allocation(scope, id).await?;
    let side = if step.is_of_receiver() {
        row.to_union_id
    } else {
        row.union_id
    };
    if !principal.owns(side) {
        return Err(Error::Forbidden);
    }
    if row.version != version {
        return Err(Error::conflict());
    }
    let mut checks = Checks::default();
    let answer = match (step.needs_reason(), answer) {
        (true, answer) => {
            let reason = purpose(&mut checks, "reason", answer.unwrap_or_default());
            checks.ensure(
                reason.is_empty() || reason.chars().count() >= REASON,
                "reason",
                format!("请说明原因，至少 {REASON} 个字"),
                format!("say why, in {REASON} characters at least"),
            );
            Some(reason)
        }
        (false, _) => None,
    };
    checks.done()?;
    if step.from() != row.state {
        return Err(state(
            "id",
            format!(
                "这笔款项“{}”，不能再{}",
                row.state.label(crate::text::Language::Chinese),
                step.label(crate::text::Language::Chinese)
            ),
            format!(
                "it is {} already",
                row.state.label(crate::text::Language::English)
            ),
        ));
    }
    if step == AllocationStep::Issue {
        if row.proposer_id == principal.person_id {
            return Err(four_eyes());
        }
        enough(scope, &row, Fen(row.amount_fen), "id").await?;
    }
    let posted = scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT step_allocation($1, $2, $3, $4, $5, $6) AS ids",
            [
                row.id.into(),
                version.into(),
                step.code().into(),
                scope.today().into(),
                scope.now().into(),
                answer.into(),
            ],
        ))
        .await
        .map_err(refused)?
        .ok_or_else(|| Error::bug("a step without an answer"))?;
    let posted: Vec<Uuid> = posted.try_get("", "ids")?;
    note_postings(scope, &posted).await?;
    let label = step.label(crate::text::Language::Chinese);
    note(
        scope,
        AuditAction::Decided,
        std::slice::from_ref(&row),
        label,
    )
    .await?;
    let (kind, to, from) = match step {
        AllocationStep::Issue => (NotificationKind::FundsSent, row.to_union_id, row.union_id),
        AllocationStep::Receive => (
            NotificationKind::FundsArrived,
            row.union_id,
            row.to_union_id,
        ),
        AllocationStep::Refuse => (
            NotificationKind::FundsRefused,
            row.union_id,
            row.to_union_id,
        ),
        AllocationStep::Recall | AllocationStep::Cancel => return Ok(row.id),
    };
    let news = News::of_union(kind, row.id, from);
    tell_union(scope, Some(to), Permission::FundManage, news).await?;
    Ok(row.id)
}

/// Writes into the trails what was done with these, however many there are.
async fn note(scope: &Scope, action: AuditAction, rows: &[Model], what: &str) -> Result<()> {
    let ids = rows.iter().map(|row| row.to_union_id).collect();
    let unions = unions::get_many(scope, ids).await?;
    let entries = rows.iter().map(|row| {
        // Whoever acts for the receiver of a return does not see all that lies between.
        let to = unions.iter().find(|union| union.id == row.to_union_id);
        let to = to.map_or("", |union| &union.short_name);
        let kind = row.kind.label(crate::text::Language::Chinese);
        let subject = Subject {
            kind: "fundallocation",
            id: Some(row.id),
            union_id: row.union_id(),
            union_path: row.union_path(),
        };
        let summary = format!("{kind}“{to}” {} 元：{what}", Fen(row.amount_fen));
        (subject, summary)
    });
    audit::record_all(scope, action, entries.collect()).await
}

/// These allocations, in this order.
///
/// # Errors
/// A fault of the database.
pub async fn allocations_by_id(scope: &Scope, ids: &[Uuid]) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(Column::Id.eq_any(ids.to_vec()))
        .all(&scope.keyed())
        .await?;
    Ok(ids
        .iter()
        .filter_map(|id| rows.iter().find(|row| row.id == *id).cloned())
        .collect())
}
