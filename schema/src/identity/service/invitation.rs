//! Accepting an invitation to a post.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entrance::{Admitted, Entrance, check_password};
use super::load::CadreLoad;
use super::sign_in::{by_login, failed, still_has};
use super::{codes, throttle};
use crate::audit::{self, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::identity::entity::{one_time_code, person, staff};
use crate::identity::rules::{self, CodePurpose, Patience, Realm, StaffState};
use crate::partners::service as partners;
use crate::privacy::Private;
use crate::statistics;
use crate::tenancy::{Access, Post, Scope, forget_principals};

/// Takes up the post of an invitation and signs in. Who has an account already gives its login name and
/// password: one person, several posts.
///
/// # Errors
/// INVALID for a code, login name or password that is not right, DUPLICATE for a person who has a post at
/// that union, UNAVAILABLE after too many failures.
pub async fn accept_invitation(
    entrance: &Entrance<'_>,
    typed_code: &str,
    login: &str,
    password: &str,
    city: Option<&str>,
) -> Result<Admitted> {
    let city = entrance.city(city).await?;
    let login = rules::login(login).ok_or_else(bad_login)?;
    let (scope, code) = codes::open(entrance, &city, typed_code, CodePurpose::Invitation).await?;
    scope.admit_post(code.post()?).await?;
    let name = match code.post()? {
        Post::Staff(_) => post(&scope, &code, false).await?.name,
        Post::Lawyer(id) => partners::invited(&scope, id, false).await?.name,
    };
    scope.present(&login).await?;
    let known = by_login(&scope, &login).await?;
    if known.as_ref().is_some_and(|known| !joins(known, &code)) {
        return Err(other_realm());
    }
    match &known {
        Some(_) => throttle::reserve(&scope, &login, Patience::LOGIN).await?,
        None => check_password("password", password, &login, &name)?,
    }
    scope.finish().await?;

    let hash = match &known {
        Some(person) => {
            let hash = Some(&person.password_hash);
            if !entrance.passwords.verify(password, hash).await? {
                let scope = entrance.scope(&city, &login, Access::Write).await?;
                failed(scope, Some(person)).await?;
                return Err(taken());
            }
            None
        }
        None => Some(entrance.passwords.hash(password).await?),
    };

    let scope = entrance.scope(&city, &code.digest, Access::Write).await?;
    codes::use_up(&scope, &code).await?;
    scope.present(&login).await?;
    let person = match (known, hash) {
        (Some(person), _) => {
            if !still_has(&scope, &person).await? {
                return Err(taken());
            }
            throttle::forget(&scope, &login).await?;
            codes::void_for_person(&scope, person.id).await?;
            person.id
        }
        (None, hash) => create_person(&scope, login, name, hash, realm(&code)).await?,
    };
    scope.admit(person, Some(code.post()?)).await?;
    if let Post::Lawyer(id) = code.post()? {
        let place = partners::take_up(&scope, id, person).await?;
        forget_principals(&scope).await?;
        let admitted = entrance
            .begin_session(scope, person, &[Post::Lawyer(id)])
            .await?
            .ok_or_else(gone)?;
        let what = "接受邀请，到岗";
        partners::note(&admitted.scope, AuditAction::Changed, &place, what).await?;
        return Ok(admitted);
    }
    let (before, after) = take_up(&scope, &code, person).await?;
    forget_principals(&scope).await?;
    let admitted = entrance
        .begin_session(scope, person, &[Post::Staff(after.id)])
        .await?
        .ok_or_else(gone)?;
    let subject = Subject {
        kind: "staff",
        id: Some(after.id),
        union_id: after.union_id,
        union_path: &after.union_path,
    };
    audit::record(
        &admitted.scope,
        AuditAction::Changed,
        subject,
        "接受邀请，到岗",
        None,
    )
    .await?;
    let count = |post| CadreLoad { post, load: 0 };
    statistics::record(&admitted.scope, Some(&count(before)), Some(&count(after))).await?;
    Ok(admitted)
}

/// Whose account a code makes.
fn realm(code: &one_time_code::Model) -> Realm {
    match code.lawyer_id {
        Some(_) => Realm::Partner,
        None => Realm::Union,
    }
}

/// Whether somebody who has an account may take up the post with it: one of unions has several posts, one of a partner
/// works there alone.
fn joins(known: &person::Model, code: &one_time_code::Model) -> bool {
    known.realm == Realm::Union && realm(code) == Realm::Union
}

async fn create_person(
    scope: &Scope,
    login: String,
    name: String,
    hash: Option<Private>,
    realm: Realm,
) -> Result<Uuid> {
    let id = Uuid::now_v7();
    scope.admit(id, None).await?;
    let row = person::ActiveModel {
        id: Set(id),
        login: Set(login),
        name: Set(name),
        password_hash: Set(hash.ok_or_else(|| Error::bug("a person without a password"))?),
        realm: Set(realm),
        created_at: Set(scope.now()),
    };
    match person::Entity::insert(row)
        .exec_without_returning(scope)
        .await
    {
        Ok(_) => Ok(id),
        // Somebody took the login name since it was looked up.
        Err(error) if violated_constraint(&error) == Some("person_login_key") => Err(taken()),
        Err(error) => Err(error.into()),
    }
}

async fn take_up(
    scope: &Scope,
    code: &one_time_code::Model,
    person: Uuid,
) -> Result<(staff::Model, staff::Model)> {
    let before = post(scope, code, true).await?;
    if let Some(issuer) = code.created_by {
        // The person's own posts are open to this scope.
        let issuer = staff::Entity::find_by_id(issuer).one(scope).await?;
        if issuer.is_some_and(|issuer| issuer.person_id == Some(person)) {
            return Err(own_invitation());
        }
    }
    let mut after = before.clone();
    after.person_id = Some(person);
    after.state = StaffState::Active;
    after.version += 1;
    let written = staff::Entity::update_many()
        .col_expr(staff::Column::PersonId, Expr::value(person))
        .col_expr(staff::Column::State, Expr::value(after.state))
        .col_expr(staff::Column::Version, Expr::value(after.version))
        .filter(staff::Column::Id.eq(before.id))
        .exec(scope)
        .await;
    match written {
        Ok(_) => Ok((before, after)),
        Err(error) if violated_constraint(&error) == Some("staff_one_post_per_union") => {
            Err(Refusal::new(
                UserErrorCode::Duplicate,
                "code",
                "您在这个工会已有职务；请管理员在原职务上调整角色",
                "you hold a post at this union already; ask the administrator to change its roles",
            )
            .into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The post of an invitation, as long as it waits for somebody.
async fn post(scope: &Scope, code: &one_time_code::Model, locked: bool) -> Result<staff::Model> {
    let id = code.staff_id.ok_or_else(gone)?;
    let mut query = staff::Entity::find_by_id(id);
    if locked {
        query = query.lock_exclusive();
    }
    query
        .one(scope)
        .await?
        .filter(|post| post.state == StaffState::Invited)
        .ok_or_else(gone)
}

fn bad_login() -> Error {
    Refusal::new(
        UserErrorCode::Invalid,
        "login",
        "登录名为 3 到 64 位字母、数字或 . _ - @，也可以用手机号；不要用身份证号",
        "a login name is 3 to 64 letters, digits or . _ - @, such as your mobile number, and never an identity number",
    )
    .into()
}

fn other_realm() -> Error {
    Refusal::new(
        UserErrorCode::Invalid,
        "login",
        "这个登录名已有账号；工会账号和合作机构账号不能合用，请换一个登录名",
        "this login name has an account; one of unions and one of a partner are not the same, so choose another",
    )
    .into()
}

fn taken() -> Error {
    Refusal::new(
        UserErrorCode::Invalid,
        "password",
        "这个登录名已有账号：是您本人请输入原密码，不是请换一个登录名",
        "this login name has an account: if it is yours give its password, otherwise choose another login name",
    )
    .into()
}

/// Whoever may give out posts below would otherwise read unmasked there without stating a reason.
fn own_invitation() -> Error {
    Refusal::new(
        UserErrorCode::State,
        "code",
        "不能接受自己签发的邀请；请由另一位管理员签发，或按代管办理",
        "nobody accepts an invitation of their own; let another administrator issue it, or use a stewardship",
    )
    .into()
}

fn gone() -> Error {
    Refusal::new(
        UserErrorCode::State,
        "code",
        "这个职务已不再等待到岗，请联系管理员",
        "this post no longer waits for anybody; ask the administrator",
    )
    .into()
}
