//! How much is in whose hands, in the whole city.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};
use uuid::Uuid;

use super::reads;
use crate::error::Result;
use crate::statistics::tally::uuids;
use crate::tenancy::Scope;

/// Delegations that live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Load {
    /// Whose.
    pub id: Uuid,
    /// How many.
    pub living: i64,
}

/// What these partners have: offered, accepted or in progress. One without any has none.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn loads(scope: &Scope, partners: Vec<Uuid>) -> Result<Vec<Load>> {
    found(scope, "SELECT * FROM partner_loads($1)", partners).await
}

/// What is in the hands of these people.
///
/// # Errors
/// As [`loads`].
pub async fn lawyer_loads(scope: &Scope, lawyers: Vec<Uuid>) -> Result<Vec<Load>> {
    found(scope, "SELECT * FROM lawyer_loads($1)", lawyers).await
}

async fn found(scope: &Scope, sql: &str, ids: Vec<Uuid>) -> Result<Vec<Load>> {
    reads(scope)?;
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [uuids(ids)]);
    let rows = scope.keyed().query_all_raw(statement).await?;
    let load = |row| Load::from_query_result(row, "");
    Ok(rows.iter().map(load).collect::<Result<_, _>>()?)
}
