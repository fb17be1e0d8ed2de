//! What may be done with rosters.
//!
//! Reading and loading outlive the request that began them: each is run by one task, whose token stands
//! in the roster's row ([`beat`]). Whoever takes the roster back changes the row, and the task ends; a
//! task that is heard of no more is told from the row's last beat.

mod ahead;
mod check;
mod faulty;
mod intake;
mod load;
mod steps;
mod targets;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

pub use faulty::{FaultyRow, faulty_rows};
pub use intake::{Intake, begin};
pub use load::start;

use super::entity::{roster, roster_fault};
use super::input::CancelRosterInput;
use super::rules::RosterState;
use crate::audit::service::{AuditAction, Subject, record};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::RosterId;
use crate::paging::Page;
use crate::privacy::vault::context;
use crate::statistics::tally::uuids;
use crate::tenancy::{Granted, Permission, Scope};
use crate::text::Text;

/// A roster, and where it truly stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its row.
    pub row: roster::Model,
    /// As the row says, or what that means when nobody works on it any more.
    pub state: RosterState,
}

impl Standing {
    /// Whether whoever worked on it is heard of no more.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.state != self.row.state
    }
}

#[derive(FromQueryResult)]
struct Silence {
    id: Uuid,
    silent: bool,
}

/// Tells which of the rosters nobody works on any more, by the clock of the database.
async fn standing(scope: &Scope, rows: Vec<roster::Model>) -> Result<Vec<Standing>> {
    let at_work = rows.iter().filter(|row| row.state.is_at_work());
    let at_work: Vec<Uuid> = at_work.map(|row| row.id).collect();
    let mut silent = Vec::new();
    if !at_work.is_empty() {
        silent = roster::Entity::find()
            .select_only()
            .column(roster::Column::Id)
            .expr_as(
                Expr::cust("beat_at < clock_timestamp() - interval '60 seconds'"),
                "silent",
            )
            .filter(roster::Column::Id.eq_any(at_work))
            .into_model::<Silence>()
            .all(&scope.keyed())
            .await?;
    }
    let is_silent = |id: Uuid| silent.iter().any(|row| row.id == id && row.silent);
    Ok(rows
        .into_iter()
        .map(|row| {
            let state = if is_silent(row.id) {
                row.state.when_silent()
            } else {
                row.state
            };
            Standing { row, state }
        })
        .collect())
}

/// A roster of the own unions.
///
/// # Errors
/// [`Error::NotFound`] for another tenant's roster as for none.
pub async fn get(scope: &Scope, id: RosterId) -> Result<Standing> {
    scope.require(Permission::RosterLoad)?;
    let row = roster::Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)?;
    one(standing(scope, vec![row]).await?)
}

fn one(standings: Vec<Standing>) -> Result<Standing> {
    standings.into_iter().next().ok_or(Error::NotFound)
}

/// As [`get`], with the row locked until the transaction ends.
async fn get_locked(scope: &Scope, id: RosterId) -> Result<(Granted<roster::Model>, RosterState)> {
    scope.require(Permission::RosterLoad)?;
    let row = roster::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    let Standing { row, state } = one(standing(scope, vec![row]).await?)?;
    Ok((scope.grant(Permission::RosterLoad, row)?, state))
}

/// The rosters of the own unions, newest first; the page's key is the id, which follows time.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn list(scope: &Scope, page: &Page) -> Result<Vec<Standing>> {
    let own = scope.require(Permission::RosterLoad)?.own_unions.clone();
    let mut query = roster::Entity::find().filter(roster::Column::UnionId.eq_any(own));
    if let Some(before) = page.key::<Uuid>(0)? {
        query = query.filter(roster::Column::Id.lt(before));
    }
    let rows = query
        .order_by_desc(roster::Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?;
    standing(scope, rows).await
}

/// A cell that can't stay so, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// Its row.
    pub row: roster_fault::Model,
    /// What stands in the cell.
    pub value: Option<String>,
}

/// The faults of each of these rosters in the order of the file, after a number: `limit` of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn faults(
    scope: &Scope,
    rosters: Vec<Uuid>,
    limit: u64,
    after: Option<i32>,
) -> Result<Vec<CellFault>> {
    scope.require(Permission::RosterLoad)?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT row.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT * FROM roster_fault WHERE roster_id = asked.id AND number > $2 ORDER BY number LIMIT $3
         ) AS row",
        [
            uuids(rosters),
            after.unwrap_or(-1).into(),
            i64::try_from(limit).unwrap_or(i64::MAX).into(),
        ],
    );
    let rows = roster_fault::Entity::find()
        .from_raw_sql(statement)
        .all(&scope.keyed())
        .await?;
    let vault = scope.database().vault();
    rows.into_iter()
        .map(|row| {
            let place = place("roster_fault", row.roster_id, row.number);
            let value = row
                .value
                .as_deref()
                .map(|sealed| vault.open(&place, sealed))
                .transpose()
                .map_err(|error| Error::bug(error.to_string()))?;
            Ok(CellFault { row, value })
        })
        .collect()
}

/// Takes a roster back: what was read of it is removed, and whoever works on it stops. What a load
/// has committed stays. Answers its id.
///
/// # Errors
/// STATE for one that is loaded, refused or cancelled.
pub async fn cancel(scope: &Scope, input: &CancelRosterInput) -> Result<Uuid> {
    let (row, _) = get_locked(scope, input.id).await?;
    if !row.state.may_be_cancelled() {
        return Err(state(
            "花名册已经处理完毕，不能取消",
            "this roster is done with and can't be cancelled",
        ));
    }
    remove_rows(scope, row.id).await?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE roster SET state = 'CANCELLED', faults = 0, ended_at = $2 WHERE id = $1",
        [row.id.into(), scope.now().into()],
    );
    scope.execute_raw(statement).await?;
    record(
        scope,
        AuditAction::Deleted,
        subject(&row),
        "取消花名册",
        None,
    )
    .await?;
    Ok(row.id)
}

/// Removes what was read of the file.
async fn remove_rows(scope: &Scope, roster: Uuid) -> Result<()> {
    for table in ["roster_row", "roster_household", "roster_fault"] {
        let sql = format!("DELETE FROM {table} WHERE roster_id = $1");
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [roster.into()]);
        scope.execute_raw(statement).await?;
    }
    Ok(())
}

/// Says that somebody works on the roster, and how far it is; `false` when it is no longer this
/// worker's, so that nothing of its work is to be kept.
async fn beat(scope: &Scope, roster: Uuid, run: Uuid, done: i32, total: i32) -> Result<bool> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE roster SET done = $3, total = $4, beat_at = clock_timestamp()
         WHERE id = $1 AND run = $2 AND state IN ('READING', 'CHECKING', 'LOADING')",
        [roster.into(), run.into(), done.into(), total.into()],
    );
    Ok(scope.execute_raw(statement).await?.rows_affected() > 0)
}

/// Ends the work on a roster that can't go on, with what a person is told.
async fn end(
    scope: &Scope,
    roster: Uuid,
    run: Uuid,
    state: RosterState,
    remark: &Text,
) -> Result<()> {
    use crate::text::Language::{Chinese, English};
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE roster SET state = $3, remark_zh = $4, remark_en = $5, ended_at = CASE WHEN $3 = 'REFUSED' THEN $6::timestamptz END
         WHERE id = $1 AND run = $2 AND state IN ('READING', 'CHECKING', 'LOADING')",
        [
            roster.into(),
            run.into(),
            state.code().into(),
            remark.in_language(Chinese).into(),
            remark.in_language(English).into(),
            scope.now().into(),
        ],
    );
    let mine = scope.execute_raw(statement).await?.rows_affected() > 0;
    if mine && state == RosterState::Refused {
        remove_rows(scope, roster).await?;
    }
    Ok(())
}

fn subject(row: &roster::Model) -> Subject<'_> {
    Subject {
        kind: "roster",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    }
}

fn state(zh: &str, en: &str) -> Error {
    Refusal::new(UserErrorCode::State, "id", zh, en).into()
}

/// Where a sealed value belongs.
fn place(table: &str, roster: Uuid, number: i32) -> String {
    context(table, format_args!("{roster}:{number}"))
}
