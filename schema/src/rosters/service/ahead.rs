//! The rows of a roster out of the database, and what they say.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::place;
use crate::error::{Error, Result};
use crate::privacy::Vault;
use crate::rosters::entity::roster_row;
use crate::rosters::interpret::{Line, Reading, interpret};
use crate::sheets::cell::{Place, Row};
use crate::tenancy::Scope;

/// Households of one step; it bounds what is held in memory.
pub(super) const STEP: i32 = 1_000;

/// The rows of these households, sealed, in the order of the file.
pub(super) async fn sealed(
    scope: &Scope,
    roster: Uuid,
    numbers: Vec<i32>,
) -> Result<Vec<roster_row::Model>> {
    Ok(roster_row::Entity::find()
        .filter(roster_row::Column::RosterId.eq(roster))
        .filter(roster_row::Column::Family.eq_any(numbers))
        .order_by_asc(roster_row::Column::Family)
        .order_by_asc(roster_row::Column::Number)
        .all(scope)
        .await?)
}

/// Opens rows, and gathers them by household.
pub(super) fn opened(vault: &Vault, rows: Vec<roster_row::Model>) -> Result<Vec<(i32, Vec<Line>)>> {
    let mut families: Vec<(i32, Vec<Line>)> = Vec::new();
    for row in rows {
        let text = vault
            .open(&place("roster_row", row.roster_id, row.number), &row.sealed)
            .map_err(|error| Error::bug(error.to_string()))?;
        let cells: Row =
            serde_json::from_str(&text).map_err(|error| Error::bug(error.to_string()))?;
        let line = Line {
            number: row.number,
            place: Place {
                sheet: row.sheet,
                line: u32::try_from(row.line).unwrap_or_default(),
            },
            row: cells,
        };
        match families.last_mut() {
            Some((family, lines)) if *family == row.family => lines.push(line),
            _ => families.push((row.family, vec![line])),
        }
    }
    Ok(families)
}

/// A household of the file as it was read.
pub(super) type Read = (i32, Vec<Line>, Reading);

/// Reads households beside the work on those before them: one takes a processor, the other the
/// database.
pub(super) struct Ahead(JoinHandle<Result<Vec<Read>>>);

impl Ahead {
    /// Begins with the rows of some households.
    pub(super) async fn of(scope: &Scope, roster: Uuid, numbers: Vec<i32>) -> Result<Self> {
        let rows = sealed(scope, roster, numbers).await?;
        let (database, today) = (scope.database().clone(), scope.today());
        Ok(Self(tokio::task::spawn_blocking(move || {
            let families = opened(database.vault(), rows)?;
            let read = families.into_iter().map(|(family, lines)| {
                let reading = interpret(&lines, today);
                (family, lines, reading)
            });
            Ok(read.collect())
        })))
    }

    /// The households.
    pub(super) async fn read(self) -> Result<Vec<Read>> {
        self.0
            .await
            .map_err(|error| Error::bug(error.to_string()))?
    }
}
