//! Visits.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryResult};
use uuid::Uuid;

use super::Measure;
use super::lists::MeasuresOfVisit;
use crate::assignments::entity::{visit, visit_private};
use crate::assignments::rules::{VisitKind, VisitPurpose};
use crate::assignments::service::{self, NewVisit, Promise, VisitsOf};
use crate::attachments::Attachment;
use crate::attachments::graphql::AttachmentsOfVisit;
use crate::error::{Error, Result};
use crate::households::Household;
use crate::households::graphql::HouseholdById;
use crate::households::rules::Need;
use crate::id::{HouseholdId, StaffId, UnionId, VisitId};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::paging::Page;
use crate::papers::graphql::{Paper, PaperOfVisit};
use crate::payload::{answer, payload, scope, write_once};
use crate::privacy::Private;
use crate::scalars::Date;

/// A visit to a household (走访).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Visit {
    /// Its id.
    pub id: VisitId,
    /// The day in China.
    pub visited_on: Date,
    /// How.
    pub kind: VisitKind,
    /// What for.
    pub purpose: VisitPurpose,
    /// Whether anybody was met (未遇: false).
    pub met: bool,
    /// Needs found.
    pub needs: Vec<Need>,
    /// When the phone noted it; before `createdAt` for a visit recorded without a line.
    pub recorded_at: DateTime<Utc>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    household_id: Uuid,
    #[graphql(skip)]
    cadre_id: Uuid,
    /// What came along with the row.
    #[graphql(skip)]
    known: Option<PrivateVisit>,
}

impl From<visit::Model> for Visit {
    fn from(row: visit::Model) -> Self {
        Self {
            id: row.id.into(),
            visited_on: Date(row.visited_on),
            kind: row.kind,
            purpose: row.purpose,
            met: row.met,
            needs: row
                .needs
                .iter()
                .filter_map(|code| Need::from_code(code))
                .collect(),
            recorded_at: row.recorded_at,
            created_at: row.created_at,
            household_id: row.household_id,
            cadre_id: row.cadre_id,
            known: None,
        }
    }
}

impl Visit {
    /// Of a row that was read together with its [`PRIVATE_VISIT`] columns.
    pub(super) fn with_private(row: &QueryResult) -> Result<Self> {
        let visit = visit::Model::from_query_result(row, "")?;
        Ok(Self {
            known: Some(PrivateVisit::from_query_result(row, "")?),
            ..visit.into()
        })
    }

    pub(super) const fn household_id(&self) -> Uuid {
        self.household_id
    }

    /// The key of a page of visits.
    pub(super) fn cursor(&self) -> Vec<String> {
        vec![self.visited_on.0.to_string(), self.id.uuid().to_string()]
    }

    async fn private(&self, ctx: &Context<'_>) -> Result<PrivateVisit> {
        if let Some(known) = &self.known {
            return Ok(known.clone());
        }
        Ok(load(ctx, PrivateOfVisit(self.id.uuid()))
            .await?
            .unwrap_or_default())
    }
}

#[ComplexObject]
impl Visit {
    /// The household.
    async fn household(&self, ctx: &Context<'_>) -> Result<Household> {
        load(ctx, HouseholdById(self.household_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// Who visited; null for a viewer below the union that the person works at (代管).
    async fn cadre(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.cadre_id)).await
    }

    /// Where; null for superiors.
    async fn place(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.private(ctx).await?.place.map(|text| text.0))
    }

    /// Who was met; null for superiors.
    async fn met_whom(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.private(ctx).await?.met_whom.map(|text| text.0))
    }

    /// What was seen; null for superiors.
    async fn observed(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.private(ctx).await?.observed.map(|text| text.0))
    }

    /// 利益诉求: what the family asks for; null for superiors.
    async fn claims(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.private(ctx).await?.claims.map(|text| text.0))
    }

    /// What was promised there.
    #[graphql(complexity = "5 * child_complexity")]
    async fn measures(&self, ctx: &Context<'_>) -> Result<Vec<Measure>> {
        Ok(load(ctx, MeasuresOfVisit(self.id.uuid()))
            .await?
            .unwrap_or_default())
    }

    /// Its record on paper, where one was printed; null for superiors.
    async fn paper(&self, ctx: &Context<'_>) -> Result<Option<Paper>> {
        load(ctx, PaperOfVisit(self.id.uuid())).await
    }

    /// Photographs and documents of it, in the order in which they came.
    #[graphql(complexity = "10 * child_complexity")]
    async fn attachments(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>> {
        Ok(load(ctx, AttachmentsOfVisit(self.id.uuid()))
            .await?
            .unwrap_or_default())
    }
}

/// Loads a visit by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VisitById(pub Uuid);

impl Loader<VisitById> for Batch {
    type Value = Visit;
    type Error = Error;
    async fn load(&self, keys: &[VisitById]) -> Result<HashMap<VisitById, Visit>> {
        let rows = visit::Entity::find()
            .filter(visit::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (VisitById(row.id), row.into()))
            .collect())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct PrivateOfVisit(Uuid);

/// The columns of [`PrivateVisit`], and the fields that show them.
pub(super) const PRIVATE_VISIT: &str = "p.place, p.met_whom, p.observed, p.claims";
pub(super) const PRIVATE_FIELDS: [&str; 4] = ["place", "metWhom", "observed", "claims"];

/// What only the own union may read of a visit.
#[derive(Debug, Clone, Default, FromQueryResult)]
struct PrivateVisit {
    place: Option<Private>,
    met_whom: Option<Private>,
    observed: Option<Private>,
    claims: Option<Private>,
}

impl Loader<PrivateOfVisit> for Batch {
    type Value = PrivateVisit;
    type Error = Error;
    async fn load(&self, keys: &[PrivateOfVisit]) -> Result<HashMap<PrivateOfVisit, PrivateVisit>> {
        let rows = visit_private::Entity::find()
            .filter(visit_private::Column::VisitId.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        let value = |row: visit_private::Model| PrivateVisit {
            place: row.place,
            met_whom: row.met_whom,
            observed: row.observed,
            claims: row.claims,
        };
        Ok(rows
            .into_iter()
            .map(|row| (PrivateOfVisit(row.visit_id), value(row)))
            .collect())
    }
}

payload! {
    /// Answer of recording a visit.
    VisitPayload { visit: Visit }
}

/// Which visits to list.
#[derive(Debug, Clone, Default, InputObject)]
pub struct VisitFilter {
    /// Of this union; the own one where no person or household is named.
    pub(crate) union_id: Option<UnionId>,
    /// Also of the unions below.
    #[graphql(default)]
    subtree: bool,
    /// By this cadre.
    cadre_id: Option<StaffId>,
    /// By the person who asks.
    mine: Option<bool>,
    /// Of this household.
    household_id: Option<HouseholdId>,
    /// From this day.
    from: Option<Date>,
    /// To this day, included.
    to: Option<Date>,
}

/// A promise made at the table.
#[derive(Debug, Clone, InputObject)]
pub struct PromiseInput {
    /// What is promised, 500 characters at most.
    text: String,
    /// Which need it answers.
    need: Option<Need>,
    /// The day by which it is to be kept.
    due_on: Date,
}

impl From<&PromiseInput> for Promise {
    fn from(input: &PromiseInput) -> Self {
        Self {
            text: input.text.clone(),
            need: input.need,
            due_on: input.due_on.0,
        }
    }
}

/// Input of `recordVisit`.
#[derive(Debug, Clone, InputObject)]
pub struct RecordVisitInput {
    /// The household.
    household_id: HouseholdId,
    /// The day in China; today or before.
    visited_on: Date,
    /// How.
    kind: VisitKind,
    /// What for.
    purpose: VisitPurpose,
    /// Whether anybody was met.
    met: bool,
    /// Where.
    place: Option<String>,
    /// Who was met.
    met_whom: Option<String>,
    /// What was seen, 4,000 characters at most.
    observed: Option<String>,
    /// 利益诉求: what the family asks for, 2,000 characters at most.
    claims: Option<String>,
    /// Needs found.
    needs: Option<Vec<Need>>,
    /// What was promised, 20 at most.
    measures: Option<Vec<PromiseInput>>,
    /// When it was written on the phone, for visits recorded offline.
    recorded_at: Option<DateTime<Utc>>,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Queries about visits.
#[derive(Debug, Default)]
pub struct VisitQuery;

#[Object]
impl VisitQuery {
    /// Visits, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn visits(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which rows.")] filter: Option<VisitFilter>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Visit>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let filter = filter.unwrap_or_default();
        let of = VisitsOf {
            union: filter.union_id,
            subtree: filter.subtree,
            cadre: filter.cadre_id,
            mine: filter.mine.unwrap_or_default(),
            household: filter.household_id,
            from: filter.from.map(|date| date.0),
            to: filter.to.map(|date| date.0),
        };
        let rows = service::visits(scope(ctx)?, &of, &page).await?;
        let rows = rows.into_iter().map(Visit::from).collect();
        Ok(page.connection(rows, Visit::cursor, |visit| visit))
    }
}

/// Recording visits.
#[derive(Debug, Default)]
pub struct VisitMutation;

#[Object]
impl VisitMutation {
    /// Writes down a visit with the promises made there. The responsible cadre, a helper or the
    /// union's administrator does.
    async fn record_visit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: RecordVisitInput,
    ) -> Result<VisitPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || Ok(service::record_visit(scope, new_visit(&input)).await?.id);
        let result = match write_once(scope, key, "recordVisit", &input, work).await {
            Ok(id) => service::get_visit(scope, id.into()).await,
            Err(error) => Err(error),
        };
        answer(scope, result.map(|row| VisitPayload::done(row.into())))
    }
}

fn new_visit(input: &RecordVisitInput) -> NewVisit {
    NewVisit {
        household: input.household_id,
        visited_on: input.visited_on.0,
        kind: input.kind,
        purpose: input.purpose,
        met: input.met,
        place: input.place.clone(),
        met_whom: input.met_whom.clone(),
        observed: input.observed.clone(),
        claims: input.claims.clone(),
        needs: input.needs.clone().unwrap_or_default(),
        measures: input.measures.iter().flatten().map(Promise::from).collect(),
        recorded_at: input.recorded_at,
    }
}
