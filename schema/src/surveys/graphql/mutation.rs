//! Changing survey rounds.

use async_graphql::{Context, Object};
use uuid::Uuid;

use super::round::{SurveyRound, SurveyRoundPayload};
use super::task::{SurveyTask, SurveyTaskPayload};
use crate::error::Result;
use crate::payload::{Payload, answer_current, scope, settle, write_once};
use crate::surveys::input::{
    CreateSurveyRoundInput, RecordSurveyInput, RemindSurveyInput, SettleSurveyTaskInput,
    SurveyRoundInput, UpdateSurveyRoundInput,
};
use crate::surveys::service;
use crate::tenancy::Scope;

/// Mutations of survey rounds.
#[derive(Debug, Default)]
pub struct SurveyMutation;

async fn round(scope: &Scope, id: Uuid) -> Result<SurveyRound> {
    service::get(scope, id.into()).await?.try_into()
}

async fn task(scope: &Scope, id: Uuid) -> Result<SurveyTask> {
    Ok(service::get_task(scope, id.into()).await?.into())
}

#[Object]
impl SurveyMutation {
    /// Writes the draft of a round of the own union.
    async fn create_survey_round(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] input: CreateSurveyRoundInput,
    ) -> Result<SurveyRoundPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "createSurveyRound", &input, async || {
            service::create(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| round(scope, id).await).await
    }

    /// Changes a draft: the input is the draft as it is to be, whole.
    async fn update_survey_round(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft as it is to be.")] input: UpdateSurveyRoundInput,
    ) -> Result<SurveyRoundPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "updateSurveyRound", &input, async || {
            service::update(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| round(scope, id).await).await
    }

    /// Removes a draft; the answer holds no round when it was done.
    async fn delete_survey_round(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] input: SurveyRoundInput,
    ) -> Result<SurveyRoundPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "deleteSurveyRound", &input, async || {
            Ok(service::delete(scope, input.id, input.version).await?.id)
        })
        .await;
        let gone = written.map(|_| SurveyRoundPayload::refused(Vec::new()));
        let id = input.id.uuid();
        answer_current(scope, gone, async || round(scope, id).await).await
    }

    /// Opens a round (下发): every household being helped in its scope comes on its list, which is fixed
    /// from then on, as are the questions.
    async fn open_survey_round(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] input: SurveyRoundInput,
    ) -> Result<SurveyRoundPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "openSurveyRound", &input, async || {
            service::open(scope, input.id, input.version).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| round(scope, id).await).await
    }

    /// Closes a round (截止): nothing is recorded any more, and its figures stay as they are.
    async fn close_survey_round(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The open round.")] input: SurveyRoundInput,
    ) -> Result<SurveyRoundPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "closeSurveyRound", &input, async || {
            service::close(scope, input.id, input.version).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| round(scope, id).await).await
    }

    /// Reminds every union of a subtree that has households left to survey, once a day each (催办). The
    /// union that opened the round does, and so does every one in between for its own subtree.
    async fn remind_survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: RemindSurveyInput,
    ) -> Result<SurveyRoundPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "remindSurvey", &input, async || {
            service::remind(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| round(scope, id).await).await
    }

    /// Records a household face to face: a dated record that stays, the household's file brought up to
    /// date, the visit, and the promises made there. The responsible cadre, a helper or the union's
    /// administrator does.
    async fn record_survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The facts as they are that day.")] input: RecordSurveyInput,
    ) -> Result<SurveyTaskPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "recordSurvey", &input, async || {
            service::record(scope, &input).await
        })
        .await;
        let edited = Some(input.task_id.uuid());
        settle(scope, written, edited, async |id| task(scope, id).await).await
    }

    /// Says that a household was not met, moved away, declined, or that its file was closed meanwhile.
    async fn settle_survey_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What became of it.")] input: SettleSurveyTaskInput,
    ) -> Result<SurveyTaskPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "settleSurveyTask", &input, async || {
            service::settle(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| task(scope, id).await).await
    }
}
