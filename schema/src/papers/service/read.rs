//! Reading what was printed. Only the own union's papers can be seen.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::{PaperId, UnionId};
use crate::paging::Page;
use crate::papers::entity::{self, Column as C};
use crate::papers::rules::PaperKind;
use crate::tenancy::{Permission, Scope};
use crate::unions::service as unions;

/// Which papers a list shows.
#[derive(Debug, Clone, Default)]
pub struct PapersOf {
    /// Of this union; of all own unions where none is named.
    pub union: Option<UnionId>,
    /// Of this kind.
    pub kind: Option<PaperKind>,
    /// Only those that are stale, or only those that are not.
    pub stale: Option<bool>,
    /// Only those that the person who asks printed.
    pub mine: bool,
}

/// A paper of the own union.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn get(scope: &Scope, id: PaperId) -> Result<entity::Model> {
    scope.require(Permission::HouseholdRead)?;
    entity::Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Papers, the last printed first; the page's key is the instant and the id.
///
/// # Errors
/// [`Error::NotFound`] for a union outside the own subtree.
pub async fn papers(scope: &Scope, of: &PapersOf, page: &Page) -> Result<Vec<entity::Model>> {
    let principal = scope.require(Permission::HouseholdRead)?;
    let unions = match of.union {
        Some(union) => {
            unions::reach(scope, Some(union), false).await?;
            vec![union.uuid()]
        }
        None => principal.own_unions.clone(),
    };
    let mut query = entity::Entity::find().filter(C::UnionId.is_in(unions));
    if let Some(kind) = of.kind {
        query = query.filter(C::Kind.eq(kind));
    }
    query = match of.stale {
        Some(true) => query.filter(C::StaleSince.is_not_null()),
        Some(false) => query.filter(C::StaleSince.is_null()),
        None => query,
    };
    if of.mine {
        query = query.filter(C::PrintedBy.eq(principal.staff_id));
    }
    if let (Some(at), Some(id)) = (page.key::<DateTime<Utc>>(0)?, page.key::<Uuid>(1)?) {
        // The first condition alone lets the index begin at the right instant.
        query = query
            .filter(C::PrintedAt.lte(at))
            .filter(Condition::any().add(C::PrintedAt.lt(at)).add(C::Id.lt(id)));
    }
    Ok(query
        .order_by_desc(C::PrintedAt)
        .order_by_desc(C::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// What was printed of each of these households, visit records aside: one of a kind at most.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_households(scope: &Scope, households: Vec<Uuid>) -> Result<Vec<entity::Model>> {
    scope.require(Permission::HouseholdRead)?;
    Ok(entity::Entity::find()
        .filter(C::HouseholdId.eq_any(households))
        .filter(C::VisitId.is_null())
        .order_by_asc(C::Kind)
        .all(&scope.keyed())
        .await?)
}

/// The printed copies of these letters.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_letters(scope: &Scope, letters: Vec<Uuid>) -> Result<Vec<entity::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(entity::Entity::find()
        .filter(C::LetterId.eq_any(letters))
        .all(&scope.keyed())
        .await?)
}

/// The printed mandates of these delegations.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_delegations(scope: &Scope, delegations: Vec<Uuid>) -> Result<Vec<entity::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(entity::Entity::find()
        .filter(C::DelegationId.eq_any(delegations))
        .all(&scope.keyed())
        .await?)
}

/// The printed records of these visits.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_visits(scope: &Scope, visits: Vec<Uuid>) -> Result<Vec<entity::Model>> {
    scope.require(Permission::VisitRead)?;
    Ok(entity::Entity::find()
        .filter(C::VisitId.eq_any(visits))
        .all(&scope.keyed())
        .await?)
}
