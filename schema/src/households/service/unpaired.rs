//! Households that wait for a cadre.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::households::entity::household::{Column, Entity, Model};
use crate::households::rules::HouseholdStatus;
use crate::tenancy::{Permission, Scope};
use crate::unions::service::Reach;

/// Households being helped without a cadre, of the named unions within a range of the tree, the
/// earliest files first.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn unpaired(
    scope: &Scope,
    reach: &Reach,
    unions: &[Uuid],
    limit: u64,
) -> Result<Vec<Model>> {
    scope.require(Permission::HouseholdRead)?;
    Ok(Entity::find()
        .filter(Column::UnionPath.gte(reach.from.clone()))
        .filter(Column::UnionPath.lt(reach.to.clone()))
        .filter(Column::UnionId.is_in(unions.iter().copied()))
        .filter(Column::CadreId.is_null())
        .filter(Column::Status.eq(HouseholdStatus::Active))
        .order_by_asc(Column::RegisteredOn)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(scope)
        .await?)
}
