//! Public notices (公示) of the unions that decide.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use uuid::Uuid;

use super::calendar::end_of_notice;
use super::step::seen;
use super::{note, ready, reason, refused, state};
use crate::applications::entity::application;
use crate::applications::entity::notice::{Column, Entity, Model};
use crate::applications::input::{PostAidNoticeInput, TakeDownAidNoticeInput};
use crate::applications::rules::{
    AidApplicationState, AidApplicationStep, MOST_LINES, NoticeFault, fit_for_notice,
};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Result};
use crate::id::AidNoticeId;
use crate::input::Checks;
use crate::paging::Page;
use crate::tenancy::{Permission, Scope};
use crate::values::Phone;

/// A notice of an own union.
///
/// # Errors
/// [`Error::NotFound`] for another union's as for none.
pub async fn notice(scope: &Scope, id: AidNoticeId) -> Result<Model> {
    scope.require(Permission::AidRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Notices of the own unions, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn notices(scope: &Scope, hanging: Option<bool>, page: &Page) -> Result<Vec<Model>> {
    let principal = scope.require(Permission::AidRead)?;
    let today = scope.today();
    let mut query = Entity::find().filter(Column::UnionId.eq_any(principal.own_unions.clone()));
    query = match hanging {
        None => query,
        Some(true) => query
            .filter(Column::TakenDownOn.is_null())
            .filter(Column::EndsOn.gte(today)),
        Some(false) => query.filter(
            sea_orm::Condition::any()
                .add(Column::TakenDownOn.is_not_null())
                .add(Column::EndsOn.lt(today)),
        ),
    };
    if let Some(id) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.lt(id));
    }
    Ok(query
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Hangs out applications that every review passed; answers the notice. It shows names with one character
/// hidden, and comes down by itself after its last day.
///
/// # Errors
/// STATE where the calendar does not reach to the last day and for who submitted one of them; INVALID for
/// words that name a person's number or an illness.
pub async fn post(scope: &Scope, input: &PostAidNoticeInput) -> Result<Uuid> {
    let step = AidApplicationStep::Publicise;
    let rows = ready(scope, step, &input.lines, MOST_LINES).await?;
    let mut checks = Checks::default();
    let title = checks.line("title", &input.title, 60);
    checks.ensure(
        title.is_empty() || title.chars().count() >= 4,
        "title",
        "标题至少 4 个字",
        "a title has 4 characters at least",
    );
    fit(&mut checks, "title", &title);
    let words = checks.optional_lines("note", input.note.as_deref(), 500);
    if let Some(words) = &words {
        fit(&mut checks, "note", words);
    }
    let telephone = checks.line("telephone", &input.telephone, 30);
    let landline = Phone::parse(&telephone).is_ok_and(|phone| phone.expose().contains('-'));
    checks.ensure(
        telephone.is_empty() || landline,
        "telephone",
        "请填写本单位的监督电话，带区号，如 0539-8312345",
        "the office's telephone, with its area code",
    );
    checks.done()?;
    let decider = rows.first().map(|row| row.decider_id);
    if rows.iter().any(|row| Some(row.decider_id) != decider) {
        return Err(state(
            "lines",
            "这些申请由不同的工会审批，请分开公示",
            "these are decided by different unions; take them apart",
        ));
    }
    let until = end_of_notice(scope, scope.today(), input.working_days).await?;
    let id = Uuid::now_v7();
    let [ids, versions] = seen(&rows);
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT post_notice($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            [
                id.into(),
                ids,
                versions,
                title.clone().into(),
                words.into(),
                telephone.into(),
                input.working_days.into(),
                until.into(),
                scope.today().into(),
                scope.now().into(),
            ],
        ))
        .await
        .map_err(refused)?;
    let row = notice(scope, id.into()).await?;
    let what = format!("公示 {}，至 {until}", row.number);
    note(scope, AuditAction::Decided, &rows, &what, None).await?;
    let summary = format!(
        "公示 {}“{title}”：{} 人，至 {until}，校验值 {}",
        row.number,
        rows.len(),
        hex(&row.digest)
    );
    audit::record(scope, AuditAction::Created, of(&row), summary, None).await?;
    Ok(id)
}

/// Takes an own notice down before its time, with a reason; its applications are to be hung out anew.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; STATE for one that came down.
pub async fn take_down(scope: &Scope, input: &TakeDownAidNoticeInput) -> Result<Uuid> {
    let row = scope.grant(Permission::AidReview, notice(scope, input.id).await?)?;
    if row.version != input.version {
        return Err(Error::conflict());
    }
    if !hangs(&row, scope.today()) {
        return Err(state("id", "公示已经结束或撤下", "it came down already"));
    }
    let mut checks = Checks::default();
    let why = reason(&mut checks, "reason", Some(&input.reason));
    checks.done()?;
    let rows = application::Entity::find()
        .filter(application::Column::NoticeId.eq(row.id))
        .filter(application::Column::State.eq(AidApplicationState::Publicised))
        .all(scope)
        .await?;
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT take_down_notice($1, $2, $3, $4, $5)",
            [
                row.id.into(),
                row.version.into(),
                why.clone().into(),
                scope.today().into(),
                scope.now().into(),
            ],
        ))
        .await
        .map_err(refused)?;
    note(scope, AuditAction::Decided, &rows, "撤下公示", Some(&why)).await?;
    let summary = format!("撤下公示 {}", row.number);
    audit::record(scope, AuditAction::Changed, of(&row), summary, Some(&why)).await?;
    Ok(row.id)
}

/// Whether it hangs on a day.
#[must_use]
pub fn hangs(row: &Model, day: chrono::NaiveDate) -> bool {
    row.taken_down_on.is_none() && row.ends_on >= day
}

/// SHA-256 as text.
#[must_use]
pub fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing into a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn fit(checks: &mut Checks, path: &str, text: &str) {
    match fit_for_notice(text) {
        Ok(()) => {}
        Err(NoticeFault::Number) => checks.ensure(
            false,
            path,
            "公示里不能出现身份证号、手机号或银行卡号",
            "no identity, telephone or card number on a notice",
        ),
        Err(NoticeFault::Illness(word)) => checks.ensure(
            false,
            path,
            format!("公示里不能写病情等健康信息（“{word}”）"),
            format!("no words of health on a notice ({word})"),
        ),
    }
}

fn of(row: &Model) -> Subject<'_> {
    Subject {
        kind: "aidnotice",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    }
}
