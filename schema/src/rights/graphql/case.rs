//! One case.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::deadline::{DeadlinesOf, RightsDeadline};
use super::details::{PrivateOf, RightsDetails, RightsWorker, WorkersOf};
use super::letter::{LettersOf, RightsLetter};
use super::parts::{
    EventsOf, RecoveriesOf, ReferralsOf, RightsEvent, RightsRecovery, RightsReferral,
};
use crate::attachments::graphql::{Attachment, EvidenceOf};
use crate::delegations::graphql::{Delegation, DelegationsOfCase};
use crate::employers::graphql::{Employer, EmployerById};
use crate::error::{Error, Result};
use crate::id::RightsCaseId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::{payload, scope};
use crate::rights::entity::case::Model;
use crate::rights::rules::{
    COLLECTIVE, RightsCaseKind, RightsCaseState, RightsCaseStep, RightsReferralState, RightsRoute,
    RightsSatisfaction,
};
use crate::rights::service;
use crate::scalars::{Date, Money};
use crate::tenancy::Permission;
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::values::Fen;

/// A rights case (维权个案).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct RightsCase {
    /// Its id.
    pub id: RightsCaseId,
    /// Its number (个案编号).
    pub number: String,
    /// What it is about.
    pub kind: RightsCaseKind,
    /// Where it stands.
    pub state: RightsCaseState,
    /// Whose right it is, masked: 张**等3人
    pub label: String,
    /// How many workers it concerns.
    pub workers_concerned: i32,
    /// Whether it is a collective one (群体性): ten workers or more.
    pub collective: bool,
    /// 工地或项目
    pub site: Option<String>,
    /// Where the law was broken.
    pub place_code: String,
    /// The place in words.
    pub place_text: Option<String>,
    /// The day it was reported.
    pub reported_on: Date,
    /// The day it was accepted.
    pub accepted_on: Option<Date>,
    /// The day it was resolved.
    pub resolved_on: Option<Date>,
    /// The day it was closed, or refused.
    pub closed_on: Option<Date>,
    /// What is claimed, for all workers together.
    pub claimed: Money,
    /// What the other side is to pay.
    pub awarded: Option<Money>,
    /// What came to the workers.
    pub recovered: Money,
    /// How it was resolved, also once it is closed.
    pub result: Option<RightsCaseState>,
    /// By which way it was resolved.
    pub route: Option<RightsRoute>,
    /// What was agreed or decided, in words that name nobody.
    pub outcome: Option<String>,
    /// What the worker says of it.
    pub satisfaction: Option<RightsSatisfaction>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// Raised by every change and step; one with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    pub(super) row: Model,
}

impl From<Model> for RightsCase {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            number: row.number.clone(),
            kind: row.kind,
            state: row.state,
            label: row.label.clone(),
            workers_concerned: row.workers_concerned,
            collective: row.workers_concerned >= COLLECTIVE,
            site: row.site.clone(),
            place_code: row.place_code.clone(),
            place_text: row.place_text.clone(),
            reported_on: Date(row.reported_on),
            accepted_on: row.accepted_on.map(Date),
            resolved_on: row.resolved_on.map(Date),
            closed_on: row.closed_on.map(Date),
            claimed: Money(Fen(row.claimed_fen)),
            awarded: row.awarded_fen.map(|fen| Money(Fen(fen))),
            recovered: Money(Fen(row.recovered_fen)),
            result: row.result,
            route: row.route,
            outcome: row.outcome.clone(),
            satisfaction: row.satisfaction,
            created_at: row.created_at,
            version: row.version,
            row,
        }
    }
}

impl RightsCase {
    /// Its row.
    pub(crate) const fn row(&self) -> &Model {
        &self.row
    }

    /// The referral that lives.
    async fn living(&self, ctx: &Context<'_>) -> Result<Option<RightsReferral>> {
        let rows = load(ctx, ReferralsOf(self.row.id)).await?;
        let mut rows = rows.unwrap_or_default().into_iter();
        Ok(rows.find(|row| !row.has_ended()))
    }
}

#[ComplexObject]
impl RightsCase {
    /// The employer; null where the other side is a natural person.
    async fn employer(&self, ctx: &Context<'_>) -> Result<Option<Employer>> {
        match self.row.employer_id {
            Some(id) => load(ctx, EmployerById(id)).await,
            None => Ok(None),
        }
    }

    /// Whose case it is; null where the viewer does not see that union.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.union_id)).await
    }

    /// What the union is called whose case it is: also known to the one that it was referred to.
    async fn union_name(&self, ctx: &Context<'_>) -> Result<String> {
        if let Some(union) = load(ctx, UnionById(self.row.union_id)).await? {
            return Ok(union.name);
        }
        let living = self.living(ctx).await?;
        Ok(living.map(|one| one.from_name).unwrap_or_default())
    }

    /// What the union is called that handles it now.
    async fn handler_name(&self, ctx: &Context<'_>) -> Result<String> {
        if self.row.handler_id.is_none() {
            return self.union_name(ctx).await;
        }
        let living = self.living(ctx).await?;
        Ok(living.map(|one| one.to_name).unwrap_or_default())
    }

    /// Whether an own union handles it.
    async fn handled_here(&self, ctx: &Context<'_>) -> Result<bool> {
        service::is_handled_here(scope(ctx)?, &self.row)
    }

    /// The newest referral.
    async fn referral(&self, ctx: &Context<'_>) -> Result<Option<RightsReferral>> {
        let rows = load(ctx, ReferralsOf(self.row.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().next())
    }

    /// All referrals, the newest first.
    #[graphql(complexity = "5 * child_complexity")]
    async fn referrals(&self, ctx: &Context<'_>) -> Result<Vec<RightsReferral>> {
        Ok(load(ctx, ReferralsOf(self.row.id))
            .await?
            .unwrap_or_default())
    }

    /// What happened, what is asked for, and the facts: for those of the case's union who read names, and
    /// for those with whom a referral shares it. Null for everybody else.
    async fn details(&self, ctx: &Context<'_>) -> Result<Option<RightsDetails>> {
        if !scope(ctx)?.principal()?.may(Permission::HouseholdNames) {
            return Ok(None);
        }
        let row = load(ctx, PrivateOf(self.row.id)).await?;
        row.map(RightsDetails::try_from).transpose()
    }

    /// The workers who are known by name, 200 at most; none for who reads no names in the case.
    #[graphql(complexity = "20 * child_complexity")]
    async fn workers(&self, ctx: &Context<'_>) -> Result<Vec<RightsWorker>> {
        if !scope(ctx)?.principal()?.may(Permission::HouseholdNames) {
            return Ok(Vec::new());
        }
        Ok(load(ctx, WorkersOf(self.row.id)).await?.unwrap_or_default())
    }

    /// Its way so far, in the order of the steps, the newest 200.
    #[graphql(complexity = "20 * child_complexity")]
    async fn way(&self, ctx: &Context<'_>) -> Result<Vec<RightsEvent>> {
        Ok(load(ctx, EventsOf(self.row.id)).await?.unwrap_or_default())
    }

    /// What is due, the soonest first.
    #[graphql(complexity = "5 * child_complexity")]
    async fn deadlines(&self, ctx: &Context<'_>) -> Result<Vec<RightsDeadline>> {
        Ok(load(ctx, DeadlinesOf(self.row.id))
            .await?
            .unwrap_or_default())
    }

    /// The soonest of what is open; null once the case is over.
    async fn next_deadline(&self, ctx: &Context<'_>) -> Result<Option<RightsDeadline>> {
        use RightsCaseState as S;
        if matches!(self.state, S::Closed | S::Refused | S::Withdrawn) {
            return Ok(None);
        }
        let rows = load(ctx, DeadlinesOf(self.row.id)).await?;
        let mut rows = rows.unwrap_or_default().into_iter();
        Ok(rows.find(|one| one.met_on.is_none()))
    }

    /// Letters to departments, in the order in which they were written.
    #[graphql(complexity = "5 * child_complexity")]
    async fn letters(&self, ctx: &Context<'_>) -> Result<Vec<RightsLetter>> {
        Ok(load(ctx, LettersOf(self.row.id)).await?.unwrap_or_default())
    }

    /// Delegations of it to legal-aid partners, the newest first; 50 at most.
    #[graphql(complexity = "5 * child_complexity")]
    async fn delegations(&self, ctx: &Context<'_>) -> Result<Vec<Delegation>> {
        Ok(load(ctx, DelegationsOfCase(self.row.id))
            .await?
            .unwrap_or_default())
    }

    /// What came to the workers, in the order in which it was written down.
    #[graphql(complexity = "5 * child_complexity")]
    async fn recoveries(&self, ctx: &Context<'_>) -> Result<Vec<RightsRecovery>> {
        let rows = load(ctx, RecoveriesOf(self.row.id)).await?;
        let shared = |row| RightsRecovery::new(row, &self.row);
        Ok(rows.unwrap_or_default().into_iter().map(shared).collect())
    }

    /// 举证材料, 100 at most. They are added by `POST /attachments` with `rightsCaseId`.
    #[graphql(complexity = "10 * child_complexity")]
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>> {
        Ok(load(ctx, EvidenceOf(self.row.id))
            .await?
            .unwrap_or_default())
    }

    /// The steps that the viewer may take now.
    async fn next(&self, ctx: &Context<'_>) -> Result<Vec<RightsCaseStep>> {
        let steps = service::steps(scope(ctx)?, &self.row)?.into_iter();
        // A receipt is given once.
        let received = match self.state {
            RightsCaseState::Referred => self
                .living(ctx)
                .await?
                .is_some_and(|one| one.state != RightsReferralState::Sent),
            _ => false,
        };
        Ok(steps
            .filter(|step| *step != RightsCaseStep::Edit && *step != RightsCaseStep::Regain)
            .filter(|step| !(received && *step == RightsCaseStep::Receive))
            .collect())
    }

    /// Whether the viewer may change it by `saveRightsCase`.
    async fn editable(&self, ctx: &Context<'_>) -> Result<bool> {
        let scope = scope(ctx)?;
        let names = scope.principal()?.may(Permission::HouseholdNames);
        Ok(names && service::steps(scope, &self.row)?.contains(&RightsCaseStep::Edit))
    }

    /// Whether the viewer reads its names only by `openRightsCase`, with a reason.
    async fn openable(&self, ctx: &Context<'_>) -> Result<bool> {
        let principal = scope(ctx)?.principal()?;
        let shared = self.row.shared_id.is_some_and(|id| principal.owns(id));
        Ok(principal.may(Permission::RightsHandle)
            && principal.covers(&self.row.union_path)
            && !principal.owns(self.row.union_id)
            && !shared)
    }

    /// Whether the viewer may add and remove evidence.
    async fn evidence_editable(&self, ctx: &Context<'_>) -> Result<bool> {
        service::takes_evidence(scope(ctx)?, &self.row)
    }

    /// Who reported it; null where the viewer does not see that person.
    async fn reported_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.row.created_by)).await
    }
}

/// Loads a case by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CaseById(pub Uuid);

impl Loader<CaseById> for Batch {
    type Value = RightsCase;
    type Error = Error;
    async fn load(&self, keys: &[CaseById]) -> Result<HashMap<CaseById, RightsCase>> {
        let rows = service::by_ids(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows.map(|row| (CaseById(row.id), row.into())).collect())
    }
}

payload! {
    /// Answer of a change to a case.
    RightsCasePayload { case: RightsCase }
}
