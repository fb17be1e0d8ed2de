//! What this area adds to a household.

use async_graphql::connection::Connection;
use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::lists::{HelpersOf, MeasuresOfHousehold, PairingsOfHousehold, TimelinePage, VisitPage};
use super::visit::PRIVATE_FIELDS;
use super::{Measure, Pairing, TimelineEvent, Visit};
use crate::assignments::rules::MeasureState;
use crate::assignments::service::{self, TimelineCursor};
use crate::error::Result;
use crate::households::graphql::HouseholdPayload;
use crate::households::service as households;
use crate::id::{HouseholdId, StaffId};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{load, loader};
use crate::paging::Page;
use crate::payload::{answer, scope, write_once};

/// Fields of a household that this area answers.
#[derive(Debug, Clone, Copy)]
pub struct HouseholdAssignments {
    id: Uuid,
    cadre_id: Option<Uuid>,
}

impl HouseholdAssignments {
    /// Of the household with this id and present cadre.
    #[must_use]
    pub const fn new(id: Uuid, cadre_id: Option<Uuid>) -> Self {
        Self { id, cadre_id }
    }
}

#[Object]
impl HouseholdAssignments {
    /// The cadre who answers for it (结对干部).
    async fn cadre(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.cadre_id {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// Who helps the cadre (协助人).
    #[graphql(complexity = "3 * child_complexity")]
    async fn helpers(&self, ctx: &Context<'_>) -> Result<Vec<StaffMember>> {
        let ids = load(ctx, HelpersOf(self.id)).await?.unwrap_or_default();
        let keys = ids.iter().copied().map(StaffById);
        let mut found = loader(ctx)?.load_many(keys).await?;
        Ok(ids
            .iter()
            .filter_map(|id| found.remove(&StaffById(*id)))
            .collect())
    }

    /// Who answered for it, the newest first.
    #[graphql(complexity = "5 * child_complexity")]
    async fn pairings(&self, ctx: &Context<'_>) -> Result<Vec<Pairing>> {
        Ok(load(ctx, PairingsOfHousehold(self.id))
            .await?
            .unwrap_or_default())
    }

    /// Visits, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn visits(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Visit>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let key = VisitPage {
            household: self.id,
            limit: page.limit(),
            after: page.key::<NaiveDate>(0)?.zip(page.key::<Uuid>(1)?),
            private: PRIVATE_FIELDS
                .iter()
                .any(|field| ctx.look_ahead().field("nodes").field(field).exists()),
        };
        let rows = load(ctx, key).await?.unwrap_or_default();
        Ok(page.connection(rows, Visit::cursor, |visit| visit))
    }

    /// Promises, the earliest due first.
    #[graphql(complexity = "10 * child_complexity")]
    async fn measures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those in this state.")] state: Option<MeasureState>,
    ) -> Result<Vec<Measure>> {
        Ok(load(ctx, MeasuresOfHousehold(self.id, state))
            .await?
            .unwrap_or_default())
    }

    /// Everything that happened to this household, newest first. What was changed in the file shows
    /// only to its own union.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 30, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, TimelineEvent>> {
        let page = Page::new(first, after.as_deref(), 3)?;
        let after = match (page.key::<DateTime<Utc>>(0)?, page.key(1)?, page.key(2)?) {
            (Some(at), Some(rank), Some(id)) => Some(TimelineCursor { at, rank, id }),
            _ => None,
        };
        let key = TimelinePage {
            household: self.id,
            limit: page.limit(),
            after,
        };
        let rows = load(ctx, key).await?.unwrap_or_default();
        Ok(page.connection(rows, TimelineEvent::cursor, TimelineEvent::from))
    }
}

/// Input of `addHelper` and `removeHelper`.
#[derive(Debug, Clone, InputObject)]
pub struct HelperInput {
    /// The household.
    household_id: HouseholdId,
    /// The post of the helper.
    staff_id: StaffId,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Changes of helpers.
#[derive(Debug, Default)]
pub struct HelperMutation;

#[Object]
impl HelperMutation {
    /// Adds a helper, who may record visits and keep promises if their role allows it.
    async fn add_helper(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: HelperInput,
    ) -> Result<HouseholdPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            service::add_helper(scope, input.household_id, input.staff_id).await?;
            Ok(input.household_id.uuid())
        };
        let result = match write_once(scope, key, "addHelper", &input, work).await {
            Ok(id) => done(scope, id).await,
            Err(error) => Err(error),
        };
        answer(scope, result)
    }

    /// Removes a helper.
    async fn remove_helper(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: HelperInput,
    ) -> Result<HouseholdPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            service::remove_helper(scope, input.household_id, input.staff_id).await?;
            Ok(input.household_id.uuid())
        };
        let result = match write_once(scope, key, "removeHelper", &input, work).await {
            Ok(id) => done(scope, id).await,
            Err(error) => Err(error),
        };
        answer(scope, result)
    }
}

async fn done(scope: &crate::tenancy::Scope, id: Uuid) -> Result<HouseholdPayload> {
    let named = households::get_named(scope, id.into()).await?;
    Ok(HouseholdPayload::done(named.into()))
}
