//! The rows of the households that have faults, to be corrected and uploaded again.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, Statement,
};

use super::ahead::{opened, sealed};
use super::get;
use crate::audit::service::{AuditAction, record};
use crate::error::Result;
use crate::id::RosterId;
use crate::rosters::columns::column;
use crate::rosters::entity::roster_fault;
use crate::rosters::rules::Verdict;
use crate::sheets::cell::{Place, Row};
use crate::tenancy::Scope;
use crate::text::Language;

/// Households of one page.
const PAGE: i32 = 500;

/// A row of a faulty household.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultyRow {
    /// Its household in the file.
    pub family: i32,
    /// Where it stood.
    pub place: Place,
    /// Its cells.
    pub row: Row,
    /// What is wrong with it, in the language of the request; empty for a row that is only of the same
    /// household.
    pub reason: String,
}

/// The rows of the next faulty households after one of them (-1 for the first page); none when all
/// were told. The first page is written to the audit trail.
///
/// # Errors
/// As [`get`].
pub async fn faulty_rows(scope: &Scope, id: RosterId, after: i32) -> Result<Vec<FaultyRow>> {
    let standing = get(scope, id).await?;
    if after < 0 {
        let subject = super::subject(&standing.row);
        record(
            scope,
            AuditAction::Exported,
            subject,
            "下载花名册中有问题的行",
            None,
        )
        .await?;
    }
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT family FROM roster_household WHERE roster_id = $1 AND verdict = $2 AND family > $3 ORDER BY family LIMIT $4",
        [
            id.uuid().into(),
            Verdict::Faulty.code().into(),
            after.into(),
            PAGE.into(),
        ],
    );
    let mut numbers: Vec<i32> = Vec::new();
    for row in scope.query_all_raw(statement).await? {
        numbers.push(row.try_get("", "family")?);
    }
    let faults = roster_fault::Entity::find()
        .filter(roster_fault::Column::RosterId.eq(id.uuid()))
        .filter(roster_fault::Column::Family.eq_any(numbers.clone()))
        .order_by_asc(roster_fault::Column::Number)
        .all(scope)
        .await?;
    let mut reasons: HashMap<(i32, i32), Vec<String>> = HashMap::new();
    for fault in faults {
        let column = column(&fault.field);
        let words = match scope.language() {
            Language::Chinese => {
                format!(
                    "{}：{}",
                    column.map_or("", |column| column.label),
                    fault.reason_zh
                )
            }
            Language::English => {
                format!(
                    "{}: {}",
                    column.map_or("", |column| column.english),
                    fault.reason_en
                )
            }
        };
        reasons
            .entry((fault.family, fault.row_number))
            .or_default()
            .push(words);
    }
    let rows = sealed(scope, id.uuid(), numbers).await?;
    let families = opened(scope.database().vault(), rows)?;
    let rows = families
        .into_iter()
        .flat_map(|(family, lines)| lines.into_iter().map(move |line| (family, line)));
    Ok(rows
        .map(|(family, line)| FaultyRow {
            family,
            reason: reasons
                .remove(&(family, line.number))
                .unwrap_or_default()
                .join("；"),
            place: line.place,
            row: line.row,
        })
        .collect())
}
