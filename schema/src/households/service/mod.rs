//! What may be done with households.

mod bulk;
mod changes;
mod circumstances;
mod contacts;
mod duplicate;
mod edit;
mod filed;
mod head;
mod list;
mod member;
mod open;
mod register;
mod store;
mod unpaired;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, Select, SelectTwo};
use uuid::Uuid;

pub use bulk::{Filing, Registration, compose, register_all};
pub use changes::{ChangeCursor, FieldChange, changes};
pub use circumstances::{COUNTY, Circumstances, circumstances};
pub use contacts::{Contact, contacts};
pub use duplicate::{Claim, claims, get_claim, settle};
pub use edit::{set_status, update};
pub use filed::{FamilyMember, OwnFile, OwnHead, filed, members_of, own_files, own_heads};
pub use head::change_head;
pub use list::list;
pub use member::{add_member, get_member, name_of_member, remove_member, update_member};
pub use open::open;
pub use register::{Draft, at_work, doors, draft, kind, numbers, register};
pub use store::{filed_elsewhere, filed_here};
pub use unpaired::unpaired;

use super::entity::{household, household_private};
use crate::error::{Error, Result};
use crate::id::HouseholdId;
use crate::papers::service as papers;
use crate::statistics;
use crate::tenancy::{Granted, Permission, Scope};

/// A household that this scope may read.
///
/// # Errors
/// [`Error::NotFound`] for another tenant's household as for none.
pub async fn get(scope: &Scope, id: HouseholdId) -> Result<household::Model> {
    scope.require(Permission::HouseholdRead)?;
    household::Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// A household, and what names it where the policy of that table lets the scope read it.
pub type Named = (household::Model, Option<household_private::Model>);

/// Reads what names the households along with them, in one statement.
pub(crate) fn named(
    query: Select<household::Entity>,
) -> SelectTwo<household::Entity, household_private::Entity> {
    let names = household::Entity::belongs_to(household_private::Entity)
        .from(household::Column::Id)
        .to(household_private::Column::HouseholdId);
    query
        .select_also(household_private::Entity)
        .join(JoinType::LeftJoin, names.into())
}

/// As [`get`], with what names it.
///
/// # Errors
/// As [`get`].
pub async fn get_named(scope: &Scope, id: HouseholdId) -> Result<Named> {
    scope.require(Permission::HouseholdRead)?;
    named(household::Entity::find_by_id(id.uuid()))
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// As [`get`], with the row locked until the transaction ends, for writes that depend on it.
///
/// # Errors
/// As [`get`].
pub async fn get_locked(scope: &Scope, id: HouseholdId) -> Result<household::Model> {
    scope.require(Permission::HouseholdRead)?;
    household::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// Says who answers for the household from now on; the figures follow.
///
/// # Errors
/// A fault of the database.
pub async fn assign_cadre(
    scope: &Scope,
    household: Granted<household::Model>,
    cadre: Option<Uuid>,
) -> Result<household::Model> {
    let before = household.into_inner();
    let mut after = before.clone();
    after.cadre_id = cadre;
    household::Entity::update_many()
        .col_expr(household::Column::CadreId, Expr::value(cadre))
        .filter(household::Column::Id.eq(before.id))
        .exec(scope)
        .await?;
    papers::changed(scope, after.id, &["cadre"]).await?;
    statistics::record(scope, Some(&before), Some(&after)).await?;
    Ok(after)
}
