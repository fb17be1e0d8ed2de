//! Dates at courts, tribunals and mediations.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::delegation::{Delegation, DelegationById};
use crate::delegations::entity::hearing::Model;
use crate::delegations::rules::{HearingKind, HearingState, HearingStep};
use crate::delegations::service;
use crate::error::{Error, Result};
use crate::id::HearingId;
use crate::loaders::{Batch, load};
use crate::payload::{payload, scope};

/// A date at a court, tribunal or mediation (开庭日程).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Hearing {
    /// Its id.
    pub id: HearingId,
    /// What for.
    pub kind: HearingKind,
    /// Whether it has come.
    pub state: HearingState,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// How long, in minutes.
    pub minutes: i32,
    /// Where.
    pub venue: String,
    /// A note that names nobody.
    pub note: Option<String>,
    /// What came of it, or why it was cancelled.
    pub result: Option<String>,
    /// Raised by every change; one with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: Model,
}

impl From<Model> for Hearing {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            kind: row.kind,
            state: row.state,
            starts_at: row.starts_at,
            minutes: row.minutes,
            venue: row.venue.clone(),
            note: row.note.clone(),
            result: row.result.clone(),
            version: row.version,
            row,
        }
    }
}

impl Hearing {
    async fn of(&self, ctx: &Context<'_>) -> Result<Delegation> {
        let delegation = load(ctx, DelegationById(self.row.delegation_id)).await?;
        delegation.ok_or(Error::NotFound)
    }
}

#[ComplexObject]
impl Hearing {
    /// Of which delegation.
    async fn delegation(&self, ctx: &Context<'_>) -> Result<Delegation> {
        self.of(ctx).await
    }

    /// What the viewer may do with it now by `stepHearing`.
    async fn next(&self, ctx: &Context<'_>) -> Result<Vec<HearingStep>> {
        let of = self.of(ctx).await?;
        let case = of.of(ctx).await?;
        service::hearing_steps(scope(ctx)?, &self.row, of.standing(&case))
    }

    /// Whether the viewer may change it by `saveHearing`.
    async fn editable(&self, ctx: &Context<'_>) -> Result<bool> {
        let of = self.of(ctx).await?;
        let case = of.of(ctx).await?;
        service::is_hearing_editable(scope(ctx)?, &self.row, of.standing(&case))
    }
}

payload! {
    /// Answer of a change to a date.
    HearingPayload { hearing: Hearing }
}

/// Loads the dates of a delegation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct HearingsOf(pub(super) Uuid);

impl Loader<HearingsOf> for Batch {
    type Value = Vec<Hearing>;
    type Error = Error;
    async fn load(&self, keys: &[HearingsOf]) -> Result<HashMap<HearingsOf, Vec<Hearing>>> {
        let rows = service::hearings_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<HearingsOf, Vec<Hearing>> = HashMap::new();
        for row in rows {
            let list = lists.entry(HearingsOf(row.delegation_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}
