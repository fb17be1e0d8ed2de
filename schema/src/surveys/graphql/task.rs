//! Households on the list of a round.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, QueryFilter, Statement};
use uuid::Uuid;

use super::record::{RecordById, SurveyRecord};
use super::round::{RoundById, SurveyRound};
use crate::error::{Error, Result};
use crate::households::Household;
use crate::households::graphql::HouseholdById;
use crate::id::SurveyTaskId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::{payload, scope};
use crate::scalars::Date;
use crate::statistics::tally::uuids;
use crate::surveys::entity::{record, task};
use crate::surveys::rules::SurveyTaskState;

/// A household on the list of a round.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct SurveyTask {
    /// Its id.
    pub id: SurveyTaskId,
    /// What became of it.
    pub state: SurveyTaskState,
    /// Visits at which nobody was met.
    pub tries: i32,
    /// The day of the act that brought it into its state; null while it is TODO.
    pub settled_on: Option<Date>,
    /// Raised by every change; a change with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: task::Model,
}

impl From<task::Model> for SurveyTask {
    fn from(row: task::Model) -> Self {
        Self {
            id: row.id.into(),
            state: row.state,
            tries: row.tries.into(),
            settled_on: row.settled_on.map(Date),
            version: row.version,
            row,
        }
    }
}

impl SurveyTask {
    pub(super) const fn record_id(&self) -> Option<Uuid> {
        self.row.record_id
    }

    /// The key of a page of tasks.
    pub(super) fn cursor(&self) -> Vec<String> {
        vec![
            self.row.union_path.clone(),
            self.row.household_id.to_string(),
        ]
    }
}

#[ComplexObject]
impl SurveyTask {
    /// The round.
    async fn round(&self, ctx: &Context<'_>) -> Result<SurveyRound> {
        load(ctx, RoundById(self.row.round_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// The household; who answers for it today is there.
    async fn household(&self, ctx: &Context<'_>) -> Result<Household> {
        load(ctx, HouseholdById(self.row.household_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// Who answered for it when the list was fixed; null without one.
    async fn listed_cadre(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.row.listed_cadre_id {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// Whether somebody still has to go there after the window of an open round.
    async fn overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        if !self.state.is_open() {
            return Ok(false);
        }
        let round = load(ctx, RoundById(self.row.round_id)).await?;
        let today = scope(ctx)?.today();
        Ok(round.is_some_and(|round| round.closed_at.is_none() && round.closes_on.0 < today))
    }

    /// The record that counts; null until there is one.
    async fn record(&self, ctx: &Context<'_>) -> Result<Option<SurveyRecord>> {
        match self.row.record_id {
            Some(id) => load(ctx, RecordById(id)).await,
            None => Ok(None),
        }
    }

    /// The household's last record that counts in another round, to begin a form with.
    async fn last_record(&self, ctx: &Context<'_>) -> Result<Option<SurveyRecord>> {
        let key = LastRecord {
            household: self.row.household_id,
            round: self.row.round_id,
        };
        load(ctx, key).await
    }
}

/// The place of a household on the list of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TaskOf {
    pub(super) household: Uuid,
    pub(super) round: Uuid,
}

impl Loader<TaskOf> for Batch {
    type Value = SurveyTask;
    type Error = Error;
    async fn load(&self, keys: &[TaskOf]) -> Result<HashMap<TaskOf, SurveyTask>> {
        let rows = task::Entity::find()
            .filter(task::Column::HouseholdId.eq_any(keys.iter().map(|key| key.household)))
            .filter(task::Column::RoundId.eq_any(keys.iter().map(|key| key.round)))
            .all(&self.0.keyed())
            .await?;
        let key = |row: &task::Model| TaskOf {
            household: row.household_id,
            round: row.round_id,
        };
        Ok(rows
            .into_iter()
            .map(|row| (key(&row), row.into()))
            .collect())
    }
}

/// The last record that counts of a household in another round than this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct LastRecord {
    household: Uuid,
    round: Uuid,
}

impl Loader<LastRecord> for Batch {
    type Value = SurveyRecord;
    type Error = Error;
    async fn load(&self, keys: &[LastRecord]) -> Result<HashMap<LastRecord, SurveyRecord>> {
        let mut rounds: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for key in keys {
            rounds.entry(key.round).or_default().push(key.household);
        }
        let mut found = HashMap::new();
        for (round, households) in rounds {
            let rows = record::Entity::find()
                .from_raw_sql(Statement::from_sql_and_values(
                    DbBackend::Postgres,
                    "SELECT row.* FROM unnest($1::uuid[]) AS household (id) CROSS JOIN LATERAL (
                         SELECT r.* FROM survey_task t JOIN survey_record r ON r.id = t.record_id
                         WHERE t.household_id = household.id AND t.round_id <> $2
                         ORDER BY r.visited_on DESC, r.id DESC LIMIT 1
                     ) AS row",
                    [uuids(households), round.into()],
                ))
                .all(&self.0.keyed())
                .await?;
            for row in rows {
                let household = row.household_id;
                found.insert(LastRecord { household, round }, row.try_into()?);
            }
        }
        Ok(found)
    }
}

payload! {
    /// Answer of a change to a household on the list of a round.
    SurveyTaskPayload { task: SurveyTask }
}
