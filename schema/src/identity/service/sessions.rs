//! Sessions: refreshing, ending, acting for another union.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entrance::{Admitted, Entrance, record};
use crate::audit::{self, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::StaffId;
use crate::identity::entity::{person, session, staff};
use crate::identity::rules::{SessionEnd, TokenUse, token_use};
use crate::tenancy::{Access, Actor, Claims, Post, Scope, forget_principals};

/// Exchanges the refresh token of the cookie for its successor and a new access token. An old token ends
/// the session, because either its bearer or the bearer of the present one is a thief.
///
/// # Errors
/// STATE when the cookie's sign-in is over; the cookie is removed then.
pub async fn refresh(entrance: &Entrance<'_>) -> Result<Admitted> {
    let Some((city, token)) = entrance.presented().await? else {
        return Err(over(entrance));
    };
    let family = token.family_digest();
    let scope = entrance.scope(&city, &family, Access::Write).await?;
    let Some(session) = of_family(&scope, &family).await? else {
        return Err(over(entrance));
    };
    let claims = claims(&city, &session)?;
    let actor = Actor::of_post(&scope, &claims).await?;
    let now = scope.now();
    let presented = token.digest();
    let previous = session.previous_digest.as_deref();
    match token_use(
        &presented,
        &session.digest,
        previous,
        session.last_used_at,
        now,
    ) {
        TokenUse::Grace => {}
        TokenUse::Present => {
            let next = token.next();
            session::Entity::update_many()
                .col_expr(session::Column::Digest, Expr::value(next.digest()))
                .col_expr(session::Column::PreviousDigest, Expr::value(presented))
                .col_expr(session::Column::LastUsedAt, Expr::value(now))
                .filter(session::Column::Id.eq(session.id))
                .exec(&scope)
                .await?;
            entrance.set_cookie(&city, &next, session.expires_at);
        }
        TokenUse::Old => {
            end(&scope, &[session.id], SessionEnd::Reused).await?;
            if let Some(actor) = actor {
                let (union_id, union_path) = actor.trail();
                let subject = Subject {
                    kind: "session",
                    id: Some(session.id),
                    union_id,
                    union_path,
                };
                let summary = "登录凭证被重复使用，疑似被盗，该次登录已终止";
                audit::record(&scope, AuditAction::Revoked, subject, summary, None).await?;
            }
            scope.finish().await?;
            tracing::warn!(session = %session.id, "a refresh token was used twice; the session ended");
            return Err(over(entrance));
        }
    }
    match actor {
        Some(actor) => entrance.admit(scope, actor).await,
        None => Err(over(entrance)),
    }
}

/// Ends the sign-in of the access token and that of the cookie, which are one as a rule. Nobody is
/// refused: whoever is signed out already has what they want.
///
/// # Errors
/// A fault of the database.
pub async fn sign_out(entrance: &Entrance<'_>) -> Result<()> {
    if let Some(actor) = &entrance.caller.actor {
        let scope = entrance.scope(actor.city(), "", Access::Write).await?;
        scope.enter(actor.clone()).await?;
        close(scope, actor.session_id()).await?;
    }
    if let Some((city, token)) = entrance.presented().await? {
        let family = token.family_digest();
        let scope = entrance.scope(&city, &family, Access::Write).await?;
        if let Some(session) = of_family(&scope, &family).await? {
            if let Some(actor) = Actor::of_post(&scope, &claims(&city, &session)?).await? {
                scope.enter(actor).await?;
            }
            close(scope, session.id).await?;
        }
    }
    entrance.caller.cookie.clear();
    Ok(())
}

async fn close(scope: Scope, session: Uuid) -> Result<()> {
    let ended = end(&scope, &[session], SessionEnd::SignedOut).await?;
    if ended > 0 && scope.actor().is_ok() {
        record(&scope, AuditAction::SignOut, "退出").await?;
    }
    scope.finish().await
}

/// Ends every sign-in of the person who asks, this one included.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor.
pub async fn sign_out_everywhere(scope: &Scope) -> Result<()> {
    end_others(
        scope,
        scope.actor()?.person_id(),
        None,
        SessionEnd::SignedOut,
    )
    .await?;
    record(scope, AuditAction::SignOut, "退出全部设备").await
}

/// Lets the session act in another post of the person from now on.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor or a session that ended, [`Error::NotFound`] for a post
/// that is not the person's or can't be acted in.
pub async fn act_for(entrance: &Entrance<'_>, post: StaffId) -> Result<Admitted> {
    let caller = entrance.actor()?.principal().ok_or(Error::Forbidden)?;
    let scope = entrance.scope(&caller.city, "", Access::Write).await?;
    scope.admit(caller.person_id, None).await?;
    session::Entity::find_by_id(caller.session_id)
        .lock_exclusive()
        .one(&scope)
        .await?
        .filter(|session| is_alive(session, &scope))
        .ok_or(Error::Unauthenticated)?;
    let claims = Claims {
        city: caller.city.clone(),
        session_id: caller.session_id,
        person_id: caller.person_id,
        post: Post::Staff(post.uuid()),
    };
    let actor = Actor::of_post(&scope, &claims)
        .await?
        .ok_or(Error::NotFound)?;
    session::Entity::update_many()
        .col_expr(session::Column::StaffId, Expr::value(post.uuid()))
        .filter(session::Column::Id.eq(caller.session_id))
        .exec(&scope)
        .await?;
    forget_principals(&scope).await?;
    let admitted = entrance.admit(scope, actor).await?;
    record(&admitted.scope, AuditAction::SignIn, "切换到本工会履职").await?;
    Ok(admitted)
}

/// The posts in office of the person who asks, the oldest first.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor.
pub async fn own_posts(scope: &Scope) -> Result<Vec<staff::Model>> {
    let posts = staff::Entity::find()
        .filter(staff::Column::PersonId.eq(scope.principal()?.person_id))
        .order_by_asc(staff::Column::Id)
        .all(scope)
        .await?;
    Ok(posts.into_iter().filter(staff::Model::works).collect())
}

/// The sign-ins of the person who asks that are not over, the last used first.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor.
pub async fn own_sessions(scope: &Scope) -> Result<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::Column::PersonId.eq(scope.actor()?.person_id()))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(scope.now()))
        .order_by_desc(session::Column::LastUsedAt)
        .order_by_desc(session::Column::Id)
        .limit(100)
        .all(scope)
        .await?)
}

/// The person who asks.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor.
pub async fn the_person(scope: &Scope) -> Result<person::Model> {
    person::Entity::find_by_id(scope.actor()?.person_id())
        .one(scope)
        .await?
        .ok_or(Error::Unauthenticated)
}

/// Ends all sessions of a person save one.
pub(super) async fn end_others(
    scope: &Scope,
    person: Uuid,
    but: Option<Uuid>,
    reason: SessionEnd,
) -> Result<()> {
    let open: Vec<Uuid> = session::Entity::find()
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::EndedAt.is_null())
        .all(scope)
        .await?
        .into_iter()
        .map(|session| session.id)
        .filter(|id| Some(*id) != but)
        .collect();
    end(scope, &open, reason).await?;
    Ok(())
}

async fn end(scope: &Scope, sessions: &[Uuid], reason: SessionEnd) -> Result<u64> {
    let ended = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(scope.now()))
        .col_expr(session::Column::EndReason, Expr::value(reason.code()))
        .filter(session::Column::Id.is_in(sessions.iter().copied()))
        .filter(session::Column::EndedAt.is_null())
        .exec(scope)
        .await?;
    forget_principals(scope).await?;
    Ok(ended.rows_affected)
}

/// The session of a family that the scope presents, locked, unless it is over.
async fn of_family(scope: &Scope, family: &str) -> Result<Option<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::Column::Family.eq(family))
        .lock_exclusive()
        .one(scope)
        .await?
        .filter(|session| is_alive(session, scope)))
}

fn is_alive(session: &session::Model, scope: &Scope) -> bool {
    session.ended_at.is_none() && session.expires_at > scope.now()
}

fn claims(city: &str, session: &session::Model) -> Result<Claims> {
    Ok(Claims {
        city: city.to_owned(),
        session_id: session.id,
        person_id: session.person_id,
        post: session
            .post()
            .ok_or_else(|| Error::bug("a session that acts in nothing"))?,
    })
}

fn over(entrance: &Entrance<'_>) -> Error {
    entrance.caller.cookie.clear();
    Refusal::new(
        UserErrorCode::State,
        "",
        "登录已失效，请重新登录",
        "your sign-in is over; please sign in again",
    )
    .into()
}
