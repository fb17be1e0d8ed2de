//! Figures in the API.

use std::collections::{BTreeMap, HashMap};

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use uuid::Uuid;

use super::figures::{FigureDimension, FigureMeasure, source};
use super::tally::{texts, uuids};
use crate::applications::rules::AidApplicationState;
use crate::delegations::rules::DelegationState;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::{
    HardshipCause, HardshipTier, HouseholdKind, HouseholdStatus, NeedyFileState,
};
use crate::loaders::{Batch, load};
use crate::payload::scope;
use crate::rights::rules::{RightsCaseKind, RightsCaseState, RightsDuration};
use crate::tenancy::{Permission, Scope};
use crate::text::Language;
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::unions::rules::UnionLevel;

/// Figures of a union with everything below it, exact at this moment.
#[derive(Debug, Clone)]
pub struct Figures {
    union_id: Uuid,
    path: String,
}

impl Figures {
    /// Of the union with this id and path.
    #[must_use]
    pub const fn new(union_id: Uuid, path: String) -> Self {
        Self { union_id, path }
    }

    /// The place of a figure of this union, where the viewer may read it.
    fn place(
        &self,
        scope: &Scope,
        measure: FigureMeasure,
        dimension: Option<FigureDimension>,
    ) -> Result<Place> {
        if !scope.require(Permission::FiguresRead)?.covers(&self.path) {
            return Err(Error::NotFound);
        }
        Ok(Place {
            union_id: self.union_id,
            path: self.path.clone(),
            measure,
            dimension,
        })
    }
}

/// One bar of a breakdown.
#[derive(Debug, Clone, SimpleObject)]
pub struct FigureCell {
    /// The value's code, or the month as 2014-08.
    pub key: String,
    /// Its name in the language of the request.
    pub label: String,
    /// How many.
    pub value: i64,
}

/// Exact figures of a union with everything below it.
#[Object]
impl Figures {
    /// Whose figures they are.
    async fn union(&self, ctx: &Context<'_>) -> Result<Union> {
        load(ctx, UnionById(self.union_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// The moment they are true for.
    async fn as_of(&self, ctx: &Context<'_>) -> Result<DateTime<Utc>> {
        Ok(scope(ctx)?.now())
    }

    /// One figure.
    async fn total(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is counted.")] of: FigureMeasure,
    ) -> Result<i64> {
        let scope = scope(ctx)?;
        let from = source(of, scope.today());
        let sum = SumOf {
            place: self.place(scope, from.measure, from.dimension)?,
            keys: from.keys,
        };
        Ok(load(ctx, sum).await?.unwrap_or_default())
    }

    /// One figure by a dimension, zero cells left out; in the order of the forms, months in time.
    #[graphql(complexity = "10 * child_complexity")]
    async fn breakdown(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is counted.")] of: FigureMeasure,
        #[graphql(desc = "By what it is broken down.")] by: FigureDimension,
    ) -> Result<Vec<FigureCell>> {
        let scope = scope(ctx)?;
        let language = scope.language();
        let Some(order) = order(of, by) else {
            return Err(Refusal::new(
                UserErrorCode::Invalid,
                "by",
                format!(
                    "“{}”不能按“{}”分组",
                    of.label(Language::Chinese),
                    by.label(Language::Chinese)
                ),
                format!(
                    "{} are not broken down by {}",
                    of.label(Language::English),
                    by.label(Language::English)
                ),
            )
            .into());
        };
        let cells = load(ctx, CellsOf(self.place(scope, of, Some(by))?)).await?;
        let mut cells: Vec<FigureCell> = cells
            .unwrap_or_default()
            .into_iter()
            .filter(|(_, value)| *value != 0)
            .map(|(key, value)| FigureCell {
                label: label(by, &key, language),
                key,
                value,
            })
            .collect();
        if !order.is_empty() {
            cells.sort_by_key(|cell| order.iter().position(|code| *code == cell.key));
        }
        Ok(cells)
    }
}

/// The codes of a breakdown in the order of the forms (empty: in the order of the keys), or `None`
/// where the measure is not kept by this dimension.
fn order(measure: FigureMeasure, by: FigureDimension) -> Option<Vec<&'static str>> {
    use FigureDimension as D;
    use FigureMeasure as M;
    Some(match (measure, by) {
        (M::Households, D::Kind) => HouseholdKind::ALL.iter().map(|v| v.code()).collect(),
        (M::Households, D::Cause) => HardshipCause::ALL.iter().map(|v| v.code()).collect(),
        (M::Households, D::Tier) => HardshipTier::ALL.iter().map(|v| v.code()).collect(),
        (M::Households, D::NeedyFile) => NeedyFileState::ALL.iter().map(|v| v.code()).collect(),
        (M::Households, D::Status) => HouseholdStatus::ALL.iter().map(|v| v.code()).collect(),
        (M::Unions, D::Level) => UnionLevel::ALL.iter().map(|v| v.code()).collect(),
        (M::AidApplications, D::AidState) => {
            AidApplicationState::ALL.iter().map(|v| v.code()).collect()
        }
        (M::AidGiven | M::AidAmount, D::AidKind) => {
            ProgrammeKind::ALL.iter().map(|v| v.code()).collect()
        }
        (M::AidGiven | M::AidAmount, D::Tier) => {
            HardshipTier::ALL.iter().map(|v| v.code()).collect()
        }
        (M::AidGiven | M::AidAmount, D::Cause) => {
            HardshipCause::ALL.iter().map(|v| v.code()).collect()
        }
        (M::AidGiven | M::AidAmount, D::Month) => Vec::new(),
        (
            M::RightsCases
            | M::RightsWorkers
            | M::RightsClaimed
            | M::RightsRecovered
            | M::RightsClosed,
            D::CaseKind,
        ) => RightsCaseKind::ALL.iter().map(|v| v.code()).collect(),
        (M::RightsCases, D::CaseState | D::CaseResult) => {
            RightsCaseState::ALL.iter().map(|v| v.code()).collect()
        }
        (M::RightsDelegations, D::DelegationState) => {
            DelegationState::ALL.iter().map(|v| v.code()).collect()
        }
        (M::RightsClosed, D::Duration) => RightsDuration::ALL.iter().map(|v| v.code()).collect(),
        (M::RightsCases | M::RightsRecovered, D::Month) => Vec::new(),
        (M::Cadres, D::Load) | (M::Visits, D::Month) | (M::MeasuresOpen, D::Due) => Vec::new(),
        _ => return None,
    })
}

fn label(by: FigureDimension, key: &str, language: Language) -> String {
    use FigureDimension as D;
    let name = match by {
        D::Kind => HouseholdKind::from_code(key).map(|v| v.label(language)),
        D::Cause => HardshipCause::from_code(key).map(|v| v.label(language)),
        D::Tier => HardshipTier::from_code(key).map(|v| v.label(language)),
        D::NeedyFile => NeedyFileState::from_code(key).map(|v| v.label(language)),
        D::Status => HouseholdStatus::from_code(key).map(|v| v.label(language)),
        D::Level => UnionLevel::from_code(key).map(|v| v.label(language)),
        D::AidKind => ProgrammeKind::from_code(key).map(|v| v.label(language)),
        D::AidState => AidApplicationState::from_code(key).map(|v| v.label(language)),
        D::CaseKind => RightsCaseKind::from_code(key).map(|v| v.label(language)),
        D::CaseState | D::CaseResult => RightsCaseState::from_code(key).map(|v| v.label(language)),
        D::DelegationState => DelegationState::from_code(key).map(|v| v.label(language)),
        D::Duration => RightsDuration::from_code(key).map(|v| v.label(language)),
        D::Load | D::Month | D::Due => None,
        // Read through the books, the register and the survey round.
        D::FundAccount
        | D::Employer
        | D::SurveyState
        | D::SurveyCause
        | D::SurveyTier
        | D::SurveyIncome
        | D::SurveyDifference
        | D::SurveyAnswer => None,
    };
    match (name, by, language) {
        (Some(name), ..) => name.to_owned(),
        (None, D::Load, Language::Chinese) => format!("{key} 户"),
        (None, D::Load, Language::English) => format!("{key} households"),
        _ => key.to_owned(),
    }
}

/// One measure by one dimension in one union.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Place {
    union_id: Uuid,
    path: String,
    measure: FigureMeasure,
    dimension: Option<FigureDimension>,
}

/// Loads the cells of a place, by their keys.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct CellsOf(Place);

/// Loads the sum of a place's cells from one key to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct SumOf {
    place: Place,
    keys: (String, String),
}

/// The places as the columns of a table, in their order.
fn columns<'a>(places: impl Iterator<Item = &'a Place>) -> [Value; 4] {
    let (mut unions, mut paths) = (Vec::new(), Vec::new());
    let (mut measures, mut dimensions) = (Vec::new(), Vec::new());
    for place in places {
        unions.push(place.union_id);
        paths.push(place.path.clone());
        measures.push(place.measure.code().to_owned());
        dimensions.push(place.dimension.map_or("", FigureDimension::code).to_owned());
    }
    [
        uuids(unions),
        texts(paths),
        texts(measures),
        texts(dimensions),
    ]
}

/// The key that a row of an answer belongs to, by its number.
fn numbered<'a, K>(keys: &'a [K], row: &QueryResult) -> Result<&'a K> {
    let number: i64 = row.try_get_by_index(0)?;
    usize::try_from(number - 1)
        .ok()
        .and_then(|n| keys.get(n))
        .ok_or_else(|| Error::bug("a figure for nobody"))
}

impl Loader<CellsOf> for Batch {
    type Value = BTreeMap<String, i64>;
    type Error = Error;

    async fn load(&self, keys: &[CellsOf]) -> Result<HashMap<CellsOf, BTreeMap<String, i64>>> {
        let rows = self
            .0
            .keyed()
            .query_all_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                // Folded totals plus what is still pending: each delta is in exactly one of the two.
                "WITH wanted AS (
                     SELECT number, union_id, path, measure, dimension
                     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
                          WITH ORDINALITY AS w (union_id, path, measure, dimension, number)
                 )
                 SELECT number, key, sum(value)::bigint AS value FROM (
                     SELECT w.number, t.key, t.value
                     FROM wanted w JOIN stat_total t USING (union_id, measure, dimension)
                     UNION ALL
                     SELECT w.number, d.key, d.value
                     FROM wanted w JOIN stat_delta d
                          ON d.union_path >= w.path COLLATE \"C\" AND d.union_path < (w.path || '~') COLLATE \"C\"
                         AND d.measure = w.measure AND d.dimension = w.dimension
                 ) AS cell
                 GROUP BY number, key",
                columns(keys.iter().map(|key| &key.0)),
            ))
            .await?;
        let mut found: HashMap<CellsOf, BTreeMap<String, i64>> = HashMap::new();
        for row in rows {
            found
                .entry(numbered(keys, &row)?.clone())
                .or_default()
                .insert(row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        }
        Ok(found)
    }
}

impl Loader<SumOf> for Batch {
    type Value = i64;
    type Error = Error;

    async fn load(&self, keys: &[SumOf]) -> Result<HashMap<SumOf, i64>> {
        let [unions, paths, measures, dimensions] = columns(keys.iter().map(|key| &key.place));
        let first = keys.iter().map(|key| key.keys.0.clone()).collect();
        let last = keys.iter().map(|key| key.keys.1.clone()).collect();
        let rows = self
            .0
            .keyed()
            .query_all_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                // As above, added up where the rows are: a page of unions asks for hundreds of days.
                "WITH wanted AS (
                     SELECT number, union_id, path, measure, dimension, first, last
                     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                          WITH ORDINALITY AS w (union_id, path, measure, dimension, first, last, number)
                 )
                 SELECT number, sum(value)::bigint AS value FROM (
                     SELECT w.number, t.value
                     FROM wanted w JOIN stat_total t USING (union_id, measure, dimension)
                     WHERE t.key BETWEEN w.first AND w.last
                     UNION ALL
                     SELECT w.number, d.value
                     FROM wanted w JOIN stat_delta d
                          ON d.union_path >= w.path COLLATE \"C\" AND d.union_path < (w.path || '~') COLLATE \"C\"
                         AND d.measure = w.measure AND d.dimension = w.dimension
                     WHERE d.key BETWEEN w.first AND w.last
                 ) AS cell
                 GROUP BY number",
                [unions, paths, measures, dimensions, texts(first), texts(last)],
            ))
            .await?;
        let sum = |row| Ok((numbered(keys, &row)?.clone(), row.try_get_by_index(1)?));
        rows.into_iter().map(sum).collect()
    }
}
