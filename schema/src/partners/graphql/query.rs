//! Finding partners.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object};

use super::partner::{District, Partner};
use super::viewer::{PartnerViewer, partner_viewer};
use crate::error::Result;
use crate::id::PartnerId;
use crate::paging::Page;
use crate::partners::entity::partner::Model;
use crate::partners::input::PartnerFilter;
use crate::partners::service;
use crate::payload::{or_null, scope};

/// Queries about partners.
#[derive(Debug, Default)]
pub struct PartnerQuery;

#[Object]
impl PartnerQuery {
    /// Who is asking for a partner; null for everybody else.
    async fn partner_viewer(&self, ctx: &Context<'_>) -> Option<PartnerViewer> {
        partner_viewer(ctx)
    }

    /// A partner of the city; null for none. For its people their own.
    async fn partner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: PartnerId,
    ) -> Result<Option<Partner>> {
        or_null(service::get(scope(ctx)?, id).await.map(Partner::from))
    }

    /// The counties of the city, by which it is said where partners work.
    #[graphql(complexity = "160 * child_complexity")]
    async fn districts(&self, ctx: &Context<'_>) -> Result<Vec<District>> {
        let rows = service::districts(scope(ctx)?).await?;
        Ok(rows.into_iter().map(District::from).collect())
    }

    /// Partners of the city by name; for unions.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn partners(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] filter: Option<PartnerFilter>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Partner>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let rows = service::list(scope(ctx)?, &filter.unwrap_or_default(), &page).await?;
        let key = |row: &Model| vec![row.name.clone(), row.id.to_string()];
        Ok(page.connection(rows, key, Partner::from))
    }
}
