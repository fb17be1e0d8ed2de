//! Which cities this database serves.

use super::Database;
use crate::error::Result;

/// The schema of the city with this name (`临沂市` or `临沂`), code (`3713`) or schema.
///
/// # Errors
/// A fault of the database.
pub async fn find_city(database: &Database, city: &str) -> Result<Option<String>> {
    let city = city.trim();
    if city.contains('\0') {
        return Ok(None);
    }
    Ok(sqlx::query_scalar(
        "SELECT schema_name FROM lianxin.city WHERE $1 IN (code, name, rtrim(name, '市'), schema_name) ORDER BY code LIMIT 1",
    )
    .bind(city)
    .fetch_optional(database.pool())
    .await?)
}
