//! Inviting people to posts, and codes for new passwords.

use async_graphql::InputType;
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, Statement};
use uuid::Uuid;

use super::codes::{self, Holder};
use super::staff_checks::{codes_of, labels, name, phone, record, refuse_left, roles};
use super::{get, get_locked};
use crate::audit::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::identity::entity::staff;
use crate::identity::input::{InviteStaffInput, StaffMemberIdInput};
use crate::identity::rules::{CodePurpose, StaffState};
use crate::input::Checks;
use crate::tenancy::{Permission, Scope, once};
use crate::unions;

/// A code that was issued for a post.
#[derive(Debug)]
pub struct Issued {
    /// The post.
    pub post: staff::Model,
    /// The code, in groups of four. Shown once: a replay of the request does not have it.
    pub code: Option<String>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Creates a post at an own union or one below, for whoever shows the code that is answered.
///
/// # Errors
/// [`Error::Forbidden`] without the permission, INVALID and REQUIRED for the input, STATE for a union
/// that takes nobody.
pub async fn invite(scope: &Scope, input: &InviteStaffInput) -> Result<Issued> {
    scope.require(Permission::StaffManage)?;
    let key = input.idempotency_key.as_deref();
    let mut code = None;
    let ids = once(scope, key, "inviteStaff", &input.to_value(), async || {
        let union = unions::service::get(scope, input.union_id).await?;
        let union = scope.grant_below(Permission::StaffManage, union)?;
        if !union.state.takes_new() {
            return Err(Refusal::new(
                UserErrorCode::State,
                "unionId",
                "这个工会目前不能新增工作人员",
                "this union takes no new staff in its present state",
            )
            .into());
        }
        let mut checks = Checks::default();
        let name = name(&mut checks, &input.name);
        let title = checks.line("title", &input.title, 50);
        let phone = input
            .phone
            .as_deref()
            .filter(|text| !text.trim().is_empty())
            .and_then(|text| phone(&mut checks, text));
        let roles = roles(&mut checks, &input.roles);
        checks.done()?;
        let name = name.ok_or_else(|| Error::bug("a name without fault is missing"))?;
        let post = staff::Model {
            id: Uuid::now_v7(),
            union_id: union.id,
            union_path: union.path.clone(),
            person_id: None,
            name: name.as_str().to_owned(),
            title,
            employment: input.employment,
            state: StaffState::Invited,
            phone,
            roles: codes_of(&roles),
            search: name.search_text(),
            version: 1,
            created_at: scope.now(),
        };
        insert(scope, &post).await?;
        let (new, code_id, _) =
            codes::issue(scope, Holder::Staff(&post), CodePurpose::Invitation).await?;
        code = Some(new.text());
        let summary = format!("邀请{}：{}", name.masked(), labels(&roles));
        record(scope, AuditAction::Created, &post, summary, None).await?;
        Ok(vec![post.id, code_id])
    })
    .await?;
    issued(scope, &ids, code).await
}

/// Issues a code with which the holder of a post sets a new password; for a post that still waits for
/// its holder, a new invitation.
///
/// # Errors
/// [`Error::Forbidden`] without the permission, [`Error::NotFound`] for a post elsewhere, STATE for a post
/// that was left or a person who has posts outside the own subtree: with the code one could sign in as
/// that person there.
pub async fn issue_reset(scope: &Scope, input: &StaffMemberIdInput) -> Result<Issued> {
    scope.require(Permission::StaffManage)?;
    let key = input.idempotency_key.as_deref();
    let mut code = None;
    let ids = once(scope, key, "issuePasswordReset", &input.to_value(), async || {
        let post = get_locked(scope, input.id).await?;
        let post = scope.grant_below(Permission::StaffManage, post)?;
        refuse_left(&post)?;
        let purpose = if post.person_id.is_some() {
            CodePurpose::Password
        } else {
            CodePurpose::Invitation
        };
        if purpose == CodePurpose::Password && has_posts_elsewhere(scope, post.id).await? {
            return Err(Refusal::new(
                UserErrorCode::State,
                "id",
                "此人在其他工会还有职务，请由共同的上级工会签发",
                "this person has posts at other unions too; ask the common superior to issue the code",
            )
            .into());
        }
        let (new, code_id, _) = codes::issue(scope, Holder::Staff(&post), purpose).await?;
        code = Some(new.text());
        let summary = match purpose {
            CodePurpose::Password => "签发重设密码的一次性码",
            CodePurpose::Invitation => "重新签发邀请",
        };
        record(scope, AuditAction::Granted, &post, summary.to_owned(), None).await?;
        Ok(vec![post.id, code_id])
    })
    .await?;
    issued(scope, &ids, code).await
}

async fn insert(scope: &Scope, post: &staff::Model) -> Result<()> {
    let row = staff::ActiveModel {
        id: Set(post.id),
        union_id: Set(post.union_id),
        union_path: Set(post.union_path.clone()),
        person_id: Set(post.person_id),
        name: Set(post.name.clone()),
        title: Set(post.title.clone()),
        employment: Set(post.employment),
        state: Set(post.state),
        phone: Set(post.phone.clone()),
        roles: Set(post.roles.clone()),
        search: Set(post.search.clone()),
        version: Set(post.version),
        created_at: Set(post.created_at),
    };
    staff::Entity::insert(row)
        .exec_without_returning(scope)
        .await?;
    Ok(())
}

async fn issued(scope: &Scope, ids: &[Uuid], code: Option<String>) -> Result<Issued> {
    let [post, code_id] = ids else {
        return Err(Error::bug("a code without its post"));
    };
    Ok(Issued {
        post: get(scope, (*post).into()).await?,
        code,
        expires_at: codes::expiry(scope, *code_id).await?,
    })
}

async fn has_posts_elsewhere(scope: &Scope, post: Uuid) -> Result<bool> {
    let row = scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT has_posts_elsewhere($1) AS elsewhere",
            [post.into()],
        ))
        .await?
        .ok_or_else(|| Error::bug("a function without an answer"))?;
    Ok(row.try_get("", "elsewhere")?)
}
