//! Counting: a row declares what it counts for, and a write appends the difference it made.

use std::collections::BTreeMap;

use sea_orm::sea_query::ArrayType;
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use uuid::Uuid;

use super::{FigureDimension, FigureMeasure};
use crate::error::Result;
use crate::tenancy::{Scope, Tenant};

/// A row that counts for figures.
pub trait Counted: Tenant {
    /// Adds what the row counts for.
    fn tally(&self, tally: &mut Tally);
}

/// One counted cell: measure, dimension (none for the total) and key.
pub type Cell = (FigureMeasure, Option<FigureDimension>, String);

/// What rows count for, added up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    sign: i64,
    union: (Uuid, String),
    cells: BTreeMap<((Uuid, String), Cell), i64>,
}

impl Tally {
    /// Counts the row once in the total of the measure.
    pub fn count(&mut self, measure: FigureMeasure) {
        self.add((measure, None, String::new()));
    }

    /// Counts the row once under a key of a dimension.
    pub fn by(
        &mut self,
        measure: FigureMeasure,
        dimension: FigureDimension,
        key: impl Into<String>,
    ) {
        self.add((measure, Some(dimension), key.into()));
    }

    fn add(&mut self, cell: Cell) {
        *self.cells.entry((self.union.clone(), cell)).or_default() += self.sign;
    }

    /// Adds a row.
    pub fn plus(&mut self, row: &impl Counted) {
        self.row(1, row);
    }

    /// Takes a row away.
    pub fn minus(&mut self, row: &impl Counted) {
        self.row(-1, row);
    }

    fn row(&mut self, sign: i64, row: &impl Counted) {
        self.sign = sign;
        self.union = (row.union_id(), row.union_path().to_owned());
        row.tally(self);
    }

    /// The cells that are not zero, with their union.
    pub fn cells(&self) -> impl Iterator<Item = (&(Uuid, String), &Cell, i64)> {
        self.cells
            .iter()
            .filter(|(_, value)| **value != 0)
            .map(|((union, cell), value)| (union, cell, *value))
    }
}

/// Appends the difference between the row before and after a write, in the same transaction.
///
/// # Errors
/// A fault of the database.
pub async fn record<C: Counted>(
    scope: &Scope,
    before: Option<&C>,
    after: Option<&C>,
) -> Result<()> {
    let mut tally = Tally::default();
    if let Some(row) = before {
        tally.minus(row);
    }
    if let Some(row) = after {
        tally.plus(row);
    }
    append(scope, &tally).await
}

/// Appends a whole tally, for writes of many rows.
///
/// # Errors
/// A fault of the database.
pub async fn append(scope: &Scope, tally: &Tally) -> Result<()> {
    let (mut unions, mut paths, mut measures) = (Vec::new(), Vec::new(), Vec::new());
    let (mut dimensions, mut keys, mut values, mut ids) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for ((union, path), (measure, dimension, key), value) in tally.cells() {
        ids.push(Uuid::now_v7());
        unions.push(*union);
        paths.push(path.clone());
        measures.push(measure.code().to_owned());
        dimensions.push(dimension.map_or("", FigureDimension::code).to_owned());
        keys.push(key.clone());
        values.push(value);
    }
    if ids.is_empty() {
        return Ok(());
    }
    // One statement however many cells: a multi-row VALUES list would be a new statement per length.
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
             SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])",
            [
                uuids(ids),
                uuids(unions),
                texts(paths),
                texts(measures),
                texts(dimensions),
                texts(keys),
                Value::Array(ArrayType::BigInt, Some(Box::new(values.into_iter().map(Value::from).collect()))),
            ],
        ))
        .await?;
    Ok(())
}

/// A list of ids as one bound array.
pub(crate) fn uuids(list: Vec<Uuid>) -> Value {
    Value::Array(
        ArrayType::Uuid,
        Some(Box::new(list.into_iter().map(Value::from).collect())),
    )
}

/// A list of texts as one bound array.
pub(crate) fn texts(list: Vec<String>) -> Value {
    Value::Array(
        ArrayType::String,
        Some(Box::new(list.into_iter().map(Value::from).collect())),
    )
}

/// A list of bytes as one bound array.
pub(crate) fn bytes(list: Vec<Vec<u8>>) -> Value {
    Value::Array(
        ArrayType::Bytes,
        Some(Box::new(list.into_iter().map(Value::from).collect())),
    )
}
