//! What households were given, for caps and for rules like once a year. This is the one place that is to
//! be filled once aid is given: [`of`] for a household's page, [`given`] for counting in the database.

use std::collections::HashMap;

use uuid::Uuid;

use crate::aid::rules::History;
use crate::error::Result;
use crate::funds::rules::ProgrammeKind;
use crate::tenancy::{Permission, Scope};

/// The aid that each of these households was given, by household; nothing of a household is an empty
/// history. No aid is given through the system yet.
pub(super) async fn of(scope: &Scope, _households: &[Uuid]) -> Result<HashMap<Uuid, History>> {
    scope.require(Permission::AidRead)?;
    Ok(HashMap::new())
}

/// Whether a household `h` was given aid of one of these kinds in a year, as SQL.
pub(super) fn given(_kinds: &[ProgrammeKind], _year: i32) -> String {
    "false".to_owned()
}
