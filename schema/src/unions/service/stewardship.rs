//! 代管: a superior manages a union that has no staff of its own, as a recorded grant from a day to a
//! day.

use chrono::{Days, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::structure::{hold_tree, locked};
use super::{get, reach, refusal, row};
use crate::audit::{self, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::id::{StewardshipId, UnionId};
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell_union};
use crate::paging::Page;
use crate::tenancy::{Permission, Scope, forget_principals};
use crate::unions::entity::stewardship::{ActiveModel, Column, Entity, Model};

/// A grant as typed.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The union that is managed.
    pub union: UnionId,
    /// The superior that manages it.
    pub steward: UnionId,
    /// First day.
    pub begins_on: NaiveDate,
    /// Last day, if one is known.
    pub ends_on: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// Lets a superior manage a union of the own subtree. The superior is the own union or one below it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; refusals for a steward that is no superior of the
/// union, a union with staff of its own, days in the past or the wrong way round, and a grant that
/// overlaps another.
pub async fn grant_stewardship(scope: &Scope, grant: Grant) -> Result<Uuid> {
    let union = scope.grant_below(Permission::StewardshipGrant, get(scope, grant.union).await?)?;
    let steward = scope.grant_below(
        Permission::StewardshipGrant,
        get(scope, grant.steward).await?,
    )?;
    let mut checks = Checks::default();
    let reason = checks.lines("reason", &grant.reason, 500);
    checks.ensure(
        grant.begins_on >= scope.today(),
        "beginsOn",
        "代管不能从过去的日期开始，请选今天或以后",
        "a stewardship can't begin in the past; choose today or later",
    );
    checks.ensure(
        grant.ends_on.is_none_or(|end| end >= grant.begins_on),
        "endsOn",
        "结束日期不能早于开始日期",
        "the last day can't be before the first",
    );
    checks.done()?;
    hold_tree(scope).await?;
    let union = locked(scope, union.id).await?;
    let steward = get(scope, steward.id.into()).await?;
    if union.id == steward.id || !union.path.starts_with(&steward.path) {
        return Err(refusal::invalid(
            "stewardId",
            format!(
                "只有上级工会可以代管；“{}”不是“{}”的上级",
                steward.name, union.name
            ),
            format!(
                "only a superior may manage a union; {} is none of {}",
                steward.name, union.name
            ),
        ));
    }
    if !union.state.exists() || !steward.state.exists() {
        return Err(refusal::state(
            "unionId",
            "工会已合并或撤销，不能代管",
            "the union has ended",
        ));
    }
    let staff: i64 = row(
        scope,
        "SELECT count(*) AS staff FROM staff WHERE union_id = $1 AND state <> 'LEFT'",
        [union.id.into()],
    )
    .await?
    .try_get("", "staff")?;
    if staff > 0 {
        return Err(refusal::state(
            "unionId",
            format!(
                "“{}”有在岗人员 {staff} 人，不需要代管；请由其本级人员办理，或先办理离任",
                union.name
            ),
            format!(
                "{} has {staff} staff of its own and needs no steward; let them do the work, or end their posts first",
                union.name
            ),
        ));
    }
    let row = ActiveModel {
        id: Set(StewardshipId::new().uuid()),
        union_id: Set(union.id),
        union_path: Set(union.path),
        steward_id: Set(steward.id),
        begins_on: Set(grant.begins_on),
        ends_on: Set(grant.ends_on),
        reason: Set(reason.clone()),
        version: Set(1),
    }
    .insert(scope)
    .await
    .map_err(overlap)?;
    let summary = format!("由“{}”代管“{}”", steward.name, union.name);
    audit::record(
        scope,
        AuditAction::Granted,
        subject(&row),
        summary,
        Some(&reason),
    )
    .await?;
    forget_principals(scope).await?;
    let news = News::of_union(NotificationKind::StewardshipGranted, row.id, row.union_id);
    tell_union(scope, Some(row.steward_id), Permission::UnionEdit, news).await?;
    Ok(row.id)
}

/// Ends a grant; the day given is its last. Yesterday ends it at once.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; refusals for a day before
/// yesterday or after the end that was agreed.
pub async fn end_stewardship(
    scope: &Scope,
    id: StewardshipId,
    version: i32,
    ends_on: NaiveDate,
) -> Result<Uuid> {
    let row = Entity::find_by_id(id.uuid())
        .lock(LockType::Update)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    let row = scope.grant_below(Permission::StewardshipGrant, row)?;
    if row.version != version {
        return Err(Error::conflict());
    }
    let yesterday = scope.today() - Days::new(1);
    if row.ends_on.is_some_and(|end| end < scope.today()) {
        return Err(refusal::state(
            "id",
            "这项代管已经结束",
            "this stewardship has ended already",
        ));
    }
    let mut checks = Checks::default();
    checks.ensure(
        ends_on >= yesterday,
        "endsOn",
        "结束日期不能早于昨天（填昨天即立即结束）",
        "the last day can't be before yesterday, which ends it at once",
    );
    checks.ensure(
        row.ends_on.is_none_or(|end| ends_on <= end),
        "endsOn",
        "不能延长，请另行办理一项代管",
        "it can't be made longer; grant another stewardship",
    );
    checks.done()?;
    // One that has not begun yet takes no effect at all.
    let ends_on = ends_on.max(row.begins_on - Days::new(1));
    let mut edit = row.clone().into_active_model();
    edit.ends_on = Set(Some(ends_on));
    edit.version = Set(version + 1);
    let row = edit.update(scope).await?;
    let summary = format!("代管到 {ends_on} 结束");
    audit::record(scope, AuditAction::Revoked, subject(&row), summary, None).await?;
    forget_principals(scope).await?;
    let news = News::of_union(NotificationKind::StewardshipEnded, row.id, row.union_id);
    tell_union(scope, Some(row.steward_id), Permission::UnionEdit, news).await?;
    Ok(row.id)
}

/// One grant of the own subtree.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn stewardship(scope: &Scope, id: StewardshipId) -> Result<Model> {
    scope.require(Permission::UnionRead)?;
    Entity::find_by_id(id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// Grants of the own subtree, newest first, ended ones included; `page`'s key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn stewardships(scope: &Scope, page: &Page) -> Result<Vec<Model>> {
    scope.require(Permission::UnionRead)?;
    let range = reach(scope, None, true).await?;
    let mut query = Entity::find()
        .filter(Column::UnionPath.gte(range.from))
        .filter(Column::UnionPath.lt(range.to));
    if let Some(before) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.lt(before));
    }
    Ok(query
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

fn overlap(error: sea_orm::DbErr) -> Error {
    if violated_constraint(&error) == Some("stewardship_one_at_a_time") {
        return Refusal::new(
            UserErrorCode::Duplicate,
            "beginsOn",
            "该工会在这段时间已有代管；请先结束原来的代管，或改日期",
            "the union has a steward in that time already; end that stewardship first or change the days",
        )
        .into();
    }
    error.into()
}

fn subject(row: &Model) -> Subject<'_> {
    Subject {
        kind: "stewardship",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    }
}
