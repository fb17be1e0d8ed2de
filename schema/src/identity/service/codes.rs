//! One-time codes: issuing them, finding what they are for, using them up.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entrance::Entrance;
use super::throttle;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::identity::entity::{one_time_code, staff};
use crate::identity::rules::{CodePurpose, INVITATION_LIFE, Patience, RESET_LIFE};
use crate::identity::secrets::OneTimeCode;
use crate::partners::entity::lawyer;
use crate::tenancy::{Access, Post, Scope};

/// For whom a code is: somebody of a union, or of a partner.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Holder<'a> {
    /// The holder of a post.
    Staff(&'a staff::Model),
    /// Somebody of a partner.
    Lawyer(&'a lawyer::Model),
}

impl Holder<'_> {
    fn post(self) -> Post {
        match self {
            Self::Staff(post) => Post::Staff(post.id),
            Self::Lawyer(place) => Post::Lawyer(place.id),
        }
    }
}

/// Issues a code for a post and voids the ones before it. Answers the code, its row's id and its end.
pub(crate) async fn issue(
    scope: &Scope,
    holder: Holder<'_>,
    purpose: CodePurpose,
) -> Result<(OneTimeCode, Uuid, DateTime<Utc>)> {
    void_for_post(scope, holder.post()).await?;
    let life = match purpose {
        CodePurpose::Invitation => INVITATION_LIFE,
        CodePurpose::Password => RESET_LIFE,
    };
    let (code, id) = (OneTimeCode::new(), Uuid::now_v7());
    let expires_at = scope.now() + life;
    let (union_id, union_path, person) = match holder {
        Holder::Staff(post) => (post.union_id, &post.union_path, post.person_id),
        Holder::Lawyer(place) => (place.union_id, &place.union_path, place.person_id),
    };
    let row = one_time_code::ActiveModel {
        id: Set(id),
        union_id: Set(union_id),
        union_path: Set(union_path.clone()),
        staff_id: Set(holder.post().staff()),
        lawyer_id: Set(holder.post().lawyer()),
        partner_id: Set(match holder {
            Holder::Staff(_) => None,
            Holder::Lawyer(place) => Some(place.partner_id),
        }),
        purpose: Set(purpose),
        person_id: Set(person),
        digest: Set(code.digest()),
        created_by: Set(scope.actor()?.claims().post.staff()),
        created_at: Set(scope.now()),
        expires_at: Set(expires_at),
        used_at: Set(None),
    };
    one_time_code::Entity::insert(row)
        .exec_without_returning(scope)
        .await?;
    Ok((code, id, expires_at))
}

/// When a code that was issued ends.
pub(crate) async fn expiry(scope: &Scope, id: Uuid) -> Result<DateTime<Utc>> {
    one_time_code::Entity::find_by_id(id)
        .one(scope)
        .await?
        .map(|code| code.expires_at)
        .ok_or(Error::NotFound)
}

/// Voids every code of a post that was not used.
pub(crate) async fn void_for_post(scope: &Scope, post: Post) -> Result<()> {
    let of_post = match post {
        Post::Staff(id) => one_time_code::Column::StaffId.eq(id),
        Post::Lawyer(id) => one_time_code::Column::LawyerId.eq(id),
    };
    one_time_code::Entity::update_many()
        .col_expr(one_time_code::Column::UsedAt, Expr::value(scope.now()))
        .filter(of_post)
        .filter(one_time_code::Column::UsedAt.is_null())
        .exec(scope)
        .await?;
    Ok(())
}

/// Voids every code for a new password of a person: after a change of password, and when the person gains
/// a post whose union did not have a say in the code.
pub(super) async fn void_for_person(scope: &Scope, person: Uuid) -> Result<()> {
    one_time_code::Entity::update_many()
        .col_expr(one_time_code::Column::UsedAt, Expr::value(scope.now()))
        .filter(one_time_code::Column::PersonId.eq(person))
        .filter(one_time_code::Column::UsedAt.is_null())
        .exec(scope)
        .await?;
    Ok(())
}

/// Finds what a typed code is for, in a visitor's scope that presents its digest then. Guesses are counted
/// by the network address that they come from.
///
/// # Errors
/// INVALID for a code that is wrong, used or too old, all in the same words; UNAVAILABLE after many.
pub(super) async fn open(
    entrance: &Entrance<'_>,
    city: &str,
    typed: &str,
    purpose: CodePurpose,
) -> Result<(Scope, one_time_code::Model)> {
    // A space is in no login name.
    let guesser = format!("code {}", entrance.caller.address.as_deref().unwrap_or("-"));
    let scope = entrance.scope(city, &guesser, Access::Write).await?;
    throttle::reserve(&scope, &guesser, Patience::CODE).await?;
    let code = match OneTimeCode::parse(typed) {
        Some(code) => {
            scope.present(&code.digest()).await?;
            by_digest(&scope, &code.digest(), purpose, false).await?
        }
        None => None,
    };
    let Some(code) = code else {
        scope.finish().await?;
        return Err(no_code());
    };
    scope.present(&guesser).await?;
    throttle::forget(&scope, &guesser).await?;
    scope.present(&code.digest).await?;
    Ok((scope, code))
}

/// Uses a code up. The scope presents its digest.
///
/// # Errors
/// INVALID when somebody else used it meanwhile.
pub(super) async fn use_up(scope: &Scope, code: &one_time_code::Model) -> Result<()> {
    by_digest(scope, &code.digest, code.purpose, true)
        .await?
        .ok_or_else(no_code)?;
    one_time_code::Entity::update_many()
        .col_expr(one_time_code::Column::UsedAt, Expr::value(scope.now()))
        .filter(one_time_code::Column::Id.eq(code.id))
        .exec(scope)
        .await?;
    Ok(())
}

async fn by_digest(
    scope: &Scope,
    digest: &str,
    purpose: CodePurpose,
    locked: bool,
) -> Result<Option<one_time_code::Model>> {
    let mut query = one_time_code::Entity::find()
        .filter(one_time_code::Column::Digest.eq(digest))
        .filter(one_time_code::Column::Purpose.eq(purpose));
    if locked {
        query = query.lock_exclusive();
    }
    Ok(query
        .one(scope)
        .await?
        .filter(|code| code.used_at.is_none() && code.expires_at > scope.now()))
}

fn no_code() -> Error {
    Refusal::new(
        UserErrorCode::Invalid,
        "code",
        "这个码不对、已用过或已过期；请核对，或请管理员重新签发",
        "this code is wrong, used or too old; check it, or ask the administrator for a new one",
    )
    .into()
}
