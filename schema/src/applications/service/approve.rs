//! Approving: within the caps of the year and what is left of fund and budget.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use uuid::Uuid;

use super::money::note_money;
use super::step::{take, tell_writers};
use super::{note, ready, state, still_there};
use crate::aid::service as aid;
use crate::applications::entity::application::Model;
use crate::applications::input::{AidApplicationLine, ApproveAidApplicationsInput};
use crate::applications::rules::{AidApplicationStep, MOST_LINES};
use crate::audit::service::AuditAction;
use crate::error::{Result, UserErrorCode};
use crate::funds::rules::ProgrammeKind;
use crate::funds::service as funds;
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::statistics::tally::uuids;
use crate::tenancy::Scope;
use crate::values::money::Fen;

/// Approves applications whose notice is over, all of them or none, and commits the money of one fund and of
/// the budget; answers their ids in the order of the lines.
///
/// # Errors
/// STATE while the notice hangs, for who submitted or reviewed it, in a closed year; LIMIT at each line
/// beyond what was asked or the caps of the year, and where fund or budget are not there.
pub async fn approve(scope: &Scope, input: &ApproveAidApplicationsInput) -> Result<Vec<Uuid>> {
    let lines: Vec<AidApplicationLine> = input
        .lines
        .iter()
        .map(|line| AidApplicationLine {
            id: line.id,
            version: line.version,
        })
        .collect();
    let principal = scope.require(AidApplicationStep::Approve.permission())?;
    // First of all, so that whoever comes second sees what the first did.
    hold_families(scope, &lines).await?;
    let rows = ready(scope, AidApplicationStep::Approve, &lines, MOST_LINES).await?;
    let mut checks = Checks::default();
    let mut wanted: HashMap<ProgrammeKind, Fen> = HashMap::new();
    for (at, (row, line)) in rows.iter().zip(&input.lines).enumerate() {
        let granted = line.granted.0;
        let path = format!("lines.{at}.granted");
        checks.ensure(
            granted.is_positive(),
            &path,
            "金额应大于零",
            "an amount is above zero",
        );
        if let Some(asked) = row.asked_fen.filter(|asked| granted.0 > *asked) {
            checks.fault(
                UserErrorCode::Limit,
                &path,
                format!("批准金额不能超过公示的 {} 元", Fen(asked)),
                format!("no more than {} yuan were publicised", Fen(asked)),
            );
        }
        if row.notice_until.is_none_or(|day| day >= scope.today()) {
            checks.fault(
                UserErrorCode::State,
                &format!("lines.{at}"),
                "公示期还没有结束，不能批准",
                "the notice still hangs; approve it afterwards",
            );
        }
        let sum = wanted.entry(row.kind).or_default();
        *sum = sum.plus(granted).unwrap_or(Fen(i64::MAX));
    }
    still_there(scope, &mut checks, &rows).await?;
    checks.done()?;
    within_rules(scope, input, &rows).await?;
    let decider = rows
        .first()
        .map_or(principal.union_id, |row| row.decider_id);
    if rows.iter().any(|row| row.decider_id != decider) {
        return Err(state(
            "lines",
            "这些申请由不同的工会审批，请分开办理",
            "these are decided by different unions; take them apart",
        ));
    }
    let year = funds::year_of(input.year)?;
    for (kind, sum) in &wanted {
        funds::enough_to_commit(scope, decider, input.fund_id, year, *kind, *sum).await?;
    }
    let granted: HashMap<Uuid, i64> = input
        .lines
        .iter()
        .map(|line| (line.id.uuid(), line.granted.0.0))
        .collect();
    take(scope, AidApplicationStep::Approve, &rows, None, |row| {
        json!({ "fund_id": input.fund_id.uuid(), "year": year, "granted_fen": granted.get(&row.id) })
    })
    .await?;
    note_money(scope, &rows).await?;
    note(scope, AuditAction::Decided, &rows, "批准", None).await?;
    tell_writers(scope, NotificationKind::AidApproved, &rows).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Holds the families, so that of two grants at once the second sees the first.
async fn hold_families(scope: &Scope, lines: &[AidApplicationLine]) -> Result<()> {
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT hold_families($1)",
            [uuids(lines.iter().map(|line| line.id.uuid()).collect())],
        ))
        .await?;
    Ok(())
}

/// What was given since, also in this very batch, may speak against a grant.
async fn within_rules(
    scope: &Scope,
    input: &ApproveAidApplicationsInput,
    rows: &[Model],
) -> Result<()> {
    let cases = rows.iter().zip(&input.lines).map(|(row, line)| aid::Case {
        household: row.household_id,
        member: row.member_id,
        edition: row.edition_id.unwrap_or_default(),
        kind: row.kind,
        year: row.year,
        granted_fen: line.granted.0.0,
    });
    let answers = aid::grantable(scope, &cases.collect::<Vec<_>>()).await?;
    let mut checks = Checks::default();
    for (at, answer) in answers.into_iter().enumerate() {
        if let Some((zh, en)) = answer {
            checks.fault(UserErrorCode::Limit, &format!("lines.{at}"), zh, en);
        }
    }
    checks.done()
}
