//! The history of a household.

use async_graphql::connection::Connection;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::households::entity::household_change;
use crate::households::service::{self, FieldChange};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::load;
use crate::paging::Page;
use crate::payload::scope;

/// Who changed what of a household.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Change {
    /// When.
    pub at: DateTime<Utc>,
    /// The fields that were changed; numbers masked. Empty for the registration itself.
    pub fields: Vec<FieldChangeView>,
    #[graphql(skip)]
    staff_id: Option<Uuid>,
}

/// One field with its values before and after.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(name = "FieldChange")]
pub struct FieldChangeView {
    /// Name of the field as the API has it; `members.…` for one of a member.
    pub field: String,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

#[ComplexObject]
impl Change {
    /// Who; null where the viewer may not see the person.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.staff_id {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }
}

impl TryFrom<household_change::Model> for Change {
    type Error = Error;

    fn try_from(row: household_change::Model) -> Result<Self> {
        let fields: Vec<FieldChange> =
            serde_json::from_value(row.fields).map_err(|error| Error::bug(error.to_string()))?;
        let view = |change: FieldChange| FieldChangeView {
            field: change.field,
            before: change.before,
            after: change.after,
        };
        Ok(Self {
            at: row.at,
            fields: fields.into_iter().map(view).collect(),
            staff_id: row.staff_id,
        })
    }
}

pub(super) async fn page_of_changes(
    ctx: &Context<'_>,
    household: Uuid,
    first: i32,
    after: Option<&str>,
) -> Result<Connection<String, Change>> {
    let page = Page::new(first, after, 2)?;
    let rows = service::changes(scope(ctx)?, household, &page).await?;
    let rows = rows
        .into_iter()
        .map(|row| Ok(((row.at, row.id), Change::try_from(row)?)))
        .collect::<Result<Vec<_>>>()?;
    Ok(page.connection(
        rows,
        |((at, id), _)| vec![at.to_rfc3339(), id.to_string()],
        |(_, change)| change,
    ))
}
