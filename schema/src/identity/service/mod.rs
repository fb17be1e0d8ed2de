//! What may be done with people, their posts and their sign-ins.

mod cadres;
pub(crate) mod codes;
mod entrance;
mod invitation;
mod load;
mod password;
mod sessions;
mod sign_in;
mod staff_changes;
mod staff_checks;
mod staff_invite;
mod staff_list;
mod throttle;

use sea_orm::{EntityTrait, QuerySelect};

pub use cadres::cadres_of;
pub use entrance::{Admitted, Entrance};
pub use invitation::accept_invitation;
pub use load::{CadreLoad, active_pairings, load_changed};
pub use password::{change_password, reset_password};
pub use sessions::{
    act_for, own_posts, own_sessions, refresh, sign_out, sign_out_everywhere, the_person,
};
pub use sign_in::sign_in;
pub use staff_changes::{end, set_roles, update};
pub use staff_invite::{Issued, invite, issue_reset};
pub use staff_list::list;

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
        .one(&scope.keyed())
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
