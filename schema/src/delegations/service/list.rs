//! Reading delegations.

use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Statement,
};
use uuid::Uuid;

use super::reads;
use crate::delegations::entity::delegation::{Column, Entity, Model};
use crate::delegations::entity::{document, event, private, worker};
use crate::delegations::input::DelegationFilter;
use crate::error::{Error, Result};
use crate::id::DelegationId;
use crate::paging::Page;
use crate::rights::service as rights;
use crate::statistics::tally::uuids;
use crate::tenancy::tree::subtree_end;
use crate::tenancy::{Actor, Scope};
use crate::values::serial;

/// A delegation that the viewer sees.
///
/// # Errors
/// [`Error::NotFound`] for any other as for none.
pub async fn get(scope: &Scope, id: DelegationId) -> Result<Model> {
    reads(scope)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// These delegations, as far as the viewer sees them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn by_ids(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Model>> {
    reads(scope)?;
    Ok(Entity::find()
        .filter(Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// What the policy says, in values that the planner knows.
fn reach(actor: &Actor) -> Condition {
    match actor {
        Actor::Union(principal) => Condition::any()
            .add(
                Condition::all()
                    .add(Column::UnionPath.gte(principal.path.clone()))
                    .add(Column::UnionPath.lt(subtree_end(&principal.path))),
            )
            .add(Column::UnionId.eq_any(principal.own_unions.clone()))
            .add(Column::CaseId.in_subquery(rights::shared_with(principal).into_query())),
        Actor::Partner(counsel) => {
            let all = Condition::all().add(Column::PartnerId.eq(counsel.partner_id));
            match counsel.admin {
                true => all,
                false => all.add(Column::LawyerId.eq(counsel.lawyer_id)),
            }
        }
    }
}

/// Delegations that the viewer sees, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn delegations(
    scope: &Scope,
    filter: &DelegationFilter,
    page: &Page,
) -> Result<Vec<Model>> {
    reads(scope)?;
    let mut all = Condition::all().add(reach(scope.actor()?));
    if let Some(states) = &filter.states {
        all = all.add(Column::State.is_in(states.iter().copied()));
    }
    if let Some(id) = filter.case_id {
        all = all.add(Column::CaseId.eq(id.uuid()));
    }
    if let Some(id) = filter.partner_id {
        all = all.add(Column::PartnerId.eq(id.uuid()));
    }
    if let Some(id) = filter.lawyer_id {
        all = all.add(Column::LawyerId.eq(id.uuid()));
    }
    let number = filter.number.as_deref().map(str::trim);
    if let Some(number) = number.filter(|text| !text.is_empty()) {
        all = all.add(Column::Number.eq(serial::whole("WT", number)));
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

/// Delegations of these cases, the newest first; 50 of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_cases(scope: &Scope, cases: Vec<Uuid>) -> Result<Vec<Model>> {
    reads(scope)?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT row.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT * FROM delegation WHERE case_id = asked.id ORDER BY id DESC LIMIT 50) AS row
         ORDER BY row.id DESC",
        [uuids(cases)],
    );
    Ok(Entity::find()
        .from_raw_sql(statement)
        .all(&scope.keyed())
        .await?)
}

/// What these partners were told, where the viewer may read it.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn private_of(scope: &Scope, delegations: Vec<Uuid>) -> Result<Vec<private::Model>> {
    reads(scope)?;
    Ok(private::Entity::find()
        .filter(private::Column::DelegationId.eq_any(delegations))
        .all(&scope.keyed())
        .await?)
}

/// The workers of these delegations in their order, where the viewer may read names.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn workers_of(scope: &Scope, delegations: Vec<Uuid>) -> Result<Vec<worker::Model>> {
    reads(scope)?;
    Ok(worker::Entity::find()
        .filter(worker::Column::DelegationId.eq_any(delegations))
        .order_by_asc(worker::Column::DelegationId)
        .order_by_asc(worker::Column::Position)
        .all(&scope.keyed())
        .await?)
}

/// The files of these delegations in the order in which they came, where the viewer may read names.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn documents_of(scope: &Scope, delegations: Vec<Uuid>) -> Result<Vec<document::Model>> {
    reads(scope)?;
    Ok(document::Entity::find()
        .filter(document::Column::DelegationId.eq_any(delegations))
        .order_by_asc(document::Column::DelegationId)
        .order_by_asc(document::Column::AttachmentId)
        .all(&scope.keyed())
        .await?)
}

/// The way of these delegations, in the order of the steps; the newest 200 of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn events(scope: &Scope, delegations: Vec<Uuid>) -> Result<Vec<event::Model>> {
    reads(scope)?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT row.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT * FROM delegation_event WHERE delegation_id = asked.id ORDER BY number DESC LIMIT 200) AS row
         ORDER BY row.delegation_id, row.number",
        [uuids(delegations)],
    );
    Ok(event::Entity::find()
        .from_raw_sql(statement)
        .all(&scope.keyed())
        .await?)
}
