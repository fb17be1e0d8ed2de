//! Changing rights cases.

use async_graphql::{Context, Object};
use uuid::Uuid;

use super::case::{RightsCase, RightsCasePayload};
use super::deadline::{RightsDeadline, RightsDeadlinePayload};
use super::letter::{RightsLetter, RightsLetterPayload};
use super::query::RightsRulePayload;
use crate::error::Result;
use crate::payload::{scope, settle, write_once};
use crate::rights::input::{
    CancelRightsRecoveryInput, MeetRightsDeadlineInput, OpenRightsCaseInput,
    RecordRightsRecoveryInput, ReferRightsCaseInput, SaveRightsCaseInput, SaveRightsLetterInput,
    SetRightsRuleInput, StepRightsCaseInput, StepRightsLetterInput,
};
use crate::rights::service;
use crate::tenancy::Scope;

/// Mutations of rights cases.
#[derive(Debug, Default)]
pub struct RightsMutation;

async fn case(scope: &Scope, id: Uuid) -> Result<RightsCase> {
    Ok(service::get(scope, id.into()).await?.into())
}

async fn deadline(scope: &Scope, id: Uuid) -> Result<RightsDeadline> {
    Ok(service::deadline(scope, id.into()).await?.into())
}

async fn letter(scope: &Scope, id: Uuid) -> Result<RightsLetter> {
    Ok(service::letter(scope, id.into()).await?.into())
}

#[Object]
impl RightsMutation {
    /// Reports a case of an own union, or changes one that is not over.
    async fn save_rights_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The case as it is to be.")] input: SaveRightsCaseInput,
    ) -> Result<RightsCasePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "saveRightsCase", &input, async || {
            service::save(scope, &input).await
        })
        .await;
        let edited = input.id.map(|id| id.uuid());
        settle(scope, written, edited, async |id| case(scope, id).await).await
    }

    /// Superiors: read one case of a union below with its names, in this one answer. The reason is in the audit trail
    /// before the data leaves.
    async fn open_rights_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The case, and why it must be read.")] input: OpenRightsCaseInput,
    ) -> Result<RightsCasePayload> {
        let scope = scope(ctx)?;
        let opened = service::open(scope, &input).await;
        settle(scope, opened, None, async |id| case(scope, id).await).await
    }

    /// Writes what a rule of deadlines says from a day on; the city federation does.
    async fn set_rights_rule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The rule as it is to be.")] input: SetRightsRuleInput,
    ) -> Result<RightsRulePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let me = scope.principal()?.staff_id;
        let written = write_once(scope, key, "setRightsRule", &input, async || {
            service::set_rule(scope, &input).await.map(|_| me)
        })
        .await;
        let row = async |_| Ok(service::rule(scope, &input.code).await?.into());
        settle(scope, written, None, row).await
    }

    /// Takes a step of a case. Who hands a case back does not see it afterwards: the answer has none then.
    async fn step_rights_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which step, of which.")] input: StepRightsCaseInput,
    ) -> Result<RightsCasePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "stepRightsCase", &input, async || {
            service::step(scope, &input).await
        })
        .await;
        let edited = input.id.uuid();
        if let Ok(id) = written
            && service::by_ids(scope, vec![id]).await?.is_empty()
        {
            return Ok(RightsCasePayload {
                case: None,
                errors: Vec::new(),
            });
        }
        settle(scope, written, Some(edited), async |id| {
            case(scope, id).await
        })
        .await
    }

    /// Shares a case with another union of the city, wherever it stands, until it hands the case back.
    async fn refer_rights_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, to whom, and why.")] input: ReferRightsCaseInput,
    ) -> Result<RightsCasePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "referRightsCase", &input, async || {
            service::refer(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| case(scope, id).await).await
    }

    /// Writes down money that came to the workers.
    async fn record_rights_recovery(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What came.")] input: RecordRightsRecoveryInput,
    ) -> Result<RightsCasePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "recordRightsRecovery", &input, async || {
            service::record(scope, &input).await
        })
        .await;
        let edited = Some(input.case_id.uuid());
        settle(scope, written, edited, async |id| case(scope, id).await).await
    }

    /// Cancels what was written down by mistake; the entry stays, with its reason.
    async fn cancel_rights_recovery(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: CancelRightsRecoveryInput,
    ) -> Result<RightsCasePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "cancelRightsRecovery", &input, async || {
            service::cancel(scope, &input).await
        })
        .await;
        let edited = Some(input.case_id.uuid());
        settle(scope, written, edited, async |id| case(scope, id).await).await
    }

    /// Marks a deadline as met, or as open again.
    async fn meet_rights_deadline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and when.")] input: MeetRightsDeadlineInput,
    ) -> Result<RightsDeadlinePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "meetRightsDeadline", &input, async || {
            service::meet(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| deadline(scope, id).await).await
    }

    /// Writes a letter to a department about a case that an own union handles, or changes a draft.
    async fn save_rights_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letter as it is to be.")] input: SaveRightsLetterInput,
    ) -> Result<RightsLetterPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "saveRightsLetter", &input, async || {
            service::save_letter(scope, &input).await
        })
        .await;
        let edited = input.id.map(|id| id.uuid());
        settle(scope, written, edited, async |id| letter(scope, id).await).await
    }

    /// Sends a letter, enters the answer to it, or withdraws it.
    async fn step_rights_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which step, of which.")] input: StepRightsLetterInput,
    ) -> Result<RightsLetterPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "stepRightsLetter", &input, async || {
            service::step_letter(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| letter(scope, id).await).await
    }
}
