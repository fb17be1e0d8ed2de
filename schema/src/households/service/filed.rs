//! Who of many people has a file already, by the keyed hash of the identity number.

use std::collections::HashSet;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use crate::error::Result;
use crate::statistics::tally::{bytes, texts, uuids};
use crate::tenancy::{Permission, Scope};

/// A person's file in the own unions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// Keyed hash of the identity number.
    pub digest: Vec<u8>,
    /// The household.
    pub household: Uuid,
    /// Its file number.
    pub file_number: String,
    /// Whether the person is its head.
    pub head: bool,
}

/// An open file of the own unions, as its head is known without an identity number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnHead {
    /// The household.
    pub household: Uuid,
    /// Its file number.
    pub file_number: String,
    /// The head's name.
    pub name: String,
    /// The head's birth date.
    pub birth_date: Option<NaiveDate>,
    /// 家庭住址
    pub address: String,
}

/// A member of a household of the own unions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyMember {
    /// The household.
    pub household: Uuid,
    /// Name.
    pub name: String,
    /// Keyed hash of the identity number.
    pub digest: Option<Vec<u8>>,
}

/// The files that these people have in the own unions.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn own_files(scope: &Scope, digests: Vec<Vec<u8>>) -> Result<Vec<OwnFile>> {
    let own = scope
        .require(Permission::HouseholdNames)?
        .own_unions
        .clone();
    if digests.is_empty() {
        return Ok(Vec::new());
    }
    // Each number by its index, whatever the planner thinks of so long a list: all files of a large union
    // would be looked through for it otherwise.
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT p.id_number_digest, p.household_id, h.file_number, m.relation = 'SELF' AS head
         FROM unnest($1::bytea[]) AS asked (digest) CROSS JOIN LATERAL (
             SELECT * FROM member_private
             WHERE id_number_digest = asked.digest AND current AND union_id = ANY ($2) OFFSET 0
         ) AS p JOIN member m ON m.id = p.member_id JOIN household h ON h.id = p.household_id",
        [bytes(digests), uuids(own)],
    );
    let rows = scope.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            Ok(OwnFile {
                digest: row.try_get("", "id_number_digest")?,
                household: row.try_get("", "household_id")?,
                file_number: row.try_get("", "file_number")?,
                head: row.try_get("", "head")?,
            })
        })
        .collect()
}

/// The open files of the own unions whose heads have one of these names.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn own_heads(scope: &Scope, names: Vec<String>) -> Result<Vec<OwnHead>> {
    let own = scope
        .require(Permission::HouseholdNames)?
        .own_unions
        .clone();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT h.id, n.head_name, p.birth_date, n.address, h.file_number
         FROM household_private n JOIN household h ON h.id = n.household_id
         JOIN member m ON m.household_id = h.id AND m.relation = 'SELF' AND m.removed_on IS NULL
         JOIN member_private p ON p.member_id = m.id
         WHERE n.union_id = ANY ($2) AND n.head_name = ANY ($1) AND h.status <> 'CLOSED'",
        [texts(names), uuids(own)],
    );
    let rows = scope.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            Ok(OwnHead {
                household: row.try_get("", "id")?,
                file_number: row.try_get("", "file_number")?,
                name: row.try_get("", "head_name")?,
                birth_date: row.try_get("", "birth_date")?,
                address: row.try_get("", "address")?,
            })
        })
        .collect()
}

/// Those of these people who have a file anywhere in the city; nothing more is told of it.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn filed(scope: &Scope, digests: Vec<Vec<u8>>) -> Result<HashSet<Vec<u8>>> {
    scope.require(Permission::HouseholdEdit)?;
    if digests.is_empty() {
        return Ok(HashSet::new());
    }
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT filed($1) AS digest",
        [bytes(digests)],
    );
    let rows = scope.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(row.try_get("", "digest")?))
        .collect()
}

/// The members of these households who are there.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn members_of(scope: &Scope, households: Vec<Uuid>) -> Result<Vec<FamilyMember>> {
    scope.require(Permission::HouseholdNames)?;
    if households.is_empty() {
        return Ok(Vec::new());
    }
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT p.household_id, p.name, p.id_number_digest FROM member_private p
         WHERE p.household_id = ANY ($1) AND p.current",
        [uuids(households)],
    );
    let rows = scope.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            Ok(FamilyMember {
                household: row.try_get("", "household_id")?,
                name: row.try_get("", "name")?,
                digest: row.try_get("", "id_number_digest")?,
            })
        })
        .collect()
}
