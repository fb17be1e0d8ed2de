//! What statements are made from: maintained figures for a subtree, balances for a union's own books. No
//! entry is read for either.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::funds::entity::{account, fund};
use crate::funds::rules::{Balances, StatementCell};
use crate::statistics::{CellsUnder, FigureDimension, FigureMeasure};
use crate::tenancy::{Permission, Scope};
use crate::values::money::Fen;

/// Where the balances of a whole subtree in a year are found.
#[must_use]
pub fn balances_key(union: Uuid, path: &str, year: i32) -> CellsUnder {
    CellsUnder {
        union_id: union,
        path: path.to_owned(),
        measure: FigureMeasure::Funds,
        dimension: FigureDimension::FundAccount,
        prefix: format!("{year}:"),
    }
}

/// Reads maintained cells as balances.
///
/// # Errors
/// A bug where a key is not one of ours.
pub fn cells_of(cells: &BTreeMap<String, i64>) -> Result<Balances> {
    cells
        .iter()
        .map(|(key, fen)| {
            let cell = StatementCell::of_key(key)
                .ok_or_else(|| Error::bug(format!("a figure of funds under {key}")))?;
            Ok((cell, Fen(*fen)))
        })
        .collect()
}

/// The balances of unions' own books in a year.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn own_balances(
    scope: &Scope,
    unions: &[Uuid],
    year: i32,
) -> Result<BTreeMap<Uuid, Balances>> {
    scope.require(Permission::FundRead)?;
    let accounts = account::Entity::find()
        .filter(account::Column::UnionId.eq_any(unions.to_vec()))
        .filter(account::Column::Year.eq(year))
        .all(&scope.keyed())
        .await?;
    let funds: Vec<Uuid> = accounts.iter().filter_map(|row| row.fund_id).collect();
    let funds = fund::Entity::find()
        .filter(fund::Column::Id.eq_any(funds))
        .all(&scope.keyed())
        .await?;
    let mut found: BTreeMap<Uuid, Balances> = BTreeMap::new();
    for row in accounts {
        let source = row
            .fund_id
            .and_then(|id| funds.iter().find(|fund| fund.id == id))
            .map(|fund| fund.source);
        let cell = StatementCell {
            kind: row.kind,
            programme: row.programme,
            source,
        };
        let sum = found
            .entry(row.union_id)
            .or_default()
            .entry(cell)
            .or_default();
        *sum = sum
            .plus(Fen(row.balance_fen))
            .map_err(|error| Error::bug(error.to_string()))?;
    }
    Ok(found)
}
