//! Who may answer for households.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::error::Result;
use crate::identity::entity::staff;
use crate::identity::rules::StaffState;
use crate::tenancy::{Permission, Scope};

/// The cadres in office at these unions, by id.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn cadres_of(scope: &Scope, unions: Vec<Uuid>) -> Result<Vec<staff::Model>> {
    scope.require(Permission::StaffRead)?;
    let posts = staff::Entity::find()
        .filter(staff::Column::UnionId.is_in(unions))
        .filter(staff::Column::State.eq(StaffState::Active))
        .order_by_asc(staff::Column::Id)
        .all(scope)
        .await?;
    Ok(posts.into_iter().filter(staff::Model::is_cadre).collect())
}
