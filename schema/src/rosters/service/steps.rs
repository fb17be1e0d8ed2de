//! The good households of a roster as rows to be written, some at a time.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::ahead::{Ahead, STEP};
use super::targets::Targets;
use crate::error::Result;
use crate::households::service::{Filing, Registration, at_work, compose, numbers};
use crate::rosters::entity::roster;
use crate::rosters::rules::Verdict;
use crate::tenancy::{Granted, Permission, Scope};
use crate::unions;
use crate::unions::entity::union;

/// The good households, step by step.
pub(super) struct Steps<'a> {
    scope: &'a Scope,
    roster: Uuid,
    unions: HashMap<Uuid, Granted<union::Model>>,
    targets: Targets,
    numbers: std::vec::IntoIter<i64>,
    /// Those that are read already; none at the end.
    ahead: Option<(i32, Ahead)>,
}

/// What comes next.
pub(super) enum Step {
    /// The rows of some households.
    Rows(Filing),
    /// What was checked is not so any more.
    Changed,
    /// There are no more.
    End,
}

impl<'a> Steps<'a> {
    /// From the first household on; `None` where a union registers nobody any more.
    pub(super) async fn of(scope: &'a Scope, roster: &roster::Model) -> Result<Option<Self>> {
        let Some(unions) = unions_held(scope, roster.id).await? else {
            return Ok(None);
        };
        let mut steps = Self {
            scope,
            roster: roster.id,
            unions,
            targets: Targets::load(scope, roster).await?,
            numbers: numbers(scope, roster.good).await?.into_iter(),
            ahead: None,
        };
        steps.look_ahead(-1).await?;
        Ok(Some(steps))
    }

    /// Begins to read the households after one; answers those before them.
    async fn look_ahead(&mut self, after: i32) -> Result<Option<Ahead>> {
        let numbers = good(self.scope, self.roster, after).await?;
        let following = match numbers.last() {
            Some(last) => Some((*last, Ahead::of(self.scope, self.roster, numbers).await?)),
            None => None,
        };
        Ok(std::mem::replace(&mut self.ahead, following).map(|(_, read)| read))
    }

    /// The rows of the next households.
    pub(super) async fn next(&mut self) -> Result<Step> {
        let Some((last, _)) = self.ahead else {
            return Ok(Step::End);
        };
        let Some(ahead) = self.look_ahead(last).await? else {
            return Ok(Step::End);
        };
        let readings = ahead.read().await?;
        let mut ready = Vec::with_capacity(readings.len());
        for (_, _, mut reading) in readings {
            match self.targets.of(&mut reading) {
                (target, Some(kind)) if reading.faults.is_empty() => {
                    ready.push((target, kind, reading.draft));
                }
                _ => return Ok(Step::Changed),
            }
        }
        let registrations = ready
            .iter()
            .map(|(target, kind, draft)| {
                Some(Registration {
                    union: self.unions.get(target)?,
                    kind: *kind,
                    number: self.numbers.next()?,
                    draft,
                })
            })
            .collect::<Option<Vec<_>>>();
        match registrations {
            Some(registrations) => Ok(Step::Rows(compose(self.scope, &registrations).await?)),
            None => Ok(Step::Changed),
        }
    }
}

/// The unions that good households are to be registered in, held; `None` where one does not register
/// anybody any more.
async fn unions_held(
    scope: &Scope,
    roster: Uuid,
) -> Result<Option<HashMap<Uuid, Granted<union::Model>>>> {
    let mut unions = HashMap::new();
    for id in target_ids(scope, roster).await? {
        let Ok(union) = unions::service::get_held(scope, id.into()).await else {
            return Ok(None);
        };
        let Ok(union) = scope.grant(Permission::HouseholdEdit, union) else {
            return Ok(None);
        };
        if at_work(&union).is_err() {
            return Ok(None);
        }
        unions.insert(id, union);
    }
    Ok(Some(unions))
}

/// Unions that good households are to be registered in, in one order, so that two loads can't wait for
/// each other.
async fn target_ids(scope: &Scope, roster: Uuid) -> Result<Vec<Uuid>> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT DISTINCT target_id FROM roster_household WHERE roster_id = $1 AND verdict = $2 ORDER BY target_id",
        [roster.into(), Verdict::Good.code().into()],
    );
    let rows = scope.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(row.try_get("", "target_id")?))
        .collect()
}

/// The next good households.
async fn good(scope: &Scope, roster: Uuid, after: i32) -> Result<Vec<i32>> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT family FROM roster_household WHERE roster_id = $1 AND verdict = $2 AND family > $3 ORDER BY family LIMIT $4",
        [
            roster.into(),
            Verdict::Good.code().into(),
            after.into(),
            STEP.into(),
        ],
    );
    let rows = scope.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(row.try_get("", "family")?))
        .collect()
}
