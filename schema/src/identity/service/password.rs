//! Changing and resetting passwords.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::entrance::{Admitted, Entrance, check_password, record};
use super::{codes, sessions, throttle};
use crate::audit::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::identity::entity::person;
use crate::identity::rules::{CodePurpose, Patience, SessionEnd};
use crate::privacy::Private;
use crate::tenancy::{Access, Scope};

/// Changes the password of the person who asks; their other sign-ins end.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor, INVALID for a wrong present password or a bad new one,
/// UNAVAILABLE after too many failures.
pub async fn change_password(entrance: &Entrance<'_>, current: &str, new: &str) -> Result<()> {
    let caller = entrance.actor()?;
    let scope = entrance.scope(caller.city(), "", Access::Write).await?;
    scope.admit(caller.person_id(), None).await?;
    let person = person::Entity::find_by_id(caller.person_id())
        .one(&scope)
        .await?
        .ok_or(Error::Unauthenticated)?;
    check_password("new", new, &person.login, &person.name)?;
    scope.present(&person.login).await?;
    throttle::reserve(&scope, &person.login, Patience::LOGIN).await?;
    scope.finish().await?;

    let old = Some(&person.password_hash);
    if !entrance.passwords.verify(current, old).await? {
        let scope = entrance.scope(caller.city(), "", Access::Write).await?;
        scope.enter(caller.clone()).await?;
        record(&scope, AuditAction::SignInFailed, "修改密码时原密码错误").await?;
        scope.finish().await?;
        return Err(wrong());
    }
    let hash = entrance.passwords.hash(new).await?;

    let scope = entrance
        .scope(caller.city(), &person.login, Access::Write)
        .await?;
    throttle::forget(&scope, &person.login).await?;
    scope.enter(caller.clone()).await?;
    replace(&scope, &person, &hash).await?;
    codes::void_for_person(&scope, person.id).await?;
    sessions::end_others(
        &scope,
        person.id,
        Some(caller.session_id()),
        SessionEnd::Password,
    )
    .await?;
    record(&scope, AuditAction::PasswordChanged, "本人修改密码").await?;
    scope.finish().await
}

/// Sets a new password with a one-time code and signs in; all sign-ins until now end.
///
/// # Errors
/// INVALID for a code or password that is not right, STATE for a post that was left, UNAVAILABLE after
/// too many failures.
pub async fn reset_password(
    entrance: &Entrance<'_>,
    typed_code: &str,
    password: &str,
    city: Option<&str>,
) -> Result<Admitted> {
    let city = entrance.city(city).await?;
    let (scope, code) = codes::open(entrance, &city, typed_code, CodePurpose::Password).await?;
    let id = code
        .person_id
        .ok_or_else(|| Error::bug("a code for nobody's password"))?;
    scope.admit(id, None).await?;
    let person = person::Entity::find_by_id(id)
        .one(&scope)
        .await?
        .ok_or_else(|| Error::bug("a code for a person who is not there"))?;
    check_password("password", password, &person.login, &person.name)?;
    scope.finish().await?;

    let hash = entrance.passwords.hash(password).await?;

    let scope = entrance.scope(&city, &code.digest, Access::Write).await?;
    codes::use_up(&scope, &code).await?;
    scope.admit(id, None).await?;
    replace(&scope, &person, &hash).await?;
    codes::void_for_person(&scope, id).await?;
    sessions::end_others(&scope, id, None, SessionEnd::Password).await?;
    scope.present(&person.login).await?;
    throttle::forget(&scope, &person.login).await?;
    let admitted = entrance
        .begin_session(scope, id, &[code.post()?])
        .await?
        .ok_or_else(left)?;
    record(
        &admitted.scope,
        AuditAction::PasswordChanged,
        "凭一次性码重设密码",
    )
    .await?;
    Ok(admitted)
}

/// Writes the hash, unless the password was changed since the person was read.
async fn replace(scope: &Scope, before: &person::Model, hash: &Private) -> Result<()> {
    let now = person::Entity::find_by_id(before.id)
        .lock_exclusive()
        .one(scope)
        .await?;
    if now.is_none_or(|now| now.password_hash != before.password_hash) {
        return Err(wrong());
    }
    person::Entity::update_many()
        .col_expr(person::Column::PasswordHash, Expr::value(hash.0.clone()))
        .filter(person::Column::Id.eq(before.id))
        .exec(scope)
        .await?;
    Ok(())
}

fn wrong() -> Error {
    Refusal::new(
        UserErrorCode::Invalid,
        "current",
        "原密码不正确，请重新输入",
        "the present password is wrong; type it again",
    )
    .into()
}

fn left() -> Error {
    Refusal::new(
        UserErrorCode::State,
        "code",
        "签发这个码的职务已离任，请联系现单位管理员重新签发",
        "the post this code was issued for was left; ask the administrator of your union for a new one",
    )
    .into()
}
