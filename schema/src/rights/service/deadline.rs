//! What is due in a case, and marking it as met.

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait,
    FromQueryResult, Insert, IntoActiveModel, QueryFilter, QueryOrder, Statement,
};
use uuid::Uuid;

use super::{deadlines_of, get, note, words};
use crate::audit::service::AuditAction;
use crate::audit::service::{Subject, record};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::id::RightsDeadlineId;
use crate::input::Checks;
use crate::paging::Page;
use crate::rights::entity::case::Model as Case;
use crate::rights::entity::deadline::{ActiveModel, Column, Entity, Model};
use crate::rights::entity::rule;
use crate::rights::input::{MeetRightsDeadlineInput, SetRightsRuleInput};
use crate::rights::rules::{Facts, RightsCaseKind, Rule, deadlines};
use crate::statistics::tally::uuids;
use crate::tenancy::tree::SEGMENT;
use crate::tenancy::{Permission, Scope};

/// The rules of deadlines that hold today, by their codes.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn rules(scope: &Scope) -> Result<Vec<rule::Model>> {
    scope.require(Permission::RightsRead)?;
    let rows = scope
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT DISTINCT ON (code) * FROM rights_rule WHERE valid_from <= $1 ORDER BY code, valid_from DESC",
            [scope.today().into()],
        ))
        .await?;
    let row = |row| rule::Model::from_query_result(row, "");
    Ok(rows.iter().map(row).collect::<Result<_, _>>()?)
}

/// The rules that wait for their first day, the soonest first.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn coming_rules(scope: &Scope) -> Result<Vec<rule::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(rule::Entity::find()
        .filter(rule::Column::ValidFrom.gt(scope.today()))
        .order_by_asc(rule::Column::ValidFrom)
        .all(scope)
        .await?)
}

/// The newest row of a rule, also one that does not hold yet.
///
/// # Errors
/// [`Error::NotFound`] for a code that there is not.
pub async fn rule(scope: &Scope, code: &str) -> Result<rule::Model> {
    scope.require(Permission::RightsRead)?;
    rule::Entity::find()
        .filter(rule::Column::Code.eq(code))
        .order_by_desc(rule::Column::ValidFrom)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// Writes what a rule says from a day on, for the whole city; answers the code. Deadlines that run already stay as they
/// are until the facts of their case change.
///
/// # Errors
/// [`Error::NotFound`] for a code that there is not; STATE below the city; DUPLICATE where the rule
/// changes on that day already; all faults of the input at once.
pub async fn set_rule(scope: &Scope, input: &SetRightsRuleInput) -> Result<String> {
    let principal = scope.require(Permission::RightsHandle)?;
    if principal.path.len() != SEGMENT {
        return Err(Refusal::new(
            UserErrorCode::State,
            "",
            "时效规定由市总工会修订",
            "rules of deadlines are the city federation's to change",
        )
        .into());
    }
    let newest = rule(scope, &input.code).await?;
    let mut checks = Checks::default();
    checks.ensure(
        input.valid_from.0 > scope.today(),
        "validFrom",
        "施行日期最早是明天：已经起算的期限不追溯修改",
        "tomorrow at the earliest: what runs already is not changed backwards",
    );
    checks.ensure(
        (1..=1000).contains(&input.count),
        "count",
        "期限应在 1 到 1000 之间",
        "a period is 1 to 1,000",
    );
    let title = checks.line("title", &input.title, 100);
    let law = checks.line("law", &input.law, 100);
    checks.done()?;
    let row = rule::Model {
        valid_from: input.valid_from.0,
        amount: input.count,
        unit: input.unit,
        title,
        law,
        staff_id: Some(principal.staff_id),
        entered_at: scope.now(),
        ..newest
    };
    let code = row.code.clone();
    let summary = format!("维权时效 {}：自 {} 起施行", row.title, row.valid_from);
    rule::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(scope)
        .await
        .map_err(|error| match violated_constraint(&error) {
            Some("rights_rule_pkey") => Refusal::new(
                UserErrorCode::Duplicate,
                "validFrom",
                "这条规定在那一天已有修订，请另选日期",
                "this rule changes on that day already; choose another",
            )
            .into(),
            _ => Error::from(error),
        })?;
    let subject = Subject {
        kind: "rightsrule",
        id: None,
        union_id: principal.union_id,
        union_path: &principal.path,
    };
    record(scope, AuditAction::Created, subject, summary, None).await?;
    Ok(code)
}

impl From<rule::Model> for Rule {
    fn from(row: rule::Model) -> Self {
        let kinds = row.kinds.iter();
        Self {
            kinds: kinds
                .filter_map(|code| RightsCaseKind::from_code(code))
                .collect(),
            code: row.code,
            fact: row.fact,
            amount: row.amount.unsigned_abs(),
            unit: row.unit,
            title: row.title,
            law: row.law,
        }
    }
}

/// A deadline of a case that begins to run.
pub(super) fn row(
    case: &Case,
    rule: &str,
    subject: Option<Uuid>,
    title: String,
    law: String,
    (starts_on, due_on): (NaiveDate, NaiveDate),
) -> Model {
    Model {
        id: Uuid::now_v7(),
        case_id: case.id,
        union_id: case.union_id,
        union_path: case.union_path.clone(),
        rule: rule.to_owned(),
        subject_id: subject,
        title,
        law,
        starts_on,
        due_on,
        met_on: None,
        note: None,
        version: 1,
    }
}

/// Writes a deadline.
pub(super) fn insert(row: Model) -> Insert<ActiveModel> {
    Entity::insert(row.into_active_model().reset_all())
}

/// Lets the deadlines of the law follow the facts of a case: what became known begins to run, what was corrected runs
/// anew, what is not so any more goes. What was met stays as it was.
pub(super) async fn follow(scope: &Scope, case: &Case, facts: &Facts) -> Result<()> {
    let rules: Vec<Rule> = rules(scope).await?.into_iter().map(Rule::from).collect();
    let dues = deadlines(&rules, case.kind, facts);
    let present = deadlines_of(scope, vec![case.id]).await?;
    for due in &dues {
        let title = due.rule.title.clone();
        let law = due.rule.law.clone();
        let dates = (due.starts_on, due.due_on);
        let fresh = row(case, &due.rule.code, None, title, law, dates);
        match present.iter().find(|one| one.rule == due.rule.code) {
            None => {
                insert(fresh).exec_without_returning(scope).await?;
            }
            // The fact itself was corrected. A rule that was revised meanwhile leaves what runs already as it is.
            Some(found) if found.met_on.is_none() && found.starts_on != due.starts_on => {
                let changed = Model {
                    id: found.id,
                    version: found.version + 1,
                    ..fresh
                };
                store(scope, changed).await?;
            }
            Some(_) => {}
        }
    }
    let gone: Vec<Uuid> = present
        .iter()
        .filter(|one| one.met_on.is_none() && one.subject_id.is_none())
        .filter(|one| dues.iter().all(|due| due.rule.code != one.rule))
        .map(|one| one.id)
        .collect();
    if !gone.is_empty() {
        Entity::delete_many()
            .filter(Column::Id.eq_any(gone))
            .exec(scope)
            .await?;
    }
    Ok(())
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

/// A deadline of a case that the viewer may read.
///
/// # Errors
/// [`Error::NotFound`] for any other as for none.
pub async fn deadline(scope: &Scope, id: RightsDeadlineId) -> Result<Model> {
    scope.require(Permission::RightsRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// What is open in cases of the own unions and in those that they handle, the soonest first; the page's keys are the
/// day and the id. Cases that are over have nothing due.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn due(scope: &Scope, until: Option<NaiveDate>, page: &Page) -> Result<Vec<Model>> {
    let own = &scope.require(Permission::RightsRead)?.own_unions;
    let rows = scope
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT d.* FROM rights_case c JOIN rights_deadline d ON d.case_id = c.id
             WHERE (c.union_id = ANY ($1) OR c.handler_id = ANY ($1)) AND c.state NOT IN ('CLOSED','REFUSED','WITHDRAWN')
               AND d.met_on IS NULL AND ($2::date IS NULL OR d.due_on <= $2)
               AND ($3::date IS NULL OR (d.due_on, d.id) > ($3, $4))
             ORDER BY d.due_on, d.id LIMIT $5",
            [
                uuids(own.clone()),
                until.into(),
                page.key::<NaiveDate>(0)?.into(),
                page.key::<Uuid>(1)?.into(),
                i64::try_from(page.limit()).unwrap_or(i64::MAX).into(),
            ],
        ))
        .await?;
    let row = |row| Model::from_query_result(row, "");
    Ok(rows.iter().map(row).collect::<Result<_, _>>()?)
}

/// Whether the viewer may mark a deadline of this case.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn is_markable(scope: &Scope, case: &Case, row: &Model) -> Result<bool> {
    let principal = scope.principal()?;
    let side =
        principal.owns(case.union_id) || case.handler_id.is_some_and(|id| principal.owns(id));
    Ok(principal.may(Permission::RightsReport) && side && row.subject_id.is_none())
}

/// Marks a deadline as met, or as open again; answers its id.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who neither owns nor handles the case, and for what its letter or
/// referral ends by itself; CONFLICT for an old version; all faults of the input at once.
pub async fn meet(scope: &Scope, input: &MeetRightsDeadlineInput) -> Result<Uuid> {
    scope.require(Permission::RightsReport)?;
    let found = deadline(scope, input.id).await?;
    let case = get(scope, found.case_id.into()).await?;
    if !is_markable(scope, &case, &found)? {
        return Err(Error::Forbidden);
    }
    if found.version != input.version {
        return Err(Error::conflict());
    }
    let mut checks = Checks::default();
    let text = words(&mut checks, "note", input.note.as_deref(), false);
    let day = input.met_on.map(|day| day.0);
    checks.ensure(
        day.is_none_or(|day| (found.starts_on..=scope.today()).contains(&day)),
        "metOn",
        "办理日期应在起算日以后，且不晚于今天",
        "the day lies after the begin of the period and not in the future",
    );
    checks.done()?;
    let what = match day {
        Some(_) => format!("期限已办：{}", found.title),
        None => format!("期限重新打开：{}", found.title),
    };
    let id = found.id;
    store(
        scope,
        Model {
            met_on: day,
            note: text,
            version: found.version + 1,
            ..found
        },
    )
    .await?;
    note(scope, AuditAction::Changed, &case, &what, None).await?;
    Ok(id)
}

/// Ends the deadline of a letter.
pub(super) async fn end(scope: &Scope, case: Uuid, subject: Uuid, day: NaiveDate) -> Result<()> {
    let open = Condition::all()
        .add(Column::CaseId.eq(case))
        .add(Column::SubjectId.eq(subject))
        .add(Column::MetOn.is_null());
    Entity::update_many()
        .col_expr(Column::MetOn, sea_orm::sea_query::Expr::value(day))
        .filter(open)
        .exec(scope)
        .await?;
    Ok(())
}
