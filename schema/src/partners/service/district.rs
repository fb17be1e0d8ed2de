//! The counties of the city, by which it is said where partners work.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};

use super::reads;
use crate::error::Result;
use crate::tenancy::Scope;

/// A county of the city.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct District {
    /// Its division code, six digits.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The counties of the city by their codes.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn districts(scope: &Scope) -> Result<Vec<District>> {
    reads(scope)?;
    let statement = Statement::from_string(DbBackend::Postgres, "SELECT * FROM districts()");
    let rows = scope.query_all_raw(statement).await?;
    let district = |row| District::from_query_result(row, "");
    Ok(rows.iter().map(district).collect::<Result<_, _>>()?)
}
