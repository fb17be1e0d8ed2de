//! Writing the trail.

use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::entity;
use crate::bulk::insert_all;
use crate::error::Result;
use crate::tenancy::{Actor, Scope};
use crate::text::coded_enum;

coded_enum! {
    /// What was done.
    AuditAction {
        /// 登录
        SignIn "SIGN_IN" "登录" "signed in",
        /// 登录失败
        SignInFailed "SIGN_IN_FAILED" "登录失败" "failed to sign in",
        /// 退出
        SignOut "SIGN_OUT" "退出" "signed out",
        /// 修改密码
        PasswordChanged "PASSWORD_CHANGED" "修改密码" "changed the password",
        /// 查看实名信息: a superior read one record unmasked.
        Opened "OPENED" "查看实名信息" "opened a record",
        /// 新增
        Created "CREATED" "新增" "created",
        /// 修改
        Changed "CHANGED" "修改" "changed",
        /// 删除
        Deleted "DELETED" "删除" "removed",
        /// 调整隶属
        Moved "MOVED" "调整隶属" "moved",
        /// 合并
        Merged "MERGED" "合并" "merged",
        /// 授权
        Granted "GRANTED" "授权" "granted",
        /// 撤销授权
        Revoked "REVOKED" "撤销授权" "revoked",
        /// 导出
        Exported "EXPORTED" "导出" "exported",
        /// 打印
        Printed "PRINTED" "打印" "printed",
        /// 记账: a transaction came into the ledger.
        Posted "POSTED" "记账" "posted",
        /// 审批
        Decided "DECIDED" "审批" "decided",
    }
}

/// What an entry is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Kind of thing: the prefix of its id, such as `household`.
    pub kind: &'static str,
    /// Its id.
    pub id: Option<Uuid>,
    /// The union whose row it is; the entry belongs to that union's trail.
    pub union_id: Uuid,
    /// That union's path.
    pub union_path: &'a str,
}

/// Appends an entry in the scope's transaction. `summary` holds no identity number and no telephone
/// number, and names only masked.
///
/// # Errors
/// A fault of the database.
pub async fn record(
    scope: &Scope,
    action: AuditAction,
    subject: Subject<'_>,
    summary: impl Into<String>,
    reason: Option<&str>,
) -> Result<()> {
    append(scope, action, subject, summary.into(), reason)
        .await
        .map(|_| ())
}

/// As [`record`], and answers the entry.
///
/// # Errors
/// A fault of the database.
pub async fn append(
    scope: &Scope,
    action: AuditAction,
    subject: Subject<'_>,
    summary: String,
    reason: Option<&str>,
) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let entry = entity::ActiveModel {
        id: Set(id),
        ..entry(scope, action, subject, summary, reason)
    };
    entity::Entity::insert(entry)
        .exec_without_returning(scope)
        .await?;
    Ok(id)
}

/// As [`record`], of many things to which the same was done.
///
/// # Errors
/// A fault of the database.
pub async fn record_all(
    scope: &Scope,
    action: AuditAction,
    entries: Vec<(Subject<'_>, String)>,
) -> Result<()> {
    let entries = entries
        .into_iter()
        .map(|(subject, summary)| entry(scope, action, subject, summary, None))
        .collect();
    insert_all(scope, entries).await?;
    Ok(())
}

fn entry(
    scope: &Scope,
    action: AuditAction,
    subject: Subject<'_>,
    summary: String,
    reason: Option<&str>,
) -> entity::ActiveModel {
    let principal = scope.principal().ok();
    // No post says who of a partner it was, so the words do.
    let summary = match scope.counsel() {
        Ok(counsel) => format!("{}：{summary}", counsel.called),
        Err(_) => summary,
    };
    entity::ActiveModel {
        id: Set(Uuid::now_v7()),
        union_id: Set(subject.union_id),
        union_path: Set(subject.union_path.to_owned()),
        at: Set(scope.now()),
        person_id: Set(scope.actor().ok().map(Actor::person_id)),
        staff_id: Set(principal.map(|p| p.staff_id)),
        actor_union_id: Set(principal.map(|p| p.union_id)),
        action: Set(action.code().to_owned()),
        subject_kind: Set(subject.kind.to_owned()),
        subject_id: Set(subject.id),
        summary: Set(summary),
        reason: Set(reason.map(str::to_owned)),
        request_id: Set(scope.request_id().map(str::to_owned)),
    }
}
