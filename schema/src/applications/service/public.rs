//! What hangs, for everybody who is not signed in.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};
use uuid::Uuid;

use crate::error::Result;
use crate::tenancy::Scope;

/// A notice as everybody sees it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct PublicNotice {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// What there is to know.
    pub note: Option<String>,
    /// The union that hung it out.
    pub union_name: String,
    /// Who takes objections.
    pub telephone: String,
    /// Its first day.
    pub posted_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Its lines.
    pub lines: serde_json::Value,
}

/// What hangs today: one notice, or the newest hundred.
///
/// # Errors
/// A fault of the database.
pub async fn hanging(scope: &Scope, one: Option<Uuid>) -> Result<Vec<PublicNotice>> {
    let rows = scope
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT * FROM hanging_notices($1, $2)",
            [scope.today().into(), one.into()],
        ))
        .await?;
    let read = |row| PublicNotice::from_query_result(row, "");
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}
