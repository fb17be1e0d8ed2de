//! What other areas look at of households, many at once and without a name.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, Statement,
};
use uuid::Uuid;

use crate::error::Result;
use crate::households::entity::{household, member};
use crate::statistics::tally::uuids;
use crate::tenancy::{Permission, Scope};

/// A household with who belongs to it.
#[derive(Debug, Clone)]
pub struct Circumstances {
    /// The household.
    pub household: household::Model,
    /// The county of its home, six digits: that of its address, or else that of its union.
    pub county: Option<String>,
    /// Members who have not left, the head first.
    pub members: Vec<member::Model>,
}

/// The county of a household `h` of the union `u`, as SQL.
pub const COUNTY: &str = "substring(coalesce(h.division_code, u.division_code) FROM '^[0-9]{6}')";

/// The circumstances of these households, of those that the scope may read.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn circumstances(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Circumstances>> {
    scope.require(Permission::HouseholdRead)?;
    let households = household::Entity::find()
        .filter(household::Column::Id.eq_any(ids.iter().copied()))
        .all(&scope.keyed())
        .await?;
    let mut members: HashMap<Uuid, Vec<member::Model>> = HashMap::new();
    let rows = member::Entity::find()
        .filter(member::Column::HouseholdId.eq_any(ids.iter().copied()))
        .filter(member::Column::RemovedOn.is_null())
        .order_by_asc(member::Column::Position)
        .all(&scope.keyed())
        .await?;
    for row in rows {
        members.entry(row.household_id).or_default().push(row);
    }
    let sql = format!(
        "SELECT h.id, {COUNTY} AS county FROM household h JOIN unions u ON u.id = h.union_id WHERE h.id = ANY ($1)"
    );
    let rows = scope
        .keyed()
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            sql,
            [uuids(ids)],
        ))
        .await?;
    let mut counties: HashMap<Uuid, Option<String>> = HashMap::new();
    for row in rows {
        counties.insert(row.try_get("", "id")?, row.try_get("", "county")?);
    }
    Ok(households
        .into_iter()
        .map(|household| Circumstances {
            county: counties.remove(&household.id).flatten(),
            members: members.remove(&household.id).unwrap_or_default(),
            household,
        })
        .collect())
}
