//! Cases of a household, and those against an employer.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object};
use uuid::Uuid;

use super::case::RightsCase;
use crate::error::{Error, Result};
use crate::loaders::{Batch, load};
use crate::paging::Page;
use crate::payload::scope;
use crate::rights::entity::case::Model;
use crate::rights::service;
use crate::tenancy::Permission;

/// What this area adds to a household.
#[derive(Debug, Clone, Copy)]
pub struct HouseholdRights(pub Uuid);

#[Object]
impl HouseholdRights {
    /// Rights cases of its members, the newest first; 100 at most.
    #[graphql(complexity = "5 * child_complexity")]
    async fn rights_cases(&self, ctx: &Context<'_>) -> Result<Vec<RightsCase>> {
        if !scope(ctx)?.principal()?.may(Permission::RightsRead) {
            return Ok(Vec::new());
        }
        Ok(load(ctx, CasesOf(self.0)).await?.unwrap_or_default())
    }
}

/// A page of the cases against an employer that the viewer may read, the newest first.
///
/// # Errors
/// INVALID for a page that makes no sense.
pub async fn against_employer(
    ctx: &Context<'_>,
    employer: Uuid,
    first: i32,
    after: Option<String>,
) -> Result<Connection<String, RightsCase>> {
    let page = Page::new(first, after.as_deref(), 1)?;
    let key = PageAgainst {
        employer,
        limit: page.limit(),
        after: page.key(0)?,
    };
    let rows = load(ctx, key).await?.unwrap_or_default();
    Ok(page.connection(rows, |row| vec![row.id.to_string()], RightsCase::from))
}

/// Loads the cases of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct CasesOf(Uuid);

impl Loader<CasesOf> for Batch {
    type Value = Vec<RightsCase>;
    type Error = Error;
    async fn load(&self, keys: &[CasesOf]) -> Result<HashMap<CasesOf, Vec<RightsCase>>> {
        let rows = service::of_households(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<CasesOf, Vec<RightsCase>> = HashMap::new();
        for (household, row) in rows {
            lists
                .entry(CasesOf(household))
                .or_default()
                .push(row.into());
        }
        Ok(lists)
    }
}

/// A page of the cases against an employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct PageAgainst {
    employer: Uuid,
    limit: u64,
    after: Option<Uuid>,
}

impl Loader<PageAgainst> for Batch {
    type Value = Vec<Model>;
    type Error = Error;
    async fn load(&self, keys: &[PageAgainst]) -> Result<HashMap<PageAgainst, Vec<Model>>> {
        // One statement for all employers of a page, whose fields all ask for the same.
        let mut asked: HashMap<(u64, Option<Uuid>), Vec<Uuid>> = HashMap::new();
        for key in keys {
            let same = asked.entry((key.limit, key.after)).or_default();
            same.push(key.employer);
        }
        let mut pages: HashMap<PageAgainst, Vec<Model>> = HashMap::new();
        for ((limit, after), employers) in asked {
            for row in service::of_employers(&self.0, employers, limit, after).await? {
                if let Some(employer) = row.employer_id {
                    let key = PageAgainst {
                        employer,
                        limit,
                        after,
                    };
                    pages.entry(key).or_default().push(row);
                }
            }
        }
        Ok(pages)
    }
}
