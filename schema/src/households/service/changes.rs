//! The history of a household: who changed which field, when.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::households::entity::{household, household_change};
use crate::paging::Page;
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
    /// Notes a field where it differs.
    pub(super) fn note(&mut self, field: &str, before: Option<String>, after: Option<String>) {
        if before != after {
            self.0.push(FieldChange {
                field: field.to_owned(),
                before,
                after,
            });
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
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

/// Writes a change down. `kind` is `REGISTERED`, `CHANGED` or `STATUS`.
pub(super) async fn write(
    scope: &Scope,
    household: &household::Model,
    kind: &str,
    differences: Differences,
) -> Result<()> {
    let row = household_change::ActiveModel {
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
    };
    household_change::Entity::insert(row)
        .exec_without_returning(scope)
        .await?;
    Ok(())
}

/// The changes of a household of the own union, newest first; the page's key is time and id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn changes(
    scope: &Scope,
    household: Uuid,
    page: &Page,
) -> Result<Vec<household_change::Model>> {
    use household_change::Column;
    scope.require(Permission::HouseholdRead)?;
    let mut query = household_change::Entity::find().filter(Column::HouseholdId.eq(household));
    if let (Some(at), Some(id)) = (page.key::<DateTime<Utc>>(0)?, page.key::<Uuid>(1)?) {
        let key = Expr::tuple([Expr::col(Column::At), Expr::col(Column::Id)]);
        query = query.filter(key.lt(Expr::tuple([Expr::value(at), Expr::value(id)])));
    }
    Ok(query
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}
