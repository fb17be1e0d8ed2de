//! The place at a partner that an invitation is for, seen by its holder before sign-in.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::state;
use crate::error::Result;
use crate::partners::entity::lawyer::{Column, Entity, Model};
use crate::partners::rules::LawyerState;
use crate::tenancy::Scope;

/// A place that waits for somebody.
///
/// # Errors
/// STATE where it does not any more.
pub async fn invited(scope: &Scope, id: Uuid, locked: bool) -> Result<Model> {
    let mut query = Entity::find_by_id(id);
    if locked {
        query = query.lock_exclusive();
    }
    let row = query.one(scope).await?;
    row.filter(|row| row.state == LawyerState::Invited)
        .ok_or_else(|| {
            state(
                "code",
                "这个邀请已不再有效，请联系本机构管理员",
                "this place no longer waits for anybody; ask your partner's administrator",
            )
        })
}

/// Lets a person take the place up.
///
/// # Errors
/// As [`invited`].
pub async fn take_up(scope: &Scope, id: Uuid, person: Uuid) -> Result<Model> {
    let mut row = invited(scope, id, true).await?;
    row.person_id = Some(person);
    row.state = LawyerState::Active;
    row.version += 1;
    Entity::update_many()
        .col_expr(Column::PersonId, Expr::value(person))
        .col_expr(Column::State, Expr::value(row.state))
        .col_expr(Column::Version, Expr::value(row.version))
        .filter(Column::Id.eq(id))
        .exec(scope)
        .await?;
    Ok(row)
}
