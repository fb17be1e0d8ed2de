//! Signing in with a password.

use std::cmp::Reverse;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entrance::{Admitted, Entrance};
use super::throttle;
use crate::audit::{self, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::identity::entity::{person, session, staff};
use crate::identity::rules::{self, Patience};
use crate::partners::entity::lawyer;
use crate::tenancy::{Access, Post, Scope, tree};
use crate::unions::entity::union;

/// Signs a person in, acting in the post of the last time. Three steps, so that no connection waits
/// while the password is hashed: count the attempt, hash, begin the session.
///
/// # Errors
/// INVALID for a wrong login name or password, the same for both and in the same time; UNAVAILABLE
/// after too many failures; STATE for a person without a post.
pub async fn sign_in(
    entrance: &Entrance<'_>,
    login: &str,
    password: &str,
    city: Option<&str>,
) -> Result<Admitted> {
    let city = entrance.city(city).await?;
    let Some(login) = rules::login(login) else {
        return Err(wrong());
    };
    let scope = entrance.scope(&city, &login, Access::Write).await?;
    throttle::reserve(&scope, &login, Patience::LOGIN).await?;
    let person = by_login(&scope, &login).await?;
    scope.finish().await?;

    let hash = person.as_ref().map(|person| &person.password_hash);
    let is_right = entrance.passwords.verify(password, hash).await?;

    let scope = entrance.scope(&city, &login, Access::Write).await?;
    let Some(person) = person.as_ref().filter(|_| is_right) else {
        failed(scope, person.as_ref()).await?;
        return Err(wrong());
    };
    // The password may have been changed while this one was compared.
    if !still_has(&scope, person).await? {
        failed(scope, Some(person)).await?;
        return Err(wrong());
    }
    throttle::forget(&scope, &login).await?;
    let posts = posts_to_act_in(&scope, person.id).await?;
    entrance
        .begin_session(scope, person.id, &posts)
        .await?
        .ok_or_else(no_post)
}

/// The person with a login name that the scope presents.
pub(super) async fn by_login(scope: &Scope, login: &str) -> Result<Option<person::Model>> {
    Ok(person::Entity::find()
        .filter(person::Column::Login.eq(login))
        .one(scope)
        .await?)
}

/// Whether the person's password is still the one that was read before, with the row held so that it
/// stays. The person's own rows open.
pub(super) async fn still_has(scope: &Scope, before: &person::Model) -> Result<bool> {
    scope.admit(before.id, None).await?;
    let now = person::Entity::find_by_id(before.id)
        .lock_shared()
        .one(scope)
        .await?;
    Ok(now.is_some_and(|now| now.password_hash == before.password_hash))
}

/// The person's posts in office, the one of the last session first, then the newest.
async fn posts_to_act_in(scope: &Scope, person: Uuid) -> Result<Vec<Post>> {
    if let Some(place) = place_at_partner(scope, person).await? {
        return Ok(vec![Post::Lawyer(place.id)]);
    }
    let last = session::Entity::find()
        .filter(session::Column::PersonId.eq(person))
        .order_by_desc(session::Column::CreatedAt)
        .one(scope)
        .await?
        .and_then(|session| session.staff_id);
    let mut posts: Vec<Uuid> = staff::Entity::find()
        .filter(staff::Column::PersonId.eq(person))
        .all(scope)
        .await?
        .into_iter()
        .filter(staff::Model::works)
        .map(|post| post.id)
        .collect();
    posts.sort_by_key(|id| (Some(*id) != last, Reverse(*id)));
    Ok(posts.into_iter().map(Post::Staff).collect())
}

/// Where the person works, if that is a partner: an account is one's of a partner or of unions.
async fn place_at_partner(scope: &Scope, person: Uuid) -> Result<Option<lawyer::Model>> {
    Ok(lawyer::Entity::find()
        .filter(lawyer::Column::PersonId.eq(person))
        .one(scope)
        .await?)
}

/// Keeps a failure in the trail: in that of one of the person's unions, or of the city's federation where
/// nobody has the login name. What was typed is not kept: people type passwords into that field too.
pub(super) async fn failed(scope: Scope, person: Option<&person::Model>) -> Result<()> {
    // As many statements for nobody as for somebody.
    scope
        .admit(person.map_or(Uuid::nil(), |person| person.id), None)
        .await?;
    let (place, summary) = if let Some(person) = person {
        let post = staff::Entity::find()
            .filter(staff::Column::PersonId.eq(person.id))
            .order_by_desc(staff::Column::Id)
            .one(&scope)
            .await?;
        let place = match post {
            Some(post) => Some((post.union_id, post.union_path)),
            None => place_at_partner(&scope, person.id)
                .await?
                .map(|place| (place.union_id, place.union_path)),
        };
        if let Some((_, path)) = &place {
            scope.stand_at(path).await?;
        }
        (place, "密码错误")
    } else {
        let path = tree::root(scope.city());
        scope.stand_at(&path).await?;
        let root = union::Entity::find()
            .filter(union::Column::Path.eq(path))
            .one(&scope)
            .await?;
        (root.map(|root| (root.id, root.path)), "没有这个登录名")
    };
    if let Some((union_id, path)) = place {
        let subject = Subject {
            kind: "person",
            id: person.map(|person| person.id),
            union_id,
            union_path: &path,
        };
        audit::record(&scope, AuditAction::SignInFailed, subject, summary, None).await?;
    }
    scope.finish().await
}

fn wrong() -> Error {
    Refusal::new(
        UserErrorCode::Invalid,
        "password",
        "登录名或密码不正确",
        "login name or password is wrong",
    )
    .into()
}

fn no_post() -> Error {
    Refusal::new(
        UserErrorCode::State,
        "login",
        "您目前没有在岗的职务，请联系本单位管理员",
        "you hold no post at present; ask the administrator of your union",
    )
    .into()
}
