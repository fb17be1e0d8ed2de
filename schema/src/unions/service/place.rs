//! Moving a subtree, and merging one union into another.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::structure::{
    door_is_free, end_stewardship_of, holds_no_funds, next_child, strictly_below, subject,
};
use super::{get, refusal, row, run};
use crate::audit::{self, AuditAction};
use crate::error::{Error, Result};
use crate::id::UnionId;
use crate::papers::service as papers;
use crate::statistics::{self, tally::texts};
use crate::tenancy::tree::{SEGMENT, lineage, subtree_end};
use crate::tenancy::{Granted, Permission, Scope, forget_principals};
use crate::unions::entity::union::{Column, Entity, Model};
use crate::unions::rules::{UnionState, may_merge, may_stand};

/// Moves a union with everything below it under another superior. Paths, rows and figures move in
/// this transaction; a steward that is no superior any more stops being one.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; refusals for a cycle, a
/// level that does not fit, a superior that takes nothing new, a name taken there, a tree too deep.
pub async fn relocate(
    scope: &Scope,
    id: UnionId,
    version: i32,
    new_parent: UnionId,
) -> Result<Uuid> {
    let (row, parent) = hold_both(scope, id, new_parent).await?;
    if row.version != version {
        return Err(Error::conflict());
    }
    if row.parent_id == Some(parent.id) {
        return Err(refusal::state(
            "newParentId",
            format!("该工会已在“{}”之下", parent.name),
            format!("it already stands under {}", parent.name),
        ));
    }
    if !row.state.exists() {
        return Err(refusal::state(
            "id",
            "该工会已合并或撤销，不能再调整",
            "the union has ended and can't be moved",
        ));
    }
    carry(scope, &row, &parent, "newParentId").await?;
    let moved = get(scope, id).await?;
    let summary = format!("工会“{}”调整到“{}”之下", moved.name, parent.name);
    audit::record(scope, AuditAction::Moved, subject(&moved), summary, None).await?;
    forget_principals(scope).await?;
    Ok(moved.id)
}

/// Ends a union by merging it into another, which takes over its unions below, its people, its
/// households with all their rows, and its figures. The trail of the union that ends stays with it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; refusals when the other is
/// the union itself or below it, of a lower level, takes nothing new, has the other door (notice
/// §3.1), or somebody has a post at both.
pub async fn merge(scope: &Scope, id: UnionId, version: i32, into: UnionId) -> Result<Uuid> {
    let (ends, stays) = hold_both(scope, id, into).await?;
    if ends.version != version {
        return Err(Error::conflict());
    }
    if !ends.state.may_become(UnionState::Merged) {
        return Err(refusal::transition(&ends, UnionState::Merged));
    }
    may_merge(ends.place(), stays.place())
        .map_err(|fault| refusal::place(fault, "intoId", ends.level, &stays))?;
    let below = Entity::find()
        .filter(Column::ParentId.eq(ends.id))
        .filter(Column::State.is_not_in(["MERGED", "DISSOLVED"]))
        .order_by_asc(Column::Path)
        .all(scope)
        .await?;
    for child in &below {
        carry(scope, child, &stays, "intoId").await?;
    }
    holds_no_funds(scope, &ends).await?;
    end_stewardship_of(scope, ends.id).await?;
    papers::union_renamed(scope, ends.id).await?;
    let hand_over = "SELECT hand_over_rows($1, $2)";
    let statement = sea_orm::Statement::from_sql_and_values(
        sea_orm::DbBackend::Postgres,
        hand_over,
        [ends.id.into(), stays.id.into()],
    );
    sea_orm::ConnectionTrait::execute_raw(scope, statement)
        .await
        .map_err(|error| refusal::of_constraint(error, &ends.name))?;
    carry_totals(
        scope,
        ends.id,
        with_self(&ends.path),
        with_self(&stays.path),
        // What is counted of the union itself, and its books.
        &["UNIONS", "FUNDS"],
    )
    .await?;

    let mut edit = ends.clone().into_active_model();
    edit.state = Set(UnionState::Merged);
    edit.merged_into_id = Set(Some(stays.id));
    edit.version = Set(ends.version + 1);
    let ended = edit.update(scope).await?;
    statistics::record(scope, Some(&*ends), Some(&ended)).await?;

    let stays = get(scope, into).await?;
    let mut edit = stays.clone().into_active_model();
    edit.member_count = Set(stays.member_count + ends.member_count);
    edit.migrant_member_count = Set(stays.migrant_member_count + ends.migrant_member_count);
    edit.household_kind = Set(stays.household_kind.or(ends.household_kind));
    edit.version = Set(stays.version + 1);
    let stays = edit.update(scope).await?;
    door_is_free(scope, &stays).await?;

    for row in [&ended, &stays] {
        let summary = format!("工会“{}”并入“{}”", ended.name, stays.name);
        audit::record(scope, AuditAction::Merged, subject(row), summary, None).await?;
    }
    forget_principals(scope).await?;
    Ok(ended.id)
}

/// A union strictly below and another of the own subtree, with nobody else writing in their branches,
/// nothing being folded, and both subtrees at rest until the transaction ends.
async fn hold_both(
    scope: &Scope,
    id: UnionId,
    other: UnionId,
) -> Result<(Granted<Model>, Granted<Model>)> {
    let row = scope.grant_below(Permission::UnionStructure, get(scope, id).await?)?;
    let other = scope.grant_below(Permission::UnionStructure, get(scope, other).await?)?;
    strictly_below(scope, &row)?;
    // Branches first, the fold second, rows last, as everybody who locks several of them does.
    run(
        scope,
        "SELECT pg_advisory_xact_lock(key) FROM (
             SELECT DISTINCT branch_key(path) AS key FROM unnest($1::text[]) AS path ORDER BY key) AS keys",
        [texts(vec![row.path.clone(), other.path.clone()])],
    )
    .await?;
    run(scope, "SELECT one FROM stat_fold FOR UPDATE", []).await?;
    let now_row = lock(scope, row.id).await?;
    let now_other = lock(scope, other.id).await?;
    if now_row.path != row.path || now_other.path != other.path {
        // Another move came first: the branches that are held are not the right ones any more.
        return Err(moved_meanwhile());
    }
    run(
        scope,
        "SELECT id FROM unions WHERE path >= $1 AND path < $2 ORDER BY path FOR UPDATE",
        [
            now_row.path.clone().into(),
            subtree_end(&now_row.path).into(),
        ],
    )
    .await?;
    Ok((
        scope.grant_below(Permission::UnionStructure, now_row)?,
        scope.grant_below(Permission::UnionStructure, now_other)?,
    ))
}

fn moved_meanwhile() -> Error {
    Error::Retry(std::sync::Arc::new(sea_orm::DbErr::Custom(
        "a union moved meanwhile".to_owned(),
    )))
}

async fn lock(scope: &Scope, id: Uuid) -> Result<Model> {
    Entity::find_by_id(id)
        .lock(LockType::Update)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// Puts a subtree that is held under a superior; `path` is the input that names the superior.
async fn carry(scope: &Scope, union: &Model, superior: &Model, path: &str) -> Result<()> {
    let deepest: i32 = row(
        scope,
        "SELECT max(length(path)) AS deepest FROM unions WHERE path >= $1 AND path < $2",
        [union.path.clone().into(), subtree_end(&union.path).into()],
    )
    .await?
    .try_get("", "deepest")?;
    let deepest = usize::try_from(deepest).unwrap_or(usize::MAX);
    let height = (deepest - union.path.len()) / SEGMENT + 1;
    may_stand(Some(&union.path), union.level, height, superior.place())
        .map_err(|fault| refusal::place(fault, path, union.level, superior))?;
    let (superior, new_path) = next_child(scope, superior.id).await?;
    let statement = sea_orm::Statement::from_sql_and_values(
        sea_orm::DbBackend::Postgres,
        "UPDATE unions SET path = $3 || substr(path, $4),
             parent_id = CASE WHEN id = $5 THEN $6 ELSE parent_id END,
             version = version + (id = $5)::integer
         WHERE path >= $1 AND path < $2",
        [
            union.path.clone().into(),
            subtree_end(&union.path).into(),
            new_path.clone().into(),
            i32::try_from(union.path.len() + 1)
                .unwrap_or(i32::MAX)
                .into(),
            union.id.into(),
            superior.id.into(),
        ],
    );
    sea_orm::ConnectionTrait::execute_raw(scope, statement)
        .await
        .map_err(|error| refusal::of_constraint(error, &union.name))?;
    carry_totals(
        scope,
        union.id,
        lineage(&union.path),
        lineage(&new_path),
        &[],
    )
    .await?;
    end_stewards_elsewhere(scope, &new_path).await
}

fn with_self(path: &str) -> Vec<String> {
    let mut paths = lineage(path);
    paths.push(path.to_owned());
    paths
}

/// Takes the folded figures of a union away from the superiors it left and gives them to those it
/// came to; superiors above both keep what they have. Deltas that wait follow their rows' paths.
async fn carry_totals(
    scope: &Scope,
    union: Uuid,
    left: Vec<String>,
    joined: Vec<String>,
    except: &[&str],
) -> Result<()> {
    run(
        scope,
        "INSERT INTO stat_total AS t (union_id, union_path, measure, dimension, key, value)
         SELECT u.id, u.path, s.measure, s.dimension, s.key, s.value * c.sign
         FROM (SELECT path, -1 AS sign FROM unnest($2::text[]) AS path WHERE path <> ALL ($3::text[])
               UNION ALL
               SELECT path, 1 FROM unnest($3::text[]) AS path WHERE path <> ALL ($2::text[])) AS c
         JOIN unions u ON u.path = c.path
         JOIN stat_total s ON s.union_id = $1 AND s.value <> 0 AND s.measure <> ALL ($4::text[])
         ORDER BY u.id, s.measure, s.dimension, s.key
         ON CONFLICT (union_id, measure, dimension, key) DO UPDATE SET value = t.value + excluded.value",
        [union.into(), texts(left), texts(joined), texts(except.iter().map(|&measure| measure.to_owned()).collect())],
    )
    .await?;
    Ok(())
}

/// Only a superior may manage a union (代管).
async fn end_stewards_elsewhere(scope: &Scope, subtree: &str) -> Result<()> {
    run(
        scope,
        "UPDATE stewardship s SET ends_on = greatest(s.begins_on, $3) - 1, version = s.version + 1
         FROM unions u
         WHERE u.id = s.steward_id AND NOT starts_with(s.union_path, u.path)
           AND s.union_path >= $1 AND s.union_path < $2 AND (s.ends_on IS NULL OR s.ends_on >= $3)",
        [
            subtree.into(),
            subtree_end(subtree).into(),
            scope.today().into(),
        ],
    )
    .await?;
    Ok(())
}
