//! The history of a household: who changed which field, when.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, DbBackend, EntityTrait, Statement};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::households::entity::{household, household_change};
use crate::papers::service as papers;
use crate::privacy::scrub;
use crate::statistics::tally::uuids;
use crate::tenancy::{Permission, Scope};

/// One field with its values before and after; numbers masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Name of the field as the API has it, `members.name` for one of a member.
    pub field: String,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

/// Differences gathered from two states of a thing.
#[derive(Debug, Default)]
pub(super) struct Differences(Vec<FieldChange>);

impl Differences {
    /// Notes a field where it differs; of a number in a remark only that it stood there.
    pub(super) fn note(&mut self, field: &str, before: Option<String>, after: Option<String>) {
        if before != after {
            let scrubbed = |text: Option<String>| text.map(|text| scrub(&text).into_owned());
            self.0.push(FieldChange {
                field: field.to_owned(),
                before: scrubbed(before),
                after: scrubbed(after),
            });
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names of the fields as papers know them where they are the head's, whose facts stand on forms that
    /// show no other member: `head.sex` for `members.sex`.
    pub(super) fn of_head(&self) -> Vec<String> {
        let fields = self.0.iter();
        fields
            .filter_map(|change| change.field.strip_prefix("members."))
            .map(|field| format!("head.{field}"))
            .collect()
    }

    /// Names of the fields, for the audit trail.
    pub(super) fn fields(&self) -> String {
        self.0
            .iter()
            .map(|change| change.field.as_str())
            .collect::<Vec<_>>()
            .join("、")
    }
}

/// Writes a change down, and marks the papers that show what changed. `kind` is `REGISTERED`, `CHANGED`
/// or `STATUS`.
pub(super) async fn write(
    scope: &Scope,
    household: &household::Model,
    kind: &str,
    differences: Differences,
) -> Result<()> {
    let fields: Vec<&str> = differences.0.iter().map(|one| one.field.as_str()).collect();
    papers::changed(scope, household.id, &fields).await?;
    let row = row(scope, household, kind, differences)?;
    household_change::Entity::insert(row)
        .exec_without_returning(scope)
        .await?;
    Ok(())
}

/// The row of a change.
pub(super) fn row(
    scope: &Scope,
    household: &household::Model,
    kind: &str,
    differences: Differences,
) -> Result<household_change::ActiveModel> {
    Ok(household_change::ActiveModel {
        id: Set(Uuid::now_v7()),
        household_id: Set(household.id),
        union_id: Set(household.union_id),
        union_path: Set(household.union_path.clone()),
        at: Set(scope.now()),
        staff_id: Set(scope.principal().ok().map(|principal| principal.staff_id)),
        kind: Set(kind.to_owned()),
        fields: Set(
            serde_json::to_value(differences.0).map_err(|error| Error::bug(error.to_string()))?
        ),
    })
}

/// The place of a change in the history of its household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChangeCursor {
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Its id.
    pub id: Uuid,
}

/// The changes of each of these households of the own union, newest first, after a place in it.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn changes(
    scope: &Scope,
    households: Vec<Uuid>,
    limit: u64,
    after: Option<ChangeCursor>,
) -> Result<Vec<household_change::Model>> {
    scope.require(Permission::HouseholdRead)?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT row.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT * FROM household_change
             WHERE household_id = asked.id AND ($2::timestamptz IS NULL OR (at, id) < ($2, $3))
             ORDER BY at DESC, id DESC LIMIT $4
         ) AS row",
        [
            uuids(households),
            after.map(|cursor| cursor.at).into(),
            after.map(|cursor| cursor.id).into(),
            i64::try_from(limit).unwrap_or(i64::MAX).into(),
        ],
    );
    Ok(household_change::Entity::find()
        .from_raw_sql(statement)
        .all(scope)
        .await?)
}
