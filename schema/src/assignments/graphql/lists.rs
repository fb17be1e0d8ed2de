//! Batches of rows that hang on many households or cadres: one statement however many there are.

use std::collections::HashMap;
use std::hash::Hash;

use async_graphql::dataloader::Loader;
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use super::measure::PRIVATE_MEASURE;
use super::visit::PRIVATE_VISIT;
use super::{Measure, Pairing, Visit};
use crate::assignments::entity::{helper, measure, pairing, visit};
use crate::assignments::rules::MeasureState;
use crate::assignments::service::{Event, TimelineCursor, timeline};
use crate::error::{Error, Result};
use crate::loaders::Batch;
use crate::statistics::tally::uuids;
use crate::tenancy::Permission;

/// Rows of one list at most, where a list is not paged: far more than a household or a cadre has.
const MANY: i64 = 200;

/// Pairings of a household, the newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PairingsOfHousehold(pub(super) Uuid);

/// Pairings of a cadre, the newest first: those that hold, those that ended, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PairingsOfCadre(pub(super) Uuid, pub(super) Option<bool>);

/// Active pairings of a cadre, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LoadOf(pub(super) Uuid);

/// Posts of the helpers of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct HelpersOf(pub(super) Uuid);

/// A page of a household's visits: the household, rows, the key of the row before, and whether what
/// only the own union may read is wanted too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct VisitPage {
    pub(super) household: Uuid,
    pub(super) limit: u64,
    pub(super) after: Option<(NaiveDate, Uuid)>,
    pub(super) private: bool,
}

/// Promises to a household, the earliest due first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct MeasuresOfHousehold(pub(super) Uuid, pub(super) Option<MeasureState>);

/// Promises of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct MeasuresOfVisit(pub(super) Uuid);

/// A page of a household's timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TimelinePage {
    pub(super) household: Uuid,
    pub(super) limit: u64,
    pub(super) after: Option<TimelineCursor>,
}

/// Rows gathered under the key that they belong to.
fn gather<K: Eq + Hash, R, V>(
    rows: impl IntoIterator<Item = R>,
    key: impl Fn(&R) -> K,
    value: impl Fn(R) -> V,
) -> HashMap<K, Vec<V>> {
    let mut lists: HashMap<K, Vec<V>> = HashMap::new();
    for row in rows {
        lists.entry(key(&row)).or_default().push(value(row));
    }
    lists
}

/// Keys that differ only in whose list they ask for, so that one statement answers each group.
fn groups<K: Copy, G: Eq + Hash>(
    keys: &[K],
    group: impl Fn(&K) -> G,
    whose: impl Fn(&K) -> Uuid,
) -> HashMap<G, Vec<Uuid>> {
    gather(keys.iter().copied(), |key| group(key), |key| whose(&key))
}

impl Loader<PairingsOfHousehold> for Batch {
    type Value = Vec<Pairing>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[PairingsOfHousehold],
    ) -> Result<HashMap<PairingsOfHousehold, Vec<Pairing>>> {
        self.0.require(Permission::PairingRead)?;
        let rows = pairing::Entity::find()
            .from_raw_sql(Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT row.* FROM unnest($1::uuid[]) AS household (id) CROSS JOIN LATERAL (
                     SELECT * FROM pairing WHERE household_id = household.id ORDER BY id DESC LIMIT $2
                 ) AS row",
                [uuids(keys.iter().map(|key| key.0).collect()), MANY.into()],
            ))
            .all(&self.0.keyed())
            .await?;
        Ok(gather(
            rows,
            |row| PairingsOfHousehold(row.household_id),
            Pairing::from,
        ))
    }
}

impl Loader<PairingsOfCadre> for Batch {
    type Value = Vec<Pairing>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[PairingsOfCadre],
    ) -> Result<HashMap<PairingsOfCadre, Vec<Pairing>>> {
        self.0.require(Permission::PairingRead)?;
        let mut lists = HashMap::new();
        for (active, cadres) in groups(keys, |key| key.1, |key| key.0) {
            // A cadre of many years has a long history; the newest are what a page shows.
            let rows = pairing::Entity::find()
                .from_raw_sql(Statement::from_sql_and_values(
                    DbBackend::Postgres,
                    "SELECT row.* FROM unnest($1::uuid[]) AS cadre (id) CROSS JOIN LATERAL (
                         SELECT * FROM pairing
                         WHERE cadre_id = cadre.id AND ($2::boolean IS NULL OR (ended_on IS NULL) = $2)
                         ORDER BY id DESC LIMIT $3
                     ) AS row",
                    [uuids(cadres), active.into(), MANY.into()],
                ))
                .all(&self.0.keyed())
                .await?;
            lists.extend(gather(
                rows,
                |row| PairingsOfCadre(row.cadre_id, active),
                Pairing::from,
            ));
        }
        Ok(lists)
    }
}

impl Loader<LoadOf> for Batch {
    type Value = i32;
    type Error = Error;
    async fn load(&self, keys: &[LoadOf]) -> Result<HashMap<LoadOf, i32>> {
        self.0.require(Permission::PairingRead)?;
        let rows: Vec<(Uuid, i64)> = pairing::Entity::find()
            .select_only()
            .column(pairing::Column::CadreId)
            .column_as(pairing::Column::Id.count(), "households")
            .filter(pairing::Column::CadreId.eq_any(keys.iter().map(|key| key.0)))
            .filter(pairing::Column::EndedOn.is_null())
            .group_by(pairing::Column::CadreId)
            .into_tuple()
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|(id, n)| (LoadOf(id), i32::try_from(n).unwrap_or(i32::MAX)))
            .collect())
    }
}

impl Loader<HelpersOf> for Batch {
    type Value = Vec<Uuid>;
    type Error = Error;
    async fn load(&self, keys: &[HelpersOf]) -> Result<HashMap<HelpersOf, Vec<Uuid>>> {
        self.0.require(Permission::PairingRead)?;
        let rows = helper::Entity::find()
            .from_raw_sql(Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT row.* FROM unnest($1::uuid[]) AS household (id) CROSS JOIN LATERAL (
                     SELECT * FROM helper WHERE household_id = household.id ORDER BY since, staff_id LIMIT $2
                 ) AS row",
                [uuids(keys.iter().map(|key| key.0).collect()), MANY.into()],
            ))
            .all(&self.0.keyed())
            .await?;
        Ok(gather(
            rows,
            |row| HelpersOf(row.household_id),
            |row| row.staff_id,
        ))
    }
}

impl Loader<VisitPage> for Batch {
    type Value = Vec<Visit>;
    type Error = Error;
    async fn load(&self, keys: &[VisitPage]) -> Result<HashMap<VisitPage, Vec<Visit>>> {
        self.0.require(Permission::VisitRead)?;
        let mut lists = HashMap::new();
        let alike = |key: &VisitPage| (key.limit, key.after, key.private);
        for ((limit, after, private), households) in groups(keys, alike, |key| key.household) {
            let (columns, join) = if private {
                (
                    format!(", {PRIVATE_VISIT}"),
                    "LEFT JOIN visit_private p ON p.visit_id = row.id",
                )
            } else {
                (String::new(), "")
            };
            let rows = self
                .0
                .keyed()
                .query_all_raw(Statement::from_sql_and_values(
                    DbBackend::Postgres,
                    format!(
                        "SELECT row.*{columns} FROM unnest($1::uuid[]) AS household (id) CROSS JOIN LATERAL (
                             SELECT * FROM visit
                             WHERE household_id = household.id
                               AND ($2::date IS NULL OR (visited_on, id) < ($2, $3::uuid))
                             ORDER BY visited_on DESC, id DESC LIMIT $4
                         ) AS row {join}
                         ORDER BY row.household_id, row.visited_on DESC, row.id DESC"
                    ),
                    [
                        uuids(households),
                        after.map(|(day, _)| day).into(),
                        after.map(|(_, id)| id).into(),
                        i64::try_from(limit).unwrap_or(i64::MAX).into(),
                    ],
                ))
                .await?;
            let visits: Vec<Visit> = rows
                .iter()
                .map(|row| {
                    if private {
                        Visit::with_private(row)
                    } else {
                        Ok(visit::Model::from_query_result(row, "")?.into())
                    }
                })
                .collect::<Result<_>>()?;
            let key = |visit: &Visit| VisitPage {
                household: visit.household_id(),
                limit,
                after,
                private,
            };
            lists.extend(gather(visits, key, |visit| visit));
        }
        Ok(lists)
    }
}

impl Loader<MeasuresOfHousehold> for Batch {
    type Value = Vec<Measure>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[MeasuresOfHousehold],
    ) -> Result<HashMap<MeasuresOfHousehold, Vec<Measure>>> {
        self.0.require(Permission::VisitRead)?;
        let mut lists = HashMap::new();
        for (state, households) in groups(keys, |key| key.1, |key| key.0) {
            let rows = self
                .0
                .keyed()
                .query_all_raw(Statement::from_sql_and_values(
                    DbBackend::Postgres,
                    // What was promised is what a promise is read for, so it comes along.
                    format!(
                        "SELECT row.*, {PRIVATE_MEASURE} FROM unnest($1::uuid[]) AS household (id) CROSS JOIN LATERAL (
                             SELECT * FROM measure
                             WHERE household_id = household.id AND ($2::text IS NULL OR state = $2)
                             ORDER BY due_on, id LIMIT $3
                         ) AS row LEFT JOIN measure_private p ON p.measure_id = row.id
                         ORDER BY row.household_id, row.due_on, row.id"
                    ),
                    [
                        uuids(households),
                        state.map(|state| state.code().to_owned()).into(),
                        MANY.into(),
                    ],
                ))
                .await?;
            let measures: Vec<Measure> = rows
                .iter()
                .map(Measure::with_private)
                .collect::<Result<_>>()?;
            let key = |measure: &Measure| MeasuresOfHousehold(measure.household_id(), state);
            lists.extend(gather(measures, key, |measure| measure));
        }
        Ok(lists)
    }
}

impl Loader<MeasuresOfVisit> for Batch {
    type Value = Vec<Measure>;
    type Error = Error;
    async fn load(
        &self,
        keys: &[MeasuresOfVisit],
    ) -> Result<HashMap<MeasuresOfVisit, Vec<Measure>>> {
        let rows = measure::Entity::find()
            .filter(measure::Column::VisitId.eq_any(keys.iter().map(|key| key.0)))
            .order_by_asc(measure::Column::DueOn)
            .order_by_asc(measure::Column::Id)
            .all(&self.0.keyed())
            .await?;
        let of = |row: &measure::Model| row.visit_id.map(MeasuresOfVisit);
        Ok(gather(rows, of, Measure::from)
            .into_iter()
            .filter_map(|(key, list)| Some((key?, list)))
            .collect())
    }
}

impl Loader<TimelinePage> for Batch {
    type Value = Vec<Event>;
    type Error = Error;
    async fn load(&self, keys: &[TimelinePage]) -> Result<HashMap<TimelinePage, Vec<Event>>> {
        let mut lists = HashMap::new();
        for ((limit, after), households) in
            groups(keys, |key| (key.limit, key.after), |key| key.household)
        {
            let rows = timeline(&self.0, households, after, limit).await?;
            let key = |row: &Event| TimelinePage {
                household: row.household_id,
                limit,
                after,
            };
            lists.extend(gather(rows, key, |row| row));
        }
        Ok(lists)
    }
}
