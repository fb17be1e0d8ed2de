//! Changing delegations and dates.

use async_graphql::{Context, Object};
use uuid::Uuid;

use super::delegation::{Delegation, DelegationPayload};
use super::hearing::{Hearing, HearingPayload};
use crate::delegations::input::{
    SaveDelegationInput, SaveHearingInput, ShareDelegationDocumentsInput, StepDelegationInput,
    StepHearingInput,
};
use crate::delegations::service;
use crate::error::Result;
use crate::payload::{scope, settle, write_once};
use crate::tenancy::Scope;

/// Mutations of delegations.
#[derive(Debug, Default)]
pub struct DelegationMutation;

async fn delegation(scope: &Scope, id: Uuid) -> Result<Delegation> {
    Ok(service::get(scope, id.into()).await?.into())
}

async fn hearing(scope: &Scope, id: Uuid) -> Result<Hearing> {
    Ok(service::hearing(scope, id.into()).await?.into())
}

#[Object]
impl DelegationMutation {
    /// Writes the draft of a delegation of a case that an own union handles, or changes one. The partner sees nothing of
    /// it before the step OFFER.
    async fn save_delegation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft as it is to be.")] input: SaveDelegationInput,
    ) -> Result<DelegationPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "saveDelegation", &input, async || {
            service::save(scope, &input).await
        })
        .await;
        let edited = input.id.map(|id| id.uuid());
        let row = async |id| delegation(scope, id).await;
        settle(scope, written, edited, row).await
    }

    /// Takes a step of a delegation: the union offers, revokes and rates it, the partner accepts or declines, tells of
    /// progress, concludes or resigns, and both leave messages.
    async fn step_delegation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which step, of which.")] input: StepDelegationInput,
    ) -> Result<DelegationPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "stepDelegation", &input, async || {
            service::step(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        let row = async |id| delegation(scope, id).await;
        settle(scope, written, edited, row).await
    }

    /// Gives the partner more files of the case.
    async fn share_delegation_documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which files, of which.")] input: ShareDelegationDocumentsInput,
    ) -> Result<DelegationPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "shareDelegationDocuments", &input, async || {
            service::share(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        let row = async |id| delegation(scope, id).await;
        settle(scope, written, edited, row).await
    }

    /// Writes a date of a delegation that is in the partner's hands, or changes one that is planned; either side does.
    async fn save_hearing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date as it is to be.")] input: SaveHearingInput,
    ) -> Result<HearingPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "saveHearing", &input, async || {
            service::save_hearing(scope, &input).await
        })
        .await;
        let edited = input.id.map(|id| id.uuid());
        settle(scope, written, edited, async |id| hearing(scope, id).await).await
    }

    /// Enters what came of a date, or cancels it.
    async fn step_hearing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which step, of which.")] input: StepHearingInput,
    ) -> Result<HearingPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "stepHearing", &input, async || {
            service::step_hearing(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| hearing(scope, id).await).await
    }
}
