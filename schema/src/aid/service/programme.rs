//! Programmes as rows: drafts that are written and removed, open ones whose changes are editions.

use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Set, Statement,
};
use uuid::Uuid;

use super::note;
use super::typed::{Typed, check_complete};
use crate::aid::entity::edition;
use crate::aid::entity::programme::{Column, Entity, Model};
use crate::aid::input::{CreateProgrammeInput, UpdateProgrammeInput};
use crate::aid::rules::{ProgrammeState, Terms};
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::funds::rules::ProgrammeKind;
use crate::id::ProgrammeId;
use crate::input::{Checks, REASON};
use crate::paging::Page;
use crate::statistics::tally::uuids;
use crate::tenancy::{Granted, Permission, Scope};

/// A programme of the own subtree, or an open or closed one of a union above.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere, and for another union's draft, as for none.
pub async fn get(scope: &Scope, id: ProgrammeId) -> Result<Model> {
    scope.require(Permission::AidRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// The terms of a programme, as they are stored.
///
/// # Errors
/// A fault of ours where they can't be read.
pub fn terms(stored: &serde_json::Value) -> Result<Terms> {
    serde_json::from_value(stored.clone()).map_err(|error| Error::bug(error.to_string()))
}

/// Which programmes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Of this year.
    pub year: Option<i32>,
    /// Of this kind.
    pub kind: Option<ProgrammeKind>,
    /// That stand here.
    pub state: Option<ProgrammeState>,
}

/// Programmes that the viewer may read, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn programmes(scope: &Scope, filter: Filter, page: &Page) -> Result<Vec<Model>> {
    scope.require(Permission::AidRead)?;
    let mut query = Entity::find();
    if let Some(year) = filter.year {
        query = query.filter(Column::Year.eq(year));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(Column::Kind.eq(kind));
    }
    if let Some(state) = filter.state {
        query = query.filter(Column::State.eq(state));
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

/// The newest editions of each of these programmes, 100 at most, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn editions(scope: &Scope, programmes: Vec<Uuid>) -> Result<Vec<edition::Model>> {
    scope.require(Permission::AidRead)?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT e.* FROM unnest($1::uuid[]) AS p (id) CROSS JOIN LATERAL (
             SELECT * FROM programme_edition WHERE programme_id = p.id ORDER BY edition DESC LIMIT 100
         ) AS e ORDER BY e.programme_id, e.edition DESC",
        [uuids(programmes)],
    );
    Ok(edition::Entity::find()
        .from_raw_sql(statement)
        .all(&scope.keyed())
        .await?)
}

/// The edition of a programme that applies now: what an application stores.
///
/// # Errors
/// [`Error::NotFound`] for a draft, which has none.
pub async fn edition(scope: &Scope, programme: &Model) -> Result<edition::Model> {
    scope.require(Permission::AidRead)?;
    edition::Entity::find()
        .filter(edition::Column::ProgrammeId.eq(programme.id))
        .filter(edition::Column::Edition.eq(programme.edition))
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// Writes the draft of a programme of the own union; answers its id.
///
/// # Errors
/// All faults of the input at once.
pub async fn create(scope: &Scope, input: &CreateProgrammeInput) -> Result<Uuid> {
    let principal = scope.require(Permission::ProgrammeManage)?;
    let mut checks = Checks::default();
    checks.ensure(
        (2000..=2100).contains(&input.year),
        "year",
        "年度应在 2000 到 2100 之间",
        "a year lies between 2000 and 2100",
    );
    let facts = Typed {
        name: &input.name,
        note: input.note.as_deref(),
        opens_on: input.opens_on,
        closes_on: input.closes_on,
        terms: &input.terms,
        kind: input.kind,
    };
    let checked = facts.check(&mut checks);
    checks.done()?;
    let row = checked.onto(Model {
        id: Uuid::now_v7(),
        union_id: principal.union_id,
        union_path: principal.path.clone(),
        year: input.year,
        kind: input.kind,
        name: String::new(),
        note: None,
        state: ProgrammeState::Draft,
        opens_on: input.opens_on.0,
        closes_on: input.closes_on.0,
        terms: serde_json::Value::Null,
        edition: 0,
        opened_at: None,
        closed_at: None,
        created_at: scope.now(),
        version: 1,
    })?;
    Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    let summary = format!("起草救助项目“{}”", row.name);
    note(scope, AuditAction::Created, row.id, &row, summary, None).await?;
    Ok(row.id)
}

/// Changes a programme: the input is the programme as it is to be, whole. What applies of an open one
/// becomes a new edition, and the one before stays as it was.
///
/// # Errors
/// All faults of the input at once; CONFLICT for an old version, STATE for a closed programme.
pub async fn update(scope: &Scope, input: &UpdateProgrammeInput) -> Result<Uuid> {
    let before = editable(scope, input.id, input.version).await?.into_inner();
    if before.state == ProgrammeState::Closed {
        return refuse(
            "项目已结束，不能再改；如需继续，请新建项目",
            "this programme is closed and stays as it is; write another",
        );
    }
    let mut checks = Checks::default();
    let facts = Typed {
        name: &input.name,
        note: input.note.as_deref(),
        opens_on: input.opens_on,
        closes_on: input.closes_on,
        terms: &input.terms,
        kind: before.kind,
    };
    let checked = facts.check(&mut checks);
    let reason = checks.optional_lines("reason", input.reason.as_deref(), 500);
    let mut after = checked.onto(Model {
        version: before.version + 1,
        ..before.clone()
    })?;
    let open = before.state == ProgrammeState::Open;
    let renewed = open && applies(&before) != applies(&after);
    if open {
        check_complete(&mut checks, before.kind, &checked.terms);
    }
    let enough = |reason: &String| reason.chars().count() >= REASON;
    if renewed && !reason.as_ref().is_some_and(enough) {
        checks.fault(
            if reason.is_none() {
                UserErrorCode::Required
            } else {
                UserErrorCode::Invalid
            },
            "reason",
            format!("项目已在受理，请写明为什么修改（至少 {REASON} 个字）"),
            format!("the programme is open: say why it changes, in {REASON} characters at least"),
        );
    }
    checks.done()?;
    if renewed {
        after.edition += 1;
    }
    save(scope, &after).await?;
    let reason = reason.filter(|_| renewed);
    if renewed {
        keep(scope, &after, reason.clone()).await?;
    }
    let summary = match after.state {
        ProgrammeState::Draft => format!("修改救助项目草稿“{}”", after.name),
        _ if renewed => format!(
            "修改救助项目“{}”，第 {} 版起执行",
            after.name, after.edition
        ),
        _ => format!("修改救助项目“{}”的说明", after.name),
    };
    note(
        scope,
        AuditAction::Changed,
        after.id,
        &after,
        summary,
        reason.as_deref(),
    )
    .await?;
    Ok(after.id)
}

/// Opens a programme: it holds for the whole subtree from now on, and its first edition is kept.
///
/// # Errors
/// CONFLICT for an old version; STATE for one that was opened before or whose days are past; REQUIRED for
/// one without a rule or an amount.
pub async fn open(scope: &Scope, id: ProgrammeId, version: i32) -> Result<Uuid> {
    let row = draft(scope, id, version).await?.into_inner();
    let mut checks = Checks::default();
    check_complete(&mut checks, row.kind, &terms(&row.terms)?);
    if row.closes_on < scope.today() {
        checks.fault(
            UserErrorCode::State,
            "id",
            "申请截止日期已过，请先修改再发布",
            "the days to apply are past; change them first",
        );
    }
    checks.done()?;
    let after = Model {
        state: ProgrammeState::Open,
        edition: 1,
        opened_at: Some(scope.now()),
        version: row.version + 1,
        ..row
    };
    save(scope, &after).await?;
    keep(scope, &after, None).await?;
    let summary = format!("发布救助项目“{}”", after.name);
    note(scope, AuditAction::Changed, after.id, &after, summary, None).await?;
    Ok(after.id)
}

/// Closes a programme: nobody may apply any more, and it stays readable.
///
/// # Errors
/// CONFLICT for an old version, STATE for one that is not open.
pub async fn close(scope: &Scope, id: ProgrammeId, version: i32) -> Result<Uuid> {
    let row = editable(scope, id, version).await?.into_inner();
    match row.state {
        ProgrammeState::Open => {}
        ProgrammeState::Draft => {
            return refuse(
                "项目还没有发布；不需要时可以删除草稿",
                "this programme was not opened yet; a draft can be removed",
            );
        }
        ProgrammeState::Closed => {
            return refuse("项目已经结束", "this programme is closed already");
        }
    }
    let after = Model {
        state: ProgrammeState::Closed,
        closed_at: Some(scope.now()),
        version: row.version + 1,
        ..row
    };
    save(scope, &after).await?;
    let summary = format!("结束救助项目“{}”", after.name);
    note(scope, AuditAction::Changed, after.id, &after, summary, None).await?;
    Ok(after.id)
}

/// Removes a draft; answers its id.
///
/// # Errors
/// CONFLICT for an old version, STATE for a programme that was opened: it stays.
pub async fn delete(scope: &Scope, id: ProgrammeId, version: i32) -> Result<Uuid> {
    let row = draft(scope, id, version).await?.into_inner();
    Entity::delete_by_id(row.id).exec(scope).await?;
    let summary = format!("删除救助项目草稿“{}”", row.name);
    note(scope, AuditAction::Deleted, row.id, &row, summary, None).await?;
    Ok(row.id)
}

/// An own programme, locked, at the version that was seen.
async fn editable(scope: &Scope, id: ProgrammeId, version: i32) -> Result<Granted<Model>> {
    // Whether it may be, then the lock: a superior's programme is visible, but can't even be locked.
    scope.grant(Permission::ProgrammeManage, get(scope, id).await?)?;
    let row = Entity::find_by_id(id.uuid())
        .lock(LockType::NoKeyUpdate)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    if row.version != version {
        return Err(Error::conflict());
    }
    scope.grant(Permission::ProgrammeManage, row)
}

/// As [`editable`], before it was opened.
async fn draft(scope: &Scope, id: ProgrammeId, version: i32) -> Result<Granted<Model>> {
    let row = editable(scope, id, version).await?;
    if row.state != ProgrammeState::Draft {
        return refuse("项目已经发布", "this programme was opened already");
    }
    Ok(row)
}

async fn save(scope: &Scope, row: &Model) -> Result<()> {
    Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(row.id))
        .exec(scope)
        .await?;
    Ok(())
}

/// Keeps what applies from now on.
async fn keep(scope: &Scope, row: &Model, reason: Option<String>) -> Result<()> {
    let kept = edition::ActiveModel {
        id: Set(Uuid::now_v7()),
        programme_id: Set(row.id),
        union_id: Set(row.union_id),
        union_path: Set(row.union_path.clone()),
        edition: Set(row.edition),
        name: Set(row.name.clone()),
        opens_on: Set(row.opens_on),
        closes_on: Set(row.closes_on),
        terms: Set(row.terms.clone()),
        reason: Set(reason),
        staff_id: Set(scope.principal()?.staff_id),
        created_at: Set(scope.now()),
    };
    edition::Entity::insert(kept)
        .exec_without_returning(scope)
        .await?;
    Ok(())
}

/// What of a programme an application is decided by.
fn applies(row: &Model) -> impl PartialEq {
    (
        row.name.clone(),
        row.opens_on,
        row.closes_on,
        row.terms.clone(),
    )
}

fn refuse<T>(zh: &str, en: &str) -> Result<T> {
    Err(Refusal::new(UserErrorCode::State, "id", zh, en).into())
}
