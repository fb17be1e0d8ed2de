//! What is due in a case.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use uuid::Uuid;

use super::case::{CaseById, RightsCase};
use crate::error::{Error, Result};
use crate::id::RightsDeadlineId;
use crate::loaders::{Batch, load};
use crate::payload::{payload, scope};
use crate::rights::entity::deadline::Model;
use crate::rights::rules::RightsDeadlineState;
use crate::rights::service;
use crate::scalars::Date;

/// What is due in a case: by law, the answer to a letter, or the end of a referral.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct RightsDeadline {
    /// Its id.
    pub id: RightsDeadlineId,
    /// What is due.
    pub title: String,
    /// The law that says so, or the letter or referral.
    pub law: String,
    /// From when it runs.
    pub starts_on: Date,
    /// Its last day.
    pub due_on: Date,
    /// The day it was met.
    pub met_on: Option<Date>,
    /// A note that names nobody.
    pub note: Option<String>,
    /// Raised by every change; one with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: Model,
}

impl From<Model> for RightsDeadline {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            title: row.title.clone(),
            law: row.law.clone(),
            starts_on: Date(row.starts_on),
            due_on: Date(row.due_on),
            met_on: row.met_on.map(Date),
            note: row.note.clone(),
            version: row.version,
            row,
        }
    }
}

#[ComplexObject]
impl RightsDeadline {
    /// Where it stands today.
    async fn state(&self, ctx: &Context<'_>) -> Result<RightsDeadlineState> {
        Ok(match self.row.met_on {
            Some(_) => RightsDeadlineState::Met,
            None if self.row.due_on < scope(ctx)?.today() => RightsDeadlineState::Passed,
            None => RightsDeadlineState::Open,
        })
    }

    /// Days until its last day; negative once that has passed.
    async fn days_left(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok((self.row.due_on - scope(ctx)?.today()).num_days())
    }

    /// The case.
    async fn case(&self, ctx: &Context<'_>) -> Result<RightsCase> {
        let case = load(ctx, CaseById(self.row.case_id)).await?;
        case.ok_or(Error::NotFound)
    }

    /// Whether the viewer may mark it; letters and referrals end theirs by themselves.
    async fn markable(&self, ctx: &Context<'_>) -> Result<bool> {
        let case = load(ctx, CaseById(self.row.case_id)).await?;
        let scope = scope(ctx)?;
        case.map_or(Ok(false), |case| {
            service::is_markable(scope, &case.row, &self.row)
        })
    }
}

/// Loads what is due in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct DeadlinesOf(pub(super) Uuid);

impl Loader<DeadlinesOf> for Batch {
    type Value = Vec<RightsDeadline>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[DeadlinesOf],
    ) -> Result<HashMap<DeadlinesOf, Vec<RightsDeadline>>> {
        let rows = service::deadlines_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<DeadlinesOf, Vec<RightsDeadline>> = HashMap::new();
        for row in rows {
            let list = lists.entry(DeadlinesOf(row.case_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}

payload! {
    /// Answer of a change to a deadline.
    RightsDeadlinePayload { deadline: RightsDeadline }
}
