//! What may be done with pairings, visits and promises.
//!
//! Locks are taken in one order everywhere: households by id, then cadres by id, then the row itself.

mod act;
mod hand_over;
mod helper;
mod measure;
mod measure_list;
mod pairing;
mod proposal;
mod timeline;
mod visit;

pub use act::end_for_household;
pub use hand_over::{
    accept_hand_over, get_hand_over, hand_overs, propose_hand_over, refuse_hand_over,
};
pub use helper::{add_helper, remove_helper};
pub use measure::{
    CodeCheck, add_measure, check_family_code, complete_measure, drop_measure, get_measure,
};
pub use measure_list::{MeasuresOf, measures};
pub use pairing::{Pair, end_pairing, get_pairing, load_between, pair, pair_all, transfer_pairing};
pub use proposal::proposal;
pub use timeline::{Event, TimelineCursor, timeline};
pub use visit::{NewVisit, Promise, VisitsOf, get_visit, record_visit, visits};

use sea_orm::EntityTrait;

use super::entity::helper as helper_row;
use crate::error::{Error, Result};
use crate::households::{entity::household, service as households};
use crate::id::HouseholdId;
use crate::tenancy::{Granted, Permission, Role, Scope};

/// A household of the own union, locked until the transaction ends, with the action granted on it.
///
/// # Errors
/// [`Error::Forbidden`] without the permission or for a household of a union below,
/// [`Error::NotFound`] for one elsewhere.
pub async fn own_household(
    scope: &Scope,
    permission: Permission,
    id: HouseholdId,
) -> Result<Granted<household::Model>> {
    scope.require(permission)?;
    let row = match households::get_locked(scope, id).await {
        // A row that may be read but not written can't be locked either.
        Err(Error::NotFound) => households::get(scope, id).await?,
        other => other?,
    };
    scope.grant(permission, row)
}

/// As [`own_household`], for who may record visits and promises of it: the responsible cadre, a helper
/// or the union's administrator.
///
/// # Errors
/// As [`own_household`]; [`Error::Forbidden`] for everybody else of the union.
pub async fn served_household(scope: &Scope, id: HouseholdId) -> Result<Granted<household::Model>> {
    let household = own_household(scope, Permission::VisitRecord, id).await?;
    require_serves(scope, &household).await?;
    Ok(household)
}

/// Refuses whoever neither answers for the household, nor helps with it, nor runs its union's data.
async fn require_serves(scope: &Scope, household: &household::Model) -> Result<()> {
    let principal = scope.principal()?;
    if principal.roles.contains(&Role::Admin) || household.cadre_id == Some(principal.staff_id) {
        return Ok(());
    }
    helper_row::Entity::find_by_id((household.id, principal.staff_id))
        .one(scope)
        .await?
        .map(|_| ())
        .ok_or(Error::Forbidden)
}
