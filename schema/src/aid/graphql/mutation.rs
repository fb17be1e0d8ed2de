//! Changing programmes and lines.

use async_graphql::{Context, Object};
use uuid::Uuid;

use super::line::{LivingLine, LivingLinePayload};
use super::programme::{Programme, ProgrammePayload};
use crate::aid::input::{
    CreateProgrammeInput, ProgrammeInput, SetLivingLineInput, UpdateProgrammeInput,
};
use crate::aid::service;
use crate::error::Result;
use crate::payload::{Payload, answer_current, scope, settle, write_once};
use crate::tenancy::Scope;

/// Mutations of programmes and lines.
#[derive(Debug, Default)]
pub struct AidMutation;

async fn programme(scope: &Scope, id: Uuid) -> Result<Programme> {
    service::get(scope, id.into()).await?.try_into()
}

#[Object]
impl AidMutation {
    /// Writes the draft of a programme of the own union.
    async fn create_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] input: CreateProgrammeInput,
    ) -> Result<ProgrammePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "createProgramme", &input, async || {
            service::create(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| programme(scope, id).await).await
    }

    /// Changes a programme: the input is the programme as it is to be, whole. What applies of an open one
    /// becomes a new edition; the editions before stay readable.
    async fn update_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The programme as it is to be.")] input: UpdateProgrammeInput,
    ) -> Result<ProgrammePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "updateProgramme", &input, async || {
            service::update(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| {
            programme(scope, id).await
        })
        .await
    }

    /// Opens a programme (发布): it holds for the whole subtree from now on.
    async fn open_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] input: ProgrammeInput,
    ) -> Result<ProgrammePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "openProgramme", &input, async || {
            service::open(scope, input.id, input.version).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| {
            programme(scope, id).await
        })
        .await
    }

    /// Closes a programme (结束): nobody may apply any more, and it stays readable.
    async fn close_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The open programme.")] input: ProgrammeInput,
    ) -> Result<ProgrammePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "closeProgramme", &input, async || {
            service::close(scope, input.id, input.version).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| {
            programme(scope, id).await
        })
        .await
    }

    /// Removes a draft; the answer holds no programme when it was done.
    async fn delete_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] input: ProgrammeInput,
    ) -> Result<ProgrammePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "deleteProgramme", &input, async || {
            service::delete(scope, input.id, input.version).await
        })
        .await;
        let gone = written.map(|_| ProgrammePayload::refused(Vec::new()));
        let id = input.id.uuid();
        answer_current(scope, gone, async || programme(scope, id).await).await
    }

    /// Enters the line of a county of the own division from a month on, or a correction of it; what was
    /// there before stays readable.
    async fn set_living_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line.")] input: SetLivingLineInput,
    ) -> Result<LivingLinePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "setLivingLine", &input, async || {
            service::set(scope, &input).await
        })
        .await;
        let row = match written {
            Ok(id) => service::get_line(scope, id.into())
                .await
                .map(|row| LivingLinePayload::done(row.into())),
            Err(error) => Err(error),
        };
        answer_current(scope, row, async || {
            Ok(LivingLine::from(service::newest(scope, &input).await?))
        })
        .await
    }
}
