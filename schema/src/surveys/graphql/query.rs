//! Reading survey rounds.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object};

use super::record::SurveyRecord;
use super::round::SurveyRound;
use super::task::SurveyTask;
use crate::error::{Error, Result};
use crate::id::{HouseholdId, SurveyRoundId, SurveyTaskId};
use crate::paging::Page;
use crate::payload::scope;
use crate::surveys::input::SurveyTaskFilter;
use crate::surveys::rules::SurveyState;
use crate::surveys::service;

/// Queries about survey rounds.
#[derive(Debug, Default)]
pub struct SurveyQuery;

#[Object]
impl SurveyQuery {
    /// A round of the own subtree, or one of a superior that has a household of it on its list; null for
    /// any other as for none.
    async fn survey_round(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: SurveyRoundId,
    ) -> Result<Option<SurveyRound>> {
        match service::get(scope(ctx)?, id).await {
            Ok(row) => Ok(Some(row.try_into()?)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Rounds that the viewer may read, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn survey_rounds(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that stand here.")] state: Option<SurveyState>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, SurveyRound>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::rounds(scope(ctx)?, state, &page).await?;
        let rows = rows
            .into_iter()
            .map(SurveyRound::try_from)
            .collect::<Result<Vec<_>>>()?;
        let key = |round: &SurveyRound| vec![round.id.uuid().to_string()];
        Ok(page.connection(rows, key, |round| round))
    }

    /// A household on the list of a round; null for one elsewhere as for none.
    async fn survey_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: SurveyTaskId,
    ) -> Result<Option<SurveyTask>> {
        match service::get_task(scope(ctx)?, id).await {
            Ok(row) => Ok(Some(row.into())),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Households on the list of a round by their unions' place in the tree, then by age of the file.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn survey_tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which rows.")] filter: SurveyTaskFilter,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, SurveyTask>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let rows = service::tasks(scope(ctx)?, &filter, &page).await?;
        let rows = rows.into_iter().map(SurveyTask::from).collect();
        Ok(page.connection(rows, SurveyTask::cursor, |task| task))
    }

    /// Every record of a household, corrected ones included, the newest day first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn survey_records(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The household.")] household_id: HouseholdId,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, SurveyRecord>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let rows = service::records(scope(ctx)?, household_id, &page).await?;
        let rows = rows
            .into_iter()
            .map(SurveyRecord::try_from)
            .collect::<Result<Vec<_>>>()?;
        Ok(page.connection(rows, SurveyRecord::cursor, |record| record))
    }
}
