//! Reading households.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object};

use super::claim::DuplicateClaim;
use super::household::Household;
use crate::error::{Error, Result};
use crate::households::input::HouseholdFilter;
use crate::households::rules::DuplicateClaimState;
use crate::households::service;
use crate::id::HouseholdId;
use crate::paging::Page;
use crate::payload::scope;

/// Queries about households.
#[derive(Debug, Default)]
pub struct HouseholdQuery;

#[Object]
impl HouseholdQuery {
    /// A household of the own subtree; null for any other as for none.
    async fn household(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: HouseholdId,
    ) -> Result<Option<Household>> {
        match service::get_named(scope(ctx)?, id).await {
            Ok(named) => Ok(Some(named.into())),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Households by their unions' place in the tree, then by age of the file.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn households(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which households; all of the own unions when left out.")] filter: Option<
            HouseholdFilter,
        >,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Household>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let rows = service::list(scope(ctx)?, &filter.unwrap_or_default(), &page).await?;
        Ok(page.connection(
            rows,
            |(row, _)| vec![row.union_path.clone(), row.id.to_string()],
            Household::from,
        ))
    }

    /// Claims that one person has two files, which the viewer's unions raised or are to settle.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn duplicate_claims(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those in this state.")] state: Option<DuplicateClaimState>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, DuplicateClaim>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::claims(scope(ctx)?, state, &page).await?;
        Ok(page.connection(
            rows,
            |claim| vec![claim.row.id.to_string()],
            DuplicateClaim::from,
        ))
    }
}
