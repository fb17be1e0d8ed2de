//! Creating unions, changing their facts and their state.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::LockType;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use uuid::Uuid;

use super::facts::NewUnion;
use super::{Facts, get, refusal, row, run};
use crate::audit::{self, AuditAction, Subject};
use crate::error::{Error, Result};
use crate::id::UnionId;
use crate::input::Checks;
use crate::papers::service as papers;
use crate::statistics;
use crate::tenancy::{Granted, Permission, Scope, forget_principals, tree};
use crate::unions::entity::union::{ActiveModel, Entity, Model};
use crate::unions::rules::{Place, UnionState, may_stand};

impl Model {
    /// What rules want to know of its place.
    pub(super) fn place(&self) -> Place<'_> {
        Place {
            path: &self.path,
            level: self.level,
            state: self.state,
        }
    }
}

pub(super) fn subject(row: &Model) -> Subject<'_> {
    Subject {
        kind: "union",
        id: Some(row.id),
        union_id: row.id,
        union_path: &row.path,
    }
}

/// Enters a union that exists under one of the own subtree.
///
/// # Errors
/// [`Error::NotFound`] for a superior elsewhere, [`Error::Forbidden`] above the own union; refusals
/// for wrong input, a level that does not fit, a name or credit code that is taken.
pub async fn create(scope: &Scope, new: NewUnion) -> Result<Uuid> {
    let parent = get(scope, new.parent).await?;
    let parent = scope.grant_below(Permission::UnionStructure, parent)?;
    found(scope, &parent, new, "parentId", UnionState::Active).await
}

/// Founds a union under `parent`; `path` is the input that names the parent.
pub(super) async fn found(
    scope: &Scope,
    parent: &Granted<Model>,
    new: NewUnion,
    path: &str,
    state: UnionState,
) -> Result<Uuid> {
    let mut edit = ActiveModel {
        id: Set(UnionId::new().uuid()),
        parent_id: Set(Some(parent.id)),
        level: Set(new.level),
        state: Set(state),
        last_child: Set(0),
        merged_into_id: Set(None),
        version: Set(1),
        created_at: Set(scope.now()),
        ..Default::default()
    };
    new.facts.apply(scope, None, &mut edit).await?;
    hold_tree(scope).await?;
    // The number is taken under a lock of the parent, so its place and state are true until the end.
    let (parent, own_path) = next_child(scope, parent.id).await?;
    may_stand(None, new.level, 1, parent.place())
        .map_err(|fault| refusal::place(fault, path, new.level, &parent))?;
    edit.path = Set(own_path);
    let name = edit.name.as_ref().clone();
    let row = edit
        .insert(scope)
        .await
        .map_err(|error| refusal::of_constraint(error, &name))?;
    statistics::record(scope, None, Some(&row)).await?;
    let summary = format!("新增工会“{}”", row.name);
    audit::record(scope, AuditAction::Created, subject(&row), summary, None).await?;
    Ok(row.id)
}

/// Changes the facts of the own union or of one below.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; refusals for wrong input,
/// a name or credit code that is taken, a door that open households came in by.
pub async fn update(scope: &Scope, id: UnionId, version: i32, facts: &Facts) -> Result<Uuid> {
    let before = editable(scope, Permission::UnionEdit, id, version).await?;
    if !before.state.exists() {
        return Err(refusal::state(
            "id",
            "该工会已合并或撤销，不能再修改",
            "the union has ended and can't be changed",
        ));
    }
    let mut edit = before.clone().into_active_model();
    facts.apply(scope, Some(&before), &mut edit).await?;
    edit.version = Set(version + 1);
    let name = edit.name.as_ref().clone();
    let after = edit
        .update(scope)
        .await
        .map_err(|error| refusal::of_constraint(error, &name))?;
    if after.household_kind != before.household_kind {
        door_is_free(scope, &after).await?;
    }
    statistics::record(scope, Some(&*before), Some(&after)).await?;
    if after.name != before.name {
        papers::union_renamed(scope, after.id).await?;
    }
    let summary = match after.name == before.name {
        true => format!("修改工会“{}”的资料", after.name),
        false => format!("工会“{}”更名为“{}”", before.name, after.name),
    };
    audit::record(scope, AuditAction::Changed, subject(&after), summary, None).await?;
    Ok(after.id)
}

/// Brings a union below into its next state: approves, activates, suspends, resumes or dissolves it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; refusals without a reason,
/// for the own union, from a state that does not lead there, and for dissolving a union that still
/// has staff, households or unions below.
pub async fn advance(
    scope: &Scope,
    id: UnionId,
    version: i32,
    from: &[UnionState],
    next: UnionState,
    reason: &str,
) -> Result<Uuid> {
    let mut checks = Checks::default();
    let reason = checks.lines("reason", reason, 500);
    let before = editable(scope, Permission::UnionStructure, id, version).await?;
    strictly_below(scope, &before)?;
    checks.done()?;
    if !from.contains(&before.state) || !before.state.may_become(next) {
        return Err(refusal::transition(&before, next));
    }
    if next == UnionState::Dissolved {
        hold_tree(scope).await?;
        is_empty(scope, &before).await?;
        holds_no_funds(scope, &before).await?;
        end_stewardship_of(scope, before.id).await?;
    }
    let mut edit = before.clone().into_active_model();
    edit.state = Set(next);
    edit.version = Set(version + 1);
    let after = edit.update(scope).await?;
    statistics::record(scope, Some(&*before), Some(&after)).await?;
    let label = next.label(crate::text::Language::Chinese);
    let summary = format!("工会“{}”的状态改为“{label}”", after.name);
    audit::record(
        scope,
        AuditAction::Changed,
        subject(&after),
        summary,
        Some(&reason),
    )
    .await?;
    forget_principals(scope).await?;
    Ok(after.id)
}

/// A union that may be edited, locked against other edits, in the version that the editor saw.
pub(super) async fn editable(
    scope: &Scope,
    permission: Permission,
    id: UnionId,
    version: i32,
) -> Result<Granted<Model>> {
    // First whether it may be, then the lock: superiors are visible, but can't even be locked.
    scope.grant_below(permission, get(scope, id).await?)?;
    let row = locked(scope, id.uuid()).await?;
    if row.version != version {
        return Err(Error::conflict());
    }
    scope.grant_below(permission, row)
}

/// The row as it is now, locked against edits but not against new rows that point to it.
pub(super) async fn locked(scope: &Scope, id: Uuid) -> Result<Model> {
    Entity::find_by_id(id)
        .lock(LockType::NoKeyUpdate)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// A union that ends takes no money with it (清算).
pub(super) async fn holds_no_funds(scope: &Scope, union: &Model) -> Result<()> {
    let holds: bool = row(scope, "SELECT holds_funds($1) AS holds", [union.id.into()])
        .await?
        .try_get("", "holds")?;
    if holds {
        return Err(refusal::state(
            "id",
            format!(
                "“{}”还有专项资金余额或在途款项；请先退回上级、拨出或支付完毕",
                union.name
            ),
            format!(
                "{} still holds dedicated funds; send them back or spend them first",
                union.name
            ),
        ));
    }
    Ok(())
}

pub(super) fn strictly_below(scope: &Scope, row: &Model) -> Result<()> {
    if row.parent_id.is_none() || scope.principal()?.union_id == row.id {
        return Err(refusal::own(row));
    }
    Ok(())
}

/// Nothing moves while this transaction lasts; moves take the same row for themselves.
pub(super) async fn hold_tree(scope: &Scope) -> Result<()> {
    run(scope, "SELECT one FROM stat_fold FOR KEY SHARE", []).await?;
    Ok(())
}

/// The parent as it is now, locked, and the path of its next child.
pub(super) async fn next_child(scope: &Scope, parent: Uuid) -> Result<(Model, String)> {
    let counted = run(
        scope,
        "UPDATE unions SET last_child = last_child + 1 WHERE id = $1 AND last_child < 1679615",
        [parent.into()],
    )
    .await?;
    let parent = get(scope, parent.into()).await?;
    let path = u32::try_from(parent.last_child)
        .ok()
        .filter(|_| counted == 1)
        .and_then(|number| tree::child_path(&parent.path, number));
    match path {
        Some(path) => Ok((parent, path)),
        None => Err(refusal::state(
            "parentId",
            "该工会的下级已满，请归到另一个工会之下",
            "the union has no room for another below it; choose another superior",
        )),
    }
}

/// Both doors exclude each other in one union (notice §3.1).
pub(super) async fn door_is_free(scope: &Scope, union: &Model) -> Result<()> {
    let Some(kind) = union.household_kind else {
        return Ok(());
    };
    let found = row(
        scope,
        "SELECT EXISTS (SELECT FROM household WHERE union_id = $1 AND status <> 'CLOSED' AND kind <> $2) AS other",
        [union.id.into(), kind.code().into()],
    )
    .await?;
    if found.try_get("", "other")? {
        return Err(refusal::state(
            "householdKind",
            "该工会已有另一类帮扶户；两类不能并存（通知第三条第一款），请先办结原有帮扶户",
            "the union has households of the other kind, and both kinds exclude each other (notice §3.1); close those first",
        ));
    }
    Ok(())
}

/// Refuses to end a union that still has anything.
async fn is_empty(scope: &Scope, union: &Model) -> Result<()> {
    let found = row(
        scope,
        "SELECT (SELECT count(*) FROM staff WHERE union_id = $1 AND state <> 'LEFT') AS staff,
                (SELECT count(*) FROM household WHERE union_id = $1 AND status <> 'CLOSED') AS households,
                (SELECT count(*) FROM unions WHERE parent_id = $1 AND state NOT IN ('MERGED','DISSOLVED')) AS unions",
        [union.id.into()],
    )
    .await?;
    let (staff, households, unions): (i64, i64, i64) = (
        found.try_get("", "staff")?,
        found.try_get("", "households")?,
        found.try_get("", "unions")?,
    );
    if staff + households + unions == 0 {
        return Ok(());
    }
    Err(refusal::state(
        "id",
        format!(
            "“{}”还有下级工会 {unions} 个、在岗人员 {staff} 人、帮扶户 {households} 户；请先调整或办结，或改用“合并”",
            union.name
        ),
        format!(
            "{} still has {unions} unions below, {staff} staff and {households} households; move or close them first, or merge it instead",
            union.name
        ),
    ))
}

/// A union that ends is managed by nobody.
pub(super) async fn end_stewardship_of(scope: &Scope, union: Uuid) -> Result<()> {
    run(
        scope,
        "UPDATE stewardship SET ends_on = greatest(begins_on, $2) - 1, version = version + 1
         WHERE union_id = $1 AND (ends_on IS NULL OR ends_on >= $2)",
        [union.into(), scope.today().into()],
    )
    .await?;
    Ok(())
}
