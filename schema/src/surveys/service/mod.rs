//! What may be done with survey rounds.
//!
//! Locks are taken in one order everywhere: the round in common (or alone, to close it), the household,
//! the household's place on the list.

mod close;
mod compose;
mod lists;
mod open;
mod progress;
mod record;
mod remind;
mod round;
mod settle;

pub use close::{REPORT, close};
pub use lists::{Unfinished, records, reminders, tasks, unfinished_unions};
pub use open::open;
pub use progress::{Below, CadreCount, Cells, Counts, Report, by_cadre, report, reports_below};
pub use record::record;
pub use remind::remind;
pub use round::{create, delete, get, rounds, update};
pub use settle::settle;

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, QuerySelect, Set, Statement,
};
use uuid::Uuid;

use super::entity::{event, round as rounds_table, task as tasks_table};
use super::rules::SurveyState;
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::{SurveyRoundId, SurveyTaskId};
use crate::tenancy::{Permission, Scope, Tenant};

/// A household on the list of a round, of the own subtree.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn get_task(scope: &Scope, id: SurveyTaskId) -> Result<tasks_table::Model> {
    scope.require(Permission::VisitRead)?;
    tasks_table::Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// As [`get_task`], with the row locked until the transaction ends.
async fn get_task_locked(scope: &Scope, id: SurveyTaskId) -> Result<tasks_table::Model> {
    tasks_table::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// A round that is open and stays so until the transaction ends; `path` says where it is named.
async fn hold_open(scope: &Scope, id: SurveyRoundId, path: &str) -> Result<rounds_table::Model> {
    lock(scope, id, "pg_advisory_xact_lock_shared").await?;
    let round = get(scope, id).await?;
    match round.state {
        SurveyState::Open => Ok(round),
        SurveyState::Draft => Err(Refusal::new(
            UserErrorCode::State,
            path,
            format!("“{}”还没有下发", round.name),
            "this round was not opened yet",
        )
        .into()),
        SurveyState::Closed => Err(Refusal::new(
            UserErrorCode::State,
            path,
            format!(
                "“{}”已截止，不能再登记；家庭情况的变化请在帮扶户档案中修改",
                round.name
            ),
            "this round is closed and takes nothing more; change the household's file instead",
        )
        .into()),
    }
}

/// Takes the lock of a round that rows of a superior can't give.
async fn lock(scope: &Scope, id: SurveyRoundId, function: &str) -> Result<()> {
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            format!("SELECT {function}(survey_key($1))"),
            [id.uuid().into()],
        ))
        .await?;
    Ok(())
}

/// Writes an act into the trail of the union whose row it is; live lists of the round follow.
async fn note(
    scope: &Scope,
    action: AuditAction,
    round: SurveyRoundId,
    of: &impl Tenant,
    summary: String,
) -> Result<()> {
    let subject = Subject {
        kind: "survey",
        id: Some(round.uuid()),
        union_id: of.union_id(),
        union_path: of.union_path(),
    };
    audit::record(scope, action, subject, summary, None).await
}

/// As [`note`], and those below who may read the round hear of it too.
async fn announce(
    scope: &Scope,
    action: AuditAction,
    round: SurveyRoundId,
    of: &impl Tenant,
    summary: String,
) -> Result<()> {
    note(scope, action, round, of, summary).await?;
    event::ActiveModel {
        id: Set(Uuid::now_v7()),
        round_id: Set(round.uuid()),
        union_id: Set(of.union_id()),
        union_path: Set(of.union_path().to_owned()),
        action: Set(action.code().to_owned()),
        at: Set(scope.now()),
    }
    .insert(scope)
    .await?;
    Ok(())
}
