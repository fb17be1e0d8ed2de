//! Loading a roster: every good household, in one transaction.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QuerySelect, Statement};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;
use uuid::Uuid;

use super::check::check;
use super::intake::Job;
use super::steps::{Step, Steps};
use super::{get_locked, state, subject};
use crate::audit::service::{AuditAction, record};
use crate::error::{Error, Result};
use crate::households::service::register_all;
use crate::rosters::entity::roster;
use crate::rosters::input::LoadRosterInput;
use crate::rosters::rules::RosterState;
use crate::tenancy::{Permission, Principal, Scope};
use crate::text::Text;

/// Rosters that one server loads at once; the others wait for their turn.
static TURNS: Semaphore = Semaphore::const_new(2);
/// How often a load that lost against another transaction is run again.
const ATTEMPTS: u32 = 5;
/// How often a load that waits for its turn says so.
const WAITING: Duration = Duration::from_secs(10);
/// How often a load tells how far it is, and hears whether it was taken back.
const TELLS: Duration = Duration::from_millis(500);
/// How long a load waits to tell how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// Begins to load a roster; answers its id. The work is done by [`load`] after this transaction.
///
/// # Errors
/// STATE for one that is not checked, or has faults where all is to be loaded.
pub async fn start(scope: &Scope, input: &LoadRosterInput) -> Result<Uuid> {
    let (row, standing) = get_locked(scope, input.id).await?;
    scope.require(Permission::HouseholdEdit)?;
    match standing {
        RosterState::Checked => {}
        RosterState::Loading => return Err(state("花名册正在导入", "this roster is being loaded")),
        RosterState::Reading | RosterState::Checking => {
            return Err(state(
                "花名册还在核对，请稍候",
                "this roster is still being checked",
            ));
        }
        RosterState::Loaded => return Err(state("花名册已经导入", "this roster is loaded")),
        RosterState::Cancelled | RosterState::Refused => {
            return Err(state(
                "花名册已经取消或无法读取，请重新上传",
                "this roster was cancelled or can't be read; upload it again",
            ));
        }
    }
    if row.faulty > 0 && !input.good_rows_only {
        return Err(state(
            "还有户存在问题：请修改后重新上传，或只导入没有问题的户",
            "some households have faults: correct them and upload again, or load only the good ones",
        ));
    }
    if row.good == 0 && row.known == 0 {
        return Err(state("没有可以导入的户", "there is no household to load"));
    }
    let run = Uuid::now_v7();
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE roster SET state = 'LOADING', run = $2, done = 0, total = good, beat_at = clock_timestamp(),
             remark_zh = NULL, remark_en = NULL WHERE id = $1",
        [row.id.into(), run.into()],
    );
    scope.execute_raw(statement).await?;
    let job = Job {
        database: scope.database().clone(),
        principal: Arc::new(scope.principal()?.clone()),
        now: scope.now(),
        request_id: scope.request_id().map(str::to_owned),
        roster: row.id,
        run,
    };
    tokio::spawn(load(job));
    Ok(row.id)
}

/// What became of a load.
enum Outcome {
    /// It is committed.
    Loaded,
    /// It was taken back, or another load goes on with it.
    Stopped,
    /// What was checked is not so any more; nothing was written.
    Changed,
}

/// Loads what [`start`] began.
async fn load(mut job: Job) {
    let Some(_turn) = turn(&job).await else {
        return;
    };
    for attempt in 1..=ATTEMPTS {
        match attempt_load(&job).await {
            Ok(Outcome::Loaded | Outcome::Stopped) => return,
            Ok(Outcome::Changed) => {
                if let Err(error) = check_again(&job).await {
                    job.give_up(&error, RosterState::Checked).await;
                }
                return;
            }
            Err(Error::Retry(cause)) if attempt < ATTEMPTS => {
                tracing::debug!(attempt, %cause, "a load lost against another transaction");
                tokio::time::sleep(Duration::from_millis(u64::from(attempt * attempt) * 20)).await;
                // What it lost against may have moved or changed the very post that loads.
                match Principal::load(&job.database, &job.principal.claims(), job.now).await {
                    Ok(principal) => job.principal = principal,
                    Err(error) => return job.give_up(&error, RosterState::Checked).await,
                }
            }
            Err(error) => return job.give_up(&error, RosterState::Checked).await,
        }
    }
}

/// Waits for a turn, and says meanwhile that somebody works on the roster.
async fn turn(job: &Job) -> Option<SemaphorePermit<'static>> {
    loop {
        match timeout(WAITING, TURNS.acquire()).await {
            Ok(turn) => return turn.ok(),
            Err(_) => {
                if !job.beat(0, 0).await.unwrap_or(true) {
                    return None;
                }
            }
        }
    }
}

async fn attempt_load(job: &Job) -> Result<Outcome> {
    if !is_ours(job).await? {
        return Ok(Outcome::Stopped);
    }
    let scope = job.scope().await?;
    let result = write(job, &scope).await;
    match &result {
        Ok(Outcome::Loaded) => scope.finish().await?,
        _ => scope.rollback().await,
    }
    result
}

/// Whether the request that began this load was committed, and no other took over. It waits for it.
async fn is_ours(job: &Job) -> Result<bool> {
    let scope = job.scope().await?;
    let row = roster::Entity::find_by_id(job.roster)
        .lock_exclusive()
        .one(&scope)
        .await?;
    scope.finish().await?;
    Ok(row.is_some_and(|row| row.run == job.run && row.state == RosterState::Loading))
}

async fn write(job: &Job, scope: &Scope) -> Result<Outcome> {
    let row = roster::Entity::find_by_id(job.roster)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    let Some(mut steps) = Steps::of(scope, &row).await? else {
        return Ok(Outcome::Changed);
    };
    let (mut households, mut members) = (0, 0);
    let mut step = steps.next().await?;
    let mut told = None;
    loop {
        let filing = match step {
            Step::Rows(filing) => filing,
            Step::Changed => return Ok(Outcome::Changed),
            Step::End => break,
        };
        if told.is_none_or(|told: Instant| told.elapsed() >= TELLS) {
            told = Some(Instant::now());
            // Telling how far it is must not hold up the work: somebody who waits for this very
            // transaction may stand before it.
            if let Ok(told) = timeout(PATIENCE, job.beat(households, row.good)).await
                && !told?
            {
                return Ok(Outcome::Stopped);
            }
        }
        households += i32::try_from(filing.households()).unwrap_or(i32::MAX);
        members += i32::try_from(filing.members()).unwrap_or(i32::MAX);
        // The next rows are made while the database writes these.
        let (written, next) = futures::join!(register_all(scope, filing), steps.next());
        if !written? {
            return Ok(Outcome::Changed);
        }
        step = next?;
    }
    conclude(job, scope, &row, households, members).await
}

/// Writes what was loaded, unless the roster was taken back meanwhile: whoever comes first wins.
async fn conclude(
    job: &Job,
    scope: &Scope,
    row: &roster::Model,
    households: i32,
    members: i32,
) -> Result<Outcome> {
    // Only the faulty ones are needed any more. NOT IN, because a list of so many households that was
    // written a moment ago has no statistics, and is then looked through for each row.
    for sql in [
        "DELETE FROM roster_row WHERE roster_id = $1
         AND family NOT IN (SELECT family FROM roster_household WHERE roster_id = $1 AND verdict = 'FAULTY')",
        "DELETE FROM roster_household WHERE roster_id = $1 AND verdict <> 'FAULTY'",
    ] {
        let statement =
            Statement::from_sql_and_values(DbBackend::Postgres, sql, [job.roster.into()]);
        scope.execute_raw(statement).await?;
    }
    let summary = format!("导入花名册：{households} 户 {members} 人");
    record(scope, AuditAction::Created, subject(row), summary, None).await?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE roster SET state = 'LOADED', done = $3, total = $3, loaded_households = $3, loaded_members = $4, ended_at = $5
         WHERE id = $1 AND run = $2 AND state = 'LOADING'",
        [
            job.roster.into(),
            job.run.into(),
            households.into(),
            members.into(),
            scope.now().into(),
        ],
    );
    let mine = scope.execute_raw(statement).await?.rows_affected() > 0;
    Ok(if mine {
        Outcome::Loaded
    } else {
        Outcome::Stopped
    })
}

/// Somebody registered one of these people since the check, or the union changed: what is true now is
/// found out and shown, and nothing was loaded.
async fn check_again(job: &Job) -> Result<()> {
    let scope = job.scope().await?;
    for table in ["roster_household", "roster_fault"] {
        let sql = format!("DELETE FROM {table} WHERE roster_id = $1");
        let statement =
            Statement::from_sql_and_values(DbBackend::Postgres, sql, [job.roster.into()]);
        scope.execute_raw(statement).await?;
    }
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE roster SET state = 'CHECKING', beat_at = clock_timestamp() WHERE id = $1 AND run = $2 AND state = 'LOADING'",
        [job.roster.into(), job.run.into()],
    );
    let mine = scope.execute_raw(statement).await?.rows_affected() > 0;
    if !mine {
        scope.rollback().await;
        return Ok(());
    }
    scope.finish().await?;
    let remark = Text::new(
        "核对之后情况有变化（例如有人刚被登记），没有导入任何内容；已重新核对，请再看一遍",
        "something changed since the check, such as somebody being registered; nothing was loaded, and all was checked again",
    );
    check(job, Some(&remark)).await
}
