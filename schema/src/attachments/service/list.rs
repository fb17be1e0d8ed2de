//! Reading attachments.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, QueryResult, Statement, Value};
use uuid::Uuid;

use crate::attachments::entity::attachment;
use crate::attachments::rules::{MAX_OF_CASE, MAX_OF_ONE};
use crate::error::{Error, Result};
use crate::id::AttachmentId;
use crate::privacy::Private;
use crate::statistics::tally::uuids;
use crate::tenancy::{Actor, Permission, Scope};

/// An attachment, and its name where the policy of that table lets the scope read it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The row.
    pub row: attachment::Model,
    /// What the file is called.
    pub file_name: Option<Private>,
}

impl Listed {
    fn of(row: &QueryResult) -> Result<Self> {
        Ok(Self {
            row: attachment::Model::from_query_result(row, "")?,
            file_name: row.try_get("", "file_name")?,
        })
    }
}

/// An attachment of the own subtree, also one that was removed.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn get(scope: &Scope, id: AttachmentId) -> Result<Listed> {
    reads(scope)?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT a.*, p.file_name FROM attachment a LEFT JOIN attachment_private p ON p.attachment_id = a.id
         WHERE a.id = $1",
        [id.uuid().into()],
    );
    let row = scope.keyed().query_one_raw(statement).await?;
    Listed::of(&row.ok_or(Error::NotFound)?)
}

/// Who reads attachments at all: whoever reads households, and the people of a partner, who see what they were given.
fn reads(scope: &Scope) -> Result<()> {
    match scope.actor()? {
        Actor::Union(_) => scope.require(Permission::HouseholdRead).map(drop),
        Actor::Partner(_) => Ok(()),
    }
}

/// These attachments, as far as the viewer sees them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn by_ids(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Listed>> {
    listed(
        scope,
        "SELECT a.*, p.file_name FROM attachment a LEFT JOIN attachment_private p ON p.attachment_id = a.id
         WHERE a.id = ANY ($1)",
        [uuids(ids)],
    )
    .await
}

/// Attachments in the files of several households, those of their visits and promises included,
/// newest first, `limit` of each after the one named.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_households(
    scope: &Scope,
    households: Vec<Uuid>,
    limit: u64,
    after: Option<Uuid>,
) -> Result<Vec<Listed>> {
    listed(
        scope,
        "SELECT row.*, p.file_name FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT * FROM attachment
             WHERE household_id = asked.id AND removed_at IS NULL AND ($3::uuid IS NULL OR id < $3)
             ORDER BY id DESC LIMIT $2
         ) AS row LEFT JOIN attachment_private p ON p.attachment_id = row.id ORDER BY row.id DESC",
        [
            uuids(households),
            i64::try_from(limit).unwrap_or(i64::MAX).into(),
            after.into(),
        ],
    )
    .await
}

/// Attachments of several visits, in the order in which they came.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_visits(scope: &Scope, visits: Vec<Uuid>) -> Result<Vec<Listed>> {
    scope.require(Permission::VisitRead)?;
    listed(
        scope,
        "SELECT row.*, p.file_name FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT * FROM attachment WHERE visit_id = asked.id AND removed_at IS NULL ORDER BY id LIMIT $2
         ) AS row LEFT JOIN attachment_private p ON p.attachment_id = row.id ORDER BY row.id",
        [uuids(visits), MAX_OF_ONE.cast_signed().into()],
    )
    .await
}

/// Attachments of several promises, in the order in which they came.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_measures(scope: &Scope, measures: Vec<Uuid>) -> Result<Vec<Listed>> {
    scope.require(Permission::VisitRead)?;
    listed(
        scope,
        "SELECT row.*, p.file_name FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT * FROM attachment WHERE measure_id = asked.id AND removed_at IS NULL ORDER BY id LIMIT $2
         ) AS row LEFT JOIN attachment_private p ON p.attachment_id = row.id ORDER BY row.id",
        [uuids(measures), MAX_OF_ONE.cast_signed().into()],
    )
    .await
}

/// Evidence of several rights cases, in the order in which it came.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_cases(scope: &Scope, cases: Vec<Uuid>) -> Result<Vec<Listed>> {
    scope.require(Permission::RightsRead)?;
    listed(
        scope,
        "SELECT row.*, p.file_name FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT * FROM attachment WHERE case_id = asked.id AND removed_at IS NULL ORDER BY id LIMIT $2
         ) AS row LEFT JOIN attachment_private p ON p.attachment_id = row.id ORDER BY row.id",
        [uuids(cases), MAX_OF_CASE.cast_signed().into()],
    )
    .await
}

async fn listed<const N: usize>(
    scope: &Scope,
    sql: &str,
    values: [Value; N],
) -> Result<Vec<Listed>> {
    reads(scope)?;
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    let rows = scope.keyed().query_all_raw(statement).await?;
    rows.iter().map(Listed::of).collect()
}
