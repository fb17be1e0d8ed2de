//! What may be done with people, their posts and their sign-ins.

mod cadres;
mod load;

use sea_orm::{EntityTrait, QuerySelect};

pub use cadres::cadres_of;
pub use load::{CadreLoad, active_pairings, load_changed};

use super::entity::staff;
use crate::error::{Error, Result};
use crate::id::StaffId;
use crate::tenancy::{Permission, Scope};

/// A post of the own subtree.
///
/// # Errors
/// [`Error::NotFound`] for a post elsewhere as for none.
pub async fn get(scope: &Scope, id: StaffId) -> Result<staff::Model> {
    scope.require(Permission::StaffRead)?;
    staff::Entity::find_by_id(id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// As [`get`], with the row locked until the transaction ends.
///
/// # Errors
/// As [`get`].
pub async fn get_locked(scope: &Scope, id: StaffId) -> Result<staff::Model> {
    scope.require(Permission::StaffRead)?;
    staff::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}
