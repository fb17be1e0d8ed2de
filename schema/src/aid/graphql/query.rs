//! Reading programmes and lines, and looking ahead.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object};

use super::line::LivingLine;
use super::preview::{LivingLinePreview, LivingLinePreviewPayload, ProgrammePreviewPayload};
use super::programme::Programme;
use crate::aid::input::{PreviewLivingLineInput, PreviewProgrammeInput};
use crate::aid::rules::{LineArea, ProgrammeState};
use crate::aid::service;
use crate::error::Result;
use crate::funds::rules::ProgrammeKind;
use crate::id::ProgrammeId;
use crate::paging::Page;
use crate::payload::{answer, or_null, scope};

/// Queries about programmes and lines.
#[derive(Debug, Default)]
pub struct AidQuery;

#[Object]
impl AidQuery {
    /// A programme of the own subtree, or an open or closed one of a union above; null for any other, and
    /// for another union's draft, as for none.
    async fn programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ProgrammeId,
    ) -> Result<Option<Programme>> {
        let found = or_null(service::get(scope(ctx)?, id).await)?;
        found.map(Programme::try_from).transpose()
    }

    /// Programmes that the viewer may read, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn programmes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this year.")] year: Option<i32>,
        #[graphql(desc = "Only those of this kind.")] kind: Option<ProgrammeKind>,
        #[graphql(desc = "Only those that stand here.")] state: Option<ProgrammeState>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Programme>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let filter = service::Filter { year, kind, state };
        let rows = service::programmes(scope(ctx)?, filter, &page).await?;
        let rows = rows
            .into_iter()
            .map(Programme::try_from)
            .collect::<Result<Vec<_>>>()?;
        let key = |programme: &Programme| vec![programme.id.uuid().to_string()];
        Ok(page.connection(rows, key, |programme| programme))
    }

    /// Lines of the city's counties, by county and area, the newest month first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn living_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this county, six digits.")] division_code: Option<String>,
        #[graphql(desc = "Only those of this area.")] area: Option<LineArea>,
        #[graphql(default, desc = "Also revisions that were corrected.")] corrected: bool,
        #[graphql(default = 100, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, LivingLine>> {
        let page = Page::new(first, after.as_deref(), 4)?;
        let filter = service::LineFilter {
            division_code,
            area,
            corrected,
        };
        let rows = service::lines(scope(ctx)?, &filter, &page).await?;
        let rows = rows.into_iter().map(LivingLine::from).collect();
        Ok(page.connection(rows, LivingLine::cursor, |line| line))
    }

    /// How many households of the subtree terms that do not apply yet would make eligible, and how many
    /// would be so no more: numbers alone.
    #[graphql(complexity = "20 + child_complexity")]
    async fn preview_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The terms.")] input: PreviewProgrammeInput,
    ) -> Result<ProgrammePreviewPayload> {
        let scope = scope(ctx)?;
        let counted = service::preview_programme(scope, &input).await;
        answer(
            scope,
            counted.map(|counts| ProgrammePreviewPayload::done(counts.into())),
        )
    }

    /// How many households of the own subtree a line that was not entered yet would make eligible for each
    /// open programme that measures incomes, and how many would be so no more: numbers alone.
    #[graphql(complexity = "20 + 10 * child_complexity")]
    async fn preview_living_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line.")] input: PreviewLivingLineInput,
    ) -> Result<LivingLinePreviewPayload> {
        let scope = scope(ctx)?;
        let counted = match service::preview_line(scope, &input).await {
            Ok(rows) => rows
                .into_iter()
                .map(LivingLinePreview::try_from)
                .collect::<Result<Vec<_>>>(),
            Err(error) => Err(error),
        };
        answer(scope, counted.map(LivingLinePreviewPayload::done))
    }
}
