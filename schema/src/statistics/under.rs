//! Cells of one thing of many, such as one survey round, whose keys begin with its id.

use std::collections::{BTreeMap, HashMap};

use async_graphql::dataloader::Loader;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::tally::{texts, uuids};
use super::{FigureDimension, FigureMeasure};
use crate::error::{Error, Result};
use crate::loaders::Batch;

/// Loads the cells of a union's subtree whose keys begin with a text, by the rest of the key. Whoever
/// asks has checked that the viewer may read that subtree.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CellsUnder {
    /// The union.
    pub union_id: Uuid,
    /// Its path.
    pub path: String,
    /// What is counted.
    pub measure: FigureMeasure,
    /// By what.
    pub dimension: FigureDimension,
    /// What the keys begin with.
    pub prefix: String,
}

impl Loader<CellsUnder> for Batch {
    type Value = BTreeMap<String, i64>;
    type Error = Error;

    async fn load(&self, keys: &[CellsUnder]) -> Result<HashMap<CellsUnder, Self::Value>> {
        let list = |of: fn(&CellsUnder) -> &str| {
            texts(keys.iter().map(|key| of(key).to_owned()).collect())
        };
        let rows = self
            .0
            .keyed()
            .query_all_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                // Folded totals plus what is still pending: each delta is in exactly one of the two.
                "WITH wanted AS (
                     SELECT number, union_id, path, measure, dimension, prefix
                     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
                          WITH ORDINALITY AS w (union_id, path, measure, dimension, prefix, number)
                 )
                 SELECT number, rest, sum(value)::bigint FROM (
                     SELECT w.number, substr(t.key, length(w.prefix) + 1) AS rest, t.value
                     FROM wanted w JOIN stat_total t USING (union_id, measure, dimension)
                     WHERE starts_with(t.key, w.prefix)
                     UNION ALL
                     SELECT w.number, substr(d.key, length(w.prefix) + 1), d.value
                     FROM wanted w JOIN stat_delta d
                          ON d.union_path >= w.path COLLATE \"C\" AND d.union_path < (w.path || '~') COLLATE \"C\"
                         AND d.measure = w.measure AND d.dimension = w.dimension
                     WHERE starts_with(d.key, w.prefix)
                 ) AS cell
                 GROUP BY number, rest",
                [
                    uuids(keys.iter().map(|key| key.union_id).collect()),
                    list(|key| &key.path),
                    list(|key| key.measure.code()),
                    list(|key| key.dimension.code()),
                    list(|key| &key.prefix),
                ],
            ))
            .await?;
        let mut found: HashMap<CellsUnder, Self::Value> = HashMap::new();
        for row in rows {
            let number: i64 = row.try_get_by_index(0)?;
            let key = usize::try_from(number - 1)
                .ok()
                .and_then(|n| keys.get(n))
                .ok_or_else(|| Error::bug("a figure for nobody"))?;
            let cells = found.entry(key.clone()).or_default();
            cells.insert(row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        }
        Ok(found)
    }
}
