//! Letters to government departments (协调函): written, sent, answered.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::referral::within_a_year;
use super::{deadline, get, handler, letters_private_of, note, ready, state, take, words};
use crate::audit::service::AuditAction;
use crate::error::{Error, Result, UserErrorCode};
use crate::id::RightsLetterId;
use crate::input::Checks;
use crate::papers::service as papers;
use crate::privacy::Private;
use crate::rights::entity::case::Model as Case;
use crate::rights::entity::letter::{Column, Entity, Model};
use crate::rights::entity::letter_private;
use crate::rights::input::{SaveRightsLetterInput, StepRightsLetterInput};
use crate::rights::rules::{RightsCaseStep, RightsLetterState, RightsLetterStep};
use crate::tenancy::{Permission, Scope};
use crate::text::Language;
use crate::unions::service as unions;

/// A letter of a case that the viewer may read.
///
/// # Errors
/// [`Error::NotFound`] for any other as for none.
pub async fn letter(scope: &Scope, id: RightsLetterId) -> Result<Model> {
    scope.require(Permission::RightsRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Whether the viewer may go on with a letter: it is the own union's, which still handles the case.
fn is_ours(scope: &Scope, row: &Model, case: &Case) -> Result<bool> {
    let principal = scope.principal()?;
    Ok(principal.may(Permission::RightsHandle)
        && principal.may(Permission::HouseholdNames)
        && principal.owns(row.writer_id)
        && handler(case) == row.writer_id)
}

/// Whether the viewer may change a letter.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn is_letter_editable(scope: &Scope, row: &Model, case: &Case) -> Result<bool> {
    Ok(row.state == RightsLetterState::Draft && is_ours(scope, row, case)?)
}

/// Whether the viewer may print a letter: the union that writes it does, while it handles the case.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn is_letter_printable(scope: &Scope, row: &Model, case: &Case) -> Result<bool> {
    is_ours(scope, row, case)
}

/// What the viewer may do with a letter now.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn letter_steps(scope: &Scope, row: &Model, case: &Case) -> Result<Vec<RightsLetterStep>> {
    if !is_ours(scope, row, case)? {
        return Ok(Vec::new());
    }
    // A letter goes out while the case is worked on.
    let works = RightsCaseStep::Coordinate.from().contains(&case.state);
    let open = |step: &RightsLetterStep| {
        step.from().contains(&row.state) && (*step != RightsLetterStep::Send || works)
    };
    let steps = RightsLetterStep::ALL.iter().copied();
    Ok(steps.filter(open).collect())
}

/// Writes a letter about a case that an own union handles, or changes a draft; answers its id.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; STATE for a case that is not worked on and
/// for a letter that was sent; all faults of the input at once.
pub async fn save(scope: &Scope, input: &SaveRightsLetterInput) -> Result<Uuid> {
    let principal = scope.require(Permission::RightsHandle)?;
    if !principal.may(Permission::HouseholdNames) {
        return Err(Error::Forbidden);
    }
    let case = ready(scope, input.case_id, None, RightsCaseStep::Coordinate).await?;
    let known = match input.id {
        Some(id) => {
            let row = letter(scope, id).await?;
            if row.case_id != case.id || !is_ours(scope, &row, &case)? {
                return Err(Error::Forbidden);
            }
            if input.version != Some(row.version) {
                return Err(Error::conflict());
            }
            if row.state != RightsLetterState::Draft {
                return Err(state(
                    "id",
                    "函件已发出或已撤销，不能修改；需要时另写一份",
                    "it was sent or withdrawn; write another one",
                ));
            }
            Some(row)
        }
        None => None,
    };
    let mut checks = Checks::default();
    let recipient = checks.line("recipient", &input.recipient, 60);
    checks.ensure(
        recipient.is_empty() || recipient.chars().count() >= 2,
        "recipient",
        "请写主送机关的全称",
        "say to which department, in full",
    );
    checks.without_numbers("recipient", &recipient);
    let title = checks.line("title", &input.title, 100);
    let body = checks.lines("body", &input.body, 4000);
    within_a_year(&mut checks, "dueOn", input.due_on.0, scope.today());
    checks.done()?;
    let writer = unions::get(scope, handler(&case).into()).await?;
    let row = Model {
        id: known.as_ref().map_or_else(Uuid::now_v7, |row| row.id),
        case_id: case.id,
        union_id: case.union_id,
        union_path: case.union_path.clone(),
        department: input.department,
        recipient,
        number: None,
        state: RightsLetterState::Draft,
        sent_on: None,
        due_on: input.due_on.0,
        answered_on: None,
        writer_id: writer.id,
        writer_name: writer.name,
        created_by: known
            .as_ref()
            .map_or(principal.staff_id, |row| row.created_by),
        created_at: known.as_ref().map_or(scope.now(), |row| row.created_at),
        version: known.as_ref().map_or(1, |row| row.version + 1),
    };
    let named = letter_private::Model {
        letter_id: row.id,
        case_id: case.id,
        union_id: case.union_id,
        union_path: case.union_path.clone(),
        title: Private(title),
        body: Private(body),
        answer: None,
    };
    let (id, recipient) = (row.id, row.recipient.clone());
    let named = named.into_active_model().reset_all();
    if known.is_some() {
        store(scope, row).await?;
        letter_private::Entity::update(named).exec(scope).await?;
        papers::letter_changed(scope, id, &["recipient", "title", "body", "dueOn"]).await?;
    } else {
        Entity::insert(row.into_active_model().reset_all())
            .exec_without_returning(scope)
            .await?;
        letter_private::Entity::insert(named)
            .exec_without_returning(scope)
            .await?;
    }
    let what = format!("起草致{recipient}的协调函");
    note(scope, AuditAction::Changed, &case, &what, None).await?;
    Ok(id)
}

async fn store(scope: &Scope, row: Model) -> Result<()> {
    let done = Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(row.id))
        .filter(Column::Version.eq(row.version - 1))
        .exec(scope)
        .await?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::conflict())
    }
}

/// Sends a letter, enters its answer or withdraws it; answers its id.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; STATE where the step does not lead on from
/// there; all faults of the input at once.
pub async fn step(scope: &Scope, input: &StepRightsLetterInput) -> Result<Uuid> {
    scope.require(Permission::RightsHandle)?;
    let row = letter(scope, input.id).await?;
    let case = get(scope, row.case_id.into()).await?;
    if !is_ours(scope, &row, &case)? {
        return Err(Error::Forbidden);
    }
    if row.version != input.version {
        return Err(Error::conflict());
    }
    let step = input.step;
    if !letter_steps(scope, &row, &case)?.contains(&step) {
        return Err(state(
            "id",
            format!(
                "函件“{}”，个案“{}”，不能{}",
                row.state.label(Language::Chinese),
                case.state.label(Language::Chinese),
                step.label(Language::Chinese)
            ),
            format!(
                "the letter is {}, the case {}; this step does not lead on from there",
                row.state.label(Language::English),
                case.state.label(Language::English)
            ),
        ));
    }
    let day = input.on.map_or(scope.today(), |day| day.0);
    match step {
        RightsLetterStep::Send => send(scope, input, row, &case, day).await,
        RightsLetterStep::Answer => answer(scope, input, row, &case, day).await,
        RightsLetterStep::Withdraw => withdraw(scope, input, row, &case).await,
    }
}

async fn send(
    scope: &Scope,
    input: &StepRightsLetterInput,
    row: Model,
    case: &Case,
    day: NaiveDate,
) -> Result<Uuid> {
    let mut checks = Checks::default();
    let number = checks.line("number", input.number.as_deref().unwrap_or_default(), 40);
    checks.without_numbers("number", &number);
    checks.ensure(
        (case.reported_on..=scope.today()).contains(&day),
        "on",
        "发出日期应在登记之日以后，且不晚于今天",
        "the day lies after the report and not in the future",
    );
    checks.ensure(
        row.due_on >= day,
        "on",
        "要求答复的期限已过，请先修改函件",
        "the answer was due before; change the letter first",
    );
    checks.done()?;
    let due = deadline::row(
        case,
        "LETTER",
        Some(row.id),
        "部门应当答复".to_owned(),
        format!("致{}的函 {number}", row.recipient),
        (day, row.due_on),
    );
    deadline::insert(due).exec_without_returning(scope).await?;
    let said = format!("致函{}（{number}）", row.recipient);
    take(
        scope,
        case,
        RightsCaseStep::Coordinate,
        Some(&said),
        json!({}),
    )
    .await?;
    note(scope, AuditAction::Decided, case, &said, None).await?;
    let id = row.id;
    store(
        scope,
        Model {
            state: RightsLetterState::Sent,
            sent_on: Some(day),
            number: Some(number),
            version: row.version + 1,
            ..row
        },
    )
    .await?;
    papers::letter_changed(scope, id, &["number"]).await?;
    Ok(id)
}

async fn answer(
    scope: &Scope,
    input: &StepRightsLetterInput,
    row: Model,
    case: &Case,
    day: NaiveDate,
) -> Result<Uuid> {
    let mut checks = Checks::default();
    let text = checks.lines("text", input.text.as_deref().unwrap_or_default(), 2000);
    let sent_on = row.sent_on.unwrap_or(day);
    checks.ensure(
        (sent_on..=scope.today()).contains(&day),
        "on",
        "答复日期应在发出之日以后，且不晚于今天",
        "the day lies after the letter and not in the future",
    );
    checks.done()?;
    let named = letters_private_of(scope, vec![row.id]).await?;
    let named = named.into_iter().next().ok_or(Error::NotFound)?;
    let named = letter_private::Model {
        answer: Some(Private(text)),
        ..named
    };
    letter_private::Entity::update(named.into_active_model().reset_all())
        .exec(scope)
        .await?;
    deadline::end(scope, case.id, row.id, day).await?;
    let said = format!("{}已答复", row.recipient);
    take(scope, case, RightsCaseStep::Answer, Some(&said), json!({})).await?;
    note(scope, AuditAction::Changed, case, &said, None).await?;
    let id = row.id;
    store(
        scope,
        Model {
            state: RightsLetterState::Answered,
            answered_on: Some(day),
            version: row.version + 1,
            ..row
        },
    )
    .await?;
    Ok(id)
}

async fn withdraw(
    scope: &Scope,
    input: &StepRightsLetterInput,
    row: Model,
    case: &Case,
) -> Result<Uuid> {
    let mut checks = Checks::default();
    let why = words(&mut checks, "text", input.text.as_deref(), true);
    if row.state == RightsLetterState::Sent && !RightsCaseStep::Note.from().contains(&case.state) {
        checks.fault(
            UserErrorCode::State,
            "id",
            "个案已结束，不能撤销函件",
            "the case is over",
        );
    }
    checks.done()?;
    deadline::end(scope, case.id, row.id, scope.today()).await?;
    let said = format!("撤销致{}的函：{}", row.recipient, why.unwrap_or_default());
    take(scope, case, RightsCaseStep::Note, Some(&said), json!({})).await?;
    note(scope, AuditAction::Changed, case, &said, None).await?;
    let id = row.id;
    store(
        scope,
        Model {
            state: RightsLetterState::Withdrawn,
            version: row.version + 1,
            ..row
        },
    )
    .await?;
    Ok(id)
}
