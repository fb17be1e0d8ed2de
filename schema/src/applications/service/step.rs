//! Steps that need no more than a reason.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value, sea_query::ArrayType};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::money::note_money;
use super::{by_ids, needy_file, note, ready, reason, refused, state, still_there, submit};
use crate::applications::entity::application::Model;
use crate::applications::input::StepAidApplicationsInput;
use crate::applications::rules::{AidApplicationState, AidApplicationStep as Step, MOST_LINES};
use crate::audit::service::AuditAction;
use crate::error::Result;
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell, tell_union};
use crate::statistics::tally::uuids;
use crate::tenancy::{Permission, Role, Scope};
use crate::text::Language;

/// Takes a step of applications, all of them or none; answers their ids in the order of the lines.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] on another side; CONFLICT, STATE, LIMIT and REQUIRED, each at its
/// line; STATE for who would review what they submitted.
pub async fn step(scope: &Scope, input: &StepAidApplicationsInput) -> Result<Vec<Uuid>> {
    let step = input.step;
    if !step.is_plain() {
        return Err(state(
            "step",
            "公示、批准、发放请在各自的页面办理",
            "a notice, an approval and a payment are mutations of their own",
        ));
    }
    let rows = ready(scope, step, &input.lines, MOST_LINES).await?;
    let mut checks = Checks::default();
    let why = match step.needs_reason() {
        true => Some(reason(&mut checks, "reason", input.reason.as_deref())),
        false => None,
    };
    let end = needy_file::end(scope, &mut checks, input, &rows);
    if step == Step::File {
        still_there(scope, &mut checks, &rows).await?;
    }
    checks.done()?;
    let kept = match step {
        Step::Submit => submit::prepare(scope, &rows).await?,
        _ => HashMap::new(),
    };
    let facts = |row: &Model| {
        let mut facts = kept.get(&row.id).cloned().unwrap_or_default();
        facts["roles"] = json!(reviewing_roles());
        if !row.kind.takes_money() {
            needy_file::add(&mut facts, &end, row);
        }
        facts
    };
    take(scope, step, &rows, why.as_deref(), facts).await?;
    if step == Step::Revoke {
        let paid = rows.iter().filter(|row| row.kind.takes_money());
        note_money(scope, &paid.cloned().collect::<Vec<_>>()).await?;
    }
    let action = match step {
        Step::Submit | Step::Withdraw | Step::Confirm | Step::ProposeEnd => AuditAction::Changed,
        _ => AuditAction::Decided,
    };
    let label = step.label(Language::Chinese);
    note(scope, action, &rows, label, why.as_deref()).await?;
    announce(scope, step, &rows).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Roles by which a person reviews.
pub(super) fn reviewing_roles() -> Vec<&'static str> {
    let roles = Role::ALL.iter();
    let roles = roles.filter(|role| role.may(Permission::AidReview));
    roles.map(|role| role.code()).collect()
}

/// The ids and versions of rows, as the functions of the database take them.
pub(super) fn seen(rows: &[Model]) -> [Value; 2] {
    let versions = rows.iter().map(|row| Value::from(row.version)).collect();
    [
        uuids(rows.iter().map(|row| row.id).collect()),
        Value::Array(ArrayType::Int, Some(Box::new(versions))),
    ]
}

/// Has the database take a step of these applications at the versions that they have; `facts` are what it
/// needs to know of each.
pub(super) async fn take(
    scope: &Scope,
    step: Step,
    rows: &[Model],
    why: Option<&str>,
    facts: impl Fn(&Model) -> Json,
) -> Result<()> {
    let [ids, versions] = seen(rows);
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT step_aid($1, $2, $3, $4, $5, $6, $7)",
            [
                ids,
                versions,
                step.code().into(),
                scope.today().into(),
                scope.now().into(),
                why.into(),
                Json::Array(rows.iter().map(facts).collect()).into(),
            ],
        ))
        .await
        .map_err(refused)?;
    Ok(())
}

/// Tells whose turn it is now, and who wrote an application what became of it.
async fn announce(scope: &Scope, step: Step, rows: &[Model]) -> Result<()> {
    if matches!(step, Step::Submit | Step::Pass) {
        let ids = rows.iter().map(|row| row.id).collect();
        let mut desks: Vec<(Uuid, Uuid, Uuid)> = Vec::new();
        for row in by_ids(scope, ids).await? {
            let waits = row.state == AidApplicationState::Submitted;
            if let Some(desk) = row.desk_id.filter(|_| waits)
                && desks.iter().all(|(known, ..)| *known != desk)
            {
                desks.push((desk, row.id, row.union_id));
            }
        }
        for (desk, id, union) in desks {
            let news = News::of_union(NotificationKind::AidToReview, id, union);
            tell_union(scope, Some(desk), Permission::AidReview, news).await?;
        }
    }
    if step == Step::ProposeEnd {
        for (at, row) in rows.iter().enumerate() {
            if rows[..at]
                .iter()
                .all(|known| known.decider_id != row.decider_id)
            {
                let news = News::of_union(NotificationKind::NeedyFileToEnd, row.id, row.union_id);
                tell_union(scope, Some(row.decider_id), Permission::AidReview, news).await?;
            }
        }
    }
    let kind = match step {
        Step::Return => NotificationKind::AidReturned,
        Step::File | Step::End | Step::Keep => NotificationKind::NeedyFileDecided,
        Step::Reject | Step::Revoke => NotificationKind::AidRejected,
        _ => return Ok(()),
    };
    tell_writers(scope, kind, rows).await
}

/// Tells who wrote these applications.
pub(super) async fn tell_writers(
    scope: &Scope,
    kind: NotificationKind,
    rows: &[Model],
) -> Result<()> {
    let news = rows.iter().map(|row| {
        let news = News::of_household(kind, row.id, row.household_id);
        (row.created_by, news)
    });
    tell(scope, news).await
}
