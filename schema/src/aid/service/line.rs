//! Lines of the minimum living allowance: entered, corrected by a further revision, never changed.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Statement,
};
use uuid::Uuid;

use crate::aid::entity::line::{Column, Entity, Model};
use crate::aid::input::SetLivingLineInput;
use crate::aid::rules::LineArea;
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::LivingLineId;
use crate::input::Checks;
use crate::paging::Page;
use crate::statistics::tally::texts;
use crate::tenancy::{Permission, Scope};
use crate::text::Language;
use crate::unions::rules::UnionLevel;
use crate::unions::service as unions;
use crate::values::Fen;
use crate::values::dates::Month;

/// A line a month at most, in fen: a hundred thousand yuan.
const MOST: i64 = 10_000_000;

/// A line of this city.
///
/// # Errors
/// [`Error::NotFound`] for one of another city as for none.
pub async fn get_line(scope: &Scope, id: LivingLineId) -> Result<Model> {
    scope.require(Permission::AidRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// Which lines.
#[derive(Debug, Clone, Default)]
pub struct LineFilter {
    /// Of this county.
    pub division_code: Option<String>,
    /// For whom.
    pub area: Option<LineArea>,
    /// Also revisions that were corrected.
    pub corrected: bool,
}

/// The key of a line in the list.
#[derive(Debug, Clone)]
pub struct LineCursor {
    /// The county.
    pub division_code: String,
    /// For whom.
    pub area: LineArea,
    /// The first month.
    pub valid_from: NaiveDate,
    /// The revision.
    pub revision: i32,
}

/// Lines by county and area, the newest month first.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn lines(scope: &Scope, filter: &LineFilter, page: &Page) -> Result<Vec<Model>> {
    scope.require(Permission::AidRead)?;
    let after = match (
        page.key::<String>(0)?,
        page.key::<LineArea>(1)?,
        page.key::<NaiveDate>(2)?,
        page.key::<i32>(3)?,
    ) {
        (Some(division_code), Some(area), Some(valid_from), Some(revision)) => Some(LineCursor {
            division_code,
            area,
            valid_from,
            revision,
        }),
        _ => None,
    };
    let limit = i64::try_from(page.limit()).unwrap_or(i64::MAX);
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT l.* FROM living_line l
         WHERE ($1::text IS NULL OR l.division_code = $1) AND ($2::text IS NULL OR l.area = $2)
           AND ($3 OR NOT EXISTS (SELECT FROM living_line n WHERE n.division_code = l.division_code AND n.area = l.area
                AND n.valid_from = l.valid_from AND n.revision > l.revision))
           AND ($4::text IS NULL OR (l.division_code, l.area) > ($4, $5::text)
                OR (l.division_code, l.area) = ($4, $5::text) AND (l.valid_from, l.revision) < ($6::date, $7::int))
         ORDER BY l.division_code, l.area, l.valid_from DESC, l.revision DESC LIMIT $8",
        [
            filter.division_code.clone().into(),
            filter.area.map(|area| area.code().to_owned()).into(),
            filter.corrected.into(),
            after.as_ref().map(|key| key.division_code.clone()).into(),
            after.as_ref().map(|key| key.area.code().to_owned()).into(),
            after.as_ref().map(|key| key.valid_from).into(),
            after.as_ref().map(|key| key.revision).into(),
            limit.into(),
        ],
    );
    Ok(Entity::find().from_raw_sql(statement).all(scope).await?)
}

/// The line of each county and area that holds in a month.
///
/// # Errors
/// A fault of the database.
pub(super) async fn in_force(
    scope: &Scope,
    counties: Vec<String>,
    month: Month,
) -> Result<HashMap<(String, LineArea), Model>> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT DISTINCT ON (division_code, area) * FROM living_line
         WHERE division_code = ANY ($1) AND valid_from <= $2
         ORDER BY division_code, area, valid_from DESC, revision DESC",
        [texts(counties), month.first_day().into()],
    );
    let rows = Entity::find()
        .from_raw_sql(statement)
        .all(&scope.keyed())
        .await?;
    let key = |row: &Model| (row.division_code.clone(), row.area);
    Ok(rows.into_iter().map(|row| (key(&row), row)).collect())
}

/// What counties are called, by the unions that stand for them, of those that the viewer sees.
///
/// # Errors
/// A fault of the database.
pub(super) async fn places(
    scope: &Scope,
    counties: Vec<String>,
) -> Result<HashMap<String, String>> {
    let rows = scope
        .keyed()
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT DISTINCT ON (division_code) division_code, short_name FROM unions
             WHERE division_code = ANY ($1) ORDER BY division_code, length(path), path",
            [texts(counties)],
        ))
        .await?;
    let row = |row: sea_orm::QueryResult| {
        Ok((
            row.try_get("", "division_code")?,
            row.try_get("", "short_name")?,
        ))
    };
    rows.into_iter().map(row).collect()
}

/// The newest revision of the line that an input is about.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub async fn newest(scope: &Scope, input: &SetLivingLineInput) -> Result<Model> {
    let from = Month::of(input.valid_from.0).first_day();
    current(scope, input.division_code.trim(), input.area, from)
        .await?
        .ok_or(Error::NotFound)
}

async fn current(
    scope: &Scope,
    division: &str,
    area: LineArea,
    from: NaiveDate,
) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::DivisionCode.eq(division))
        .filter(Column::Area.eq(area))
        .filter(Column::ValidFrom.eq(from))
        .order_by_desc(Column::Revision)
        .one(scope)
        .await?)
}

/// Enters the line of a county of the own division from a month on, or a correction of it.
///
/// # Errors
/// All faults of the input at once; CONFLICT where the month has a line, or a newer one, that was not seen.
pub async fn set(scope: &Scope, input: &SetLivingLineInput) -> Result<Uuid> {
    let principal = scope.require(Permission::ProgrammeManage)?;
    let mut checks = Checks::default();
    let source = checks.line("source", &input.source, 100);
    let division = division(scope, &mut checks, &input.division_code).await?;
    let fen = input.monthly.0.0;
    check_monthly(&mut checks, fen);
    let from = Month::of(input.valid_from.0).first_day();
    let today = scope.today();
    checks.ensure(
        from <= today + chrono::Months::new(24),
        "validFrom",
        "执行月份最多提前两年录入，请核对年份",
        "a line is entered two years ahead at most; check the year",
    );
    checks.done()?;
    let before = current(scope, &division, input.area, from).await?;
    if before.as_ref().map(|row| row.id) != input.corrects_id.map(|id| id.uuid()) {
        return Err(taken(before.as_ref()));
    }
    let mut places = places(scope, vec![division.clone()]).await?;
    let row = Model {
        id: Uuid::now_v7(),
        union_id: principal.union_id,
        union_path: principal.path.clone(),
        place: places.remove(&division).unwrap_or_else(|| division.clone()),
        division_code: division,
        area: input.area,
        valid_from: from,
        revision: before.as_ref().map_or(1, |row| row.revision + 1),
        monthly_fen: fen,
        source,
        staff_id: principal.staff_id,
        created_at: scope.now(),
    };
    // The unique key decides between two who enter the same month at this moment.
    let once = OnConflict::columns([
        Column::DivisionCode,
        Column::Area,
        Column::ValidFrom,
        Column::Revision,
    ])
    .do_nothing()
    .to_owned();
    let written = Entity::insert(row.clone().into_active_model())
        .on_conflict(once)
        .exec_without_returning(scope)
        .await?;
    if written == 0 {
        let now = current(scope, &row.division_code, row.area, from).await?;
        return Err(taken(now.as_ref()));
    }
    let subject = Subject {
        kind: "livingline",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    };
    let (action, verb) = match before {
        None => (AuditAction::Created, "录入"),
        Some(_) => (AuditAction::Changed, "更正"),
    };
    let summary = format!(
        "{verb}{}{}低保线：{} 起每月 {} 元",
        row.place,
        row.area.label(Language::Chinese),
        Month::of(row.valid_from),
        input.monthly.0,
    );
    audit::record(scope, action, subject, summary, None).await?;
    Ok(row.id)
}

/// The month has another line than the one that was seen, or has one at all.
fn taken(now: Option<&Model>) -> Error {
    let Some(now) = now else {
        return Error::conflict();
    };
    let (month, monthly) = (Month::of(now.valid_from), Fen(now.monthly_fen));
    let (place, area) = (&now.place, now.area.label(Language::Chinese));
    Refusal::new(
        UserErrorCode::Conflict,
        "validFrom",
        format!(
            "{place} {month} 的{area}低保线现在是每月 {monthly} 元；录错的请更正这一条，新标准请选新的执行月份"
        ),
        format!(
            "the line of {place} from {month} is {monthly} a month now; correct that one, or choose the month of a new standard"
        ),
    )
    .into()
}

/// Notes an amount that can't be a line.
pub(super) fn check_monthly(checks: &mut Checks, fen: i64) {
    checks.ensure(
        (1..=MOST).contains(&fen),
        "monthly",
        "每月标准应大于 0、不超过 10 万元",
        "a line lies above 0 and up to 100,000 yuan a month",
    );
}

/// The county that is meant, which must lie in the own union's division.
pub(super) async fn division(scope: &Scope, checks: &mut Checks, code: &str) -> Result<String> {
    let principal = scope.principal()?;
    let code = code.trim().to_owned();
    let whole = code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit());
    checks.ensure(
        whole,
        "divisionCode",
        "请选择县区（6 位区划代码）",
        "choose a county, by its code of six digits",
    );
    let union = unions::get(scope, principal.union_id.into()).await?;
    let federation = matches!(union.level, UnionLevel::Municipal | UnionLevel::County);
    let own = union.division_code.as_deref().unwrap_or_default();
    if !federation || own.is_empty() {
        return Err(Refusal::new(
            UserErrorCode::State,
            "divisionCode",
            "低保线由市、县区总工会录入；本工会不是，或还没有填写区划代码",
            "lines are entered by the federations of a city or county that have a division code",
        )
        .into());
    }
    if whole {
        checks.ensure(
            code.starts_with(own),
            "divisionCode",
            "这个县区不属于本工会",
            "this county is not of your union",
        );
    }
    Ok(code)
}
