//! Telling every server that what it remembers of who may do what is no longer true.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::Scope;
use crate::error::Result;

/// Channel on which servers hear that posts, roles, sessions or grants changed; the payload is the
/// schema of the city.
pub const PRINCIPALS_CHANGED: &str = "lianxin_principals";

/// Makes every server look principals up again once this scope has committed. For whatever changes
/// a post, a role, a session, a stewardship or the state or place of a union.
///
/// # Errors
/// A fault of the database.
pub async fn forget_principals(scope: &Scope) -> Result<()> {
    let sql = "SELECT pg_notify($1, $2)";
    let values = [PRINCIPALS_CHANGED.into(), scope.city().into()];
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            sql,
            values,
        ))
        .await?;
    Ok(())
}
