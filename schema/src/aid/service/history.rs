//! What households were given, for caps and for rules like once a year: [`of`] for a household's page,
//! [`given`] for counting in the database. Given is what was approved, also while it is being paid.

use std::collections::HashMap;

use uuid::Uuid;

use crate::aid::rules::{Aid, History};
use crate::applications::service::{self as applications, exists_given as exists};
use crate::error::Result;
use crate::tenancy::{Permission, Scope};

/// The aid that each of these households was given, by household; nothing of a household is an empty
/// history.
pub(super) async fn of(scope: &Scope, households: &[Uuid]) -> Result<HashMap<Uuid, History>> {
    scope.require(Permission::AidRead)?;
    let mut histories: HashMap<Uuid, History> = HashMap::new();
    for row in applications::given(scope, households.to_vec()).await? {
        histories.entry(row.household_id).or_default().0.push(Aid {
            kind: row.kind,
            year: row.year,
            member: row.member_id,
            amount_fen: row.granted_fen.unwrap_or_default(),
        });
    }
    Ok(histories)
}

/// Whether aid of one of these kinds was given in a year to whom `whose` names of an application `x`, as
/// SQL; `kinds` and `year` are the places of what is bound.
pub(super) fn given(kinds: &str, year: &str, whose: &str) -> String {
    exists(&format!(
        "{whose} AND x.kind = ANY ({kinds}) AND x.year = {year}"
    ))
}
