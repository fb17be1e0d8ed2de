//! Reading one's own notifications.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::NotificationId;
use crate::notifications::entity::notification::{Column, Entity, Model};
use crate::notifications::rules::NotificationKind;
use crate::paging::Page;
use crate::tenancy::Scope;

/// Ids that one request may mark.
const MAX_MARKED: usize = 100;

/// Unread ones are counted up to here; whoever has more has many.
const COUNTED: i64 = 1_000;

/// Which notifications were read.
#[derive(Debug, Clone)]
pub enum Marked {
    /// These, a hundred at most.
    These(Vec<NotificationId>),
    /// This one and all before it: what came meanwhile was not seen.
    UpTo(NotificationId),
}

/// What this post was told, newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor.
pub async fn list(
    scope: &Scope,
    unread: bool,
    kinds: Option<&[NotificationKind]>,
    page: &Page,
) -> Result<Vec<Model>> {
    let mut query = Entity::find().filter(Column::StaffId.eq(scope.principal()?.staff_id));
    if unread {
        query = query.filter(Column::ReadAt.is_null());
    }
    if let Some(kinds) = kinds {
        query = query.filter(Column::Kind.is_in(kinds.iter().copied()));
    }
    if let Some(before) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.lt(before));
    }
    Ok(query
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// How many this post has not read, 1,000 at most.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor.
pub async fn unread(scope: &Scope) -> Result<i64> {
    let me = scope.principal()?.staff_id;
    let row = scope
        .keyed()
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT count(*) AS unread FROM (SELECT FROM notification WHERE staff_id = $1 AND read_at IS NULL LIMIT $2) AS new",
            [me.into(), COUNTED.into()],
        ))
        .await?
        .ok_or_else(|| Error::bug("no count"))?;
    Ok(row.try_get("", "unread")?)
}

/// Notes that notifications were read.
///
/// # Errors
/// [`Error::NotFound`] for an id that is none of one's own, INVALID for none or more than a hundred.
pub async fn mark_read(scope: &Scope, marked: Marked) -> Result<()> {
    let me = scope.principal()?.staff_id;
    let mine = Entity::find().filter(Column::StaffId.eq(me));
    let condition = match marked {
        Marked::These(ids) => {
            let mut ids: Vec<Uuid> = ids.into_iter().map(NotificationId::uuid).collect();
            ids.sort_unstable();
            ids.dedup();
            if !(1..=MAX_MARKED).contains(&ids.len()) {
                return Err(Refusal::new(
                    UserErrorCode::Invalid,
                    "ids",
                    format!("一次可标记 1 到 {MAX_MARKED} 条"),
                    format!("one request marks 1 to {MAX_MARKED} of them"),
                )
                .into());
            }
            let known = mine
                .filter(Column::Id.is_in(ids.iter().copied()))
                .count(scope)
                .await?;
            if usize::try_from(known) != Ok(ids.len()) {
                return Err(Error::NotFound);
            }
            Column::Id.is_in(ids)
        }
        Marked::UpTo(id) => {
            mine.filter(Column::Id.eq(id.uuid()))
                .one(scope)
                .await?
                .ok_or(Error::NotFound)?;
            Column::Id.lte(id.uuid())
        }
    };
    Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(scope.now()))
        .filter(Column::StaffId.eq(me))
        .filter(Column::ReadAt.is_null())
        .filter(condition)
        .exec(scope)
        .await?;
    Ok(())
}
