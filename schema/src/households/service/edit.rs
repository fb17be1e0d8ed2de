//! Changing a household.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::Expr,
};
use uuid::Uuid;

use super::changes::{self, Differences};
use super::store;
use super::{get, get_locked};
use crate::assignments;
use crate::assignments::rules::PairingEndReason;
use crate::audit::service::{AuditAction, Subject, record};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::households::entity::{household, household_private, member, member_private};
use crate::households::input::{HouseholdStatusInput, UpdateHouseholdInput};
use crate::households::rules::{CloseReason, HouseholdStatus};
use crate::id::HouseholdId;
use crate::input::Checks;
use crate::papers::service as papers;
use crate::privacy::Private;
use crate::statistics::Tally;
use crate::statistics::tally::append;
use crate::tenancy::{Permission, Scope};
use crate::text::Language;

/// An own household that may be changed, locked, at the version that was seen.
pub(super) async fn editable(
    scope: &Scope,
    id: HouseholdId,
    version: Option<i32>,
) -> Result<household::Model> {
    // A superior reads the row but can't lock it, and is told so.
    scope.grant(Permission::HouseholdEdit, get(scope, id).await?)?;
    let row = get_locked(scope, id).await?;
    if version.is_some_and(|version| version != row.version) {
        return Err(Error::conflict());
    }
    if row.status == HouseholdStatus::Closed {
        return Err(Refusal::new(
            UserErrorCode::State,
            "id",
            "该户档案已关闭，不能修改",
            "this file is closed and stays as it is",
        )
        .into());
    }
    Ok(row)
}

/// Changes facts of a household; answers its id.
///
/// # Errors
/// CONFLICT for a version that is not the present one, STATE for a closed file, all faults of the
/// input at once.
pub async fn update(scope: &Scope, input: &UpdateHouseholdInput) -> Result<Uuid> {
    let before = editable(scope, input.id, Some(input.version)).await?;
    let mut checks = Checks::default();
    let (facts, private) = input.check(&mut checks, scope.today());
    let mut after = before.clone();
    facts.apply(&mut checks, &mut after);
    let members = member::Entity::find()
        .filter(member::Column::HouseholdId.eq(before.id))
        .filter(member::Column::RemovedOn.is_null());
    let count = sea_orm::PaginatorTrait::count(members, scope).await?;
    checks.ensure(
        u64::try_from(after.population).is_ok_and(|population| count <= population),
        "population",
        "家庭人口不能少于登记的成员数",
        "there can't be more members than people",
    );
    checks.done()?;

    let mut differences = compare(&before, &after);
    let names = household_private::Entity::find_by_id(before.id)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    let address = private.address.unwrap_or_else(|| names.address.0.clone());
    let remark = private
        .note
        .unwrap_or_else(|| names.note.as_ref().map(|note| note.0.clone()));
    differences.note(
        "address",
        Some(names.address.0.clone()),
        Some(address.clone()),
    );
    differences.note(
        "note",
        names.note.as_ref().map(|note| note.0.clone()),
        remark.clone(),
    );
    if differences.is_empty() {
        return Ok(before.id);
    }
    let names = household_private::Model {
        address: Private(address),
        note: remark.map(Private),
        ..names
    };
    household_private::Entity::update_many()
        .set(names.clone().into_active_model().reset_all())
        .filter(household_private::Column::HouseholdId.eq(before.id))
        .exec(scope)
        .await?;
    save(scope, &before, &mut after).await?;
    let fields = differences.fields();
    changes::write(scope, &after, "CHANGED", differences).await?;
    note(
        scope,
        &after,
        AuditAction::Changed,
        format!("修改帮扶户 {}：{fields}", after.masked_name),
        None,
    )
    .await?;
    Ok(after.id)
}

/// Writes the counted row with a new version, and what it counts for.
pub(super) async fn save(
    scope: &Scope,
    before: &household::Model,
    after: &mut household::Model,
) -> Result<()> {
    after.version = before.version + 1;
    after.updated_at = scope.now();
    household::Entity::update_many()
        .set(after.clone().into_active_model().reset_all())
        .filter(household::Column::Id.eq(after.id))
        .exec(scope)
        .await
        .map_err(refused)?;
    crate::statistics::record(scope, Some(before), Some(&*after)).await
}

fn refused(error: DbErr) -> Error {
    match violated_constraint(&error) {
        Some("household_needy_file_is_decided") => Refusal::new(
            UserErrorCode::State,
            "needyFile",
            "该户的困难职工档案由建档流程更新，不能直接修改；请在“救助”中办理",
            "this follows the household's file of a needy worker and is not changed by hand",
        )
        .into(),
        _ => error.into(),
    }
}

pub(super) async fn note(
    scope: &Scope,
    row: &household::Model,
    action: AuditAction,
    summary: String,
    reason: Option<&str>,
) -> Result<()> {
    let subject = Subject {
        kind: "household",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    };
    record(scope, action, subject, summary, reason).await
}

fn compare(before: &household::Model, after: &household::Model) -> Differences {
    let mut differences = Differences::default();
    let yuan = |fen: i64| Some(crate::values::Fen(fen).to_string());
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let list = |codes: &[String]| Some(codes.join(","));
    let code = |code: &'static str| Some(code.to_owned());
    differences.note(
        "divisionCode",
        before.division_code.clone(),
        after.division_code.clone(),
    );
    differences.note("hukou", code(before.hukou.code()), code(after.hukou.code()));
    differences.note(
        "housing",
        code(before.housing.code()),
        code(after.housing.code()),
    );
    differences.note(
        "population",
        Some(before.population.to_string()),
        Some(after.population.to_string()),
    );
    differences.note(
        "labourForce",
        Some(before.labour_force.to_string()),
        Some(after.labour_force.to_string()),
    );
    differences.note(
        "annualIncomePerHead",
        yuan(before.income_fen),
        yuan(after.income_fen),
    );
    differences.note(
        "annualRigidExpense",
        yuan(before.rigid_fen),
        yuan(after.rigid_fen),
    );
    differences.note(
        "mainCause",
        code(before.main_cause.code()),
        code(after.main_cause.code()),
    );
    differences.note(
        "otherCauses",
        list(&before.other_causes),
        list(&after.other_causes),
    );
    differences.note("needs", list(&before.needs), list(&after.needs));
    differences.note("tier", code(before.tier.code()), code(after.tier.code()));
    differences.note(
        "needyFile",
        code(before.needy_file.code()),
        code(after.needy_file.code()),
    );
    let flag = |flag: bool| Some(flag.to_string());
    differences.note(
        "singleParentFemaleWorker",
        flag(before.single_parent_female_worker),
        flag(after.single_parent_female_worker),
    );
    differences.note("consentOn", day(before.consent_on), day(after.consent_on));
    differences.note(
        "consentForm",
        before.consent_form.clone(),
        after.consent_form.clone(),
    );
    differences
}

/// Says where the help stands: relieved, helped again, or closed with a reason. A household that is
/// relieved or closed has no cadre any more; a closed one frees its members' numbers.
///
/// # Errors
/// CONFLICT, STATE for a step that the rules don't have, REQUIRED for a closing without a reason.
pub async fn set_status(scope: &Scope, input: &HouseholdStatusInput) -> Result<Uuid> {
    let before = editable(scope, input.id, Some(input.version)).await?;
    let mut checks = Checks::default();
    let remark = checks.optional_lines("note", input.note.as_deref(), 500);
    let closes = input.status == HouseholdStatus::Closed;
    if closes && input.close_reason.is_none() {
        checks.fault(
            UserErrorCode::Required,
            "closeReason",
            "请选择关闭原因",
            "say why the file is closed",
        );
    }
    checks.ensure(
        closes || input.close_reason.is_none(),
        "closeReason",
        "只有关闭档案时才填写关闭原因",
        "only a closing has a reason",
    );
    // Only whoever settles a duplicate closes for it.
    checks.ensure(
        input.close_reason != Some(CloseReason::Duplicate),
        "closeReason",
        "重复建档由共同上级认定后关闭",
        "a duplicate is closed by the superior who settles it",
    );
    if !before.status.may_become(input.status) {
        let label = |status: HouseholdStatus| status.label(Language::Chinese);
        checks.fault(
            UserErrorCode::State,
            "status",
            format!(
                "不能从“{}”改为“{}”",
                label(before.status),
                label(input.status)
            ),
            "this step is not possible",
        );
    }
    checks.done()?;
    let id = close(
        scope,
        before,
        input.status,
        input.close_reason,
        remark.as_deref(),
    )
    .await?;
    if closes {
        store::files_changed(scope, id).await?;
    }
    Ok(id)
}

/// Does the step: pairing, figures, freed numbers, history, trail.
pub(super) async fn close(
    scope: &Scope,
    before: household::Model,
    status: HouseholdStatus,
    reason: Option<CloseReason>,
    remark: Option<&str>,
) -> Result<Uuid> {
    let mut after = before.clone();
    after.status = status;
    after.close_reason = reason;
    if status != HouseholdStatus::Active {
        assignments::service::end_for_household(scope, &before, end_reason(reason), scope.today())
            .await?;
        after.cadre_id = None;
        if before.cadre_id.is_some() {
            papers::changed(scope, before.id, &["cadre"]).await?;
        }
    }
    save(scope, &before, &mut after).await?;
    if status == HouseholdStatus::Closed {
        leave(scope, &before).await?;
        member_private::Entity::update_many()
            .col_expr(member_private::Column::Current, Expr::value(false))
            .filter(member_private::Column::HouseholdId.eq(before.id))
            .exec(scope)
            .await?;
    }
    let mut differences = Differences::default();
    differences.note(
        "status",
        Some(before.status.code().to_owned()),
        Some(status.code().to_owned()),
    );
    differences.note(
        "closeReason",
        before.close_reason.map(|reason| reason.code().to_owned()),
        reason.map(|reason| reason.code().to_owned()),
    );
    changes::write(scope, &after, "STATUS", differences).await?;
    let summary = format!(
        "{} 的帮扶状态改为“{}”",
        after.masked_name,
        status.label(Language::Chinese)
    );
    note(scope, &after, AuditAction::Changed, summary, remark).await?;
    Ok(after.id)
}

/// Takes the members of a household that closes out of the figures.
async fn leave(scope: &Scope, household: &household::Model) -> Result<()> {
    let members = member::Entity::find()
        .filter(member::Column::HouseholdId.eq(household.id))
        .all(scope)
        .await?;
    let mut tally = Tally::default();
    for member in &members {
        tally.minus(member);
    }
    append(scope, &tally).await
}

const fn end_reason(reason: Option<CloseReason>) -> PairingEndReason {
    match reason {
        None | Some(CloseReason::Relieved) => PairingEndReason::Relieved,
        Some(CloseReason::NotEligible) => PairingEndReason::NotEligible,
        Some(CloseReason::MovedAway) => PairingEndReason::MovedAway,
        Some(CloseReason::Deceased) => PairingEndReason::Deceased,
        Some(CloseReason::Declined) => PairingEndReason::Declined,
        Some(CloseReason::Duplicate) => PairingEndReason::Duplicate,
    }
}
