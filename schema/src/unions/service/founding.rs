//! Founding applications (建会申请): a union applies, a superior decides, and an approved one becomes
//! a union below the applicant.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::facts::{Facts, NewUnion, checked_division, union_name};
use super::structure::found;
use super::{get, reach, refusal};
use crate::audit::{self, AuditAction, Subject};
use crate::error::{Error, Result};
use crate::id::FoundingId;
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell, tell_union};
use crate::paging::Page;
use crate::tenancy::{Permission, Scope};
use crate::unions::entity::founding_application::{ActiveModel, Column, Entity, Model};
use crate::unions::rules::{FoundingState, UnionLevel, UnionState, may_stand};

/// An application as typed.
#[derive(Debug, Clone)]
pub struct Application {
    /// Name of the union to be.
    pub name: String,
    /// Its level.
    pub level: UnionLevel,
    /// Division code of its place.
    pub division_code: Option<String>,
    /// 职工数
    pub worker_count: i32,
    /// Of these, migrant workers.
    pub migrant_worker_count: i32,
    /// Why it should be founded.
    pub reason: String,
}

/// Applies for a union below the own one.
///
/// # Errors
/// [`Error::Forbidden`]; refusals for wrong input, a level that does not fit, and at the root, which
/// has no superior to decide and founds unions itself.
pub async fn submit(scope: &Scope, application: Application) -> Result<Uuid> {
    let principal = scope.require(Permission::FoundingApply)?;
    let applicant = get(scope, principal.union_id.into()).await?;
    let superior = applicant.parent_id;
    let mut checks = Checks::default();
    let name = union_name(&mut checks, &application.name);
    let reason = checks.lines("reason", &application.reason, 2000);
    let division_code =
        checked_division(scope, &mut checks, application.division_code.as_deref()).await?;
    let (workers, migrants) = (application.worker_count, application.migrant_worker_count);
    checks.ensure(
        (1..=100_000_000).contains(&workers),
        "workerCount",
        "职工人数至少 1 人",
        "there is at least one worker",
    );
    checks.ensure(
        (0..=workers.max(0)).contains(&migrants),
        "migrantWorkerCount",
        "农民工人数应在 0 和职工人数之间",
        "the number of migrant workers lies between 0 and the number of workers",
    );
    checks.done()?;
    if applicant.parent_id.is_none() {
        return Err(refusal::state(
            "",
            "市总工会没有上级，请直接新增工会",
            "the city's federation has no superior; create the union directly",
        ));
    }
    may_stand(None, application.level, 1, applicant.place())
        .map_err(|fault| refusal::place(fault, "level", application.level, &applicant))?;
    let row = ActiveModel {
        id: Set(FoundingId::new().uuid()),
        union_id: Set(applicant.id),
        union_path: Set(applicant.path),
        name: Set(name),
        level: Set(application.level),
        division_code: Set(division_code),
        worker_count: Set(workers),
        migrant_worker_count: Set(migrants),
        reason: Set(reason),
        state: Set(FoundingState::Submitted),
        decision_note: Set(None),
        founded_id: Set(None),
        submitted_by: Set(principal.staff_id),
        submitted_at: Set(scope.now()),
        decided_by: Set(None),
        decided_at: Set(None),
        version: Set(1),
    }
    .insert(scope)
    .await?;
    let summary = format!("申请建立“{}”", row.name);
    audit::record(scope, AuditAction::Created, subject(&row), summary, None).await?;
    let news = News::of_union(NotificationKind::FoundingToDecide, row.id, row.union_id);
    tell_union(scope, superior, Permission::FoundingDecide, news).await?;
    Ok(row.id)
}

/// Decides an application of a union below: approved, it becomes a union in state APPROVED (批复).
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; refusals for an
/// application of the own union, one that was decided, a rejection without a note, and everything
/// that hinders the founding.
pub async fn decide(
    scope: &Scope,
    id: FoundingId,
    version: i32,
    approve: bool,
    note: Option<&str>,
) -> Result<Uuid> {
    let row = Entity::find_by_id(id.uuid())
        .lock(LockType::Update)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    let row = scope.grant_below(Permission::FoundingDecide, row)?;
    let principal = scope.principal()?;
    if row.version != version {
        return Err(Error::conflict());
    }
    if row.union_id == principal.union_id {
        return Err(refusal::state(
            "id",
            "本级的申请由上级工会审批",
            "an application of your own union is decided by a superior",
        ));
    }
    if row.state != FoundingState::Submitted {
        return Err(refusal::state(
            "id",
            "这份申请已经审批过；如情况有变，请申请单位重新提交",
            "this application was decided already; the applicant may send a new one",
        ));
    }
    let mut checks = Checks::default();
    let note = match approve {
        true => checks.optional_lines("note", note, 1000),
        false => Some(checks.lines("note", note.unwrap_or_default(), 1000)),
    };
    checks.done()?;
    let mut founded = None;
    if approve {
        let applicant = get(scope, row.union_id.into()).await?;
        let applicant = scope.grant_below(Permission::FoundingDecide, applicant)?;
        let new = NewUnion {
            parent: applicant.id.into(),
            level: row.level,
            facts: Facts {
                name: Some(row.name.clone()),
                division_code: Some(row.division_code.clone()),
                ..Facts::default()
            },
        };
        founded = Some(found(scope, &applicant, new, "id", UnionState::Approved).await?);
    }
    let mut edit = row.clone().into_active_model();
    edit.state = Set(match approve {
        true => FoundingState::Approved,
        false => FoundingState::Rejected,
    });
    edit.decision_note = Set(note.clone());
    edit.founded_id = Set(founded);
    edit.decided_by = Set(Some(principal.staff_id));
    edit.decided_at = Set(Some(scope.now()));
    edit.version = Set(version + 1);
    let row = edit.update(scope).await?;
    let label = row.state.label(crate::text::Language::Chinese);
    let summary = format!("建会申请“{}”{label}", row.name);
    audit::record(
        scope,
        AuditAction::Decided,
        subject(&row),
        summary,
        note.as_deref(),
    )
    .await?;
    let kind = match approve {
        true => NotificationKind::FoundingApproved,
        false => NotificationKind::FoundingReturned,
    };
    let news = News::of_union(kind, row.id, row.union_id);
    tell(scope, [(row.submitted_by, news)]).await?;
    Ok(row.id)
}

/// One application of the own subtree.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn application(scope: &Scope, id: FoundingId) -> Result<Model> {
    scope.require(Permission::UnionRead)?;
    Entity::find_by_id(id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// Applications of the own subtree, newest first; `page`'s key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn applications(
    scope: &Scope,
    state: Option<FoundingState>,
    page: &Page,
) -> Result<Vec<Model>> {
    scope.require(Permission::UnionRead)?;
    let range = reach(scope, None, true).await?;
    let mut query = Entity::find()
        .filter(Column::UnionPath.gte(range.from))
        .filter(Column::UnionPath.lt(range.to));
    if let Some(state) = state {
        query = query.filter(Column::State.eq(state));
    }
    if let Some(before) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.lt(before));
    }
    Ok(query
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

fn subject(row: &Model) -> Subject<'_> {
    Subject {
        kind: "founding",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    }
}
