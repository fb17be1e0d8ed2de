//! Closing a year (年终结转).

use chrono::Datelike as _;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use uuid::Uuid;

use super::ledger::{note as note_postings, refused};
use super::state;
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Result};
use crate::funds::entity::year::{Column, Entity, Model};
use crate::funds::input::CloseFundYearInput;
use crate::tenancy::{Permission, Scope};

/// The years that a union of the own subtree has closed, the last first.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn closed_years(scope: &Scope, union: Uuid) -> Result<Vec<Model>> {
    scope.require(Permission::FundRead)?;
    Ok(Entity::find()
        .filter(Column::UnionId.eq(union))
        .order_by_desc(Column::Year)
        .limit(20)
        .all(scope)
        .await?)
}

/// Closes a year of the own union: what is available or committed goes on into the next one.
///
/// # Errors
/// STATE before the year is over, where it is closed already, or while something is on its way.
pub async fn close(scope: &Scope, input: &CloseFundYearInput) -> Result<Uuid> {
    let principal = scope.require(Permission::FundApprove)?;
    if input.year >= scope.today().year() {
        return Err(state(
            "year",
            "年度结束后才能结转",
            "a year is closed once it is over",
        ));
    }
    let why = format!("{}年度结转", input.year);
    let row = scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT close_fund_year($1, $2, $3, $4, $5) AS id",
            [
                principal.union_id.into(),
                input.year.into(),
                scope.today().into(),
                scope.now().into(),
                why.clone().into(),
            ],
        ))
        .await
        .map_err(refused)?
        .ok_or_else(|| Error::bug("a closing without an answer"))?;
    let posted: Option<Uuid> = row.try_get("", "id")?;
    note_postings(scope, &posted.into_iter().collect::<Vec<_>>()).await?;
    let subject = Subject {
        kind: "fundyear",
        id: None,
        union_id: principal.union_id,
        union_path: &principal.path,
    };
    audit::record(scope, AuditAction::Decided, subject, why, None).await?;
    Ok(principal.union_id)
}
