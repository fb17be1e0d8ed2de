//! Reading applications, notices and payments.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object};

use super::application::AidApplication;
use super::batch::AidPaymentBatch;
use super::calendar::WorkYear;
use super::complaint::AidComplaint;
use super::notice::{AidNotice, PublicNotice};
use crate::applications::input::AidApplicationFilter;
use crate::applications::rules::AidComplaintStage;
use crate::applications::service;
use crate::error::{Error, Result};
use crate::execute::Caller;
use crate::id::{AidApplicationId, AidBatchId, AidComplaintId, AidNoticeId};
use crate::paging::Page;
use crate::payload::{or_null, scope};
use crate::scalars::Date;
use crate::tenancy::{Access, Database, Scope, find_city};

/// Queries about applications.
#[derive(Debug, Default)]
pub struct ApplicationQuery;

/// A scope of nobody, in a city; none where there is no such city.
pub(super) async fn passer_by(
    ctx: &Context<'_>,
    city: Option<&str>,
    access: Access,
) -> Result<Option<Scope>> {
    let missing = || Error::bug("a request without its caller");
    let database = ctx.data_opt::<Database>().ok_or_else(missing)?;
    let caller = ctx.data_opt::<Caller>().ok_or_else(missing)?;
    let city = match city.map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => find_city(database, name).await?,
        None => Some(caller.city.clone()).filter(|city| !city.is_empty()),
    };
    let Some(city) = city else { return Ok(None) };
    let scope = Scope::visitor(
        database,
        &city,
        "",
        access,
        caller.language,
        caller.now,
        caller.request_id.clone(),
    );
    scope.await.map(Some)
}

#[Object]
impl ApplicationQuery {
    /// An application of the own subtree, or one that the own union decides; null for any other, and for
    /// another union's draft, as for none.
    async fn aid_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: AidApplicationId,
    ) -> Result<Option<AidApplication>> {
        or_null(
            service::get(scope(ctx)?, id)
                .await
                .map(AidApplication::from),
        )
    }

    /// Applications that the viewer may read, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn aid_applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] filter: Option<AidApplicationFilter>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, AidApplication>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let filter = filter.unwrap_or_default();
        let rows = service::applications(scope(ctx)?, &filter, &page).await?;
        Ok(page.connection(rows, |row| vec![row.id.to_string()], AidApplication::from))
    }

    /// A notice of an own union; null for any other as for none.
    async fn aid_notice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: AidNoticeId,
    ) -> Result<Option<AidNotice>> {
        let found = or_null(service::notice(scope(ctx)?, id).await)?;
        found.map(AidNotice::try_from).transpose()
    }

    /// Notices of the own unions, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn aid_notices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that hang, or that came down.")] hanging: Option<bool>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, AidNotice>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::notices(scope(ctx)?, hanging, &page).await?;
        let rows = rows
            .into_iter()
            .map(AidNotice::try_from)
            .collect::<Result<Vec<_>>>()?;
        let key = |notice: &AidNotice| vec![notice.id.uuid().to_string()];
        Ok(page.connection(rows, key, |notice| notice))
    }

    /// A payment of the own subtree; null for any other as for none.
    async fn aid_payment_batch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: AidBatchId,
    ) -> Result<Option<AidPaymentBatch>> {
        or_null(
            service::batch(scope(ctx)?, id)
                .await
                .map(AidPaymentBatch::from),
        )
    }

    /// Payments of the own unions, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn aid_payment_batches(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, AidPaymentBatch>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::batches(scope(ctx)?, &page).await?;
        Ok(page.connection(rows, |row| vec![row.id.to_string()], AidPaymentBatch::from))
    }

    /// An objection or complaint that an own union handles or entered; null for any other as for none.
    async fn aid_complaint(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: AidComplaintId,
    ) -> Result<Option<AidComplaint>> {
        let found = or_null(service::complaint(scope(ctx)?, id).await)?;
        found.map(AidComplaint::try_from).transpose()
    }

    /// Objections and complaints that the own unions handle or entered, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn aid_complaints(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that stand here.")] stage: Option<AidComplaintStage>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, AidComplaint>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::complaints(scope(ctx)?, stage, &page).await?;
        let rows = rows
            .into_iter()
            .map(AidComplaint::try_from)
            .collect::<Result<Vec<_>>>()?;
        let key = |complaint: &AidComplaint| vec![complaint.id.uuid().to_string()];
        Ok(page.connection(rows, key, |complaint| complaint))
    }

    /// The years whose holidays are known, the last first.
    #[graphql(complexity = "80 * child_complexity")]
    async fn work_years(&self, ctx: &Context<'_>) -> Result<Vec<WorkYear>> {
        let rows = service::years(scope(ctx)?).await?;
        rows.into_iter().map(WorkYear::try_from).collect()
    }

    /// The last day of a notice that is hung out on a day, by the calendar of holidays; null where the calendar
    /// does not reach so far.
    async fn notice_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day it is hung out; today without it.")] posted_on: Option<Date>,
        #[graphql(default = 5, desc = "For how many working days, 5 to 30.")] working_days: i32,
    ) -> Result<Option<Date>> {
        let scope = scope(ctx)?;
        let day = posted_on.map_or_else(|| scope.today(), |day| day.0);
        match service::end_of_notice(scope, day, working_days).await {
            Ok(day) => Ok(Some(Date(day))),
            Err(Error::Refused(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What hangs in a city today, for everybody; the newest 100.
    #[graphql(complexity = "100 * child_complexity")]
    async fn public_notices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The city, where this server serves several.")] city: Option<String>,
    ) -> Result<Vec<PublicNotice>> {
        let Some(scope) = passer_by(ctx, city.as_deref(), Access::Read).await? else {
            return Ok(Vec::new());
        };
        let rows = service::hanging(&scope, None).await?;
        rows.into_iter().map(PublicNotice::try_from).collect()
    }

    /// A notice, for everybody; null once it came down.
    async fn public_notice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The city, where this server serves several.")] city: Option<String>,
        #[graphql(desc = "Its id.")] id: AidNoticeId,
    ) -> Result<Option<PublicNotice>> {
        let Some(scope) = passer_by(ctx, city.as_deref(), Access::Read).await? else {
            return Ok(None);
        };
        let found = service::hanging(&scope, Some(id.uuid())).await?;
        found
            .into_iter()
            .next()
            .map(PublicNotice::try_from)
            .transpose()
    }
}
