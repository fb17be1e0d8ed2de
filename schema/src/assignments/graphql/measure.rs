//! Promises.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, InputObject, Object, SimpleObject};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryResult};
use uuid::Uuid;

use super::visit::{Visit, VisitById};
use crate::assignments::entity::{measure, measure_private};
use crate::assignments::rules::{MeasureProof, MeasureState};
use crate::assignments::service::{self, CodeCheck, MeasuresOf, Promise};
use crate::attachments::Attachment;
use crate::attachments::graphql::AttachmentsOfMeasure;
use crate::error::{Error, Result};
use crate::households::Household;
use crate::households::graphql::HouseholdById;
use crate::households::rules::Need;
use crate::id::{HouseholdId, MeasureId, UnionId};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::paging::Page;
use crate::payload::{Payload, answer, answer_current, payload, scope, write_once};
use crate::privacy::Private;
use crate::scalars::Date;
use crate::tenancy::Scope;
use crate::text::{Language, Text};

/// A promise to a household with the day it is due (帮扶措施).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// Which need it answers.
    pub need: Option<Need>,
    /// When it was promised.
    pub promised_on: Date,
    /// The day by which it is to be kept.
    pub due_on: Date,
    /// Whether it was kept.
    pub state: MeasureState,
    /// What proves that it was kept.
    pub proof: Option<MeasureProof>,
    /// The day it was kept.
    pub done_on: Option<Date>,
    /// Raised by every change; a change with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    household_id: Uuid,
    #[graphql(skip)]
    visit_id: Option<Uuid>,
    #[graphql(skip)]
    cadre_id: Uuid,
    /// What came along with the row; outer none: not asked for yet.
    #[graphql(skip)]
    known: Option<Option<PrivateMeasure>>,
}

impl From<measure::Model> for Measure {
    fn from(row: measure::Model) -> Self {
        Self {
            id: row.id.into(),
            need: row.need,
            promised_on: Date(row.promised_on),
            due_on: Date(row.due_on),
            state: row.state,
            proof: row.proof,
            done_on: row.done_on.map(Date),
            version: row.version,
            household_id: row.household_id,
            visit_id: row.visit_id,
            cadre_id: row.cadre_id,
            known: None,
        }
    }
}

impl Measure {
    /// Of a row that was read together with its [`PRIVATE_MEASURE`] columns.
    pub(super) fn with_private(row: &QueryResult) -> Result<Self> {
        let measure = measure::Model::from_query_result(row, "")?;
        Ok(Self {
            known: Some(PrivateMeasure::from_query_result_optional(row, "")?),
            ..measure.into()
        })
    }

    pub(super) const fn household_id(&self) -> Uuid {
        self.household_id
    }

    async fn private(&self, ctx: &Context<'_>) -> Result<Option<PrivateMeasure>> {
        match &self.known {
            Some(known) => Ok(known.clone()),
            None => load(ctx, PrivateOfMeasure(self.id.uuid())).await,
        }
    }
}

#[ComplexObject]
impl Measure {
    /// The household.
    async fn household(&self, ctx: &Context<'_>) -> Result<Household> {
        load(ctx, HouseholdById(self.household_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// The visit at which it was promised.
    async fn visit(&self, ctx: &Context<'_>) -> Result<Option<Visit>> {
        match self.visit_id {
            Some(id) => load(ctx, VisitById(id)).await,
            None => Ok(None),
        }
    }

    /// Who is to keep it; null for a viewer below the union that the person works at (代管).
    async fn cadre(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.cadre_id)).await
    }

    /// What was promised; superiors read only that there is a promise.
    async fn text(&self, ctx: &Context<'_>) -> Result<String> {
        let hidden = Text::new("（内容仅本工会可见）", "(shown only to its own union)");
        let language = ctx.data_opt::<Language>().copied().unwrap_or_default();
        Ok(match self.private(ctx).await? {
            Some(private) => private.text.0,
            None => hidden.in_language(language).to_owned(),
        })
    }

    /// Whether it is open past the day it was due.
    async fn overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.state == MeasureState::Open && self.due_on.0 < scope(ctx)?.today())
    }

    /// What the proof is, or who gave their word, when and how; null for superiors.
    async fn proof_note(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let private = self.private(ctx).await?;
        Ok(private
            .and_then(|private| private.proof_note)
            .map(|text| text.0))
    }

    /// Photographs and documents that prove it, in the order in which they came.
    #[graphql(complexity = "10 * child_complexity")]
    async fn attachments(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>> {
        Ok(load(ctx, AttachmentsOfMeasure(self.id.uuid()))
            .await?
            .unwrap_or_default())
    }

    /// Why it was dropped; null for superiors.
    async fn drop_reason(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let private = self.private(ctx).await?;
        Ok(private
            .and_then(|private| private.drop_reason)
            .map(|text| text.0))
    }

    /// Given to the family on paper or by telephone; whoever enters it closes the promise in their
    /// name. Only the own union sees it, while the promise is open.
    async fn family_code(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        if self.state != MeasureState::Open {
            return Ok(None);
        }
        Ok(self
            .private(ctx)
            .await?
            .map(|private| private.family_code.0))
    }
}

/// Loads a promise by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MeasureById(pub Uuid);

impl Loader<MeasureById> for Batch {
    type Value = Measure;
    type Error = Error;
    async fn load(&self, keys: &[MeasureById]) -> Result<HashMap<MeasureById, Measure>> {
        let rows = measure::Entity::find()
            .filter(measure::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (MeasureById(row.id), row.into()))
            .collect())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct PrivateOfMeasure(Uuid);

/// The columns of [`PrivateMeasure`].
pub(super) const PRIVATE_MEASURE: &str = "p.text, p.family_code, p.proof_note, p.drop_reason";

/// What only the own union may read of a promise.
#[derive(Debug, Clone, FromQueryResult)]
struct PrivateMeasure {
    text: Private,
    family_code: Private,
    proof_note: Option<Private>,
    drop_reason: Option<Private>,
}

impl Loader<PrivateOfMeasure> for Batch {
    type Value = PrivateMeasure;
    type Error = Error;
    async fn load(
        &self,
        keys: &[PrivateOfMeasure],
    ) -> Result<HashMap<PrivateOfMeasure, PrivateMeasure>> {
        let rows = measure_private::Entity::find()
            .filter(measure_private::Column::MeasureId.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        let value = |row: measure_private::Model| PrivateMeasure {
            text: row.text,
            family_code: row.family_code,
            proof_note: row.proof_note,
            drop_reason: row.drop_reason,
        };
        Ok(rows
            .into_iter()
            .map(|row| (PrivateOfMeasure(row.measure_id), value(row)))
            .collect())
    }
}

payload! {
    /// Answer of a change to a promise.
    MeasurePayload { measure: Measure }
}

/// Which promises to list.
#[derive(Debug, Clone, Default, InputObject)]
pub struct MeasureFilter {
    /// Of this union; the own one where nobody is named.
    pub(crate) union_id: Option<UnionId>,
    /// Also of the unions below.
    #[graphql(default)]
    subtree: bool,
    /// Those that the person who asks is to keep.
    mine: Option<bool>,
    /// To this household.
    household_id: Option<HouseholdId>,
    /// In this state.
    state: Option<MeasureState>,
    /// Open past the day they were due, or not.
    overdue: Option<bool>,
    /// Due before this day.
    due_before: Option<Date>,
}

/// Input of `addMeasure`.
#[derive(Debug, Clone, InputObject)]
pub struct AddMeasureInput {
    /// The household.
    household_id: HouseholdId,
    /// What is promised, 500 characters at most.
    text: String,
    /// Which need it answers.
    need: Option<Need>,
    /// The day by which it is to be kept; today or later.
    due_on: Date,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Input of `completeMeasure`.
#[derive(Debug, Clone, InputObject)]
pub struct CompleteMeasureInput {
    /// The promise.
    id: MeasureId,
    /// The version that was seen.
    version: i32,
    /// What proves that it was kept.
    proof: MeasureProof,
    /// The document, or who gave their word, when and how; needed for both.
    note: Option<String>,
    /// The family's code, for FAMILY_CODE; after five wrong ones it no longer closes the promise.
    code: Option<String>,
    /// The day it was kept.
    done_on: Date,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Input of `dropMeasure`.
#[derive(Debug, Clone, InputObject)]
pub struct DropMeasureInput {
    /// The promise.
    id: MeasureId,
    /// The version that was seen.
    version: i32,
    /// Why it will not be kept.
    reason: String,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Queries about promises.
#[derive(Debug, Default)]
pub struct MeasureQuery;

#[Object]
impl MeasureQuery {
    /// Promises by the day they are due, the earliest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn measures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which rows.")] filter: Option<MeasureFilter>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Measure>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let filter = filter.unwrap_or_default();
        let of = MeasuresOf {
            union: filter.union_id,
            subtree: filter.subtree,
            mine: filter.mine.unwrap_or_default(),
            household: filter.household_id,
            state: filter.state,
            overdue: filter.overdue,
            due_before: filter.due_before.map(|date| date.0),
        };
        let rows = service::measures(scope(ctx)?, &of, &page).await?;
        let key = |row: &measure::Model| vec![row.due_on.to_string(), row.id.to_string()];
        Ok(page.connection(rows, key, Measure::from))
    }
}

/// Changes of promises.
#[derive(Debug, Default)]
pub struct MeasureMutation;

#[Object]
impl MeasureMutation {
    /// Promises something to a household outside a visit. The responsible cadre, a helper or the
    /// union's administrator does.
    async fn add_measure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: AddMeasureInput,
    ) -> Result<MeasurePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            let new = Promise {
                text: input.text.clone(),
                need: input.need,
                due_on: input.due_on.0,
            };
            Ok(service::add_measure(scope, input.household_id, &new)
                .await?
                .id)
        };
        let result = match write_once(scope, key, "addMeasure", &input, work).await {
            Ok(id) => done(scope, id.into()).await,
            Err(error) => Err(error),
        };
        answer(scope, result)
    }

    /// Closes a promise as kept, by proof or by the family's own word.
    async fn complete_measure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: CompleteMeasureInput,
    ) -> Result<MeasurePayload> {
        let scope = scope(ctx)?;
        if let (MeasureProof::FamilyCode, Some(code)) = (input.proof, &input.code)
            && let CodeCheck::Wrong(refusal) =
                service::check_family_code(scope, input.id, code).await?
        {
            // Nothing is written but the count of wrong codes, which must stay.
            return Ok(MeasurePayload::refused(vec![refusal.into()]));
        }
        let key = input.idempotency_key.as_deref();
        let work = async || {
            let (note, code) = (input.note.as_deref(), input.code.as_deref());
            let closed = service::complete_measure(
                scope,
                input.id,
                input.version,
                input.proof,
                note,
                code,
                input.done_on.0,
            );
            Ok(closed.await?.id)
        };
        let result = match write_once(scope, key, "completeMeasure", &input, work).await {
            Ok(id) => done(scope, id.into()).await,
            Err(error) => Err(error),
        };
        answer_current(scope, result, async || current(scope, input.id).await).await
    }

    /// Closes a promise that will not be kept, with the reason.
    async fn drop_measure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: DropMeasureInput,
    ) -> Result<MeasurePayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let work = async || {
            let dropped = service::drop_measure(scope, input.id, input.version, &input.reason);
            Ok(dropped.await?.id)
        };
        let result = match write_once(scope, key, "dropMeasure", &input, work).await {
            Ok(id) => done(scope, id.into()).await,
            Err(error) => Err(error),
        };
        answer_current(scope, result, async || current(scope, input.id).await).await
    }
}

async fn current(scope: &Scope, id: MeasureId) -> Result<Measure> {
    Ok(service::get_measure(scope, id).await?.into())
}

async fn done(scope: &Scope, id: MeasureId) -> Result<MeasurePayload> {
    Ok(MeasurePayload::done(current(scope, id).await?))
}
