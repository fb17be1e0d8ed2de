//! Promises (帮扶措施): made, kept with proof, or dropped with a reason.

use chrono::NaiveDate;
use rand::RngExt as _;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::act::note;
use super::visit::{Promise, check_promise, closed};
use super::{own_household, require_serves};
use crate::assignments::entity::{measure, measure_private};
use crate::assignments::rules::{CODE_ATTEMPTS, MeasureProof, MeasureState};
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::{entity::household, rules::HouseholdStatus};
use crate::id::{HouseholdId, MeasureId};
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell};
use crate::papers::service as papers;
use crate::privacy::Private;
use crate::statistics::{self, Tally, tally};
use crate::tenancy::{Granted, Permission, Scope};

/// A promise of the own subtree.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn get_measure(scope: &Scope, id: MeasureId) -> Result<measure::Model> {
    scope.require(Permission::VisitRead)?;
    measure::Entity::find_by_id(id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// Promises something to a household outside a visit. The responsible cadre, a helper or the union's
/// administrator does.
///
/// # Errors
/// INVALID for a due date in the past, STATE for a closed file.
pub async fn add_measure(
    scope: &Scope,
    household: HouseholdId,
    new: &Promise,
) -> Result<measure::Model> {
    scope.require(Permission::VisitRecord)?;
    let mut checks = Checks::default();
    let new = check_promise(&mut checks, "", new, scope.today());
    checks.done()?;
    let household = own_household(scope, Permission::VisitRecord, household).await?;
    require_serves(scope, &household).await?;
    if household.status == HouseholdStatus::Closed {
        return Err(closed().into());
    }
    let mut made = promise(scope, &household, None, &[new]).await?;
    note(scope, AuditAction::Created, &household, "承诺帮扶措施").await?;
    made.pop()
        .ok_or_else(|| Error::bug("a promise that was not made"))
}

/// Writes promises down, on the day of a visit or today; whoever answers for the household is to keep
/// them, or else who made them.
pub(super) async fn promise(
    scope: &Scope,
    household: &household::Model,
    visit: Option<(Uuid, NaiveDate)>,
    promises: &[Promise],
) -> Result<Vec<measure::Model>> {
    if promises.is_empty() {
        return Ok(Vec::new());
    }
    let me = scope.principal()?.staff_id;
    let mut counted = Tally::default();
    let (mut rows, mut private) = (Vec::new(), Vec::new());
    for new in promises {
        let row = measure::Model {
            id: Uuid::now_v7(),
            union_id: household.union_id,
            union_path: household.union_path.clone(),
            household_id: household.id,
            visit_id: visit.map(|(id, _)| id),
            cadre_id: household.cadre_id.unwrap_or(me),
            need: new.need,
            promised_on: visit.map_or(scope.today(), |(_, day)| day),
            due_on: new.due_on,
            state: MeasureState::Open,
            proof: None,
            done_on: None,
            closed_by: None,
            created_at: scope.now(),
            closed_at: None,
            version: 1,
        };
        private.push(measure_private::Model {
            measure_id: row.id,
            household_id: row.household_id,
            union_id: row.union_id,
            union_path: row.union_path.clone(),
            text: Private(new.text.clone()),
            family_code: Private(family_code()),
            code_failures: 0,
            proof_note: None,
            drop_reason: None,
        });
        counted.plus(&row);
        rows.push(row);
    }
    let all = rows
        .iter()
        .cloned()
        .map(|row| row.into_active_model().reset_all());
    measure::Entity::insert_many(all)
        .exec_without_returning(scope)
        .await?;
    let all = private
        .into_iter()
        .map(|row| row.into_active_model().reset_all());
    measure_private::Entity::insert_many(all)
        .exec_without_returning(scope)
        .await?;
    tally::append(scope, &counted).await?;
    papers::changed(scope, household.id, &["measures"]).await?;
    let promised = NotificationKind::MeasurePromised;
    let news = rows.iter().map(|row| {
        let news = News::of_household(promised, row.id, row.household_id);
        (row.cadre_id, news)
    });
    tell(scope, news).await?;
    Ok(rows)
}

/// Six digits, easy to say on the telephone.
fn family_code() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000))
}

/// Whether a family's code was right.
#[derive(Debug, Clone)]
pub enum CodeCheck {
    /// It was, or there is nothing to check.
    Passed,
    /// It was not. The attempt is counted and must be kept: commit, and answer the refusal.
    Wrong(Refusal),
}

/// Compares a family's code before a promise is closed by it, and counts a wrong one. It is a use
/// case of its own because a refusal is rolled back, and the count must not be.
///
/// # Errors
/// As [`complete_measure`] for who may do it.
pub async fn check_family_code(scope: &Scope, id: MeasureId, code: &str) -> Result<CodeCheck> {
    let (_, row) = locked(scope, id).await?;
    if row.state != MeasureState::Open {
        return Ok(CodeCheck::Passed);
    }
    let private = private(scope, id).await?;
    if private.code_failures < CODE_ATTEMPTS && same(&private.family_code.0, code) {
        return Ok(CodeCheck::Passed);
    }
    let failures = (private.code_failures + 1).min(CODE_ATTEMPTS);
    let refusal = wrong_code(failures);
    if failures != private.code_failures {
        let after = measure_private::Model {
            code_failures: failures,
            ..private
        };
        write_private(scope, after).await?;
    }
    Ok(CodeCheck::Wrong(refusal))
}

fn same(kept: &str, entered: &str) -> bool {
    kept.as_bytes().ct_eq(entered.trim().as_bytes()).into()
}

fn wrong_code(failures: i16) -> Refusal {
    let left = CODE_ATTEMPTS - failures;
    if left > 0 {
        return Refusal::new(
            UserErrorCode::Invalid,
            "code",
            format!("确认码不对，还可以再试 {left} 次；请向家庭核对"),
            format!("this code is wrong; {left} more attempts. Ask the family again"),
        );
    }
    Refusal::new(
        UserErrorCode::Limit,
        "code",
        "确认码输错次数已满，不能再用；请改用凭证或家庭口头确认办结",
        "too many wrong codes; close the promise by a document or the family's word instead",
    )
}

/// Closes a promise as kept. A document and the family's word are named in the note; the family's
/// code must be right.
///
/// # Errors
/// CONFLICT for a stale version, STATE for a promise that is closed, REQUIRED without what the proof
/// needs, INVALID for a day before the promise or to come or a wrong code, LIMIT after five wrong ones.
pub async fn complete_measure(
    scope: &Scope,
    id: MeasureId,
    version: i32,
    proof: MeasureProof,
    text: Option<&str>,
    code: Option<&str>,
    done_on: NaiveDate,
) -> Result<measure::Model> {
    let (household, before) = open(scope, id, version).await?;
    let mut checks = Checks::default();
    let text = match proof {
        MeasureProof::FamilyCode => checks.optional_lines("note", text, 1000),
        _ => Some(checks.lines("note", text.unwrap_or_default(), 1000)),
    };
    checks.ensure(
        done_on >= before.promised_on && done_on <= scope.today(),
        "doneOn",
        "办结日期应在承诺之后、今天之前（含当天）",
        "the day must lie between the promise and today",
    );
    let mut private = private(scope, id).await?;
    if proof == MeasureProof::FamilyCode {
        match code.map(str::trim).filter(|code| !code.is_empty()) {
            None => checks.fault(
                UserErrorCode::Required,
                "code",
                "请填写家庭确认码",
                "enter the family's code",
            ),
            Some(code)
                if private.code_failures >= CODE_ATTEMPTS
                    || !same(&private.family_code.0, code) =>
            {
                return Err(wrong_code(private.code_failures).into());
            }
            Some(_) => {}
        }
    }
    checks.done()?;
    let after = measure::Model {
        state: MeasureState::Done,
        proof: Some(proof),
        done_on: Some(done_on),
        ..closing(scope, &before)?
    };
    private.proof_note = text.map(Private);
    close(scope, &household, &before, after, private, "办结帮扶措施").await
}

/// Closes a promise that will not be kept, with the reason.
///
/// # Errors
/// CONFLICT for a stale version, STATE for a promise that is closed, REQUIRED without a reason.
pub async fn drop_measure(
    scope: &Scope,
    id: MeasureId,
    version: i32,
    reason: &str,
) -> Result<measure::Model> {
    let (household, before) = open(scope, id, version).await?;
    let mut checks = Checks::default();
    let reason = checks.lines("reason", reason, 500);
    checks.done()?;
    let mut private = private(scope, id).await?;
    private.drop_reason = Some(Private(reason));
    let after = measure::Model {
        state: MeasureState::Dropped,
        ..closing(scope, &before)?
    };
    close(scope, &household, &before, after, private, "取消帮扶措施").await
}

fn closing(scope: &Scope, before: &measure::Model) -> Result<measure::Model> {
    Ok(measure::Model {
        closed_by: Some(scope.principal()?.staff_id),
        closed_at: Some(scope.now()),
        version: before.version + 1,
        ..before.clone()
    })
}

async fn close(
    scope: &Scope,
    household: &household::Model,
    before: &measure::Model,
    after: measure::Model,
    private: measure_private::Model,
    summary: &str,
) -> Result<measure::Model> {
    measure::Entity::update(after.clone().into_active_model().reset_all())
        .exec(scope)
        .await?;
    write_private(scope, private).await?;
    statistics::record(scope, Some(before), Some(&after)).await?;
    papers::changed(scope, household.id, &["measures"]).await?;
    note(scope, AuditAction::Changed, household, summary).await?;
    Ok(after)
}

async fn write_private(scope: &Scope, row: measure_private::Model) -> Result<()> {
    measure_private::Entity::update(row.into_active_model().reset_all())
        .exec(scope)
        .await?;
    Ok(())
}

async fn private(scope: &Scope, id: MeasureId) -> Result<measure_private::Model> {
    measure_private::Entity::find_by_id(id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

async fn locked(
    scope: &Scope,
    id: MeasureId,
) -> Result<(Granted<household::Model>, measure::Model)> {
    scope.require(Permission::VisitRecord)?;
    let seen = get_measure(scope, id).await?;
    let household = own_household(scope, Permission::VisitRecord, seen.household_id.into()).await?;
    require_serves(scope, &household).await?;
    let row = measure::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((household, row))
}

async fn open(
    scope: &Scope,
    id: MeasureId,
    version: i32,
) -> Result<(Granted<household::Model>, measure::Model)> {
    let (household, row) = locked(scope, id).await?;
    if row.version != version {
        return Err(Error::conflict());
    }
    if row.state != MeasureState::Open {
        return Err(Refusal::new(
            UserErrorCode::State,
            "id",
            "这条措施已经办结或取消，不能再改；需要时请另记一条",
            "this promise is closed; make another if there is more to do",
        )
        .into());
    }
    Ok((household, row))
}
