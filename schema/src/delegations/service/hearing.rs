//! Dates at courts, tribunals and mediations.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use serde_json::json;
use uuid::Uuid;

use super::{Standing, note, party, reads, ready, run, state, tell, uuid};
use crate::audit::service::AuditAction;
use crate::delegations::entity::delegation;
use crate::delegations::entity::hearing::{Column, Entity, Model};
use crate::delegations::input::{SaveHearingInput, StepHearingInput};
use crate::delegations::rules::{DelegationStep, HearingState, HearingStep, MOST_HEARINGS};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::HearingId;
use crate::input::Checks;
use crate::paging::Page;
use crate::rights::service::{self as rights, words};
use crate::tenancy::{Actor, Scope};
use crate::text::Language;
use crate::values::dates::begin_of_day;

/// Days of an agenda at most.
const LONGEST: u64 = 366;

/// A date that the viewer sees.
///
/// # Errors
/// [`Error::NotFound`] for any other as for none.
pub async fn hearing(scope: &Scope, id: HearingId) -> Result<Model> {
    reads(scope)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// The dates of these delegations, the soonest first.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn hearings_of(scope: &Scope, delegations: Vec<Uuid>) -> Result<Vec<Model>> {
    reads(scope)?;
    Ok(Entity::find()
        .filter(Column::DelegationId.eq_any(delegations))
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
        .all(&scope.keyed())
        .await?)
}

/// Whose dates stand in the viewer's agenda: those of own unions and of cases shared with them; of a partner all for who
/// runs its account, for anybody else what is in their hands.
fn reach(actor: &Actor) -> Condition {
    match actor {
        Actor::Union(principal) => Condition::any()
            .add(Column::UnionId.eq_any(principal.own_unions.clone()))
            .add(Column::CaseId.in_subquery(rights::shared_with(principal).into_query())),
        Actor::Partner(counsel) => {
            let all = Condition::all().add(Column::PartnerId.eq(counsel.partner_id));
            let own = delegation::Entity::find()
                .select_only()
                .column(delegation::Column::Id)
                .filter(delegation::Column::LawyerId.eq(counsel.lawyer_id));
            match counsel.admin {
                true => all,
                false => all.add(Column::DelegationId.in_subquery(own.into_query())),
            }
        }
    }
}

/// The viewer's dates from a day to another, the soonest first; the page's keys are the time and the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission; INVALID for more than a year.
pub async fn hearings(
    scope: &Scope,
    from: NaiveDate,
    to: NaiveDate,
    page: &Page,
) -> Result<Vec<Model>> {
    reads(scope)?;
    let span = from.checked_add_days(Days::new(LONGEST));
    let range = begin_of_day(from).zip(to.succ_opt().and_then(begin_of_day));
    let Some((begin, end)) = range.filter(|_| span.is_some_and(|last| (from..=last).contains(&to)))
    else {
        return Err(Refusal::new(
            UserErrorCode::Invalid,
            "to",
            "日程的起止日期有误：最多查看一年",
            "an agenda ends after it begins, and within a year",
        )
        .into());
    };
    let mut all = Condition::all()
        .add(reach(scope.actor()?))
        .add(Column::StartsAt.gte(begin))
        .add(Column::StartsAt.lt(end));
    if let (Some(at), Some(id)) = (page.key::<DateTime<Utc>>(0)?, page.key::<Uuid>(1)?) {
        all = all.add(
            Condition::any().add(Column::StartsAt.gt(at)).add(
                Condition::all()
                    .add(Column::StartsAt.eq(at))
                    .add(Column::Id.gt(id)),
            ),
        );
    }
    Ok(Entity::find()
        .filter(all)
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// The viewer's dates as a calendar shows them: from a quarter ago on, 500 at most.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn coming(scope: &Scope) -> Result<Vec<(Model, Option<delegation::Model>)>> {
    reads(scope)?;
    let rows = Entity::find()
        .filter(reach(scope.actor()?))
        .filter(Column::StartsAt.gte(scope.now() - TimeDelta::days(90)))
        .order_by_asc(Column::StartsAt)
        .limit(500)
        .all(scope)
        .await?;
    let of = super::by_ids(scope, rows.iter().map(|row| row.delegation_id).collect()).await?;
    let found = |row: &Model| of.iter().find(|one| one.id == row.delegation_id).cloned();
    Ok(rows
        .into_iter()
        .map(|row| {
            let delegation = found(&row);
            (row, delegation)
        })
        .collect())
}

/// Whether the viewer may change a date that is planned.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub fn is_hearing_editable(scope: &Scope, row: &Model, of: Standing<'_>) -> Result<bool> {
    let party = party(scope, of)?;
    let may = party.is_some_and(|party| DelegationStep::Hearing.is_open_to(party, of.row.state));
    Ok(may && row.state == HearingState::Planned)
}

/// What the viewer may do with a date now.
///
/// # Errors
/// As [`is_hearing_editable`].
pub fn hearing_steps(scope: &Scope, row: &Model, of: Standing<'_>) -> Result<Vec<HearingStep>> {
    Ok(match is_hearing_editable(scope, row, of)? {
        true => HearingStep::ALL.to_vec(),
        false => Vec::new(),
    })
}

/// Writes a date of a delegation, or changes one that is planned; answers its id.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; STATE where the delegation is not in the
/// partner's hands, and for a date that is over; LIMIT where there are as many as may be; all faults of the input at
/// once.
pub async fn save(scope: &Scope, input: &SaveHearingInput) -> Result<Uuid> {
    let known = match input.id {
        Some(id) => Some(open(scope, id, input.version.unwrap_or_default()).await?),
        None => None,
    };
    let of = known.as_ref().map(|row| row.delegation_id.into());
    let Some(of) = of.or(input.delegation_id) else {
        return Err(Refusal::new(
            UserErrorCode::Required,
            "delegationId",
            "请选择委托",
            "say of which delegation",
        )
        .into());
    };
    let row = ready(scope, of, None, DelegationStep::Hearing).await?;
    let mut checks = Checks::default();
    let (earliest, latest) = (
        scope.now() - TimeDelta::days(3653),
        scope.now() + TimeDelta::days(3653),
    );
    checks.ensure(
        (earliest..=latest).contains(&input.starts_at),
        "startsAt",
        "时间有误，请核对年份",
        "is the year right?",
    );
    checks.ensure(
        (5..=1440).contains(&input.minutes),
        "minutes",
        "时长应为 5 分钟到 24 小时",
        "it lasts 5 minutes to a day",
    );
    let venue = checks.line("venue", &input.venue, 100);
    let note_text = checks.optional_line("note", input.note.as_deref(), 200);
    for (path, text) in [("venue", Some(&venue)), ("note", note_text.as_ref())] {
        checks.without_numbers(path, text.map_or("", String::as_str));
    }
    checks.done()?;
    if known.is_none() {
        let present = Entity::find().filter(Column::DelegationId.eq(row.id));
        if present.count(scope).await? >= MOST_HEARINGS {
            return Err(Refusal::new(
                UserErrorCode::Limit,
                "",
                format!("一件委托最多 {MOST_HEARINGS} 条日程"),
                format!("a delegation has {MOST_HEARINGS} dates at most"),
            )
            .into());
        }
    }
    let id = known.as_ref().map_or_else(Uuid::now_v7, |row| row.id);
    let facts = json!({
        "kind": input.kind,
        "starts_at": input.starts_at,
        "minutes": input.minutes,
        "venue": venue,
        "note": note_text,
    });
    let said = format!("{}：{venue}", input.kind.label(Language::Chinese));
    write(
        scope,
        id,
        known.map(|row| row.version),
        row.id,
        "SAVE",
        facts,
        Some(&said),
    )
    .await?;
    note(
        scope,
        AuditAction::Changed,
        &row,
        &format!("开庭日程（{said}）"),
        None,
    )
    .await?;
    tell(scope, &row).await?;
    Ok(id)
}

/// Enters what came of a date, or cancels it; answers its id.
///
/// # Errors
/// As [`save`].
pub async fn step(scope: &Scope, input: &StepHearingInput) -> Result<Uuid> {
    let known = open(scope, input.id, input.version).await?;
    let of = known.delegation_id.into();
    let row = ready(scope, of, None, DelegationStep::Hearing).await?;
    let mut checks = Checks::default();
    let text = words(&mut checks, "text", input.text.as_deref(), true);
    checks.ensure(
        input.step != HearingStep::Hold || known.starts_at <= scope.now(),
        "step",
        "开庭时间还没到，不能登记结果；改期请修改日程",
        "it has not begun yet; change the date where it was moved",
    );
    checks.done()?;
    let (id, step) = (known.id, input.step);
    let said = text.as_deref();
    write(
        scope,
        id,
        Some(known.version),
        row.id,
        step.code(),
        json!({}),
        said,
    )
    .await?;
    let what = format!("开庭日程{}", step.label(Language::Chinese));
    note(scope, AuditAction::Changed, &row, &what, said).await?;
    tell(scope, &row).await?;
    Ok(id)
}

/// A date that is planned, at the version that was seen.
async fn open(scope: &Scope, id: HearingId, version: i32) -> Result<Model> {
    let row = hearing(scope, id).await?;
    if row.version != version {
        return Err(Error::conflict());
    }
    if row.state != HearingState::Planned {
        return Err(state(
            "id",
            "该日程已进行或已取消，不能再改",
            "this date is over or cancelled",
        ));
    }
    Ok(row)
}

async fn write(
    scope: &Scope,
    id: Uuid,
    seen: Option<i32>,
    of: Uuid,
    what: &str,
    facts: serde_json::Value,
    said: Option<&str>,
) -> Result<()> {
    run(
        scope,
        "SELECT write_hearing($1, $2, $3, $4, $5, $6, $7)",
        [
            id.into(),
            seen.into(),
            uuid(Some(of)),
            what.into(),
            facts.into(),
            scope.now().into(),
            said.into(),
        ],
    )
    .await
}
