//! One application.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::batch::{AidPayment, PaymentOf};
use super::complaint::{AidComplaint, ComplaintsOf};
use super::notice::{AidNotice, NoticeById};
use crate::aid::graphql::{AidStep, EditionById, Programme, ProgrammeById};
use crate::aid::rules::Step;
use crate::applications::entity::{application, event, private};
use crate::applications::rules::{
    AidApplicationState, AidApplicationStep, NeedyFileEnding, PrivateStage,
};
use crate::applications::service;
use crate::error::{Error, Result, UserError};
use crate::funds::graphql::{Fund, FundById};
use crate::funds::rules::ProgrammeKind;
use crate::households::graphql::{Household, HouseholdById, Member, MemberById};
use crate::households::rules::{HardshipCause, HardshipTier, NeedyFileState};
use crate::id::AidApplicationId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::{Payload, payload, scope};
use crate::scalars::{Date, Money};
use crate::tenancy::Permission;
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::values::money::Fen;

/// An application for aid (救助申请).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct AidApplication {
    /// Its id.
    pub id: AidApplicationId,
    /// Its number (申请编号).
    pub number: String,
    /// What for.
    pub kind: ProgrammeKind,
    /// The year that it counts in.
    pub year: i32,
    /// Where it stands.
    pub state: AidApplicationState,
    /// Of the pupil or patient, else of the head of the household: 张**
    pub masked_name: String,
    /// 困难类别, when it was submitted.
    pub tier: HardshipTier,
    /// 主要致困原因, when it was submitted.
    pub cause: HardshipCause,
    /// How much is asked for; null for a file, which takes no money.
    pub asked: Option<Money>,
    /// How much was approved.
    pub granted: Option<Money>,
    /// The year of the books that it was committed in.
    pub fund_year: Option<i32>,
    /// When it was submitted last.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// The day it was paid.
    pub paid_on: Option<Date>,
    /// Last day of its public notice.
    pub notice_ends_on: Option<Date>,
    /// The day the file of a needy worker was granted (建档日期).
    pub filed_on: Option<Date>,
    /// Why the file is to end, or ended.
    pub ending: Option<NeedyFileEnding>,
    /// The day the file ended.
    pub ended_on: Option<Date>,
    /// Until which day a relieved family is followed (脱困监测).
    pub followed_until: Option<Date>,
    /// 返困: the family had been relieved before it applied for a file.
    pub relapsed: bool,
    /// When it was first written.
    pub created_at: DateTime<Utc>,
    /// Raised by every change and step; one with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: application::Model,
}

impl From<application::Model> for AidApplication {
    fn from(row: application::Model) -> Self {
        Self {
            id: row.id.into(),
            number: row.number.clone(),
            kind: row.kind,
            year: row.year,
            state: row.state,
            masked_name: row.masked_name.clone(),
            tier: row.tier,
            cause: row.cause,
            asked: row.asked_fen.map(|fen| Money(Fen(fen))),
            granted: row.granted_fen.map(|fen| Money(Fen(fen))),
            fund_year: row.fund_year.map(i32::from),
            submitted_at: row.submitted_at,
            approved_at: row.approved_at,
            paid_on: row.paid_on.map(Date),
            notice_ends_on: row.notice_until.map(Date),
            filed_on: row.filed_on.map(Date),
            ending: row.ending,
            ended_on: row.ended_on.map(Date),
            followed_until: row.followed_until.map(Date),
            relapsed: row.fact_before == Some(NeedyFileState::Relieved),
            created_at: row.created_at,
            version: row.version,
            row,
        }
    }
}

/// A paper that the programme asks for.
#[derive(Debug, Clone, SimpleObject)]
pub struct AidApplicationPaper {
    /// Which.
    pub name: String,
    /// Whether it is there.
    pub present: bool,
}

#[ComplexObject]
impl AidApplication {
    /// The household.
    async fn household(&self, ctx: &Context<'_>) -> Result<Option<Household>> {
        load(ctx, HouseholdById(self.row.household_id)).await
    }

    /// The pupil or patient; null where it is for the household.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.row.member_id {
            Some(id) => load(ctx, MemberById(id)).await,
            None => Ok(None),
        }
    }

    /// The programme.
    async fn programme(&self, ctx: &Context<'_>) -> Result<Option<Programme>> {
        load(ctx, ProgrammeById(self.row.programme_id)).await
    }

    /// The edition of the terms by which it was submitted; null for a draft.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        let Some(id) = self.row.edition_id else {
            return Ok(None);
        };
        Ok(load(ctx, EditionById(id)).await?.map(|row| row.edition))
    }

    /// The papers: those that the programme asks for, or asked for when it was submitted.
    #[graphql(complexity = "5 * child_complexity")]
    async fn papers(&self, ctx: &Context<'_>) -> Result<Vec<AidApplicationPaper>> {
        let asked = match self.row.edition_id {
            Some(id) => match load(ctx, EditionById(id)).await? {
                Some(row) => crate::aid::service::terms(&row.terms)?.papers,
                None => Vec::new(),
            },
            None => {
                let programme = load(ctx, ProgrammeById(self.row.programme_id)).await?;
                programme.map_or_else(Vec::new, |programme| programme.terms.papers)
            }
        };
        let paper = |name: String| AidApplicationPaper {
            present: self.row.papers.contains(&name),
            name,
        };
        Ok(asked.into_iter().map(paper).collect())
    }

    /// The family's union.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.union_id)).await
    }

    /// Whose turn it is; null once it is over.
    async fn desk(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        match self.row.desk_id {
            Some(id) => load(ctx, UnionById(id)).await,
            None => Ok(None),
        }
    }

    /// Who decides, and pays.
    async fn decider(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.decider_id)).await
    }

    /// The fund that pays, for whoever reads it.
    async fn fund(&self, ctx: &Context<'_>) -> Result<Option<Fund>> {
        match self.row.fund_id {
            Some(id) if scope(ctx)?.principal()?.may(Permission::FundRead) => {
                load(ctx, FundById(id)).await
            }
            _ => Ok(None),
        }
    }

    /// The rules held against the household as they were when it was submitted; empty for a draft.
    #[graphql(complexity = "5 * child_complexity")]
    async fn findings(&self) -> Result<Vec<AidStep>> {
        let Some(kept) = &self.row.findings else {
            return Ok(Vec::new());
        };
        let steps: Vec<Step> =
            serde_json::from_value(kept.clone()).map_err(|error| Error::bug(error.to_string()))?;
        Ok(steps.into_iter().map(AidStep::from).collect())
    }

    /// Who it is for, why, and where the money goes: for those of the family's union who read names, and for
    /// who pays, until the family has confirmed that it came. Null for everybody else.
    async fn payee(&self, ctx: &Context<'_>) -> Result<Option<AidPayee>> {
        let scope = scope(ctx)?;
        let principal = scope.principal()?;
        let Some(row) = load(ctx, PrivateOf(self.row.id)).await? else {
            return Ok(None);
        };
        let names = principal.may(Permission::HouseholdNames) && principal.owns(self.row.union_id);
        let pays = principal.may(Permission::FundManage) && principal.owns(self.row.decider_id);
        let opened = principal.may(Permission::HouseholdOpen);
        if !(names || pays || opened) {
            return Ok(None);
        }
        let applies = principal.may(Permission::AidApply) && principal.owns(self.row.union_id);
        Ok(Some(AidPayee {
            account: service::account(scope, &row)?.filter(|_| applies || pays),
            correctable: applies && row.stage == PrivateStage::Bounced,
            beneficiary: row.beneficiary.0,
            reason: row.reason.0,
            name: row.payee.map(|name| name.0),
            bank: row.bank,
        }))
    }

    /// The steps that the viewer may take from here.
    async fn next(&self, ctx: &Context<'_>) -> Result<Vec<AidApplicationStep>> {
        service::steps(scope(ctx)?, &self.row)
    }

    /// Its way so far, in the order of the steps.
    #[graphql(complexity = "10 * child_complexity")]
    async fn way(&self, ctx: &Context<'_>) -> Result<Vec<AidApplicationEvent>> {
        let rows = load(ctx, EventsOf(self.row.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// Its public notice, for the union that decides.
    async fn notice(&self, ctx: &Context<'_>) -> Result<Option<AidNotice>> {
        match self.row.notice_id {
            Some(id) => load(ctx, NoticeById(id)).await,
            None => Ok(None),
        }
    }

    /// Its last payment, for whoever reads funds of the union that pays.
    async fn payment(&self, ctx: &Context<'_>) -> Result<Option<AidPayment>> {
        load(ctx, PaymentOf(self.row.id)).await
    }

    /// Objections and complaints about it that the viewer's union handles or entered, the newest first.
    #[graphql(complexity = "3 * child_complexity")]
    async fn complaints(&self, ctx: &Context<'_>) -> Result<Vec<AidComplaint>> {
        let rows = load(ctx, ComplaintsOf(self.row.id)).await?;
        let rows = rows.unwrap_or_default().into_iter();
        rows.map(AidComplaint::try_from).collect()
    }

    /// Who wrote it; null where the viewer does not see that person.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.row.created_by)).await
    }
}

/// Who an application is for, and where the money goes.
#[derive(Debug, Clone, SimpleObject)]
pub struct AidPayee {
    /// The pupil or patient, else the head of the household.
    pub beneficiary: String,
    /// Why aid is asked for.
    pub reason: String,
    /// Who receives the money; null for a file, which takes none.
    pub name: Option<String>,
    /// The bank and its branch.
    pub bank: Option<String>,
    /// The account, whole; null for whoever neither writes the application nor pays it.
    pub account: Option<String>,
    /// Whether the viewer may correct the account, because the bank returned the payment.
    pub correctable: bool,
}

/// A step that was taken.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct AidApplicationEvent {
    /// 1 is the first.
    pub number: i32,
    /// What was done.
    pub step: AidApplicationStep,
    /// Where it stood.
    pub from: AidApplicationState,
    /// Where it stood then.
    pub to: AidApplicationState,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: Option<String>,
    #[graphql(skip)]
    union_id: Uuid,
    #[graphql(skip)]
    staff_id: Uuid,
}

impl From<event::Model> for AidApplicationEvent {
    fn from(row: event::Model) -> Self {
        Self {
            number: row.number,
            step: row.step,
            from: row.from_state,
            to: row.to_state,
            at: row.at,
            reason: row.reason,
            union_id: row.actor_union_id,
            staff_id: row.staff_id,
        }
    }
}

#[ComplexObject]
impl AidApplicationEvent {
    /// Where it was done; null where the viewer does not see that union.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.union_id)).await
    }

    /// Who did it; null where the viewer does not see that person.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.staff_id)).await
    }
}

/// Fields of a household that this area answers.
#[derive(Debug, Clone, Copy)]
pub struct HouseholdApplications(pub Uuid);

#[Object]
impl HouseholdApplications {
    /// Its applications for aid, the newest first; 100 at most.
    #[graphql(complexity = "5 * child_complexity")]
    async fn aid_applications(&self, ctx: &Context<'_>) -> Result<Vec<AidApplication>> {
        let rows = load(ctx, ApplicationsOf(self.0)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(AidApplication::from).collect())
    }
}

/// Loads the applications of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct ApplicationsOf(Uuid);

impl Loader<ApplicationsOf> for Batch {
    type Value = Vec<application::Model>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[ApplicationsOf],
    ) -> Result<HashMap<ApplicationsOf, Vec<application::Model>>> {
        let rows = service::of_households(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<ApplicationsOf, Vec<application::Model>> = HashMap::new();
        for row in rows {
            let key = ApplicationsOf(row.household_id);
            lists.entry(key).or_default().push(row);
        }
        Ok(lists)
    }
}

/// Loads an application by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ApplicationById(pub(super) Uuid);

impl Loader<ApplicationById> for Batch {
    type Value = AidApplication;
    type Error = Error;
    async fn load(
        &self,
        keys: &[ApplicationById],
    ) -> Result<HashMap<ApplicationById, AidApplication>> {
        let rows = service::by_ids(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|row| (ApplicationById(row.id), row.into()))
            .collect())
    }
}

/// Loads what names a person of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct PrivateOf(Uuid);

impl Loader<PrivateOf> for Batch {
    type Value = private::Model;
    type Error = Error;
    async fn load(&self, keys: &[PrivateOf]) -> Result<HashMap<PrivateOf, private::Model>> {
        let rows = service::private_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|row| (PrivateOf(row.application_id), row))
            .collect())
    }
}

/// Loads the way of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct EventsOf(Uuid);

impl Loader<EventsOf> for Batch {
    type Value = Vec<event::Model>;
    type Error = Error;
    async fn load(&self, keys: &[EventsOf]) -> Result<HashMap<EventsOf, Vec<event::Model>>> {
        let rows = service::events(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<EventsOf, Vec<event::Model>> = HashMap::new();
        for row in rows {
            lists
                .entry(EventsOf(row.application_id))
                .or_default()
                .push(row);
        }
        Ok(lists)
    }
}

payload! {
    /// Answer of a change to one application.
    AidApplicationPayload { application: AidApplication }
}

/// Answer of a step of applications.
#[derive(Debug, SimpleObject)]
pub struct AidApplicationsPayload {
    /// All of them, in the order of the lines; empty when it was refused.
    #[graphql(complexity = "20 * child_complexity")]
    pub applications: Vec<AidApplication>,
    /// Why it was refused, with the index of the line in the path; empty when it was done.
    pub errors: Vec<UserError>,
}

impl Payload for AidApplicationsPayload {
    fn refused(errors: Vec<UserError>) -> Self {
        Self {
            applications: Vec::new(),
            errors,
        }
    }
}
