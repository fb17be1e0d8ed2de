//! What a change would come to, before it applies: counted by the database in one pass over the subtree,
//! and nothing but numbers. The facts that rules look at are those that a superior sees of each household
//! anyway, so a count tells nothing that the list of households does not.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, Statement,
};

use super::condition::Sql;
use super::eligibility::offer;
use super::{line, programme};
use crate::aid::entity::programme::{Column, Entity, Model};
use crate::aid::input::{PreviewLivingLineInput, PreviewProgrammeInput};
use crate::aid::rules::{Offer, ProgrammeState};
use crate::error::{Error, Result};
use crate::households::service::COUNTY;
use crate::input::Checks;
use crate::tenancy::tree::subtree_end;
use crate::tenancy::{Permission, Scope};
use crate::values::dates::Month;

/// Programmes that one line is held against at most.
const MANY: u64 = 50;

/// How the counts of a programme would change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProgrammePreview {
    /// Households that are not closed, of the programme's subtree.
    pub households: i64,
    /// Of these, those that meet all rules.
    pub eligible: i64,
    /// Those of which a fact is missing, and nothing else speaks against them.
    pub unclear: i64,
    /// Those that meet the rules that apply now; none where nothing applies yet.
    pub before: i64,
    /// Those that would become eligible.
    pub gained: i64,
    /// Those that would be eligible no more.
    pub lost: i64,
}

/// How the counts of one programme would change by a line.
#[derive(Debug, Clone)]
pub struct LinePreview {
    /// The programme.
    pub programme: Model,
    /// Households that meet all rules with the line that holds now.
    pub before: i64,
    /// With the new one.
    pub after: i64,
    /// Those that would become eligible.
    pub gained: i64,
    /// Those that would be eligible no more.
    pub lost: i64,
}

const AREA: &str = "CASE h.hukou WHEN 'RURAL' THEN 'RURAL' ELSE 'URBAN' END";

/// Counts who would be eligible under terms that do not apply yet, and who becomes so or is so no more
/// against those of the programme that they are for. Days to apply are left out of it.
///
/// # Errors
/// All faults of the terms at once; [`Error::NotFound`] for a programme that is not of the own subtree.
pub async fn preview_programme(
    scope: &Scope,
    input: &PreviewProgrammeInput,
) -> Result<ProgrammePreview> {
    let principal = scope.require(Permission::ProgrammeManage)?;
    let (path, applies) = match input.id {
        Some(id) => {
            let row = programme::get(scope, id).await?;
            if !principal.covers(&row.union_path) {
                return Err(Error::NotFound);
            }
            let open = row.state == ProgrammeState::Open;
            let applies = if open { Some(offer(&row)?) } else { None };
            (row.union_path, applies)
        }
        None => (principal.path.clone(), None),
    };
    let mut checks = Checks::default();
    let terms = input.terms.check(&mut checks);
    checks.done()?;
    let today = scope.today();
    let planned = Offer {
        kind: input.kind,
        year: input.year,
        opens_on: today,
        closes_on: today,
        terms,
    };
    let mut sql = Sql::default();
    let month = sql.bind(Month::of(today).first_day());
    let (from, to) = (sql.bind(path.clone()), sql.bind(subtree_end(&path)));
    let new = sql.meets(&planned, "l.monthly_fen");
    let old = match &applies {
        Some(applies) => sql.meets(applies, "l.monthly_fen"),
        None => "false".to_owned(),
    };
    let chosen = format!("h.status <> 'CLOSED' AND h.union_path >= {from} AND h.union_path < {to}");
    let join = format!("LEFT JOIN lines l ON l.division_code = {COUNTY} AND l.area = {AREA}");
    let (people, households) = sql.households(&join, &chosen);
    let lines = format!(
        "lines AS (SELECT DISTINCT ON (division_code, area) division_code, area, monthly_fen FROM living_line
             WHERE valid_from <= {month} ORDER BY division_code, area, valid_from DESC, revision DESC)"
    );
    let with: Vec<String> = [Some(lines), people].into_iter().flatten().collect();
    let text = format!(
        "WITH {}
         SELECT count(*) AS households, count(*) FILTER (WHERE new) AS eligible, count(*) FILTER (WHERE new IS NULL) AS unclear,
                count(*) FILTER (WHERE old) AS before, count(*) FILTER (WHERE new AND old IS NOT TRUE) AS gained,
                count(*) FILTER (WHERE old AND new IS NOT TRUE) AS lost
         FROM (SELECT ({new}) AS new, ({old}) AS old FROM {households}) AS c",
        with.join(", ")
    );
    let row = count(scope, text, sql).await?;
    Ok(ProgrammePreview {
        households: row.try_get("", "households")?,
        eligible: row.try_get("", "eligible")?,
        unclear: row.try_get("", "unclear")?,
        before: row.try_get("", "before")?,
        gained: row.try_get("", "gained")?,
        lost: row.try_get("", "lost")?,
    })
}

/// Counts, for every open programme that measures incomes, whose right a line would change in the own
/// subtree, from its month on.
///
/// # Errors
/// All faults of the input at once; STATE for a union without a division.
pub async fn preview_line(
    scope: &Scope,
    input: &PreviewLivingLineInput,
) -> Result<Vec<LinePreview>> {
    let principal = scope.require(Permission::ProgrammeManage)?;
    let mut checks = Checks::default();
    let division = line::division(scope, &mut checks, &input.division_code).await?;
    line::check_monthly(&mut checks, input.monthly.0.0);
    checks.done()?;
    let month = Month::of(input.valid_from.0);
    let mut lines = line::in_force(scope, vec![division.clone()], month).await?;
    let now = lines.remove(&(division.clone(), input.area));
    let mut offers = Vec::new();
    for row in measuring(scope).await? {
        let offer = offer(&row)?;
        if offer.terms.asks_line() {
            offers.push((offer, row));
        }
    }
    if offers.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::default();
    let before = sql.bind(now.map(|line| line.monthly_fen));
    let after = sql.bind(input.monthly.0.0);
    let (before, after) = (format!("{before}::bigint"), format!("{after}::bigint"));
    let path = principal.path.clone();
    let (from, to) = (sql.bind(path.clone()), sql.bind(subtree_end(&path)));
    let (code, area) = (sql.bind(division), sql.bind(input.area.code().to_owned()));
    let (mut cells, mut counts) = (Vec::new(), Vec::new());
    for (number, (offer, row)) in offers.iter().enumerate() {
        let below = sql.bind(row.union_path.clone());
        let below = format!("starts_with(h.union_path, {below})");
        let old = sql.meets(offer, &before);
        let new = sql.meets(offer, &after);
        cells.push(format!(
            "({below} AND {old}) AS old{number}, ({below} AND {new}) AS new{number}"
        ));
        counts.push(format!(
            "count(*) FILTER (WHERE old{number}) AS before{number}, count(*) FILTER (WHERE new{number}) AS after{number},
             count(*) FILTER (WHERE new{number} AND old{number} IS NOT TRUE) AS gained{number},
             count(*) FILTER (WHERE old{number} AND new{number} IS NOT TRUE) AS lost{number}"
        ));
    }
    let (cells, counts) = (cells.join(", "), counts.join(", "));
    let chosen = format!(
        "h.status <> 'CLOSED' AND h.union_path >= {from} AND h.union_path < {to} AND {COUNTY} = {code} AND {AREA} = {area}"
    );
    let (people, households) = sql.households("", &chosen);
    let with = people.map_or_else(String::new, |people| format!("WITH {people}"));
    let text = format!("{with} SELECT {counts} FROM (SELECT {cells} FROM {households}) AS c");
    let row = count(scope, text, sql).await?;
    let cell = |name: &str, number: usize| row.try_get("", &format!("{name}{number}"));
    let offers = offers.into_iter().enumerate();
    offers
        .map(|(number, (_, programme))| {
            Ok(LinePreview {
                programme,
                before: cell("before", number)?,
                after: cell("after", number)?,
                gained: cell("gained", number)?,
                lost: cell("lost", number)?,
            })
        })
        .collect()
}

/// The open programmes that the viewer may read, the newest first.
async fn measuring(scope: &Scope) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::State.eq(ProgrammeState::Open))
        .order_by_desc(Column::Id)
        .limit(MANY)
        .all(scope)
        .await?)
}

async fn count(scope: &Scope, text: String, sql: Sql) -> Result<QueryResult> {
    // A city may take longer than a statement of a request usually may; the time that the request has is
    // the limit.
    scope
        .execute_unprepared("SET LOCAL statement_timeout = 0")
        .await?;
    scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            text,
            sql.values,
        ))
        .await?
        .ok_or_else(|| Error::bug("a count without a row"))
}
