//! Households that could not be surveyed.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{get_task, get_task_locked, hold_open, note};
use crate::assignments::rules::VisitPurpose;
use crate::assignments::service::{self as assignments, NewVisit};
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::rules::HouseholdStatus;
use crate::households::service as households;
use crate::input::Checks;
use crate::statistics;
use crate::surveys::entity::{round, task};
use crate::surveys::input::SettleSurveyTaskInput;
use crate::surveys::rules::SurveyTaskState as S;
use crate::tenancy::{Permission, Role, Scope};
use crate::text::Language;

/// Says that a household was not met, moved away, declined, or that its file was closed meanwhile;
/// answers the task's id. Except for the last it is written down as a visit, too. Whoever may record
/// the household does.
///
/// # Errors
/// CONFLICT for an old version of the task; STATE for a round that is closed, a household that was
/// recorded, ENDED for a file that is not closed; all faults of the input at once.
pub async fn settle(scope: &Scope, input: &SettleSurveyTaskInput) -> Result<Uuid> {
    let seen = get_task(scope, input.id).await?;
    let seen = scope.grant(Permission::VisitRecord, seen)?;
    let round = hold_open(scope, seen.round_id.into(), "id").await?;
    let remark = check(scope, &round, input)?;
    let household = households::get(scope, seen.household_id.into()).await?;
    if input.state == S::Ended {
        let principal = scope.principal()?;
        let answered = seen.listed_cadre_id == Some(principal.staff_id);
        if !answered && !principal.roles.contains(&Role::Admin) {
            return Err(Error::Forbidden);
        }
        if household.status != HouseholdStatus::Closed {
            return refuse(
                "state",
                "该户档案没有注销；请选择实际情况",
                "this household's file is not closed; choose what is the case",
            );
        }
    } else {
        let visit = NewVisit {
            household: seen.household_id.into(),
            visited_on: input.visited_on.0,
            kind: input.kind,
            purpose: VisitPurpose::Resurvey,
            met: input.state == S::Refused,
            place: None,
            met_whom: None,
            observed: remark,
            claims: None,
            needs: Vec::new(),
            measures: Vec::new(),
            recorded_at: input.recorded_at,
        };
        assignments::record_visit(scope, visit).await?;
    }
    let before = get_task_locked(scope, input.id).await?;
    if before.state.is_surveyed() {
        return refuse(
            "id",
            "该户本轮已经登记，不能再改为其他状态",
            "this household was recorded in this round, and stays so",
        );
    }
    if before.version != input.version {
        return Err(Error::conflict());
    }
    let after = task::Model {
        state: input.state,
        tries: before
            .tries
            .saturating_add(i16::from(input.state == S::NotMet)),
        settled_on: Some(input.visited_on.0),
        version: before.version + 1,
        ..before.clone()
    };
    task::Entity::update_many()
        .set(after.clone().into_active_model().reset_all())
        .filter(task::Column::Id.eq(after.id))
        .exec(scope)
        .await?;
    statistics::record(scope, Some(&before), Some(&after)).await?;
    let summary = format!(
        "摸底登记为“{}”：{}（{}）",
        input.state.label(Language::Chinese),
        household.masked_name,
        round.name
    );
    note(
        scope,
        AuditAction::Changed,
        round.id.into(),
        &after,
        summary,
    )
    .await?;
    Ok(after.id)
}

/// The remark, clean.
fn check(
    scope: &Scope,
    round: &round::Model,
    input: &SettleSurveyTaskInput,
) -> Result<Option<String>> {
    let mut checks = Checks::default();
    checks.ensure(
        matches!(
            input.state,
            S::NotMet | S::MovedAway | S::Refused | S::Ended
        ),
        "state",
        "请选择未遇、搬离、本人不愿或档案已注销；已访请登记摸底情况",
        "choose not met, moved away, declined or file closed; record the survey otherwise",
    );
    let day = input.visited_on.0;
    checks.ensure(
        day >= round.opens_on && day <= scope.today(),
        "visitedOn",
        format!("日期应在 {} 到今天之间", round.opens_on),
        format!("the day lies between {} and today", round.opens_on),
    );
    let remark = checks.optional_lines("note", input.note.as_deref(), 500);
    let silent = input
        .note
        .as_deref()
        .is_none_or(|note| note.trim().is_empty());
    if silent && matches!(input.state, S::MovedAway | S::Refused) {
        checks.fault(
            UserErrorCode::Required,
            "note",
            "请写明情况，例如搬到哪里、为何不愿",
            "say what is known, such as where to or why",
        );
    }
    checks.done()?;
    Ok(remark)
}

fn refuse<T>(path: &str, zh: &str, en: &str) -> Result<T> {
    Err(Refusal::new(UserErrorCode::State, path, zh, en).into())
}
