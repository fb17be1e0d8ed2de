//! Rounds in the API.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::figures::{Part, Place, ReportOf, cells_of, place};
use super::finding::findings;
use super::lists::{CadresOf, RemindersOf, UnfinishedPage};
use super::question::{in_order, labels};
use super::{
    SurveyCadreProgress, SurveyFinding, SurveyMovement, SurveyProgress, SurveyQuestion,
    SurveyReminder, SurveyUnfinished,
};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::rules::HouseholdKind;
use crate::id::{SurveyRoundId, UnionId};
use crate::loaders::{Batch, load};
use crate::paging::Page;
use crate::payload::{payload, scope};
use crate::scalars::Date;
use crate::statistics::graphql::FigureCell;
use crate::surveys::entity::round;
use crate::surveys::rules::{Question, SurveyDimension, SurveyState};
use crate::surveys::service;
use crate::tenancy::Permission;
use crate::tenancy::tree::subtree_end;
use crate::unions::Union;
use crate::unions::graphql::{ChildrenOf, UnionById};

/// A survey round (摸底调查, notice §5.2).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct SurveyRound {
    /// Its id.
    pub id: SurveyRoundId,
    /// Its name.
    pub name: String,
    /// What the cadres are to know.
    pub note: Option<String>,
    /// Where it stands.
    pub state: SurveyState,
    /// First day of the window.
    pub opens_on: Date,
    /// Last day of the window; what is recorded for a later day counts as late.
    pub closes_on: Date,
    /// Which kinds of households.
    pub kinds: Vec<HouseholdKind>,
    /// What is asked on top of the household's facts.
    #[graphql(complexity = "5 * child_complexity")]
    pub questions: Vec<SurveyQuestion>,
    /// Households on the whole list when it was fixed; 0 for a draft.
    pub listed: i64,
    /// When the list was fixed.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// When the draft was written.
    pub created_at: DateTime<Utc>,
    /// Raised by every change; a change with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    union_id: Uuid,
    #[graphql(skip)]
    scope_id: Uuid,
    #[graphql(skip)]
    pub(super) previous_id: Option<Uuid>,
}

impl TryFrom<round::Model> for SurveyRound {
    type Error = Error;

    fn try_from(row: round::Model) -> Result<Self> {
        let questions: Vec<Question> =
            serde_json::from_value(row.questions).map_err(|error| Error::bug(error.to_string()))?;
        Ok(Self {
            id: row.id.into(),
            name: row.name,
            note: row.note,
            state: row.state,
            opens_on: Date(row.opens_on),
            closes_on: Date(row.closes_on),
            kinds: row
                .kinds
                .iter()
                .filter_map(|code| HouseholdKind::from_code(code))
                .collect(),
            questions: questions.into_iter().map(SurveyQuestion::from).collect(),
            listed: row.listed,
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            created_at: row.created_at,
            version: row.version,
            union_id: row.union_id,
            scope_id: row.scope_id,
            previous_id: row.previous_id,
        })
    }
}

impl SurveyRound {
    pub(super) const fn key(&self) -> (Uuid, SurveyState) {
        (self.id.uuid(), self.state)
    }

    /// Whether the window is past.
    fn over(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.closes_on.0 < scope(ctx)?.today())
    }

    async fn cells(
        &self,
        ctx: &Context<'_>,
        union: Option<UnionId>,
        part: &Part,
    ) -> Result<service::Cells> {
        let place = place(ctx, union).await?;
        let mut cells = cells_of(ctx, self.key(), &[place], part).await?;
        Ok(cells.pop().unwrap_or_default())
    }
}

#[ComplexObject]
impl SurveyRound {
    /// The union that opens and closes it.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.union_id)).await
    }

    /// The union whose households, with those of the unions below it, are surveyed; null where the viewer
    /// does not see it.
    async fn scope(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.scope_id)).await
    }

    /// Whether the window is past while the round is open.
    async fn overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.state == SurveyState::Open && self.over(ctx)?)
    }

    /// Whether the viewer may change, open, close or remove it.
    async fn manageable(&self, ctx: &Context<'_>) -> Result<bool> {
        let principal = scope(ctx)?.principal()?;
        Ok(principal.may(Permission::SurveyManage) && principal.owns(self.union_id))
    }

    /// The closed round that it was compared with at its closing.
    async fn previous(&self, ctx: &Context<'_>) -> Result<Option<SurveyRound>> {
        match self.previous_id {
            Some(id) => load(ctx, RoundById(id)).await,
            None => Ok(None),
        }
    }

    /// How far a union is with everything below it: exact at this moment, and once the round is closed
    /// as it was then.
    async fn progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
    ) -> Result<SurveyProgress> {
        let place = place(ctx, union_id).await?;
        let union = place.id;
        let name = match self.state {
            SurveyState::Closed => {
                let round = self.id.uuid();
                let report = load(ctx, ReportOf { round, union }).await?;
                report.map(|report| report.name)
            }
            _ => None,
        };
        let mut cells = cells_of(ctx, self.key(), &[place], &Part::States).await?;
        let cells = cells.pop().unwrap_or_default();
        Ok(SurveyProgress::new(union, name, &cells, self.over(ctx)?))
    }

    /// How far the unions directly below one are, in the order of their codes; once the round is closed
    /// those that stood there then.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn progress_below(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
        #[graphql(default = 100, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, SurveyProgress>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let place = place(ctx, union_id).await?;
        let (after, over) = (page.key::<String>(0)?, self.over(ctx)?);
        let rows: Vec<(String, SurveyProgress)> = if self.state == SurveyState::Closed {
            let (round, union) = (self.id.uuid(), place.id);
            let Some(own) = load(ctx, ReportOf { round, union }).await? else {
                return Ok(Connection::new(false, false));
            };
            let key = service::Below {
                round,
                at_path: own.at_path.clone(),
                after,
                limit: page.limit(),
            };
            let below = load(ctx, key).await?.unwrap_or_default();
            let row = |report: service::Report| {
                let cells = report.under("STATE:");
                let name = Some(report.name.clone());
                let progress = SurveyProgress::new(report.union_id, name, &cells, over);
                (report.at_path, progress)
            };
            below.into_iter().map(row).collect()
        } else {
            let key = ChildrenOf {
                parent: place.id,
                limit: page.limit(),
                after,
            };
            let below = load(ctx, key).await?.unwrap_or_default();
            let place = |union: &Union| Place {
                id: union.id.uuid(),
                path: union.path.clone(),
            };
            let places: Vec<Place> = below.iter().map(place).collect();
            let cells = cells_of(ctx, self.key(), &places, &Part::States).await?;
            let row = |(place, cells): (Place, service::Cells)| {
                let progress = SurveyProgress::new(place.id, None, &cells, over);
                (place.path, progress)
            };
            places.into_iter().zip(cells).map(row).collect()
        };
        Ok(page.connection(rows, |(path, _)| vec![path.clone()], |(_, row)| row))
    }

    /// Unions that have households of their own left to survey, in the order of their codes.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn unfinished_unions(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "A union of the own subtree, with those below it; the own one without it."
        )]
        union_id: Option<UnionId>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, SurveyUnfinished>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let path = place(ctx, union_id).await?.path;
        let key = UnfinishedPage {
            round: self.id.uuid(),
            // After the union of the cursor and before those below it.
            from: page
                .key::<String>(0)?
                .map_or_else(|| path.clone(), |after| format!("{after}\u{1}")),
            to: subtree_end(&path),
            limit: page.limit(),
        };
        let rows = load(ctx, key).await?.unwrap_or_default();
        Ok(page.connection(rows, |row| vec![row.path.clone()], SurveyUnfinished::from))
    }

    /// How far each cadre of the own union is, for its administrators alone, in the order of names; empty
    /// once the round is closed.
    #[graphql(complexity = "20 * child_complexity")]
    async fn by_cadre(&self, ctx: &Context<'_>) -> Result<Vec<SurveyCadreProgress>> {
        scope(ctx)?.require(Permission::SurveyManage)?;
        if self.state != SurveyState::Open {
            return Ok(Vec::new());
        }
        let rows = load(ctx, CadresOf(self.id.uuid())).await?;
        let rows = rows.unwrap_or_default();
        Ok(rows.into_iter().map(SurveyCadreProgress::from).collect())
    }

    /// Records by a dimension, zero cells left out, in the order of the forms.
    #[graphql(complexity = "10 * child_complexity")]
    async fn distribution(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By what.")] by: SurveyDimension,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
    ) -> Result<Vec<FigureCell>> {
        let language = scope(ctx)?.language();
        let cells = self.cells(ctx, union_id, &Part::Records(by)).await?;
        Ok(in_order(labels(by, language), &cells))
    }

    /// Records by the options of a question by choice or by yes or no, zero cells left out.
    #[graphql(complexity = "10 * child_complexity")]
    async fn answers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code of the question.")] question: String,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
    ) -> Result<Vec<FigureCell>> {
        let language = scope(ctx)?.language();
        let Some(asked) = self.questions.iter().find(|q| q.code == question) else {
            return Err(Refusal::new(
                UserErrorCode::Invalid,
                "question",
                "本轮问卷没有这个问题",
                "the round does not ask this question",
            )
            .into());
        };
        let labels = asked.labels(language);
        let cells = self.cells(ctx, union_id, &Part::Answers(question)).await?;
        Ok(in_order(labels, &cells))
    }

    /// What the records say: by each dimension, by each question that is answered by choice or by yes or
    /// no, and once the round is closed beside the round before.
    #[graphql(complexity = "20 * child_complexity")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
    ) -> Result<Vec<SurveyFinding>> {
        findings(ctx, self, union_id).await
    }

    /// The records beside those of the closed round before; null before the closing and without one.
    async fn movement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A union of the own subtree; the own one without it.")] union_id: Option<
            UnionId,
        >,
    ) -> Result<Option<SurveyMovement>> {
        if self.previous_id.is_none() {
            return Ok(None);
        }
        let cells = self.cells(ctx, union_id, &Part::Movement).await?;
        Ok(Some(SurveyMovement::of(&cells)))
    }

    /// Reminders, the newest first.
    #[graphql(complexity = "20 * child_complexity")]
    async fn reminders(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Those of this union of the own subtree; those of the own ones without it."
        )]
        union_id: Option<UnionId>,
        #[graphql(default = 20, desc = "How many, 20 at most.")] first: i32,
    ) -> Result<Vec<SurveyReminder>> {
        let page = Page::new(first, None, 0)?;
        let unions = match union_id {
            Some(_) => vec![place(ctx, union_id).await?.id],
            None => scope(ctx)?.principal()?.own_unions.clone(),
        };
        let key = RemindersOf {
            round: self.id.uuid(),
            unions,
            limit: page.first.min(20),
        };
        let rows = load(ctx, key).await?.unwrap_or_default();
        Ok(rows.into_iter().map(SurveyReminder::from).collect())
    }
}

/// Loads a round by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RoundById(pub(super) Uuid);

impl Loader<RoundById> for Batch {
    type Value = SurveyRound;
    type Error = Error;
    async fn load(&self, keys: &[RoundById]) -> Result<HashMap<RoundById, SurveyRound>> {
        let rows = round::Entity::find()
            .filter(round::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        rows.into_iter()
            .map(|row| Ok((RoundById(row.id), row.try_into()?)))
            .collect()
    }
}

payload! {
    /// Answer of a change to a round.
    SurveyRoundPayload { round: SurveyRound }
}
