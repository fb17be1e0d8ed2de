//! Changing partners, their people and their lists.

use async_graphql::{Context, Object, SimpleObject};
use uuid::Uuid;

use super::lawyer::{Lawyer, LawyerCodePayload, LawyerPayload};
use super::partner::{Partner, PartnerPayload};
use super::viewer::PartnerConflictPayload;
use crate::error::{Error, Result, UserError};
use crate::partners::input::{
    AddPartnerConflictInput, EndLawyerInput, InviteLawyerInput, IssueLawyerCodeInput,
    RemovePartnerConflictInput, SavePartnerInput, SetPartnerStateInput, UpdateLawyerInput,
};
use crate::partners::service;
use crate::payload::{Payload, answer, scope, settle, write_once};
use crate::tenancy::Scope;

/// Answer of striking an enterprise off the list.
#[derive(Debug, SimpleObject)]
pub struct RemovePartnerConflictPayload {
    /// Whether it is gone.
    pub removed: bool,
    /// Why it was refused; empty when it was done.
    pub errors: Vec<UserError>,
}

impl Payload for RemovePartnerConflictPayload {
    fn refused(errors: Vec<UserError>) -> Self {
        Self {
            removed: false,
            errors,
        }
    }
}

/// Mutations of partners.
#[derive(Debug, Default)]
pub struct PartnerMutation;

async fn partner(scope: &Scope, id: Uuid) -> Result<Partner> {
    Ok(service::get(scope, id.into()).await?.into())
}

async fn lawyer(scope: &Scope, id: Uuid) -> Result<Lawyer> {
    Ok(service::lawyer(scope, id.into()).await?.into())
}

#[Object]
impl PartnerMutation {
    /// Registers a partner, or changes one that the own union registered; county federations and the city do.
    async fn save_partner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The partner as it is to be.")] input: SavePartnerInput,
    ) -> Result<PartnerPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "savePartner", &input, async || {
            service::save(scope, &input).await
        })
        .await;
        let edited = input.id.map(|id| id.uuid());
        settle(scope, written, edited, async |id| partner(scope, id).await).await
    }

    /// Suspends a partner, lets it go on, or ends it; while delegations to it live it does not end.
    async fn set_partner_state(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: SetPartnerStateInput,
    ) -> Result<PartnerPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "setPartnerState", &input, async || {
            service::set_state(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| partner(scope, id).await).await
    }

    /// Invites somebody to a partner: the union that registered it does, and who runs its account. Answers a code,
    /// valid for 7 days, for `acceptInvitation`.
    async fn invite_lawyer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: InviteLawyerInput,
    ) -> Result<LawyerCodePayload> {
        let scope = scope(ctx)?;
        let issued = service::invite(scope, &input).await;
        answer(scope, issued.map(LawyerCodePayload::from))
    }

    /// Issues a new invitation for who has not come yet, or a code, valid for a day, for a new password.
    async fn issue_lawyer_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "For whom.")] input: IssueLawyerCodeInput,
    ) -> Result<LawyerCodePayload> {
        let scope = scope(ctx)?;
        let issued = service::issue_code(scope, &input).await;
        answer(scope, issued.map(LawyerCodePayload::from))
    }

    /// Changes what is known of somebody of a partner, and whether they run its account.
    async fn update_lawyer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person as they are to be.")] input: UpdateLawyerInput,
    ) -> Result<LawyerPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "updateLawyer", &input, async || {
            service::update(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| lawyer(scope, id).await).await
    }

    /// Ends a person's place at a partner, with the sign-ins; what is in their hands is given to somebody else first.
    async fn end_lawyer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who.")] input: EndLawyerInput,
    ) -> Result<LawyerPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "endLawyer", &input, async || {
            service::end(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| lawyer(scope, id).await).await
    }

    /// Writes an enterprise onto the own partner's list of those that it does not act against. Offers against one are
    /// refused, and nobody is told why.
    async fn add_partner_conflict(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: AddPartnerConflictInput,
    ) -> Result<PartnerConflictPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "addPartnerConflict", &input, async || {
            service::add_conflict(scope, &input).await
        })
        .await;
        let row = async |id| {
            let rows = service::conflicts(scope).await?.into_iter();
            let mut rows = rows.filter(|row| row.id == id);
            rows.next().map(Into::into).ok_or(Error::NotFound)
        };
        settle(scope, written, None, row).await
    }

    /// Strikes an enterprise off the own partner's list.
    async fn remove_partner_conflict(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RemovePartnerConflictInput,
    ) -> Result<RemovePartnerConflictPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "removePartnerConflict", &input, async || {
            service::remove_conflict(scope, &input).await
        })
        .await;
        let done = |_| RemovePartnerConflictPayload {
            removed: true,
            errors: Vec::new(),
        };
        answer(scope, written.map(done))
    }
}
