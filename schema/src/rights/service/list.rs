//! Reading rights cases.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::RightsCaseId;
use crate::paging::Page;
use crate::rights::entity::case::{Column, Entity, Model};
use crate::rights::entity::{
    deadline, event, letter, letter_private, private, recovery, referral, worker,
};
use crate::rights::input::RightsCaseFilter;
use crate::rights::rules::RightsSide;
use crate::statistics::tally::uuids;
use crate::tenancy::tree::subtree_end;
use crate::tenancy::{Permission, Principal, Scope};
use crate::unions::service as unions;
use crate::values::person_name;

/// A case of the own subtree, or one that a referral shares.
///
/// # Errors
/// [`Error::NotFound`] for any other as for none.
pub async fn get(scope: &Scope, id: RightsCaseId) -> Result<Model> {
    scope.require(Permission::RightsRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// These cases, as far as the viewer may read them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn by_ids(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(Entity::find()
        .filter(Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// What the policy says, in values that the planner knows.
fn reach(principal: &Principal) -> Condition {
    let own = || principal.own_unions.clone();
    let below = Condition::all()
        .add(Column::UnionPath.gte(principal.path.clone()))
        .add(Column::UnionPath.lt(subtree_end(&principal.path)));
    Condition::any()
        .add(below)
        .add(Column::UnionId.eq_any(own()))
        .add(Column::SharedId.eq_any(own()))
}

/// Cases that the viewer may read, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::NotFound`] for a union outside the own subtree.
pub async fn cases(scope: &Scope, filter: &RightsCaseFilter, page: &Page) -> Result<Vec<Model>> {
    let principal = scope.require(Permission::RightsRead)?;
    let own = || principal.own_unions.clone();
    let mut all = Condition::all();
    all = match (filter.side, filter.union_id) {
        (Some(RightsSide::Own), _) => all.add(Column::UnionId.eq_any(own())),
        (Some(RightsSide::Received), _) => all.add(Column::SharedId.eq_any(own())),
        (Some(RightsSide::Sent), _) => all
            .add(Column::UnionId.eq_any(own()))
            .add(Column::SharedId.is_not_null()),
        (None, None) => all.add(reach(principal)),
        (None, Some(_)) => all,
    };
    if let Some(union) = filter.union_id {
        let range = unions::reach(scope, Some(union), true).await?;
        all = all
            .add(Column::UnionPath.gte(range.from))
            .add(Column::UnionPath.lt(range.to));
    }
    if let Some(states) = &filter.states {
        all = all.add(Column::State.is_in(states.iter().copied()));
    }
    if let Some(kinds) = &filter.kinds {
        all = all.add(Column::Kind.is_in(kinds.iter().copied()));
    }
    if let Some(id) = filter.employer_id {
        all = all.add(Column::EmployerId.eq(id.uuid()));
    }
    if let Some(id) = filter.household_id {
        all = all.add(sea_orm::sea_query::Expr::cust_with_values(
            "household_ids @> ARRAY[$1]::uuid[]",
            [id.uuid()],
        ));
    }
    if let Some(term) = filter.number.as_deref().and_then(person_name::search_term) {
        all = all.add(Column::Number.like(format!("%{}%", term.to_uppercase())));
    }
    if let Some(id) = page.key::<Uuid>(0)? {
        all = all.add(Column::Id.lt(id));
    }
    Ok(Entity::find()
        .filter(all)
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Cases of members of these households, each with the household that it was found by, the newest first, 100 of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_households(scope: &Scope, households: Vec<Uuid>) -> Result<Vec<(Uuid, Model)>> {
    scope.require(Permission::RightsRead)?;
    let rows = scope
        .keyed()
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT row.*, asked.id AS asked FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
                 SELECT * FROM rights_case WHERE household_ids @> ARRAY[asked.id] ORDER BY id DESC LIMIT 100) AS row
             ORDER BY row.id DESC",
            [uuids(households)],
        ))
        .await?;
    let row = |row| Ok((sea_orm::QueryResult::try_get(row, "", "asked")?, Model::from_query_result(row, "")?));
    rows.iter().map(row).collect()
}

/// Cases against an employer that the viewer may read, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_employer(scope: &Scope, employer: Uuid, page: &Page) -> Result<Vec<Model>> {
    let principal = scope.require(Permission::RightsRead)?;
    let mut found = Entity::find()
        .filter(reach(principal))
        .filter(Column::EmployerId.eq(employer));
    if let Some(id) = page.key::<Uuid>(0)? {
        found = found.filter(Column::Id.lt(id));
    }
    Ok(found
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// What names a person of these cases, as far as the viewer may read it.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn private_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<private::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(private::Entity::find()
        .filter(private::Column::CaseId.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// The workers of these cases in their order, as far as the viewer may read them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn workers_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<worker::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(worker::Entity::find()
        .filter(worker::Column::CaseId.eq_any(ids))
        .order_by_asc(worker::Column::CaseId)
        .order_by_asc(worker::Column::Position)
        .all(&scope.keyed())
        .await?)
}

/// The way of these cases so far, in the order of the steps.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn events(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<event::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(event::Entity::find()
        .filter(event::Column::CaseId.eq_any(ids))
        .order_by_asc(event::Column::CaseId)
        .order_by_asc(event::Column::Number)
        .all(&scope.keyed())
        .await?)
}

/// The referrals of these cases, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn referrals_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<referral::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(referral::Entity::find()
        .filter(referral::Column::CaseId.eq_any(ids))
        .order_by_desc(referral::Column::Id)
        .all(&scope.keyed())
        .await?)
}

/// What came in these cases, in the order in which it was written down.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn recoveries_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<recovery::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(recovery::Entity::find()
        .filter(recovery::Column::CaseId.eq_any(ids))
        .order_by_asc(recovery::Column::Id)
        .all(&scope.keyed())
        .await?)
}

/// What is due in these cases, the soonest first.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn deadlines_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<deadline::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(deadline::Entity::find()
        .filter(deadline::Column::CaseId.eq_any(ids))
        .order_by_asc(deadline::Column::DueOn)
        .order_by_asc(deadline::Column::Id)
        .all(&scope.keyed())
        .await?)
}

/// The letters of these cases, in the order in which they were written.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn letters_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<letter::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(letter::Entity::find()
        .filter(letter::Column::CaseId.eq_any(ids))
        .order_by_asc(letter::Column::Id)
        .all(&scope.keyed())
        .await?)
}

/// These letters, as far as the viewer may read them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn letters_by_ids(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<letter::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(letter::Entity::find()
        .filter(letter::Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// The words of these letters, as far as the viewer may read them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn letters_private_of(
    scope: &Scope,
    ids: Vec<Uuid>,
) -> Result<Vec<letter_private::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(letter_private::Entity::find()
        .filter(letter_private::Column::LetterId.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}
