//! Changing and ending posts.

use async_graphql::MaybeUndefined;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use uuid::Uuid;

use super::load::{CadreLoad, active_pairings};
use super::staff_checks::{codes_of, labels, name, phone, record, refuse_left, roles};
use super::staff_list::has_role;
use super::{codes, get, get_locked};
use crate::audit::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::StaffId;
use crate::identity::entity::staff;
use crate::identity::input::{EndStaffInput, SetRolesInput, UpdateStaffInput};
use crate::identity::rules::StaffState;
use crate::input::Checks;
use crate::papers::service as papers;
use crate::payload::write_once;
use crate::statistics;
use crate::tenancy::{Granted, Permission, Post, Role, Scope, forget_principals};

/// Changes the facts of a post.
///
/// # Errors
/// As [`set_roles`], CONFLICT for a stale version.
pub async fn update(scope: &Scope, input: &UpdateStaffInput) -> Result<staff::Model> {
    let key = input.idempotency_key.as_deref();
    let id = write_once(scope, key, "updateStaff", input, async || {
        let before = open(scope, input.id, input.version).await?;
        let mut after = before.clone();
        let mut checks = Checks::default();
        if let Some(text) = &input.name
            && let Some(name) = name(&mut checks, text)
        {
            name.as_str().clone_into(&mut after.name);
            after.search = name.search_text();
        }
        if let Some(title) = &input.title {
            after.title = checks.line("title", title, 50);
        }
        after.employment = input.employment.unwrap_or(before.employment);
        match &input.phone {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => after.phone = None,
            MaybeUndefined::Value(text) if text.trim().is_empty() => after.phone = None,
            MaybeUndefined::Value(text) => after.phone = phone(&mut checks, text),
        }
        if let Some(state) = input.state.filter(|state| *state != before.state) {
            let between = |state| matches!(state, StaffState::Active | StaffState::Away);
            if between(before.state) && between(state) {
                after.state = state;
            } else {
                checks.fault(
                    UserErrorCode::State,
                    "state",
                    "这里只能在“在岗”和“外派”之间变更；到岗凭邀请码，离任请用“离任”",
                    "only ACTIVE and AWAY are set here; a post begins by its invitation and is left by endStaff",
                );
            }
        }
        checks.done()?;
        save(scope, before, after, AuditAction::Changed, "修改工作人员资料".to_owned(), None).await
    })
    .await?;
    get(scope, id.into()).await
}

/// Sets the roles of a post.
///
/// # Errors
/// [`Error::Forbidden`] without the permission, [`Error::NotFound`] for a post elsewhere, CONFLICT for a
/// stale version, STATE for the last administrator, for roles that one gives to oneself, and for a cadre
/// who answers for households.
pub async fn set_roles(scope: &Scope, input: &SetRolesInput) -> Result<staff::Model> {
    let key = input.idempotency_key.as_deref();
    let id = write_once(scope, key, "setRoles", input, async || {
        let before = open(scope, input.id, input.version).await?;
        let mut checks = Checks::default();
        let new = roles(&mut checks, &input.roles);
        checks.done()?;
        let old = before.roles();
        let adds = new.iter().any(|role| !old.contains(role));
        let drops = |role| old.contains(&role) && !new.contains(&role);
        if adds && before.person_id == Some(scope.principal()?.person_id) {
            return Err(Refusal::new(
                UserErrorCode::State,
                "roles",
                "不能给自己增加角色，请由另一位管理员或上级工会办理",
                "nobody gives roles to themselves; ask another administrator or the superior union",
            )
            .into());
        }
        if drops(Role::Admin) {
            keep_an_admin(scope, &before, "roles").await?;
        }
        if drops(Role::Cadre) {
            refuse_paired(scope, &before, "roles").await?;
        }
        let mut after = before.clone();
        after.roles = codes_of(&new);
        let action = if adds {
            AuditAction::Granted
        } else {
            AuditAction::Revoked
        };
        let summary = format!("角色：{}", labels(&new));
        save(scope, before, after, action, summary, None).await
    })
    .await?;
    get(scope, id.into()).await
}

/// Ends a post; its sessions end with it, and codes that were issued for it.
///
/// # Errors
/// As [`set_roles`]; STATE while the holder answers for households, saying how many.
pub async fn end(scope: &Scope, input: &EndStaffInput) -> Result<staff::Model> {
    let key = input.idempotency_key.as_deref();
    let id = write_once(scope, key, "endStaff", input, async || {
        let before = open(scope, input.id, input.version).await?;
        let mut checks = Checks::default();
        let reason = checks.line("reason", &input.reason, 200);
        checks.done()?;
        keep_an_admin(scope, &before, "id").await?;
        refuse_paired(scope, &before, "id").await?;
        codes::void_for_post(scope, Post::Staff(before.id)).await?;
        scope
            .execute_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT end_sessions_of($1, $2)",
                [before.id.into(), scope.now().into()],
            ))
            .await?;
        let mut after = before.clone();
        after.state = StaffState::Left;
        let summary = "离任".to_owned();
        save(
            scope,
            before,
            after,
            AuditAction::Changed,
            summary,
            Some(&reason),
        )
        .await
    })
    .await?;
    get(scope, id.into()).await
}

/// The post for a change, locked, at the version that was read.
async fn open(scope: &Scope, id: StaffId, version: i32) -> Result<Granted<staff::Model>> {
    scope.require(Permission::StaffManage)?;
    let post = get_locked(scope, id).await?;
    let post = scope.grant_below(Permission::StaffManage, post)?;
    if post.version != version {
        return Err(Error::conflict());
    }
    refuse_left(&post)?;
    Ok(post)
}

async fn save(
    scope: &Scope,
    before: Granted<staff::Model>,
    mut after: staff::Model,
    action: AuditAction,
    summary: String,
    reason: Option<&str>,
) -> Result<Uuid> {
    let before = before.into_inner();
    after.version += 1;
    staff::Entity::update_many()
        .col_expr(staff::Column::Name, Expr::value(after.name.clone()))
        .col_expr(staff::Column::Title, Expr::value(after.title.clone()))
        .col_expr(staff::Column::Employment, Expr::value(after.employment))
        .col_expr(staff::Column::State, Expr::value(after.state))
        .col_expr(staff::Column::Phone, Expr::value(after.phone.clone()))
        .col_expr(staff::Column::Roles, Expr::value(after.roles.clone()))
        .col_expr(staff::Column::Search, Expr::value(after.search.clone()))
        .col_expr(staff::Column::Version, Expr::value(after.version))
        .filter(staff::Column::Id.eq(after.id))
        .exec(scope)
        .await?;
    let title_only = (&before.name, &before.phone) == (&after.name, &after.phone);
    if !title_only || before.title != after.title {
        papers::cadre_changed(scope, after.id, title_only).await?;
    }
    record(scope, action, &after, summary, reason).await?;
    let (id, load) = (after.id, active_pairings(scope, after.id.into()).await?);
    let count = |post| CadreLoad { post, load };
    statistics::record(scope, Some(&count(before)), Some(&count(after))).await?;
    forget_principals(scope).await?;
    Ok(id)
}

/// Nobody leaves their own union without an administrator; a superior may, and manages it then. The
/// other administrators are locked, so that two can't remove each other.
async fn keep_an_admin(scope: &Scope, post: &staff::Model, path: &str) -> Result<()> {
    if post.union_id != scope.principal()?.union_id || !is_admin(post) {
        return Ok(());
    }
    let others = staff::Entity::find()
        .filter(staff::Column::UnionId.eq(post.union_id))
        .filter(has_role(Role::Admin))
        .filter(staff::Column::Id.ne(post.id))
        .order_by_asc(staff::Column::Id)
        .lock_exclusive()
        .all(scope)
        .await?;
    if others.iter().any(is_admin) {
        return Ok(());
    }
    Err(Refusal::new(
        UserErrorCode::State,
        path,
        "这是本工会最后一位管理员；请先让另一人担任管理员，或请上级工会办理",
        "this is the last administrator of the union; make somebody else one first, or ask the superior union",
    )
    .into())
}

fn is_admin(post: &staff::Model) -> bool {
    post.works() && post.roles().contains(&Role::Admin)
}

async fn refuse_paired(scope: &Scope, post: &staff::Model, path: &str) -> Result<()> {
    let pairings = active_pairings(scope, post.id.into()).await?;
    if pairings == 0 {
        return Ok(());
    }
    Err(Refusal::new(
        UserErrorCode::State,
        path,
        format!("此人还结对 {pairings} 户，请先移交给其他干部"),
        format!("this person still answers for {pairings} households; transfer them to another cadre first"),
    )
    .into())
}
