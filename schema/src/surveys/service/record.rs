//! Recording a household face to face.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::compose::{Checked, compose};
use super::{get_task, get_task_locked, hold_open, note};
use crate::applications::service as applications;
use crate::assignments::rules::VisitPurpose;
use crate::assignments::service::{self as assignments, NewVisit, Promise};
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::input::UpdateHouseholdInput;
use crate::households::service as households;
use crate::id::{HouseholdId, SurveyRecordId};
use crate::input::Checks;
use crate::statistics::Tally;
use crate::statistics::tally::append;
use crate::surveys::entity::{record, record_private, round, task};
use crate::surveys::input::{RecordSurveyInput, SurveyAnswerInput};
use crate::surveys::rules::{Question, check_answers, face_to_face, surveyed};
use crate::tenancy::{Permission, Scope};
use crate::values::dates::china_date;

/// Takes the facts of a household as they are that day: writes a record that stays, brings the file up to
/// date, writes the visit with its promises, and settles the household's place on the list; answers the
/// task's id. The responsible cadre, a helper or the union's administrator does.
///
/// # Errors
/// CONFLICT for an old version of the household or a record that was corrected meanwhile; STATE for a
/// round that is closed, a household that was recorded already, a closed file; all faults of the input at
/// once; [`Error::Forbidden`] for a household of a union below or of another cadre, [`Error::NotFound`] for
/// what is corrected and is no record of this household in this round.
pub async fn record(scope: &Scope, input: &RecordSurveyInput) -> Result<Uuid> {
    let seen = get_task(scope, input.task_id).await?;
    let seen = scope.grant(Permission::VisitRecord, seen)?;
    let round = hold_open(scope, seen.round_id.into(), "taskId").await?;
    if let Some(corrected) = input.corrects_id {
        of_task(scope, &seen, corrected).await?;
    }
    // Told early; what counts is asked again once the household is held.
    expect(&seen, input)?;
    let id = HouseholdId::from(seen.household_id);
    let earlier = match seen.record_id {
        Some(id) => record::Entity::find_by_id(id).one(scope).await?,
        None => None,
    };

    let checked = check(scope, &round, input);
    let before = households::get_locked(scope, id).await?;
    // Whoever wrote meanwhile held the household too, and is through by now.
    expect(&get_task_locked(scope, input.task_id).await?, input)?;
    let mut facts = file(id, input);
    // Noted in a courtyard, perhaps offline: what was decided meanwhile is not undone by it.
    if applications::decides_needy_file(scope, seen.household_id).await? {
        facts.needy_file = None;
    }
    let changed = households::update(scope, &facts).await;
    if let Err(Error::Refused(refusals)) = &changed
        && let Some(refusal) = refusals.iter().find(|refusal| settles_it(refusal.code))
    {
        return Err(refusal.clone().into());
    }
    let visited = match &earlier {
        // A correction tells of the same visit.
        Some(earlier) => Ok(earlier.visit_id),
        None => {
            let visit = assignments::record_visit(scope, visit(id, input)).await;
            visit.map(|visit| visit.id)
        }
    };
    // Whatever is wrong anywhere is told at once, and nothing of this is kept then.
    let (checked, visit) = together(checked, changed, visited)?;

    let after = households::get(scope, id).await?;
    let files = (&before, &after);
    let (row, private) = compose(scope, &seen, files, earlier.as_ref(), visit, checked).await?;
    record::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    record_private::Entity::insert(private.into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    let task = settle_done(scope, &round, &row, earlier.as_ref(), input).await?;
    let (action, act) = match earlier {
        Some(_) => (AuditAction::Changed, "更正摸底登记"),
        None => (AuditAction::Created, "登记摸底情况"),
    };
    let summary = format!("{act}：{}（{}）", after.masked_name, round.name);
    note(scope, action, round.id.into(), &task, summary).await?;
    Ok(task.id)
}

/// What is corrected is a record of this household in this round, though perhaps not the one that counts.
async fn of_task(scope: &Scope, task: &task::Model, corrected: SurveyRecordId) -> Result<()> {
    record::Entity::find_by_id(corrected.uuid())
        .filter(record::Column::HouseholdId.eq(task.household_id))
        .filter(record::Column::RoundId.eq(task.round_id))
        .one(scope)
        .await?
        .map(|_| ())
        .ok_or(Error::NotFound)
}

/// Whether the household was recorded already, and the record that is corrected is the one that counts.
fn expect(task: &task::Model, input: &RecordSurveyInput) -> Result<()> {
    match (task.record_id, input.corrects_id) {
        (None, None) => Ok(()),
        (Some(counts), Some(corrected)) if counts == corrected.uuid() => Ok(()),
        (Some(_), Some(_)) => Err(Refusal::new(
            UserErrorCode::Conflict,
            "correctsId",
            "这次登记刚被他人更正过；请核对最新登记后再更正",
            "somebody corrected this record meanwhile; look at it as it is now, then correct it",
        )
        .into()),
        (Some(_), None) => Err(Refusal::new(
            UserErrorCode::State,
            "taskId",
            "该户本轮已经登记；如有误，请打开已有登记进行更正",
            "this household was recorded in this round already; open that record to correct it",
        )
        .into()),
        (None, Some(_)) => Err(Refusal::new(
            UserErrorCode::State,
            "correctsId",
            "该户本轮还没有登记，无从更正",
            "this household has no record in this round that could be corrected",
        )
        .into()),
    }
}

/// What this area has to say about the input.
fn check(scope: &Scope, round: &round::Model, input: &RecordSurveyInput) -> Result<Checked> {
    // A phone's clock may run ahead; what it noted was noted by now.
    let recorded_at = input
        .recorded_at
        .map_or(scope.now(), |at| at.min(scope.now()));
    let mut checks = Checks::default();
    let day = input.visited_on.0;
    checks.ensure(
        day >= round.opens_on,
        "visitedOn",
        format!("本轮调查从 {} 开始；请填写实际见面的那一天", round.opens_on),
        format!(
            "this round begins on {}; enter the day the family was met",
            round.opens_on
        ),
    );
    checks.ensure(
        day <= china_date(recorded_at),
        "visitedOn",
        "走访日期不能晚于记录的日期；请填写实际走访的那一天",
        "a visit can't lie after the day it was written down; enter the day it took place",
    );
    checks.ensure(
        face_to_face(input.kind),
        "kind",
        "摸底调查须当面进行（通知第五条第二款），不能用电话或网络代替",
        "a survey is face to face (notice §5.2), not by telephone or online",
    );
    let place = checks.optional_line("place", input.place.as_deref(), 100);
    let met_whom = checks.optional_line("metWhom", input.met_whom.as_deref(), 100);
    let observed = checks.optional_lines("observed", input.observed.as_deref(), 4000);
    let claims = checks.optional_lines("claims", input.claims.as_deref(), 2000);
    let correction = match input.corrects_id {
        Some(_) => {
            let reason = input.correction.as_deref().unwrap_or_default();
            let promises = input.measures.as_ref().is_none_or(Vec::is_empty);
            checks.ensure(
                promises,
                "measures",
                "更正登记时不能新增措施；请在该户的措施中添加",
                "a correction makes no promises; add them to the household",
            );
            Some(checks.lines("correction", reason, 500))
        }
        None => None,
    };
    let questions: Vec<Question> = serde_json::from_value(round.questions.clone())
        .map_err(|error| Error::bug(error.to_string()))?;
    let given = input.answers.iter().flatten();
    let given: Vec<_> = given.map(SurveyAnswerInput::answer).collect();
    let answers = check_answers(&mut checks, &questions, &given);
    checks.done()?;
    Ok(Checked {
        visited_on: day,
        kind: input.kind,
        recorded_at,
        place,
        met_whom,
        observed,
        claims,
        correction,
        answers,
    })
}

/// The facts as a change of the household's file, which checks them and writes its history.
fn file(id: HouseholdId, input: &RecordSurveyInput) -> UpdateHouseholdInput {
    UpdateHouseholdInput {
        id,
        version: input.version,
        address: None,
        division_code: None,
        hukou: Some(input.hukou),
        housing: Some(input.housing),
        population: Some(input.population),
        labour_force: Some(input.labour_force),
        annual_income_per_head: Some(input.annual_income_per_head),
        annual_rigid_expense: Some(input.annual_rigid_expense),
        main_cause: Some(input.main_cause),
        other_causes: Some(input.other_causes.clone().unwrap_or_default()),
        needs: Some(input.needs.clone().unwrap_or_default()),
        tier: Some(input.tier),
        needy_file: Some(input.needy_file),
        single_parent_female_worker: Some(input.single_parent_female_worker),
        consent_on: async_graphql::MaybeUndefined::Undefined,
        consent_form: None,
        note: None,
        idempotency_key: None,
    }
}

fn visit(household: HouseholdId, input: &RecordSurveyInput) -> NewVisit {
    NewVisit {
        household,
        visited_on: input.visited_on.0,
        kind: input.kind,
        purpose: VisitPurpose::Resurvey,
        met: true,
        place: input.place.clone(),
        met_whom: input.met_whom.clone(),
        observed: input.observed.clone(),
        claims: input.claims.clone(),
        needs: input.needs.clone().unwrap_or_default(),
        measures: input.measures.iter().flatten().map(Promise::from).collect(),
        recorded_at: input.recorded_at,
    }
}

/// Refusals after which nothing else that is wrong with the input matters.
const fn settles_it(code: UserErrorCode) -> bool {
    matches!(code, UserErrorCode::Conflict | UserErrorCode::State)
}

/// Everything that was refused by any of the three, each fault once.
fn together(
    checked: Result<Checked>,
    changed: Result<Uuid>,
    visited: Result<Uuid>,
) -> Result<(Checked, Uuid)> {
    let mut refusals: Vec<Refusal> = Vec::new();
    let checked = gather(&mut refusals, checked)?;
    let changed = gather(&mut refusals, changed)?;
    let visited = gather(&mut refusals, visited)?;
    match (checked, changed, visited) {
        (Some(checked), Some(_), Some(visit)) => Ok((checked, visit)),
        _ => Err(Error::Refused(refusals)),
    }
}

fn gather<T>(refusals: &mut Vec<Refusal>, result: Result<T>) -> Result<Option<T>> {
    let more = match result {
        Ok(value) => return Ok(Some(value)),
        Err(Error::Refused(more)) => more,
        Err(other) => return Err(other),
    };
    for refusal in more {
        let same = |other: &Refusal| other.code == refusal.code && other.path == refusal.path;
        if !refusals.iter().any(same) {
            refusals.push(refusal);
        }
    }
    Ok(None)
}

/// Settles the household's place on the list, and counts what counts now.
async fn settle_done(
    scope: &Scope,
    round: &round::Model,
    row: &record::Model,
    earlier: Option<&record::Model>,
    input: &RecordSurveyInput,
) -> Result<task::Model> {
    let before = get_task_locked(scope, input.task_id).await?;
    expect(&before, input)?;
    let after = task::Model {
        state: surveyed(row.visited_on, round.closes_on),
        settled_on: Some(row.visited_on),
        record_id: Some(row.id),
        version: before.version + 1,
        ..before.clone()
    };
    task::Entity::update_many()
        .set(after.clone().into_active_model().reset_all())
        .filter(task::Column::Id.eq(after.id))
        .exec(scope)
        .await?;
    let mut tally = Tally::default();
    tally.minus(&before);
    tally.plus(&after);
    if let Some(earlier) = earlier {
        tally.minus(earlier);
    }
    tally.plus(row);
    append(scope, &tally).await?;
    Ok(after)
}
