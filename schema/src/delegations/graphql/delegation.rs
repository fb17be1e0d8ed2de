//! One delegation.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::hearing::{Hearing, HearingsOf};
use super::parts::{
    DelegationDocument, DelegationEvent, DelegationWorker, DocumentsOf, EventsOf, PrivateOf,
    WorkersOf,
};
use crate::delegations::entity::delegation::Model;
use crate::delegations::entity::private;
use crate::delegations::input::DelegationFilter;
use crate::delegations::rules::{
    DelegationAuthority, DelegationKind, DelegationPower, DelegationState, DelegationStep,
    HearingState,
};
use crate::delegations::service::{self, Standing};
use crate::error::{Error, Result};
use crate::id::DelegationId;
use crate::loaders::{Batch, load};
use crate::paging::Page;
use crate::papers::graphql::{Paper, PaperOfDelegation};
use crate::partners::graphql::{Lawyer, LawyerById, Partner, PartnerById};
use crate::payload::{payload, scope};
use crate::rights::graphql::{CaseById, RightsCase};
use crate::rights::rules::{RightsCaseKind, RightsCaseState, RightsSatisfaction};
use crate::scalars::{Date, Money};
use crate::tenancy::Permission;
use crate::values::Fen;

/// A delegation (委托) of a case to a legal-aid partner. The partner reads what it was given while the delegation is in
/// its hands, and nothing of the case itself.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Delegation {
    /// Its id.
    pub id: DelegationId,
    /// 委托编号, such as WT000001.
    pub number: String,
    /// Where it stands.
    pub state: DelegationState,
    /// What the partner is to do.
    pub kind: DelegationKind,
    /// How far the mandate goes.
    pub authority: DelegationAuthority,
    /// The number of the case.
    pub case_number: String,
    /// What the case is about, as it was offered.
    pub case_kind: RightsCaseKind,
    /// Whose right it is, masked: 张**等3人.
    pub label: String,
    /// Workers concerned, as it was offered.
    pub workers_concerned: i32,
    /// Against whom, for judging of conflicts; null where that is a natural person.
    pub employer_name: Option<String>,
    /// Where the law was broken: a division code.
    pub place_code: String,
    /// The place in words.
    pub place_text: Option<String>,
    /// What is claimed, as it was offered.
    pub claimed: Money,
    /// What the union is called that delegates.
    pub union_name: String,
    /// The day of the offer; null for a draft.
    pub offered_on: Option<Date>,
    /// Until when an answer is asked for.
    pub answer_by: Date,
    /// The day of the answer.
    pub answered_on: Option<Date>,
    /// The day it ended.
    pub ended_on: Option<Date>,
    /// How it ended, once it is concluded.
    pub result: Option<RightsCaseState>,
    /// What the other side is to pay, as the partner says.
    pub awarded: Option<Money>,
    /// What was agreed or decided, in words that name nobody.
    pub outcome: Option<String>,
    /// What the workers say of it.
    pub satisfaction: Option<RightsSatisfaction>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// Raised by every change and step; one with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: Model,
}

impl From<Model> for Delegation {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            number: row.number.clone(),
            state: row.state,
            kind: row.kind,
            authority: row.authority,
            case_number: row.case_number.clone(),
            case_kind: row.case_kind,
            label: row.label.clone(),
            workers_concerned: row.workers_concerned,
            employer_name: row.employer_name.clone(),
            place_code: row.place_code.clone(),
            place_text: row.place_text.clone(),
            claimed: Money(Fen(row.claimed_fen)),
            union_name: row.by_name.clone(),
            offered_on: row.offered_on.map(Date),
            answer_by: Date(row.answer_by),
            answered_on: row.answered_on.map(Date),
            ended_on: row.ended_on.map(Date),
            result: row.result,
            awarded: row.awarded_fen.map(|fen| Money(Fen(fen))),
            outcome: row.outcome.clone(),
            satisfaction: row.satisfaction,
            created_at: row.created_at,
            version: row.version,
            row,
        }
    }
}

/// Whether the viewer reads names at all: a union's person by role, a partner's by what was given.
fn reads_names(ctx: &Context<'_>) -> Result<bool> {
    let actor = scope(ctx)?.actor()?;
    Ok(actor
        .principal()
        .is_none_or(|principal| principal.may(Permission::HouseholdNames)))
}

impl Delegation {
    async fn told(&self, ctx: &Context<'_>) -> Result<Option<private::Model>> {
        match reads_names(ctx)? {
            true => load(ctx, PrivateOf(self.row.id)).await,
            false => Ok(None),
        }
    }

    /// Its case, as far as the viewer sees it.
    pub(super) async fn of(&self, ctx: &Context<'_>) -> Result<Option<RightsCase>> {
        match scope(ctx)?.counsel() {
            Ok(_) => Ok(None),
            Err(_) => load(ctx, CaseById(self.row.case_id)).await,
        }
    }

    /// It and its case, for judging of what the viewer may do.
    pub(super) fn standing<'a>(&'a self, case: &'a Option<RightsCase>) -> Standing<'a> {
        Standing {
            row: &self.row,
            case: case.as_ref().map(RightsCase::row),
        }
    }

    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<DelegationStep>> {
        let case = self.of(ctx).await?;
        service::steps(scope(ctx)?, self.standing(&case))
    }

    async fn dates(&self, ctx: &Context<'_>) -> Result<Vec<Hearing>> {
        Ok(load(ctx, HearingsOf(self.row.id))
            .await?
            .unwrap_or_default())
    }
}

#[ComplexObject]
impl Delegation {
    /// What a special authority holds; empty for a general one.
    async fn powers(&self) -> Vec<DelegationPower> {
        let codes = self.row.powers.iter();
        codes
            .filter_map(|code| DelegationPower::from_code(code))
            .collect()
    }

    /// The partner; null where the viewer does not see it.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        load(ctx, PartnerById(self.row.partner_id)).await
    }

    /// What the partner was called when it was chosen.
    async fn partner_name(&self) -> &str {
        &self.row.partner_name
    }

    /// Who has it in hand; null before it was accepted.
    async fn lawyer(&self, ctx: &Context<'_>) -> Result<Option<Lawyer>> {
        match self.row.lawyer_id {
            Some(id) => load(ctx, LawyerById(id)).await,
            None => Ok(None),
        }
    }

    /// 案情简介: for the partner while it has the delegation in hand, and for those who read the case's names. Null for
    /// everybody else.
    async fn brief(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.told(ctx).await?.map(|told| told.brief.0))
    }

    /// 请求事项; null as above.
    async fn claim(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.told(ctx).await?.map(|told| told.claim.0))
    }

    /// A natural person who owes; null as above.
    async fn respondent(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let respondent = self.told(ctx).await?.and_then(|told| told.respondent);
        Ok(respondent.map(|name| name.0))
    }

    /// Who at the union can be asked; null as above.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.told(ctx).await?.map(|told| told.contact.0))
    }

    /// The workers who gave the mandate, 200 at most; none for who may not read as above.
    #[graphql(complexity = "20 * child_complexity")]
    async fn workers(&self, ctx: &Context<'_>) -> Result<Vec<DelegationWorker>> {
        if !reads_names(ctx)? {
            return Ok(Vec::new());
        }
        Ok(load(ctx, WorkersOf(self.row.id)).await?.unwrap_or_default())
    }

    /// Files that the partner was given and those that it has added, 100 at most; none for who may not read as above.
    #[graphql(complexity = "10 * child_complexity")]
    async fn documents(&self, ctx: &Context<'_>) -> Result<Vec<DelegationDocument>> {
        if !reads_names(ctx)? {
            return Ok(Vec::new());
        }
        Ok(load(ctx, DocumentsOf(self.row.id))
            .await?
            .unwrap_or_default())
    }

    /// Its dates, the soonest first, 50 at most.
    #[graphql(complexity = "5 * child_complexity")]
    async fn hearings(&self, ctx: &Context<'_>) -> Result<Vec<Hearing>> {
        self.dates(ctx).await
    }

    /// The next date that is planned.
    async fn next_hearing(&self, ctx: &Context<'_>) -> Result<Option<Hearing>> {
        let mut dates = self.dates(ctx).await?.into_iter();
        Ok(dates.find(|date| date.state == HearingState::Planned))
    }

    /// Its way so far, in the order of the steps, the newest 200.
    #[graphql(complexity = "20 * child_complexity")]
    async fn way(&self, ctx: &Context<'_>) -> Result<Vec<DelegationEvent>> {
        Ok(load(ctx, EventsOf(self.row.id)).await?.unwrap_or_default())
    }

    /// Whether an answer was asked for before today, and there is none.
    async fn overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        let waits = self.state == DelegationState::Offered;
        Ok(waits && self.row.answer_by < scope(ctx)?.today())
    }

    /// The case; null for a partner.
    async fn case(&self, ctx: &Context<'_>) -> Result<Option<RightsCase>> {
        self.of(ctx).await
    }

    /// The printed power of attorney, for the union that prints it.
    async fn paper(&self, ctx: &Context<'_>) -> Result<Option<Paper>> {
        match scope(ctx)?.counsel() {
            Ok(_) => Ok(None),
            Err(_) => load(ctx, PaperOfDelegation(self.row.id)).await,
        }
    }

    /// The steps that the viewer may take now by `stepDelegation`.
    async fn next(&self, ctx: &Context<'_>) -> Result<Vec<DelegationStep>> {
        let steps = self.steps(ctx).await?;
        Ok(steps.into_iter().filter(|step| step.is_plain()).collect())
    }

    /// Whether the viewer may change the draft by `saveDelegation`.
    async fn editable(&self, ctx: &Context<'_>) -> Result<bool> {
        let steps = self.steps(ctx).await?;
        Ok(reads_names(ctx)? && steps.contains(&DelegationStep::Edit))
    }

    /// Whether the viewer may enter dates.
    async fn hearings_editable(&self, ctx: &Context<'_>) -> Result<bool> {
        let steps = self.steps(ctx).await?;
        Ok(steps.contains(&DelegationStep::Hearing))
    }

    /// Whether the viewer may add files: a union gives those of the case by `shareDelegationDocuments`, a partner adds its
    /// own by `POST /attachments` with `delegationId`.
    async fn documents_editable(&self, ctx: &Context<'_>) -> Result<bool> {
        let case = self.of(ctx).await?;
        service::takes_files(scope(ctx)?, self.standing(&case))
    }

    /// Whether the viewer may print the power of attorney.
    async fn printable(&self, ctx: &Context<'_>) -> Result<bool> {
        let case = self.of(ctx).await?;
        service::is_printable(scope(ctx)?, self.standing(&case))
    }
}

payload! {
    /// Answer of a change to a delegation.
    DelegationPayload { delegation: Delegation }
}

/// Delegations to a partner that the viewer sees.
pub async fn to_partner(
    ctx: &Context<'_>,
    partner: Uuid,
    first: i32,
    after: Option<String>,
) -> Result<Connection<String, Delegation>> {
    let filter = DelegationFilter {
        partner_id: Some(partner.into()),
        ..DelegationFilter::default()
    };
    found(ctx, &filter, first, after).await
}

/// A page of delegations.
pub(super) async fn found(
    ctx: &Context<'_>,
    filter: &DelegationFilter,
    first: i32,
    after: Option<String>,
) -> Result<Connection<String, Delegation>> {
    let page = Page::new(first, after.as_deref(), 1)?;
    let rows = service::delegations(scope(ctx)?, filter, &page).await?;
    let key = |row: &Model| vec![row.id.to_string()];
    Ok(page.connection(rows, key, Delegation::from))
}

/// Loads a delegation by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DelegationById(pub Uuid);

impl Loader<DelegationById> for Batch {
    type Value = Delegation;
    type Error = Error;
    async fn load(&self, keys: &[DelegationById]) -> Result<HashMap<DelegationById, Delegation>> {
        let rows = service::by_ids(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|row| (DelegationById(row.id), row.into()))
            .collect())
    }
}

/// Loads the delegations of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DelegationsOfCase(pub Uuid);

impl Loader<DelegationsOfCase> for Batch {
    type Value = Vec<Delegation>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[DelegationsOfCase],
    ) -> Result<HashMap<DelegationsOfCase, Vec<Delegation>>> {
        let rows = service::of_cases(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<DelegationsOfCase, Vec<Delegation>> = HashMap::new();
        for row in rows {
            let list = lists.entry(DelegationsOfCase(row.case_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}
