//! The row of a record: the facts of the file as they are now, and what changed since the last record.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DbBackend, EntityTrait, Statement};
use serde::Serialize;
use uuid::Uuid;

use crate::assignments::rules::VisitKind;
use crate::error::{Error, Result};
use crate::households::entity::household;
use crate::privacy::Private;
use crate::surveys::entity::{record, record_private, task};
use crate::surveys::rules::{Answers, Facts, differences, income_change};
use crate::tenancy::Scope;

/// What was typed, clean.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub(super) visited_on: NaiveDate,
    pub(super) kind: VisitKind,
    pub(super) recorded_at: DateTime<Utc>,
    pub(super) place: Option<String>,
    pub(super) met_whom: Option<String>,
    pub(super) observed: Option<String>,
    pub(super) claims: Option<String>,
    pub(super) correction: Option<String>,
    pub(super) answers: Answers,
}

/// Makes the rows of a record. `files` are the household's file before and after this record brought it
/// up to date; `corrected` is the record that this one takes the place of.
pub(super) async fn compose(
    scope: &Scope,
    task: &task::Model,
    files: (&household::Model, &household::Model),
    corrected: Option<&record::Model>,
    visit: Uuid,
    checked: Checked,
) -> Result<(record::Model, record_private::Model)> {
    let (before, file) = files;
    let previous = match corrected {
        Some(corrected) => match corrected.previous_id {
            Some(id) => record::Entity::find_by_id(id).one(scope).await?,
            None => None,
        },
        None => last_record(scope, task).await?,
    };
    // A correction is compared with what the record was compared with that it takes the place of.
    let compared = match (corrected, &previous) {
        (Some(corrected), _) => serde_json::from_value(corrected.compared.clone())
            .map_err(|error| Error::bug(error.to_string()))?,
        (None, Some(previous)) => previous.facts(),
        (None, None) => of_file(before),
    };
    let now = Facts {
        on: Some(checked.visited_on),
        ..of_file(file)
    };
    let asked = match &previous {
        Some(previous) => record_private::Entity::find_by_id(previous.id)
            .one(scope)
            .await?
            .and_then(|row| row.claims),
        None => None,
    };
    let new_claim = match (&asked, &checked.claims) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), Some(now)) => before.0 != *now,
    };
    let codes = differences(&compared, &now, new_claim)
        .into_iter()
        .map(|difference| difference.code().to_owned())
        .collect();
    let row = record::Model {
        id: Uuid::now_v7(),
        round_id: task.round_id,
        union_id: file.union_id,
        union_path: file.union_path.clone(),
        household_id: file.id,
        cadre_id: scope.principal()?.staff_id,
        visit_id: visit,
        visited_on: checked.visited_on,
        kind: checked.kind,
        hukou: file.hukou,
        housing: file.housing,
        population: file.population,
        labour_force: file.labour_force,
        income_fen: file.income_fen,
        rigid_fen: file.rigid_fen,
        main_cause: file.main_cause,
        other_causes: file.other_causes.clone(),
        needs: file.needs.clone(),
        tier: file.tier,
        needy_file: file.needy_file,
        single_parent_female_worker: file.single_parent_female_worker,
        claims: checked.claims.is_some(),
        choices: checked.answers.choices,
        numbers: json(&checked.answers.numbers)?,
        previous_id: previous.map(|previous| previous.id),
        income_change: income_change(compared.income_fen, now.income_fen),
        compared: json(&compared)?,
        differences: codes,
        supersedes_id: corrected.map(|corrected| corrected.id),
        recorded_at: checked.recorded_at,
        created_at: scope.now(),
    };
    let private = record_private::Model {
        record_id: row.id,
        household_id: row.household_id,
        union_id: row.union_id,
        union_path: row.union_path.clone(),
        place: checked.place.map(Private),
        met_whom: checked.met_whom.map(Private),
        observed: checked.observed.map(Private),
        claims: checked.claims.map(Private),
        texts: json(&checked.answers.texts)?,
        correction: checked.correction.map(Private),
    };
    Ok((row, private))
}

fn json(value: &impl Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|error| Error::bug(error.to_string()))
}

/// The facts of a file that records are compared by.
fn of_file(file: &household::Model) -> Facts {
    Facts {
        on: None,
        income_fen: file.income_fen,
        rigid_fen: file.rigid_fen,
        population: file.population,
        labour_force: file.labour_force,
        housing: file.housing,
        main_cause: file.main_cause,
        other_causes: file.other_causes(),
        needs: file.needs(),
        tier: file.tier,
    }
}

/// The household's last record that counts in another round.
async fn last_record(scope: &Scope, task: &task::Model) -> Result<Option<record::Model>> {
    Ok(record::Entity::find()
        .from_raw_sql(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT r.* FROM survey_task t JOIN survey_record r ON r.id = t.record_id
             WHERE t.household_id = $1 AND t.round_id <> $2
             ORDER BY r.visited_on DESC, r.id DESC LIMIT 1",
            [task.household_id.into(), task.round_id.into()],
        ))
        .one(scope)
        .await?)
}
