//! Changing households.

use async_graphql::{Context, Object};
use uuid::Uuid;

use super::claim::{DuplicateClaim, DuplicateClaimPayload};
use super::household::{Household, HouseholdPayload};
use crate::error::Result;
use crate::households::input::{
    AddMemberInput, ChangeHeadInput, HouseholdStatusInput, OpenHouseholdInput,
    RegisterHouseholdInput, RemoveMemberInput, SettleDuplicateInput, UpdateHouseholdInput,
    UpdateMemberInput,
};
use crate::households::service;
use crate::id::MemberId;
use crate::payload::{scope, settle, write_once};
use crate::tenancy::Scope;

/// Mutations of households.
#[derive(Debug, Default)]
pub struct HouseholdMutation;

async fn now(scope: &Scope, id: Uuid) -> Result<Household> {
    Ok(service::get_named(scope, id.into()).await?.into())
}

async fn household_of(scope: &Scope, member: MemberId) -> Result<Option<Uuid>> {
    Ok(Some(service::get_member(scope, member).await?.household_id))
}

#[Object]
impl HouseholdMutation {
    /// Registers a household with its members (建档).
    async fn register_household(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The household and its members.")] input: RegisterHouseholdInput,
    ) -> Result<HouseholdPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "registerHousehold", &input, async || {
            service::register(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| now(scope, id).await).await
    }

    /// Changes facts of a household; what is left out stays.
    async fn update_household(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateHouseholdInput,
    ) -> Result<HouseholdPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "updateHousehold", &input, async || {
            service::update(scope, &input).await
        })
        .await;
        settle(scope, written, Some(input.id.uuid()), async |id| {
            now(scope, id).await
        })
        .await
    }

    /// Adds a member.
    async fn add_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The member.")] input: AddMemberInput,
    ) -> Result<HouseholdPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "addMember", &input, async || {
            service::add_member(scope, &input).await
        })
        .await;
        settle(
            scope,
            written,
            Some(input.household_id.uuid()),
            async |id| now(scope, id).await,
        )
        .await
    }

    /// Changes a member: the input is the member as it is to be, whole.
    async fn update_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The member as it is to be.")] input: UpdateMemberInput,
    ) -> Result<HouseholdPayload> {
        let scope = scope(ctx)?;
        let edited = household_of(scope, input.id).await?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "updateMember", &input, async || {
            service::update_member(scope, &input).await
        })
        .await;
        settle(scope, written, edited, async |id| now(scope, id).await).await
    }

    /// Takes a member out of the household; the file keeps that they were there.
    async fn remove_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who leaves, and why.")] input: RemoveMemberInput,
    ) -> Result<HouseholdPayload> {
        let scope = scope(ctx)?;
        let edited = household_of(scope, input.id).await?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "removeMember", &input, async || {
            service::remove_member(scope, &input).await
        })
        .await;
        settle(scope, written, edited, async |id| now(scope, id).await).await
    }

    /// Makes another member the head of the household (户主变更), such as after a death.
    async fn change_head(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new head, and what the others are to them.")] input: ChangeHeadInput,
    ) -> Result<HouseholdPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "changeHead", &input, async || {
            service::change_head(scope, &input).await
        })
        .await;
        settle(scope, written, Some(input.id.uuid()), async |id| {
            now(scope, id).await
        })
        .await
    }

    /// Says where the help stands: relieved (解困), helped again, or closed with a reason.
    async fn set_household_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The state it comes to.")] input: HouseholdStatusInput,
    ) -> Result<HouseholdPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "setHouseholdStatus", &input, async || {
            service::set_status(scope, &input).await
        })
        .await;
        settle(scope, written, Some(input.id.uuid()), async |id| {
            now(scope, id).await
        })
        .await
    }

    /// Superiors: read one household unmasked, in this one answer. The reason is in the audit trail
    /// before the data leaves.
    async fn open_household(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The household, and why it must be read.")] input: OpenHouseholdInput,
    ) -> Result<HouseholdPayload> {
        let scope = scope(ctx)?;
        let opened = service::open(scope, &input).await;
        settle(scope, opened, None, async |id| now(scope, id).await).await
    }

    /// Settles which of two files of one person stays.
    async fn settle_duplicate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The claim and the decision.")] input: SettleDuplicateInput,
    ) -> Result<DuplicateClaimPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "settleDuplicate", &input, async || {
            service::settle(scope, &input).await
        })
        .await;
        settle(scope, written, Some(input.id.uuid()), async |id| {
            Ok(DuplicateClaim::from(
                service::get_claim(scope, id.into()).await?,
            ))
        })
        .await
    }
}
