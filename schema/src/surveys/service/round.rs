//! Rounds as rows: drafts that are written, changed and removed, and lists of rounds.

use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::note;
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::rules::HouseholdKind;
use crate::id::SurveyRoundId;
use crate::input::Checks;
use crate::paging::Page;
use crate::surveys::entity::round::{Column, Entity, Model};
use crate::surveys::input::{CreateSurveyRoundInput, UpdateSurveyRoundInput};
use crate::surveys::rules::{LONGEST_WINDOW, SurveyState, check_questions, window_end};
use crate::tenancy::{Granted, Permission, Scope};
use crate::unions::service as unions;

/// A round of the own subtree, or one that has a household of it on its list.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn get(scope: &Scope, id: SurveyRoundId) -> Result<Model> {
    scope.require(Permission::VisitRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Rounds that the viewer may read, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn rounds(scope: &Scope, state: Option<SurveyState>, page: &Page) -> Result<Vec<Model>> {
    scope.require(Permission::VisitRead)?;
    let mut query = Entity::find();
    if let Some(state) = state {
        query = query.filter(Column::State.eq(state));
    }
    if let Some(id) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.lt(id));
    }
    Ok(query
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Writes the draft of a round of the own union; answers its id.
///
/// # Errors
/// All faults of the input at once; [`Error::Forbidden`] for a scope above, [`Error::NotFound`] for one
/// elsewhere.
pub async fn create(scope: &Scope, input: &CreateSurveyRoundInput) -> Result<Uuid> {
    let principal = scope.require(Permission::SurveyManage)?;
    let row = Model {
        id: Uuid::now_v7(),
        union_id: principal.union_id,
        union_path: principal.path.clone(),
        name: String::new(),
        note: None,
        state: SurveyState::Draft,
        opens_on: scope.today(),
        closes_on: scope.today(),
        scope_id: principal.union_id,
        kinds: Vec::new(),
        questions: serde_json::Value::Null,
        listed: 0,
        opened_at: None,
        closed_at: None,
        previous_id: None,
        created_at: scope.now(),
        version: 1,
    };
    let row = filled(scope, row, input).await?;
    Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    let summary = format!("起草摸底调查“{}”", row.name);
    note(scope, AuditAction::Created, row.id.into(), &row, summary).await?;
    Ok(row.id)
}

/// Changes a draft: the input is the draft as it is to be, whole.
///
/// # Errors
/// CONFLICT for an old version, STATE for a round that was opened, and as [`create`].
pub async fn update(scope: &Scope, input: &UpdateSurveyRoundInput) -> Result<Uuid> {
    let before = draft(scope, input.id, input.version).await?;
    let row = Model {
        version: before.version + 1,
        ..before.into_inner()
    };
    let row = filled(scope, row, &input.facts()).await?;
    save(scope, &row).await?;
    let summary = format!("修改摸底调查草稿“{}”", row.name);
    note(scope, AuditAction::Changed, row.id.into(), &row, summary).await?;
    Ok(row.id)
}

/// Removes a draft; answers the round as it was.
///
/// # Errors
/// CONFLICT for an old version, STATE for a round that was opened: it stays.
pub async fn delete(scope: &Scope, id: SurveyRoundId, version: i32) -> Result<Model> {
    let row = draft(scope, id, version).await?.into_inner();
    Entity::delete_by_id(row.id).exec(scope).await?;
    let summary = format!("删除摸底调查草稿“{}”", row.name);
    note(scope, AuditAction::Deleted, row.id.into(), &row, summary).await?;
    Ok(row)
}

/// An own round, locked, at the version that was seen.
pub(super) async fn editable(
    scope: &Scope,
    id: SurveyRoundId,
    version: i32,
) -> Result<Granted<Model>> {
    // Whether it may be, then the lock: a superior's round is visible, but can't even be locked.
    scope.grant(Permission::SurveyManage, get(scope, id).await?)?;
    let row = Entity::find_by_id(id.uuid())
        .lock(LockType::NoKeyUpdate)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    if row.version != version {
        return Err(Error::conflict());
    }
    scope.grant(Permission::SurveyManage, row)
}

/// As [`editable`], while the list is not fixed yet.
pub(super) async fn draft(
    scope: &Scope,
    id: SurveyRoundId,
    version: i32,
) -> Result<Granted<Model>> {
    let row = editable(scope, id, version).await?;
    if row.state != SurveyState::Draft {
        return Err(Refusal::new(
            UserErrorCode::State,
            "id",
            "本轮已经下发，名单和问卷不能再改；如有误，请截止后另开一轮",
            "this round was opened, so its list and questions are fixed; close it and open another",
        )
        .into());
    }
    Ok(row)
}

/// Writes a row as it is to be.
pub(super) async fn save(scope: &Scope, row: &Model) -> Result<()> {
    Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(row.id))
        .exec(scope)
        .await?;
    Ok(())
}

/// The facts of a draft, checked and written onto a row.
async fn filled(scope: &Scope, row: Model, input: &CreateSurveyRoundInput) -> Result<Model> {
    let mut checks = Checks::default();
    let name = checks.line("name", &input.name, 60);
    if !name.is_empty() {
        checks.ensure(
            name.chars().count() >= 2,
            "name",
            "名称至少 2 个字",
            "a name has 2 characters at least",
        );
    }
    let note = checks.optional_lines("note", input.note.as_deref(), 1000);
    let opens_on = input.opens_on.0;
    let closes_on = input
        .closes_on
        .map_or_else(|| window_end(opens_on), |day| day.0);
    if closes_on < opens_on {
        checks.fault(
            UserErrorCode::Invalid,
            "closesOn",
            "截止日期不能早于开始日期",
            "a window can't end before it begins",
        );
    } else {
        checks.ensure(
            (closes_on - opens_on).num_days() <= LONGEST_WINDOW,
            "closesOn",
            "集中摸底的时间最长一年，请核对年份",
            "a window lasts a year at most; check the year",
        );
    }
    let mut kinds: Vec<String> = Vec::new();
    let all = input.kinds.as_deref().unwrap_or(HouseholdKind::ALL);
    for kind in all {
        if !kinds.iter().any(|code| code == kind.code()) {
            kinds.push(kind.code().to_owned());
        }
    }
    checks.ensure(
        !kinds.is_empty(),
        "kinds",
        "请至少选择一类帮扶户",
        "choose one kind of households at least",
    );
    let questions: Vec<_> = input
        .questions
        .iter()
        .flatten()
        .map(|question| question.question())
        .collect();
    let questions = check_questions(&mut checks, &questions);
    checks.done()?;
    let scope_id = match input.scope_id {
        Some(id) => {
            let union = unions::get(scope, id).await?;
            scope.grant_below(Permission::SurveyManage, union)?.id
        }
        None => row.union_id,
    };
    Ok(Model {
        name,
        note,
        opens_on,
        closes_on,
        scope_id,
        kinds,
        questions: serde_json::to_value(questions)
            .map_err(|error| Error::bug(error.to_string()))?,
        ..row
    })
}
