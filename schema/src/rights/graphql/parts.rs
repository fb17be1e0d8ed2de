//! The way of a case, its referrals, and what came.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::{RightsRecoveryId, RightsReferralId};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::scope;
use crate::rights::entity::{case, event, recovery, referral};
use crate::rights::rules::{RightsCaseState, RightsCaseStep, RightsReferralState};
use crate::rights::service;
use crate::scalars::{Date, Money};
use crate::values::Fen;

/// A step that was taken.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct RightsEvent {
    /// 1 is the first.
    pub number: i32,
    /// What was done.
    pub step: RightsCaseStep,
    /// Where it stood.
    pub from: RightsCaseState,
    /// Where it stood then.
    pub to: RightsCaseState,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, or what.
    pub text: Option<String>,
    /// What the union is called where it was done; what the partner is called that did it.
    pub union_name: String,
    #[graphql(skip)]
    staff_id: Option<Uuid>,
}

impl From<event::Model> for RightsEvent {
    fn from(row: event::Model) -> Self {
        Self {
            number: row.number,
            step: row.step,
            from: row.from_state,
            to: row.to_state,
            at: row.at,
            text: row.words,
            union_name: row.actor_name,
            staff_id: row.staff_id,
        }
    }
}

#[ComplexObject]
impl RightsEvent {
    /// Who did it; null where the viewer does not see that person, and for somebody of a partner.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.staff_id {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }
}

/// The way of a case to another union (转办).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct RightsReferral {
    /// Its id.
    pub id: RightsReferralId,
    /// Where it stands.
    pub state: RightsReferralState,
    /// Whose case it is.
    pub from_name: String,
    /// To whom it was sent.
    pub to_name: String,
    /// Why.
    pub reason: String,
    /// What was said when it ended.
    pub answer: Option<String>,
    /// The day it was sent.
    pub sent_on: Date,
    /// Until when an outcome was expected.
    pub due_on: Date,
    /// The day of the receipt.
    pub received_on: Option<Date>,
    /// The day it ended.
    pub ended_on: Option<Date>,
    #[graphql(skip)]
    row: referral::Model,
}

impl From<referral::Model> for RightsReferral {
    fn from(row: referral::Model) -> Self {
        Self {
            id: row.id.into(),
            state: row.state,
            from_name: row.from_name.clone(),
            to_name: row.to_name.clone(),
            reason: row.reason.clone(),
            answer: row.answer.clone(),
            sent_on: Date(row.sent_on),
            due_on: Date(row.due_on),
            received_on: row.received_on.map(Date),
            ended_on: row.ended_on.map(Date),
            row,
        }
    }
}

impl RightsReferral {
    pub(super) const fn has_ended(&self) -> bool {
        self.row.ended_on.is_some()
    }
}

#[ComplexObject]
impl RightsReferral {
    /// Whether it goes out from an own union, or from one below it.
    async fn outgoing(&self, ctx: &Context<'_>) -> Result<bool> {
        let principal = scope(ctx)?.principal()?;
        Ok(principal.owns(self.row.union_id) || principal.covers(&self.row.union_path))
    }

    /// Whether it should have ended before today.
    async fn overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(!self.has_ended() && self.row.due_on < scope(ctx)?.today())
    }
}

/// Money that came to the workers (到账).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct RightsRecovery {
    /// Its id.
    pub id: RightsRecoveryId,
    /// The day it came.
    pub on: Date,
    /// How much.
    pub amount: Money,
    /// To how many workers.
    pub workers: i32,
    /// A note that names nobody.
    pub note: Option<String>,
    /// The day it was cancelled.
    pub cancelled_on: Option<Date>,
    /// Why it was cancelled.
    pub reason: Option<String>,
    /// What the union is called that wrote it down.
    pub union_name: String,
    #[graphql(skip)]
    case: case::Model,
}

impl RightsRecovery {
    pub(super) fn new(row: recovery::Model, case: &case::Model) -> Self {
        Self {
            id: row.id.into(),
            on: Date(row.on_day),
            amount: Money(Fen(row.amount_fen)),
            workers: row.workers,
            note: row.note,
            cancelled_on: row.cancelled_on.map(Date),
            reason: row.reason,
            union_name: row.actor_name,
            case: case.clone(),
        }
    }
}

#[ComplexObject]
impl RightsRecovery {
    /// Whether the viewer may cancel it.
    async fn cancellable(&self, ctx: &Context<'_>) -> Result<bool> {
        let steps = service::steps(scope(ctx)?, &self.case)?;
        Ok(self.cancelled_on.is_none() && steps.contains(&RightsCaseStep::Correct))
    }
}

/// Loads the way of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct EventsOf(pub(super) Uuid);

impl Loader<EventsOf> for Batch {
    type Value = Vec<RightsEvent>;
    type Error = Error;
    async fn load(&self, keys: &[EventsOf]) -> Result<HashMap<EventsOf, Vec<RightsEvent>>> {
        let rows = service::events(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<EventsOf, Vec<RightsEvent>> = HashMap::new();
        for row in rows {
            let list = lists.entry(EventsOf(row.case_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}

/// Loads the referrals of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ReferralsOf(pub(super) Uuid);

impl Loader<ReferralsOf> for Batch {
    type Value = Vec<RightsReferral>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[ReferralsOf],
    ) -> Result<HashMap<ReferralsOf, Vec<RightsReferral>>> {
        let rows = service::referrals_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<ReferralsOf, Vec<RightsReferral>> = HashMap::new();
        for row in rows {
            let list = lists.entry(ReferralsOf(row.case_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}

/// Loads what came in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RecoveriesOf(pub(super) Uuid);

impl Loader<RecoveriesOf> for Batch {
    type Value = Vec<recovery::Model>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[RecoveriesOf],
    ) -> Result<HashMap<RecoveriesOf, Vec<recovery::Model>>> {
        let rows = service::recoveries_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<RecoveriesOf, Vec<recovery::Model>> = HashMap::new();
        for row in rows {
            lists
                .entry(RecoveriesOf(row.case_id))
                .or_default()
                .push(row);
        }
        Ok(lists)
    }
}
