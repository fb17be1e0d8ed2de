//! How far a round is: by cadre in the own union, and the figures that were kept when it closed.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::statistics::tally::{texts, uuids};
use crate::surveys::rules::SurveyTaskState;
use crate::tenancy::{Permission, Scope};

/// Values by code.
pub type Cells = BTreeMap<String, i64>;

/// Cadres of one answer at most: far more than a union has.
const MANY: i64 = 200;

/// Households of one cadre on a list, by state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CadreCount {
    /// The round.
    pub round_id: Uuid,
    /// Who answers for them today; none for those without a cadre.
    pub cadre: Option<Uuid>,
    /// How many in each state.
    pub states: Cells,
}

/// Progress in each of these rounds by who answers for the households today, in the own unions alone, by
/// name: persons are not ranked, and superiors do not see them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission to manage surveys.
pub async fn by_cadre(scope: &Scope, rounds: Vec<Uuid>) -> Result<Vec<CadreCount>> {
    let principal = scope.require(Permission::SurveyManage)?;
    let rows = scope
        .keyed()
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT round.id AS round_id, row.* FROM unnest($1::uuid[]) AS round (id) CROSS JOIN LATERAL (
                 SELECT c.cadre_id, c.states FROM (
                     SELECT cadre_id, jsonb_object_agg(state, households) AS states FROM (
                         SELECT h.cadre_id, t.state, count(*) AS households
                         FROM survey_task t JOIN household h ON h.id = t.household_id
                         WHERE t.round_id = round.id AND t.union_id = ANY ($2) GROUP BY 1, 2
                     ) AS s GROUP BY cadre_id
                 ) AS c LEFT JOIN staff s ON s.id = c.cadre_id
                 ORDER BY s.name NULLS LAST, c.cadre_id LIMIT $3
             ) AS row",
            [
                uuids(rounds),
                uuids(principal.own_unions.clone()),
                MANY.into(),
            ],
        ))
        .await?;
    rows.iter()
        .map(|row| {
            Ok(CadreCount {
                round_id: row.try_get("", "round_id")?,
                cadre: row.try_get("", "cadre_id")?,
                states: cells(row, "states")?,
            })
        })
        .collect()
}

/// The figures of a union that were kept when a round closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The round.
    pub round_id: Uuid,
    /// The union; after a merger the one that it went into.
    pub union_id: Uuid,
    /// Its path when the round closed.
    pub at_path: String,
    /// Its name when the round closed.
    pub name: String,
    cells: Cells,
}

impl Report {
    /// The cells of one dimension, by the rest of their key.
    #[must_use]
    pub fn under(&self, prefix: &str) -> Cells {
        let rest =
            |(key, value): (&String, &i64)| Some((key.strip_prefix(prefix)?.to_owned(), *value));
        self.cells.iter().filter_map(rest).collect()
    }
}

/// What was kept of these unions in these rounds, each with its whole subtree.
///
/// # Errors
/// A fault of the database.
pub async fn report(scope: &Scope, rounds: Vec<Uuid>, unions: Vec<Uuid>) -> Result<Vec<Report>> {
    // A union that took another over has the rows of both; its own lies higher or comes first.
    let rows = scope
        .keyed()
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT DISTINCT ON (union_id, round_id) round_id, union_id, at_path, name, cells FROM survey_report
             WHERE round_id = ANY ($1) AND union_id = ANY ($2)
             ORDER BY union_id, round_id, length(at_path), at_path",
            [uuids(rounds), uuids(unions)],
        ))
        .await?;
    rows.iter().map(of_row).collect()
}

/// A page of the unions that stood directly below a place when a round closed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Below {
    /// The round.
    pub round: Uuid,
    /// The place.
    pub at_path: String,
    /// The place of the union before the page.
    pub after: Option<String>,
    /// Rows at most.
    pub limit: u64,
}

/// What was kept of the unions of each of these pages, by their place, under the number of the page.
///
/// # Errors
/// A fault of the database.
pub async fn reports_below(scope: &Scope, pages: &[Below]) -> Result<Vec<(usize, Report)>> {
    let after = |page: &Below| page.after.clone().unwrap_or_else(|| page.at_path.clone());
    let limit = pages.iter().map(|page| page.limit).max().unwrap_or(0);
    let rows = scope
        .keyed()
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT page.number, row.* FROM unnest($1::uuid[], $2::text[], $3::text[])
                 WITH ORDINALITY AS page (round, place, after, number) CROSS JOIN LATERAL (
                 SELECT round_id, union_id, at_path, name, cells FROM survey_report
                 WHERE round_id = page.round AND at_path > page.after COLLATE \"C\"
                   AND at_path < (page.place || '~') COLLATE \"C\" AND length(at_path) = length(page.place) + 5
                 ORDER BY at_path LIMIT $4
             ) AS row ORDER BY page.number, row.at_path",
            [
                uuids(pages.iter().map(|page| page.round).collect()),
                texts(pages.iter().map(|page| page.at_path.clone()).collect()),
                texts(pages.iter().map(after).collect()),
                i64::try_from(limit).unwrap_or(i64::MAX).into(),
            ],
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let number: i64 = row.try_get("", "number")?;
            Ok((
                usize::try_from(number - 1).unwrap_or_default(),
                of_row(row)?,
            ))
        })
        .collect()
}

fn of_row(row: &QueryResult) -> Result<Report> {
    Ok(Report {
        round_id: row.try_get("", "round_id")?,
        union_id: row.try_get("", "union_id")?,
        at_path: row.try_get("", "at_path")?,
        name: row.try_get("", "name")?,
        cells: cells(row, "cells")?,
    })
}

fn cells(row: &QueryResult, column: &str) -> Result<Cells> {
    let value: serde_json::Value = row.try_get("", column)?;
    serde_json::from_value(value).map_err(|error| Error::bug(error.to_string()))
}

/// How many of a list stand in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// 未访
    pub todo: i64,
    /// 未遇
    pub not_met: i64,
    /// 已访
    pub done: i64,
    /// 补访
    pub late: i64,
    /// 搬离
    pub moved_away: i64,
    /// 本人不愿
    pub refused: i64,
    /// 档案已注销
    pub ended: i64,
}

impl Counts {
    /// Of cells by the codes of states.
    #[must_use]
    pub fn of(cells: &Cells) -> Self {
        let of = |state: SurveyTaskState| cells.get(state.code()).copied().unwrap_or_default();
        Self {
            todo: of(SurveyTaskState::Todo),
            not_met: of(SurveyTaskState::NotMet),
            done: of(SurveyTaskState::Done),
            late: of(SurveyTaskState::Late),
            moved_away: of(SurveyTaskState::MovedAway),
            refused: of(SurveyTaskState::Refused),
            ended: of(SurveyTaskState::Ended),
        }
    }

    /// Everything on the list.
    #[must_use]
    pub const fn total(&self) -> i64 {
        self.todo
            + self.not_met
            + self.done
            + self.late
            + self.moved_away
            + self.refused
            + self.ended
    }
}
