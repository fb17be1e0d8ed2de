//! Objections (异议) and complaints (投诉), with stages and an answer.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use super::step::reviewing_roles;
use super::{get, state};
use crate::applications::entity::complaint::{Column, Entity, Model};
use crate::applications::input::{
    FileAidComplaintInput, ObjectToNoticeInput, StepAidComplaintInput,
};
use crate::applications::rules::{
    AidApplicationState, AidComplaintKind, AidComplaintStage, AidComplaintStep,
};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::id::AidComplaintId;
use crate::input::{Checks, REASON};
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell, tell_union};
use crate::paging::Page;
use crate::privacy::vault::context;
use crate::statistics::tally::texts;
use crate::tenancy::{Permission, Scope};
use crate::text::Language;

/// Characters of what is wrong, at least and at most.
const WORDS: std::ops::RangeInclusive<usize> = 10..=500;

/// What the sealed contact is bound to.
fn bound(complaint: Uuid) -> String {
    context("aid_complaint.contact", complaint)
}

/// A complaint that an own union handles or entered.
///
/// # Errors
/// [`Error::NotFound`] for any other as for none.
pub async fn complaint(scope: &Scope, id: AidComplaintId) -> Result<Model> {
    scope.require(Permission::AidReview)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Complaints that an own union handles or entered, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn complaints(
    scope: &Scope,
    stage: Option<AidComplaintStage>,
    page: &Page,
) -> Result<Vec<Model>> {
    let own = &scope.require(Permission::AidReview)?.own_unions;
    let side = Condition::any()
        .add(Column::UnionId.eq_any(own.clone()))
        .add(Column::FilerUnionId.eq_any(own.clone()));
    let mut query = Entity::find().filter(side);
    if let Some(stage) = stage {
        query = query.filter(Column::Stage.eq(stage));
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

/// The complaints about these applications, the newest first; none for whoever does not handle any.
///
/// # Errors
/// A fault of the database.
pub async fn complaints_of(scope: &Scope, applications: Vec<Uuid>) -> Result<Vec<Model>> {
    if !scope.principal()?.may(Permission::AidReview) {
        return Ok(Vec::new());
    }
    Ok(Entity::find()
        .filter(Column::ApplicationId.eq_any(applications))
        .order_by_desc(Column::Id)
        .all(&scope.keyed())
        .await?)
}

/// How to reach who objected, opened for those who handle it.
///
/// # Errors
/// A fault of ours where it can't be opened.
pub fn contact(scope: &Scope, row: &Model) -> Result<Option<String>> {
    if !scope.principal()?.owns(row.union_id) {
        return Ok(None);
    }
    let vault = scope.database().vault();
    let open = |sealed: &Vec<u8>| vault.open(&bound(row.id), sealed);
    row.contact
        .as_ref()
        .map(open)
        .transpose()
        .map_err(|error| Error::bug(error.to_string()))
}

fn words(checks: &mut Checks, text: &str) -> String {
    let text = checks.lines("text", text, *WORDS.end());
    checks.ensure(
        text.is_empty() || text.chars().count() >= *WORDS.start(),
        "text",
        format!("请把情况写清楚，至少 {} 个字", WORDS.start()),
        format!(
            "say what is wrong, in {} characters at least",
            WORDS.start()
        ),
    );
    text
}

/// Enters a complaint of an own family; answers its id.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; STATE for a draft; all faults of the input at once.
pub async fn file(scope: &Scope, input: &FileAidComplaintInput) -> Result<Uuid> {
    let of = scope.grant(
        Permission::AidApply,
        get(scope, input.application_id).await?,
    )?;
    if of.state == AidApplicationState::Draft {
        return Err(state(
            "applicationId",
            "申请还没有提交，不需要投诉",
            "it was not submitted yet",
        ));
    }
    let mut checks = Checks::default();
    let text = words(&mut checks, &input.text);
    checks.done()?;
    let id = Uuid::now_v7();
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT file_complaint($1, $2, $3, $4)",
            [id.into(), of.id.into(), text.into(), scope.now().into()],
        ))
        .await?;
    let summary = format!("登记投诉：救助申请 {}", of.number);
    let subject = Subject {
        kind: "aidcomplaint",
        id: Some(id),
        union_id: of.union_id,
        union_path: &of.union_path,
    };
    audit::record(scope, AuditAction::Created, subject, summary, None).await?;
    let news = News::of_union(NotificationKind::AidComplaintFiled, id, of.union_id);
    tell_union(scope, Some(of.decider_id), Permission::AidReview, news).await?;
    Ok(id)
}

/// Takes a step of a complaint; answers its id.
///
/// # Errors
/// [`Error::Forbidden`] on the other side; CONFLICT for an old version; STATE where the step does not lead on
/// from there, and for who decided the application themselves; all faults of the input at once.
pub async fn step_complaint(scope: &Scope, input: &StepAidComplaintInput) -> Result<Uuid> {
    let step = input.step;
    let principal = scope.require(step.permission())?;
    let row = complaint(scope, input.id).await?;
    let side = match step.is_of_handler() {
        true => Some(row.union_id),
        false => row.filer_union_id,
    };
    if !side.is_some_and(|side| principal.owns(side)) {
        return Err(Error::Forbidden);
    }
    if row.version != input.version {
        return Err(Error::conflict());
    }
    if row.stage != step.from() {
        return Err(state(
            "id",
            format!(
                "“{}”，不能{}",
                row.stage.label(Language::Chinese),
                step.label(Language::Chinese)
            ),
            format!("it is {}", row.stage.label(Language::English)),
        ));
    }
    let mut checks = Checks::default();
    let answer = match step {
        AidComplaintStep::Answer | AidComplaintStep::Appeal => {
            let text = input.answer.as_deref().unwrap_or_default();
            let text = checks.lines("answer", text, 500);
            checks.ensure(
                text.is_empty() || text.chars().count() >= REASON,
                "answer",
                format!("请写清楚，至少 {REASON} 个字"),
                format!("{REASON} characters at least"),
            );
            Some(text)
        }
        AidComplaintStep::Accept | AidComplaintStep::Close => None,
    };
    if step == AidComplaintStep::Answer && input.upheld.is_none() {
        checks.fault(
            UserErrorCode::Required,
            "upheld",
            "请选择反映的情况是否属实",
            "say whether it was found right",
        );
    }
    checks.done()?;
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT step_complaint($1, $2, $3, $4, $5, $6)",
            [
                row.id.into(),
                row.version.into(),
                step.code().into(),
                answer.into(),
                input.upheld.into(),
                scope.now().into(),
            ],
        ))
        .await
        .map_err(|error| match violated_constraint(&error) {
            Some("aid_complaint_four_eyes") => state(
                "id",
                "办理过这份申请的人不能答复，请由另一人答复",
                "who decided the application does not answer for it; another person has to",
            ),
            Some("aid_complaint_ends") => state(
                "id",
                "已经是最高一级，不能再申请复核",
                "there is nobody above to ask",
            ),
            _ => error.into(),
        })?;
    let summary = format!(
        "{} {}：{}",
        row.kind.label(Language::Chinese),
        row.number,
        step.label(Language::Chinese)
    );
    audit::record(scope, AuditAction::Changed, of(&row), summary, None).await?;
    announce(scope, step, &row).await?;
    Ok(row.id)
}

async fn announce(scope: &Scope, step: AidComplaintStep, row: &Model) -> Result<()> {
    match step {
        AidComplaintStep::Answer => {
            if let Some(post) = row.filed_by {
                let news =
                    News::of_union(NotificationKind::AidComplaintAnswered, row.id, row.union_id);
                tell(scope, [(post, news)]).await?;
            }
        }
        AidComplaintStep::Appeal => {
            // Who handles it now is not the caller's to see, but is told.
            let row = Entity::find_by_id(row.id).one(scope).await?;
            if let Some(row) = row {
                let from = row.filer_union_id.unwrap_or(row.union_id);
                let news = News::of_union(NotificationKind::AidComplaintFiled, row.id, from);
                let handler = Some(row.union_id);
                tell_union(scope, handler, Permission::AidReview, news).await?;
            }
        }
        AidComplaintStep::Accept | AidComplaintStep::Close => {}
    }
    Ok(())
}

/// Takes an objection of somebody who passes by; answers its number.
///
/// # Errors
/// STATE where the notice does not hang or the line is off it; UNAVAILABLE where too many wait; all faults of
/// the input at once.
pub async fn object(scope: &Scope, input: &ObjectToNoticeInput) -> Result<String> {
    let mut checks = Checks::default();
    let text = words(&mut checks, &input.text);
    let contact = checks.optional_line("contact", input.contact.as_deref(), 60);
    checks.done()?;
    let vault = scope.database().vault();
    // Nobody is there for whom a key could be kept, so the row itself is named by it.
    let id = match input.idempotency_key.as_deref() {
        Some(key) => {
            let digest = vault.digest("aid_complaint.key", &format!("{}:{key}", input.notice_id));
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&digest[..16]);
            uuid::Builder::from_custom_bytes(bytes).into_uuid()
        }
        None => Uuid::now_v7(),
    };
    let sealed = contact
        .map(|contact| vault.seal(&bound(id), &contact))
        .transpose()
        .map_err(|error| Error::bug(error.to_string()))?;
    let roles = reviewing_roles().into_iter().map(str::to_owned).collect();
    let row = scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT object_to_notice($1, $2, $3, $4, $5, $6, $7, $8) AS number",
            [
                id.into(),
                input.notice_id.uuid().into(),
                input.line.into(),
                text.into(),
                sealed.into(),
                texts(roles),
                scope.today().into(),
                scope.now().into(),
            ],
        ))
        .await
        .map_err(|error| match violated_constraint(&error) {
            Some("aid_objections_wait") => Refusal::new(
                UserErrorCode::Unavailable,
                "",
                "这份公示收到的异议较多，正在办理；请直接拨打公示上的监督电话",
                "many objections wait already; please call the telephone on the notice",
            )
            .into(),
            _ => Error::from(error),
        })?
        .ok_or_else(|| Error::bug("an objection without an answer"))?;
    let number: Option<String> = row.try_get("", "number")?;
    number.ok_or_else(|| {
        state(
            "line",
            "公示已经结束，或这一行已不在公示中",
            "the notice came down, or the line is off it",
        )
    })
}

fn of(row: &Model) -> Subject<'_> {
    Subject {
        kind: "aidcomplaint",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    }
}

/// Whether the viewer may take a step of a complaint.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn may_step(scope: &Scope, row: &Model, step: AidComplaintStep) -> Result<bool> {
    let principal = scope.principal()?;
    let side = match step.is_of_handler() {
        true => Some(row.union_id),
        false => row.filer_union_id,
    };
    let appealable = row.kind == AidComplaintKind::Complaint && row.level == 1;
    Ok(row.stage == step.from()
        && principal.may(step.permission())
        && side.is_some_and(|side| principal.owns(side))
        && (step != AidComplaintStep::Appeal || appealable))
}
