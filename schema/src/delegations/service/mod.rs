//! What may be done with delegations.

mod document;
mod draft;
mod hearing;
mod list;
mod load;
mod save;
mod step;
mod worker;

pub use document::{NewFile, add_file, hold_for_file, share, takes_files};
pub use draft::{DelegationDraft, draft};
pub use hearing::{
    coming, hearing, hearing_steps, hearings, hearings_of, is_hearing_editable,
    save as save_hearing, step as step_hearing,
};
pub use list::{by_ids, delegations, documents_of, events, get, of_cases, private_of, workers_of};
pub use load::{Load, lawyer_loads, loads};
pub use save::save;
pub use step::step;
pub use worker::{open_id_number, open_phone};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};
use uuid::Uuid;

use super::entity::delegation::Model;
use super::rules::{DelegationStep, Party};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::id::DelegationId;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell_handler};
use crate::rights::entity::case::Model as Case;
use crate::rights::service as rights;
use crate::tenancy::{Actor, Permission, Scope};
use crate::text::Language;

/// Who reads delegations: whoever reads rights cases, and the people of a partner, who see those offered to it.
fn reads(scope: &Scope) -> Result<()> {
    match scope.actor()? {
        Actor::Union(_) => scope.require(Permission::RightsRead).map(drop),
        Actor::Partner(_) => Ok(()),
    }
}

/// A refusal because of how things stand.
fn state(path: &str, zh: impl Into<String>, en: impl Into<String>) -> Error {
    Refusal::new(UserErrorCode::State, path, zh, en).into()
}

/// A delegation with its case, which a partner does not see.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The delegation.
    pub row: &'a Model,
    /// Its case.
    pub case: Option<&'a Case>,
}

/// What the viewer is to a delegation; nothing for who only reads it.
fn party(scope: &Scope, standing: Standing<'_>) -> Result<Option<Party>> {
    let Standing { row, case } = standing;
    Ok(match scope.actor()? {
        Actor::Union(principal) => {
            let handled = case.map(|case| rights::is_handled_here(scope, case));
            let handles =
                principal.may(Permission::RightsHandle) && handled.transpose()?.unwrap_or_default();
            handles.then_some(Party::Union)
        }
        Actor::Partner(counsel) if counsel.admin => Some(Party::Admin),
        Actor::Partner(counsel) => {
            (row.lawyer_id == Some(counsel.lawyer_id)).then_some(Party::Lawyer)
        }
    })
}

/// The steps that the viewer may take of a delegation now.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn steps(scope: &Scope, standing: Standing<'_>) -> Result<Vec<DelegationStep>> {
    let Some(party) = party(scope, standing)? else {
        return Ok(Vec::new());
    };
    let row = standing.row;
    let steps = DelegationStep::ALL.iter().copied();
    Ok(steps
        .filter(|step| step.is_open_to(party, row.state))
        .filter(|step| *step != DelegationStep::Rate || row.satisfaction.is_none())
        .collect())
}

/// Whether the viewer may print the mandates: who handles the case does, while the delegation is open.
///
/// # Errors
/// As [`steps`].
pub fn is_printable(scope: &Scope, standing: Standing<'_>) -> Result<bool> {
    let open = DelegationStep::Revoke.from().contains(&standing.row.state);
    let reads_names = scope
        .actor()?
        .principal()
        .is_some_and(|principal| principal.may(Permission::HouseholdNames));
    Ok(open && reads_names && party(scope, standing)? == Some(Party::Union))
}

/// A delegation that this step may be taken of, at the version that was seen where one is named.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who only reads it or takes other steps; CONFLICT for an old version;
/// STATE where the step does not lead on from there.
async fn ready(
    scope: &Scope,
    id: DelegationId,
    version: Option<i32>,
    step: DelegationStep,
) -> Result<Model> {
    if scope.counsel().is_err() {
        scope.require(Permission::RightsHandle)?;
    }
    let row = get(scope, id).await?;
    let case = case_of(scope, &row).await?;
    let standing = Standing {
        row: &row,
        case: case.as_ref(),
    };
    let party = party(scope, standing)?.ok_or(Error::Forbidden)?;
    if version.is_some_and(|seen| seen != row.version) && !step.only_adds() {
        return Err(Error::conflict());
    }
    if !step.from().contains(&row.state) {
        let (zh, en) = (Language::Chinese, Language::English);
        return Err(state(
            "id",
            format!(
                "委托 {} “{}”，不能{}",
                row.number,
                row.state.label(zh),
                step.label(zh)
            ),
            format!(
                "delegation {} is {}; this step does not lead on from there",
                row.number,
                row.state.label(en)
            ),
        ));
    }
    if !step.is_open_to(party, row.state) {
        return Err(Error::Forbidden);
    }
    Ok(row)
}

/// The case of a delegation; none for a partner.
///
/// # Errors
/// A fault of the database.
pub async fn case_of(scope: &Scope, row: &Model) -> Result<Option<Case>> {
    match scope.actor()? {
        Actor::Union(_) => rights::get(scope, row.case_id.into()).await.map(Some),
        Actor::Partner(_) => Ok(None),
    }
}

/// Has the database write.
async fn run(scope: &Scope, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<()> {
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    scope.execute_raw(statement).await.map_err(refused)?;
    Ok(())
}

fn refused(error: DbErr) -> Error {
    match violated_constraint(&error) {
        Some("delegation_open") => state(
            "caseId",
            "该个案已有一件未了结的委托，请先办结或撤销",
            "a delegation of this case is open already; conclude or revoke it first",
        ),
        Some("delegation_partner") => state(
            "partnerId",
            "该机构目前不接受新的委托，请另选一个",
            "this partner takes nothing new now; choose another",
        ),
        // Not more: whom a firm serves is its secret.
        Some("delegation_conflict") => state(
            "partnerId",
            "该机构不能承办这件个案，请另选一个",
            "this partner can't take this case; choose another",
        ),
        Some("delegation_mandate") => state(
            "workers",
            "还有职工没有签署委托书，或没有上传签名件",
            "a worker has not signed the mandate, or its signed copy is missing",
        ),
        Some("delegation_lawyer") => state(
            "lawyerId",
            "此人不在本机构任职，请另选承办人",
            "this person does not work at the partner; appoint somebody else",
        ),
        _ => error.into(),
    }
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
        kind: "delegation",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    };
    let summary = format!("委托 {}（个案 {}）：{what}", row.number, row.case_number);
    audit::record(scope, action, subject, summary, reason).await
}

/// Tells those who handle the case what somebody of the partner did.
async fn tell(scope: &Scope, row: &Model) -> Result<()> {
    if scope.counsel().is_err() {
        return Ok(());
    }
    let news = News {
        kind: NotificationKind::DelegationMoved,
        subject: row.id,
        household: None,
        union: None,
    };
    tell_handler(scope, Permission::RightsHandle, news).await
}

/// The id of a row as the database takes it, or nothing.
fn uuid(id: Option<Uuid>) -> Value {
    id.into()
}
