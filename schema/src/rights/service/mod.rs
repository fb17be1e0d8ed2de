//! What may be done with rights cases.

mod deadline;
mod directory;
mod draft;
mod facts;
mod letter;
mod list;
mod open;
mod recovery;
mod referral;
mod save;
mod step;
mod worker;

pub use deadline::{coming_rules, deadline, due, is_markable, meet, rule, rules, set_rule};
pub use directory::{Entry, directory};
pub use draft::{LetterDraft, draft};
pub use letter::{
    is_letter_editable, is_letter_printable, letter, letter_steps, save as save_letter,
    step as step_letter,
};
pub(crate) use list::shared_with;
pub use list::{
    by_ids, cases, deadlines_of, events, get, letters_by_ids, letters_of, letters_private_of,
    of_employers, of_households, private_of, recoveries_of, referrals_of, workers_of,
};
pub use open::open;
pub use recovery::{cancel, record};
pub use referral::refer;
pub use save::save;
pub use step::step;
pub(crate) use worker::{open_at, seal_at};
pub use worker::{open_id_number, open_phone};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use serde_json::Value as Json;
use uuid::Uuid;

use super::entity::case::Model;
use super::rules::{Party, RightsCaseStep, Standing};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::id::RightsCaseId;
use crate::input::{Checks, REASON};
use crate::tenancy::{Principal, Scope};
use crate::text::Language;

/// A refusal because of how things stand.
fn state(path: &str, zh: impl Into<String>, en: impl Into<String>) -> Error {
    Refusal::new(UserErrorCode::State, path, zh, en).into()
}

/// What the viewer is to a case.
fn party(principal: &Principal, row: &Model) -> Party {
    Party {
        home: principal.owns(row.union_id),
        target: row.shared_id.is_some_and(|id| principal.owns(id)),
    }
}

const fn standing(row: &Model) -> Standing {
    Standing {
        state: row.state,
        shared: row.shared_id.is_some(),
        taken: row.handler_id.is_some(),
    }
}

/// Whether one of the own unions handles it.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn is_handled_here(scope: &Scope, row: &Model) -> Result<bool> {
    Ok(standing(row).is_handled_by(party(scope.principal()?, row)))
}

/// The steps that the viewer may take of a case now.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn steps(scope: &Scope, row: &Model) -> Result<Vec<RightsCaseStep>> {
    let principal = scope.principal()?;
    let (party, standing) = (party(principal, row), standing(row));
    let open = |step: &RightsCaseStep| {
        principal.may(step.permission()) && step.is_open_to(party, standing)
    };
    let steps = RightsCaseStep::ALL.iter().copied();
    Ok(steps.filter(open).collect())
}

/// A case that this step may be taken of, at the version that was seen where one is named.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] on another side; CONFLICT for an old version; STATE where the step does
/// not lead on from there.
async fn ready(
    scope: &Scope,
    id: RightsCaseId,
    version: Option<i32>,
    step: RightsCaseStep,
) -> Result<Model> {
    let principal = scope.require(step.permission())?;
    let row = get(scope, id).await?;
    let (party, standing) = (party(principal, &row), standing(&row));
    if !party.home && !party.target {
        return Err(Error::Forbidden);
    }
    if version.is_some_and(|seen| seen != row.version) {
        return Err(Error::conflict());
    }
    if !step.from().contains(&row.state) {
        return Err(state(
            "id",
            format!(
                "个案 {} “{}”，不能{}",
                row.number,
                row.state.label(Language::Chinese),
                step.label(Language::Chinese)
            ),
            format!(
                "case {} is {}; this step does not lead on from there",
                row.number,
                row.state.label(Language::English)
            ),
        ));
    }
    if !step.is_open_to(party, standing) {
        return Err(state(
            "id",
            "个案已转办给另一工会，或尚未接办，请由办理方操作；需要时先收回或接办",
            "another union handles this case, or nobody has taken it in; recall it or take it in first",
        ));
    }
    Ok(row)
}

/// Has the database take a step at the version that the row has.
async fn take(
    scope: &Scope,
    row: &Model,
    step: RightsCaseStep,
    words: Option<&str>,
    facts: Json,
) -> Result<()> {
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT step_rights_case($1, $2, $3, $4, $5, $6, $7)",
            [
                row.id.into(),
                row.version.into(),
                step.code().into(),
                scope.today().into(),
                scope.now().into(),
                words.into(),
                facts.into(),
            ],
        ))
        .await
        .map_err(refused)?;
    Ok(())
}

fn refused(error: DbErr) -> Error {
    match violated_constraint(&error) {
        Some("rights_referral_target") => state(
            "unionId",
            "该工会不能接收转办，请另选一个",
            "this union takes no referral; choose another",
        ),
        _ => error.into(),
    }
}

/// Words that both sides and the unions above read: they name nobody.
pub(crate) fn words(
    checks: &mut Checks,
    path: &str,
    text: Option<&str>,
    needed: bool,
) -> Option<String> {
    let words = match needed {
        true => Some(checks.lines(path, text.unwrap_or_default(), 500)),
        false => checks.optional_lines(path, text, 500),
    };
    if let Some(words) = &words {
        checks.ensure(
            words.is_empty() || words.chars().count() >= REASON,
            path,
            format!("请写清楚，至少 {REASON} 个字"),
            format!("{REASON} characters at least"),
        );
        checks.without_numbers(path, words);
    }
    words
}

/// Writes what was done into the trail of the case's union.
async fn note(
    scope: &Scope,
    action: AuditAction,
    row: &Model,
    what: &str,
    reason: Option<&str>,
) -> Result<()> {
    let subject = Subject {
        kind: "rightscase",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    };
    let summary = format!("维权个案 {}：{what}", row.number);
    audit::record(scope, action, subject, summary, reason).await
}

/// A case that evidence is added to or removed from, held until the transaction ends, and whether it is over.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who neither owns nor handles it.
pub async fn hold_for_evidence(scope: &Scope, id: RightsCaseId) -> Result<(Model, bool)> {
    let principal = scope.require(RightsCaseStep::Note.permission())?;
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))",
            [id.to_string().into()],
        ))
        .await?;
    let row = get(scope, id).await?;
    if !writes(principal, &row) {
        return Err(Error::Forbidden);
    }
    let closed = !RightsCaseStep::Note.from().contains(&row.state);
    Ok((row, closed))
}

/// Whether a union of this principal owns or handles a case.
fn writes(principal: &Principal, row: &Model) -> bool {
    let party = party(principal, row);
    party.home || party.target && row.handler_id.is_some()
}

/// Whether the viewer may add evidence to a case and remove it.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn takes_evidence(scope: &Scope, row: &Model) -> Result<bool> {
    let principal = scope.principal()?;
    Ok(principal.may(RightsCaseStep::Note.permission())
        && writes(principal, row)
        && RightsCaseStep::Note.from().contains(&row.state))
}

/// Who handles a case now.
const fn handler(row: &Model) -> Uuid {
    match row.handler_id {
        Some(id) => id,
        None => row.union_id,
    }
}
