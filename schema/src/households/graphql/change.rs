//! The history of a household.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::households::entity::household_change;
use crate::households::service::{self, ChangeCursor, FieldChange};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::paging::Page;

/// Who changed what of a household.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Change {
    /// When.
    pub at: DateTime<Utc>,
    /// The fields that were changed; numbers masked. Empty for the registration itself.
    #[graphql(complexity = "3 * child_complexity")]
    pub fields: Vec<FieldChangeView>,
    #[graphql(skip)]
    id: Uuid,
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
            id: row.id,
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
    let after = page
        .key::<DateTime<Utc>>(0)?
        .zip(page.key::<Uuid>(1)?)
        .map(|(at, id)| ChangeCursor { at, id });
    let key = ChangePage {
        household,
        limit: page.limit(),
        after,
    };
    let rows = load(ctx, key).await?.unwrap_or_default();
    Ok(page.connection(
        rows,
        |change| vec![change.at.to_rfc3339(), change.id.to_string()],
        |change| change,
    ))
}

/// A page of a household's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct ChangePage {
    household: Uuid,
    limit: u64,
    after: Option<ChangeCursor>,
}

impl Loader<ChangePage> for Batch {
    type Value = Vec<Change>;
    type Error = Error;
    async fn load(&self, keys: &[ChangePage]) -> Result<HashMap<ChangePage, Vec<Change>>> {
        // One statement for all households of a page, whose fields all ask for the same.
        let mut asked: HashMap<(u64, Option<ChangeCursor>), Vec<Uuid>> = HashMap::new();
        for key in keys {
            let same = asked.entry((key.limit, key.after)).or_default();
            same.push(key.household);
        }
        let mut pages: HashMap<ChangePage, Vec<Change>> = HashMap::new();
        for ((limit, after), households) in asked {
            for row in service::changes(&self.0, households, limit, after).await? {
                let key = ChangePage {
                    household: row.household_id,
                    limit,
                    after,
                };
                pages.entry(key).or_default().push(row.try_into()?);
            }
        }
        Ok(pages)
    }
}
