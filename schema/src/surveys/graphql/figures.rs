//! Figures of a round: the maintained ones while it is open, those that were kept once it is closed.

use std::collections::HashMap;

use async_graphql::Context;
use async_graphql::dataloader::Loader;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::UnionId;
use crate::loaders::{Batch, load, loader};
use crate::payload::scope;
use crate::statistics::{CellsUnder, FigureDimension, FigureMeasure};
use crate::surveys::rules::{SurveyDimension, SurveyState};
use crate::surveys::service::{self, Cells, Report};
use crate::tenancy::Permission;
use crate::unions::graphql::UnionById;

/// A union whose figures the viewer may read.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) id: Uuid,
    pub(super) path: String,
}

/// The union asked for, or the own one.
pub(super) async fn place(ctx: &Context<'_>, union: Option<UnionId>) -> Result<Place> {
    let principal = scope(ctx)?.require(Permission::FiguresRead)?;
    let path = match union {
        Some(id) if id.uuid() != principal.union_id => load(ctx, UnionById(id.uuid()))
            .await?
            .map(|union| union.path)
            .filter(|path| principal.covers(path))
            .ok_or(Error::NotFound)?,
        _ => principal.path.clone(),
    };
    let id = union.map_or(principal.union_id, UnionId::uuid);
    Ok(Place { id, path })
}

/// Which of a round's figures.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// Households by state.
    States,
    /// Records by a dimension.
    Records(SurveyDimension),
    /// Records by the options of a question.
    Answers(String),
    /// Records beside those of the round before; kept at the closing only.
    Movement,
}

impl Part {
    /// What the keys of the maintained figures are, of a round.
    fn source(&self, round: Uuid) -> Option<(FigureMeasure, FigureDimension, String)> {
        use FigureDimension as D;
        use FigureMeasure as M;
        let round = round.simple();
        let (measure, dimension, prefix) = match self {
            Self::States => (M::SurveyTasks, D::SurveyState, format!("{round}:")),
            Self::Records(by) => {
                let dimension = match by {
                    SurveyDimension::Cause => D::SurveyCause,
                    SurveyDimension::Tier => D::SurveyTier,
                    SurveyDimension::Income => D::SurveyIncome,
                    SurveyDimension::Difference => D::SurveyDifference,
                };
                (M::SurveyRecords, dimension, format!("{round}:"))
            }
            Self::Answers(question) => (
                M::SurveyRecords,
                D::SurveyAnswer,
                format!("{round}:{question}:"),
            ),
            Self::Movement => return None,
        };
        Some((measure, dimension, prefix))
    }

    /// What the keys of the kept figures begin with.
    fn prefix(&self) -> String {
        match self {
            Self::States => "STATE:".to_owned(),
            Self::Records(by) => format!("{}:", by.code()),
            Self::Answers(question) => format!("ANSWER:{question}:"),
            Self::Movement => "MOVEMENT:".to_owned(),
        }
    }
}

/// Figures of many unions of one round, in their order.
pub(super) async fn cells_of(
    ctx: &Context<'_>,
    round: (Uuid, SurveyState),
    places: &[Place],
    part: &Part,
) -> Result<Vec<Cells>> {
    let (id, state) = round;
    if state == SurveyState::Closed {
        let keys = places.iter().map(|place| ReportOf {
            round: id,
            union: place.id,
        });
        let found = loader(ctx)?.load_many(keys).await?;
        let prefix = part.prefix();
        let of = |place: &Place| {
            let report = found.get(&ReportOf {
                round: id,
                union: place.id,
            });
            report
                .map(|report| report.under(&prefix))
                .unwrap_or_default()
        };
        return Ok(places.iter().map(of).collect());
    }
    let Some((measure, dimension, prefix)) = part.source(id) else {
        return Ok(vec![Cells::new(); places.len()]);
    };
    let keys: Vec<CellsUnder> = places
        .iter()
        .map(|place| CellsUnder {
            union_id: place.id,
            path: place.path.clone(),
            measure,
            dimension,
            prefix: prefix.clone(),
        })
        .collect();
    let mut found = loader(ctx)?.load_many(keys.clone()).await?;
    Ok(keys
        .iter()
        .map(|key| found.remove(key).unwrap_or_default())
        .collect())
}

/// What was kept of one union when a round closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ReportOf {
    pub(super) round: Uuid,
    pub(super) union: Uuid,
}

impl Loader<ReportOf> for Batch {
    type Value = Report;
    type Error = Error;
    async fn load(&self, keys: &[ReportOf]) -> Result<HashMap<ReportOf, Report>> {
        let (rounds, unions) = keys.iter().map(|key| (key.round, key.union)).unzip();
        let reports = service::report(&self.0, rounds, unions).await?;
        let key = |report: &Report| ReportOf {
            round: report.round_id,
            union: report.union_id,
        };
        Ok(reports
            .into_iter()
            .map(|report| (key(&report), report))
            .collect())
    }
}
