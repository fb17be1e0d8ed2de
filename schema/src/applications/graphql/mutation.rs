//! Changing applications, notices and payments.

use async_graphql::{Context, InputType as _, Object};
use uuid::Uuid;

use super::application::{AidApplication, AidApplicationPayload, AidApplicationsPayload};
use super::batch::{AidPaymentBatch, AidPaymentBatchPayload};
use super::calendar::WorkYearPayload;
use super::complaint::{AidComplaint, AidComplaintPayload, ObjectToNoticePayload};
use super::notice::{AidNotice, AidNoticePayload};
use super::query::passer_by;
use crate::applications::input::{
    AidApplicationInput, ApproveAidApplicationsInput, CorrectAidPayeeInput, FileAidComplaintInput,
    ObjectToNoticeInput, PayAidInput, PostAidNoticeInput, SaveAidApplicationInput,
    SetWorkYearInput, SettleAidBatchInput, StepAidApplicationsInput, StepAidComplaintInput,
    TakeDownAidNoticeInput,
};
use crate::applications::service;
use crate::error::{Error, Result};
use crate::payload::{Payload, answer, answer_current, scope, settle, write_once};
use crate::tenancy::{Access, Scope, once};

/// Mutations of applications.
#[derive(Debug, Default)]
pub struct ApplicationMutation;

async fn application(scope: &Scope, id: Uuid) -> Result<AidApplication> {
    Ok(service::get(scope, id.into()).await?.into())
}

async fn notice(scope: &Scope, id: Uuid) -> Result<AidNotice> {
    service::notice(scope, id.into()).await?.try_into()
}

async fn complaint(scope: &Scope, id: Uuid) -> Result<AidComplaint> {
    service::complaint(scope, id.into()).await?.try_into()
}

async fn batch(scope: &Scope, id: Uuid) -> Result<AidPaymentBatch> {
    Ok(service::batch(scope, id.into()).await?.into())
}

/// Answers with the applications of a step, in the order of their ids.
async fn stepped(scope: &Scope, written: Result<Vec<Uuid>>) -> Result<AidApplicationsPayload> {
    let written = match written {
        Ok(ids) => {
            let rows = service::by_ids(scope, ids.clone()).await?;
            let find = |id: &Uuid| rows.iter().find(|row| row.id == *id).cloned();
            let rows = ids.iter().filter_map(find).map(AidApplication::from);
            Ok(AidApplicationsPayload {
                applications: rows.collect(),
                errors: Vec::new(),
            })
        }
        Err(error) => Err(error),
    };
    answer(scope, written)
}

#[Object]
impl ApplicationMutation {
    /// Writes an application of an own household, new or one that is a draft or was returned.
    async fn save_aid_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application as it is to be.")] input: SaveAidApplicationInput,
    ) -> Result<AidApplicationPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "saveAidApplication", &input, async || {
            service::save(scope, &input).await
        })
        .await;
        let edited = input.id.map(|id| id.uuid());
        settle(scope, written, edited, async |id| {
            application(scope, id).await
        })
        .await
    }

    /// Removes a draft that was never submitted.
    async fn delete_aid_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] input: AidApplicationInput,
    ) -> Result<AidApplicationPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "deleteAidApplication", &input, async || {
            service::delete(scope, &input).await
        })
        .await;
        let gone = written.map(|_| AidApplicationPayload::refused(Vec::new()));
        let id = input.id.uuid();
        answer_current(scope, gone, async || application(scope, id).await).await
    }

    /// Corrects the account of an application whose payment the bank returned.
    async fn correct_aid_payee(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account.")] input: CorrectAidPayeeInput,
    ) -> Result<AidApplicationPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "correctAidPayee", &input, async || {
            service::correct(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| {
            application(scope, id).await
        })
        .await
    }

    /// Takes a step of applications, all of them or none: submit, withdraw, pass, return, reject, revoke,
    /// confirm. Nobody reviews what they submitted.
    async fn step_aid_applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which step, of which.")] input: StepAidApplicationsInput,
    ) -> Result<AidApplicationsPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let value = input.to_value();
        let written = once(scope, key, "stepAidApplications", &value, async || {
            service::step(scope, &input).await
        })
        .await;
        stepped(scope, written).await
    }

    /// Approves applications whose notice is over, all of them or none, and commits the money of one fund and
    /// of the budget. Nobody approves what they submitted or reviewed.
    async fn approve_aid_applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is granted, out of which fund.")] input: ApproveAidApplicationsInput,
    ) -> Result<AidApplicationsPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let value = input.to_value();
        let written = once(scope, key, "approveAidApplications", &value, async || {
            service::approve(scope, &input).await
        })
        .await;
        stepped(scope, written).await
    }

    /// Hangs out applications that every review passed, for everybody to see, names with one character hidden.
    async fn post_aid_notice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The notice.")] input: PostAidNoticeInput,
    ) -> Result<AidNoticePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "postAidNotice", &input, async || {
            service::post(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| notice(scope, id).await).await
    }

    /// Takes an own notice down before its time; its applications are to be hung out anew.
    async fn take_down_aid_notice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: TakeDownAidNoticeInput,
    ) -> Result<AidNoticePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "takeDownAidNotice", &input, async || {
            service::take_down(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| notice(scope, id).await).await
    }

    /// Pays approved applications at once, all of them or none. Nobody pays what they approved.
    async fn pay_aid(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and how.")] input: PayAidInput,
    ) -> Result<AidPaymentBatchPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "payAid", &input, async || {
            service::pay(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| batch(scope, id).await).await
    }

    /// Writes down what the bank answered: lines that it returned are to be paid again, the others are paid.
    async fn settle_aid_batch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What came back.")] input: SettleAidBatchInput,
    ) -> Result<AidPaymentBatchPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "settleAidBatch", &input, async || {
            service::settle(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| batch(scope, id).await).await
    }

    /// Enters a complaint of an own family about an application.
    async fn file_aid_complaint(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The complaint.")] input: FileAidComplaintInput,
    ) -> Result<AidComplaintPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "fileAidComplaint", &input, async || {
            service::file(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| complaint(scope, id).await).await
    }

    /// Takes a step of a complaint: accept, answer, appeal to the union above, close. Nobody answers for what
    /// they decided.
    async fn step_aid_complaint(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which step.")] input: StepAidComplaintInput,
    ) -> Result<AidComplaintPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "stepAidComplaint", &input, async || {
            service::step_complaint(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| {
            complaint(scope, id).await
        })
        .await
    }

    /// Objects to a line of a public notice, without signing in; answers a number to ask by.
    async fn object_to_notice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is wrong with which line.")] input: ObjectToNoticeInput,
    ) -> Result<ObjectToNoticePayload> {
        let scope = passer_by(ctx, input.city.as_deref(), Access::Write).await?;
        let scope = scope.ok_or(Error::NotFound)?;
        let taken = service::object(&scope, &input).await;
        let payload = answer(
            &scope,
            taken.map(|number| ObjectToNoticePayload {
                number: Some(number),
                errors: Vec::new(),
            }),
        )?;
        scope.finish().await?;
        Ok(payload)
    }

    /// Enters the holidays of a year, or corrects them: the city federation's administrators.
    async fn set_work_year(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The year as it is to be.")] input: SetWorkYearInput,
    ) -> Result<WorkYearPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "setWorkYear", &input, async || {
            service::set_year(scope, &input).await?;
            // A year has no id of its own.
            Ok(Uuid::nil())
        })
        .await;
        let edited = input.version.map(|_| Uuid::nil());
        settle(scope, written, edited, async |_| {
            let years = service::years(scope).await?;
            let year = years.into_iter().find(|row| row.year == input.year);
            year.ok_or(Error::NotFound)?.try_into()
        })
        .await
    }
}
