//! What may be done with unions: reading the tree here, changing it in the modules below.

mod facts;
mod founding;
mod place;
mod refusal;
mod stewardship;
mod structure;

use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, Statement, Value,
};
use uuid::Uuid;

pub use facts::{Facts, NewUnion};
pub use founding::{Application, application, applications, decide, submit};
pub use place::{merge, relocate};
pub use stewardship::{Grant, end_stewardship, grant_stewardship, stewardship, stewardships};
pub use structure::{advance, create, update};

use super::entity::union::{Column, Entity, Model};
use crate::error::{Error, Result};
use crate::id::UnionId;
use crate::paging::Page;
use crate::statistics::tally::uuids;
use crate::tenancy::{Permission, Scope, tree};
use crate::values::person_name::search_term;

/// A union of the own subtree, or one above it.
///
/// # Errors
/// [`Error::NotFound`] for a union elsewhere as for none.
pub async fn get(scope: &Scope, id: UnionId) -> Result<Model> {
    scope.require(Permission::UnionRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Those of these unions that lie in the own subtree or above it.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn get_many(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Model>> {
    scope.require(Permission::UnionRead)?;
    Ok(Entity::find()
        .filter(Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// As [`get`], with the row locked until the transaction ends.
///
/// # Errors
/// As [`get`].
pub async fn get_locked(scope: &Scope, id: UnionId) -> Result<Model> {
    scope.require(Permission::UnionRead)?;
    Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// As [`get`], with the facts of the row held until the transaction ends, for a write that depends on
/// them. Rows that refer to the union may be written meanwhile.
///
/// # Errors
/// As [`get`]; [`Error::NotFound`] also for a union above, which nobody below may hold.
pub async fn get_held(scope: &Scope, id: UnionId) -> Result<Model> {
    scope.require(Permission::UnionRead)?;
    Entity::find_by_id(id.uuid())
        .lock(LockType::NoKeyUpdate)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// The paths that a list is limited to: those of one union, or of its whole subtree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// First path of the range.
    pub from: String,
    /// End of the range, not included.
    pub to: String,
}

/// What a list covers: the union asked for or the own one, alone or with everything below it. Lists
/// carry the range as parameters besides the policy, so that the planner knows it.
///
/// # Errors
/// [`Error::NotFound`] for a union that is not in the own subtree.
pub async fn reach(scope: &Scope, union: Option<UnionId>, subtree: bool) -> Result<Reach> {
    let principal = scope.principal()?;
    let path = match union {
        Some(id) if id.uuid() != principal.union_id => {
            let path = get(scope, id).await?.path;
            if !principal.covers(&path) {
                return Err(Error::NotFound);
            }
            path
        }
        _ => principal.path.clone(),
    };
    let to = if subtree {
        tree::subtree_end(&path)
    } else {
        format!("{path}\u{1}")
    };
    Ok(Reach { from: path, to })
}

/// Children of each of these unions that exist, by path, after a path: `limit` of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn children(
    scope: &Scope,
    parents: Vec<Uuid>,
    limit: u64,
    after: Option<&str>,
) -> Result<Vec<Model>> {
    scope.require(Permission::UnionRead)?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT row.* FROM unnest($1::uuid[]) AS parent (id) CROSS JOIN LATERAL (
             SELECT * FROM unions
             WHERE parent_id = parent.id AND state NOT IN ('MERGED', 'DISSOLVED') AND ($2::text IS NULL OR path > $2)
             ORDER BY path LIMIT $3
         ) AS row",
        [
            uuids(parents),
            after.into(),
            i64::try_from(limit).unwrap_or(i64::MAX).into(),
        ],
    );
    Ok(Entity::find()
        .from_raw_sql(statement)
        .all(&scope.keyed())
        .await?)
}

/// Unions of the own subtree that exist, in the order of the tree: one with everything below it, or the
/// own one; `page`'s key is the path.
///
/// # Errors
/// [`Error::Forbidden`] without the permission, [`Error::NotFound`] for a union elsewhere.
pub async fn list(scope: &Scope, union: Option<UnionId>, page: &Page) -> Result<Vec<Model>> {
    scope.require(Permission::UnionRead)?;
    let range = reach(scope, union, true).await?;
    let mut query = Entity::find()
        .filter(Column::Path.gte(range.from))
        .filter(Column::Path.lt(range.to))
        .filter(Column::State.is_not_in(["MERGED", "DISSOLVED"]));
    if let Some(after) = page.key::<String>(0)? {
        query = query.filter(Column::Path.gt(after));
    }
    Ok(query
        .order_by_asc(Column::Path)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Unions of the own subtree by a part of the name, pinyin, initials, division or credit code; names
/// that begin with the text first, then higher levels first.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn search(scope: &Scope, text: &str, limit: u64) -> Result<Vec<Model>> {
    let principal = scope.require(Permission::UnionRead)?;
    let Some(term) = search_term(text) else {
        return Ok(Vec::new());
    };
    Ok(Entity::find()
        .filter(Column::Search.like(format!("%{term}%")))
        .filter(Column::Path.gte(principal.path.clone()))
        .filter(Column::Path.lt(tree::subtree_end(&principal.path)))
        .filter(Column::State.is_not_in(["MERGED", "DISSOLVED"]))
        .order_by_desc(Expr::col(Column::Search).like(format!("{term}%")))
        .order_by_asc(Expr::cust("length(path)"))
        .order_by_asc(Column::Path)
        .limit(limit)
        .all(scope)
        .await?)
}

async fn run<I: IntoIterator<Item = Value>>(scope: &Scope, sql: &str, values: I) -> Result<u64> {
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    Ok(scope.execute_raw(statement).await?.rows_affected())
}

async fn row<I: IntoIterator<Item = Value>>(
    scope: &Scope,
    sql: &str,
    values: I,
) -> Result<QueryResult> {
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    scope
        .query_one_raw(statement)
        .await?
        .ok_or_else(|| Error::bug("a count without a row"))
}
