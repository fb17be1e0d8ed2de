//! What may be done with applications.

mod approve;
mod calendar;
mod complaint;
mod draft;
mod list;
mod money;
mod needy_file;
mod notice;
mod payee;
mod payment;
mod public;
mod returned;
mod step;
mod submit;

pub use approve::approve;
pub use calendar::{days, end_of_notice, set_year, years};
pub use complaint::{
    complaint, complaints, complaints_of, contact, file, may_step, object, step_complaint,
};
pub use draft::{delete, save};
pub use list::{
    applications, by_ids, decides_needy_file, events, exists_given, get, given, of_households,
    private_of,
};
pub use notice::{hangs, hex, notice, notices, post, take_down};
pub use payee::{account, correct};
pub use payment::{batch, batches, last_payments, pay, payments, settle};
pub use public::{PublicNotice, hanging};
pub use returned::{BankReturn, bank_returns};
pub use step::step;

use std::collections::HashSet;

use sea_orm::DbErr;
use uuid::Uuid;

use super::entity::application::Model;
use super::input::AidApplicationLine;
use super::rules::{AidApplicationStep, Hands, Side};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::households::rules::HouseholdStatus;
use crate::households::service as households;
use crate::input::{Checks, REASON};
use crate::tenancy::{Principal, Scope, Tenant};
use crate::text::Language;

/// A refusal because of how things stand.
fn state(path: &str, zh: impl Into<String>, en: impl Into<String>) -> Error {
    Refusal::new(UserErrorCode::State, path, zh, en).into()
}

/// What it means that the database took a step not.
fn refused(error: DbErr) -> Error {
    match violated_constraint(&error) {
        Some("aid_application_four_eyes" | "aid_application_ending_eyes") => four_eyes("lines"),
        Some("aid_application_one_file") => Refusal::new(
            UserErrorCode::Duplicate,
            "programmeId",
            "这户已有困难职工档案或正在申请建档，不能重复申请",
            "this household has a file already, or applied for one",
        )
        .into(),
        Some("aid_application_once") => Refusal::new(
            UserErrorCode::Duplicate,
            "programmeId",
            "这户（或这名成员）已申请过该项目，不能重复申请",
            "there is an application for this programme already",
        )
        .into(),
        Some("aid_objection_stands") => state(
            "lines",
            "有公示异议尚未办结或已属实，不能批准；请先答复异议，或退回、不予救助",
            "an objection is open or was found right; answer it, return it or reject it first",
        ),
        Some("aid_family_is_there") => state(
            "lines",
            "有家庭已注销，或成员已不在户内，不能批准或发放；请退回或撤销批准",
            "a family is closed, or a member is gone; return or revoke it",
        ),
        Some("aid_notice_is_over") => state(
            "lines",
            "公示期还没有结束，不能批准",
            "the notice still hangs; approve it afterwards",
        ),
        _ => crate::funds::service::refused(error),
    }
}

fn four_eyes(path: &str) -> Error {
    state(
        path,
        "不能审核自己提交的申请、批准自己审核过的申请、发放自己批准的申请或核销自己提出核销的档案，请由另一人办理",
        "nobody reviews what they submitted, approves what they reviewed, pays what they approved or ends what they \
         proposed to end",
    )
}

/// The applications of a step, in the order of the lines, at the versions that were seen, from where the
/// step leads on, and on the caller's side.
///
/// # Errors
/// [`Error::Forbidden`] without the permission or on another side; [`Error::NotFound`]; CONFLICT and STATE,
/// each at its line.
async fn ready(
    scope: &Scope,
    step: AidApplicationStep,
    lines: &[AidApplicationLine],
    most: usize,
) -> Result<Vec<Model>> {
    let principal = scope.require(step.permission())?;
    if !(1..=most).contains(&lines.len()) {
        return Err(Refusal::new(
            UserErrorCode::Invalid,
            "lines",
            format!("请选择 1 到 {most} 份申请"),
            format!("choose 1 to {most} applications"),
        )
        .into());
    }
    let ids: Vec<Uuid> = lines.iter().map(|line| line.id.uuid()).collect();
    let rows = by_ids(scope, ids).await?;
    let mut checks = Checks::default();
    let mut seen = HashSet::new();
    let mut found = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let path = format!("lines.{at}");
        let row = rows.iter().find(|row| row.id == line.id.uuid());
        let row = row.ok_or(Error::NotFound)?;
        if row.version != line.version {
            checks.fault(
                UserErrorCode::Conflict,
                &path,
                format!("申请 {} 刚被他人处理过，请刷新后再试", row.number),
                format!(
                    "application {} was changed meanwhile; look at it again",
                    row.number
                ),
            );
        } else if !step.from().contains(&row.state) || !step.fits(row.kind) {
            checks.fault(
                UserErrorCode::State,
                &path,
                format!(
                    "申请 {} “{}”，不能{}",
                    row.number,
                    row.state.label(Language::Chinese),
                    step.label(Language::Chinese)
                ),
                format!(
                    "application {} is {}; this step does not lead on from there",
                    row.number,
                    row.state.label(Language::English)
                ),
            );
        } else if !is_own_side(principal, row, step) {
            return Err(Error::Forbidden);
        }
        checks.ensure(
            seen.insert(row.id),
            &path,
            "同一份申请选了两次",
            "the same application twice",
        );
        found.push(row.clone());
    }
    checks.done()?;
    if found
        .iter()
        .any(|row| !has_other_eyes(principal, row, step))
    {
        return Err(four_eyes("lines"));
    }
    Ok(found)
}

fn is_own_side(principal: &Principal, row: &Model, step: AidApplicationStep) -> bool {
    let side = match step.side() {
        Side::Family => Some(row.union_id),
        Side::Desk => row.desk_id,
        Side::Decider => Some(row.decider_id),
    };
    side.is_some_and(|side| principal.owns(side))
}

fn has_other_eyes(principal: &Principal, row: &Model, step: AidApplicationStep) -> bool {
    let hands = Hands {
        submitter: row.submitter_id,
        reviewers: &row.reviewer_ids,
        approver: row.approver_id,
        proposer: row.proposer_id,
    };
    step.is_with_other_eyes(principal.person_id, &hands)
}

/// The steps that the viewer may take of an application now. A notice is taken down as a whole.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn steps(scope: &Scope, row: &Model) -> Result<Vec<AidApplicationStep>> {
    let principal = scope.principal()?;
    let hangs = row.notice_until.is_none_or(|day| day >= scope.today());
    let open = |step: &AidApplicationStep| {
        step.from().contains(&row.state)
            && step.fits(row.kind)
            && principal.may(step.permission())
            && is_own_side(principal, row, *step)
            && has_other_eyes(principal, row, *step)
            && !(hangs && matches!(step, AidApplicationStep::Approve | AidApplicationStep::File))
            && *step != AidApplicationStep::TakeDown
    };
    Ok(AidApplicationStep::ALL
        .iter()
        .copied()
        .filter(open)
        .collect())
}

/// Notes at its line whoever is to be helped and is not there any more: a file that was closed, a member who
/// died or left. The database looks once more.
async fn still_there(scope: &Scope, checks: &mut Checks, rows: &[Model]) -> Result<()> {
    let families = rows.iter().map(|row| row.household_id).collect();
    let families = households::circumstances(scope, families).await?;
    for (at, row) in rows.iter().enumerate() {
        let family = families
            .iter()
            .find(|of| of.household.id == row.household_id);
        let there = family.is_some_and(|of| {
            let member = |id| of.members.iter().any(|member| member.id == id);
            of.household.status != HouseholdStatus::Closed && row.member_id.is_none_or(member)
        });
        if !there {
            checks.fault(
                UserErrorCode::State,
                &format!("lines.{at}"),
                format!(
                    "申请 {} 的家庭已注销，或该成员已不在户内，不能批准或发放；请退回或撤销批准",
                    row.number
                ),
                format!(
                    "the family of application {} is closed, or the member is gone; return or revoke it",
                    row.number
                ),
            );
        }
    }
    Ok(())
}

/// Why something is done, in words that name nobody: every union of the way reads them.
fn reason(checks: &mut Checks, path: &str, text: Option<&str>) -> String {
    let reason = checks.line(path, text.unwrap_or_default(), 200);
    checks.ensure(
        reason.is_empty() || reason.chars().count() >= REASON,
        path,
        format!("请说明原因，至少 {REASON} 个字"),
        format!("say why, in {REASON} characters at least"),
    );
    checks.without_numbers(path, &reason);
    reason
}

/// Writes what was done with applications into the trails of their unions.
async fn note(
    scope: &Scope,
    action: AuditAction,
    rows: &[Model],
    what: &str,
    reason: Option<&str>,
) -> Result<()> {
    let entries = rows.iter().map(|row| {
        let why = reason.map(|why| format!("（{why}）")).unwrap_or_default();
        let named = match row.kind.takes_money() {
            true => "救助申请",
            false => "建档申请",
        };
        let summary = format!("{named} {}：{what}{why}", row.number);
        (subject(row), summary)
    });
    audit::record_all(scope, action, entries.collect()).await
}

fn subject(row: &Model) -> Subject<'_> {
    Subject {
        kind: "aidapplication",
        id: Some(row.id),
        union_id: row.union_id(),
        union_path: row.union_path(),
    }
}
