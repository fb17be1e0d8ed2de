//! Telling every server that what it remembers of signed-in people may be out of date.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::Scope;
use crate::error::Result;

/// The channel on which servers listen; the payload is the schema of the city.
pub const PRINCIPALS_CHANNEL: &str = "lianxin_principals";

/// Tells every server, when this transaction commits, to forget the principals of this city that it
/// remembers. Whatever changes roles, posts, sessions, stewardships or the state or place of a union
/// calls it.
///
/// # Errors
/// A fault of the database.
pub async fn forget_principals(scope: &Scope) -> Result<()> {
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_notify($1, $2)",
            [PRINCIPALS_CHANNEL.into(), scope.city().into()],
        ))
        .await?;
    Ok(())
}
