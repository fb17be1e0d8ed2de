//! Reporting a case, and changing what is known of it.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel,
    QueryFilter, Statement,
};
use serde_json::json;
use uuid::Uuid;

use super::{deadline, facts, get, note, ready, refused, state, worker, workers_of};
use crate::audit::service::AuditAction;
use crate::bulk::insert_all;
use crate::employers::service as employers;
use crate::error::{Error, Result, UserErrorCode};
use crate::households::rules::HouseholdStatus;
use crate::households::service::{self as households, Contact};
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell_union};
use crate::privacy::Private;
use crate::rights::entity::{private, worker as worker_row};
use crate::rights::input::SaveRightsCaseInput;
use crate::rights::rules::{RightsCaseStep, label};
use crate::tenancy::{Permission, Scope};
use crate::text::Language;
use crate::unions::service as unions;
use crate::values::Fen;

/// Reports a case of an own union, or changes one that is not over; answers its id.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for another union's; CONFLICT for an old version; STATE for one that is
/// over or that another union handles, and for an employer that was merged; all faults of the input at once.
pub async fn save(scope: &Scope, input: &SaveRightsCaseInput) -> Result<Uuid> {
    let principal = scope.require(Permission::RightsReport)?;
    if !principal.may(Permission::HouseholdNames) {
        return Err(Error::Forbidden);
    }
    let known = match input.id {
        Some(id) => {
            let version = Some(input.version.unwrap_or_default());
            Some(ready(scope, id, version, RightsCaseStep::Edit).await?)
        }
        None => None,
    };
    let members = worker::members(scope, &input.workers).await?;
    let (union_id, union_path) = match &known {
        Some(row) => (row.union_id, row.union_path.clone()),
        None => home(scope, input, &members).await?,
    };
    let id = known.as_ref().map_or_else(Uuid::now_v7, |row| row.id);
    let mut checks = Checks::default();
    let present = match &known {
        Some(row) => workers_of(scope, vec![row.id]).await?,
        None => Vec::new(),
    };
    let blank = worker_row::Model {
        id,
        case_id: id,
        union_id,
        union_path: union_path.clone(),
        position: 0,
        household_id: None,
        member_id: None,
        name: Private(String::new()),
        id_number: None,
        phone: None,
        claimed_fen: None,
    };
    let workers = worker::compose(
        scope,
        &mut checks,
        &input.workers,
        &blank,
        &present,
        &members,
    )?;
    still_open(scope, &mut checks, &workers).await?;
    let claimed = workers.iter().filter_map(|row| row.claimed_fen).map(Fen);
    let claimed = checks.value("workers", Fen::sum(claimed), |error| {
        ("金额合计过大".to_owned(), error.to_string())
    });
    let named = i32::try_from(workers.len()).unwrap_or(i32::MAX);
    checks.ensure(
        (named.max(1)..=100_000).contains(&input.workers_concerned),
        "workersConcerned",
        format!("涉及人数不能少于已登记的 {named} 人，最多 100000 人"),
        format!("it concerns the {named} workers who are named at least, and 100,000 at most"),
    );
    let respondent = checks.optional_line("respondent", input.respondent.as_deref(), 50);
    other_side(scope, &mut checks, input, respondent.is_some()).await?;
    let site = checks.optional_line("site", input.site.as_deref(), 60);
    let place_code = checks.division_code("placeCode", &input.place_code);
    let place_text = checks.optional_line("placeText", input.place_text.as_deref(), 100);
    for (path, text) in [("site", &site), ("placeText", &place_text)] {
        checks.without_numbers(path, text.as_deref().unwrap_or_default());
    }
    let account = checks.lines("account", &input.account, 2000);
    let claim = checks.lines("claim", &input.claim, 500);
    let facts = facts::check(&mut checks, &input.facts, input.kind, scope.today());
    checks.done()?;

    let mut families: Vec<Uuid> = workers.iter().filter_map(|row| row.household_id).collect();
    families.sort();
    families.dedup();
    let columns = json!({
        "kind": input.kind,
        "label": label(&worker::first_masked(&workers), input.workers_concerned),
        "household_ids": families,
        "workers_concerned": input.workers_concerned,
        "employer_id": input.employer_id.map(|id| id.uuid()),
        "site": site,
        "place_code": place_code,
        "place_text": place_text,
        "claimed_fen": claimed.unwrap_or_default().0,
    });
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT write_rights_case($1, $2, $3, $4, $5, $6)",
            [
                id.into(),
                known.as_ref().map(|row| row.version).into(),
                union_id.into(),
                columns.into(),
                scope.today().into(),
                scope.now().into(),
            ],
        ))
        .await
        .map_err(refused)?;
    let named = private::Model {
        case_id: id,
        union_id,
        union_path,
        account: Private(account),
        claim: Private(claim),
        respondent: respondent.map(Private),
        facts: serde_json::to_value(&facts).map_err(|error| Error::bug(error.to_string()))?,
    };
    let named = named.into_active_model().reset_all();
    if known.is_some() {
        private::Entity::update(named).exec(scope).await?;
        worker_row::Entity::delete_many()
            .filter(worker_row::Column::CaseId.eq(id))
            .exec(scope)
            .await?;
    } else {
        private::Entity::insert(named)
            .exec_without_returning(scope)
            .await?;
    }
    let workers = workers.into_iter();
    let workers = workers.map(|row| row.into_active_model().reset_all());
    insert_all(scope, workers.collect()).await?;
    let row = get(scope, id.into()).await?;
    deadline::follow(scope, &row, &facts).await?;
    let kind = input.kind.label(Language::Chinese);
    if known.is_some() {
        note(scope, AuditAction::Changed, &row, "修改", None).await?;
    } else {
        let what = format!("登记（{kind}，{}）", row.label);
        note(scope, AuditAction::Created, &row, &what, None).await?;
        let news = News::of_union(NotificationKind::RightsReported, id, union_id);
        tell_union(scope, Some(union_id), Permission::RightsHandle, news).await?;
    }
    Ok(id)
}

/// Whose case a new one is: as the input says, else that of the first household, else the own union.
async fn home(
    scope: &Scope,
    input: &SaveRightsCaseInput,
    members: &[Contact],
) -> Result<(Uuid, String)> {
    let principal = scope.principal()?;
    if let Some(id) = input.union_id {
        let union = unions::get(scope, id).await?;
        let union = scope.grant(Permission::RightsReport, union)?;
        return Ok((union.id, union.path.clone()));
    }
    let first = input.workers.iter().find_map(|worker| worker.member_id);
    let first = first.and_then(|id| members.iter().find(|one| one.member.id == id.uuid()));
    match first {
        Some(found) if principal.owns(found.member.union_id) => {
            Ok((found.member.union_id, found.member.union_path.clone()))
        }
        _ => Ok((principal.union_id, principal.path.clone())),
    }
}

/// Who is to answer for it: an employer of the register, or a natural person.
async fn other_side(
    scope: &Scope,
    checks: &mut Checks,
    input: &SaveRightsCaseInput,
    respondent: bool,
) -> Result<()> {
    match (input.employer_id, respondent) {
        (None, false) => checks.fault(
            UserErrorCode::Required,
            "employerId",
            "请选择用人单位；对方是个人的，请填写其姓名",
            "choose the employer, or name the person who owes",
        ),
        (Some(_), true) => checks.fault(
            UserErrorCode::Invalid,
            "respondent",
            "已选择用人单位的，不再填写个人",
            "either an employer or a person",
        ),
        (Some(id), false) => {
            let employer = match employers::get(scope, id).await {
                Err(Error::NotFound) => {
                    checks.fault(
                        UserErrorCode::Invalid,
                        "employerId",
                        "没有这个用人单位，请重新搜索",
                        "there is no such employer; search again",
                    );
                    return Ok(());
                }
                found => found?,
            };
            if employer.merged_into_id.is_some() {
                return Err(state(
                    "employerId",
                    "该单位已并入另一条登记，请选择保留的那一条",
                    "this entry was merged into another; choose the one that stays",
                ));
            }
        }
        (None, true) => {}
    }
    Ok(())
}

/// Notes members whose family's file is closed: nobody answers for them any more.
async fn still_open(
    scope: &Scope,
    checks: &mut Checks,
    workers: &[worker_row::Model],
) -> Result<()> {
    let families: Vec<Uuid> = workers.iter().filter_map(|row| row.household_id).collect();
    if families.is_empty() {
        return Ok(());
    }
    let families = households::circumstances(scope, families).await?;
    for (at, row) in workers.iter().enumerate() {
        let closed = families.iter().any(|family| {
            Some(family.household.id) == row.household_id
                && family.household.status == HouseholdStatus::Closed
        });
        checks.ensure(
            !closed,
            &format!("workers.{at}.memberId"),
            "该户已注销，请直接填写职工姓名",
            "this household's file is closed; type the name instead",
        );
    }
    Ok(())
}
