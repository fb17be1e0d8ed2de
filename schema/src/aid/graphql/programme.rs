//! Programmes in the API.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::rule::AidTerms;
use crate::aid::entity::{edition, programme};
use crate::aid::rules::ProgrammeState;
use crate::aid::service;
use crate::error::{Error, Result};
use crate::funds::rules::ProgrammeKind;
use crate::id::{ProgrammeEditionId, ProgrammeId};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::{payload, scope};
use crate::scalars::Date;
use crate::tenancy::Permission;
use crate::unions::Union;
use crate::unions::graphql::UnionById;

/// A programme (救助项目, notice §4.3): it holds for the households of its union's whole subtree.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// The year that it is of.
    pub year: i32,
    /// What for.
    pub kind: ProgrammeKind,
    /// Its name.
    pub name: String,
    /// What the cadres are to know.
    pub note: Option<String>,
    /// Where it stands.
    pub state: ProgrammeState,
    /// First day on which may be applied.
    pub opens_on: Date,
    /// Last day on which may be applied.
    pub closes_on: Date,
    /// The terms that apply, or of a draft those that are to.
    pub terms: AidTerms,
    /// The edition of the terms that applies; 0 for a draft.
    pub edition: i32,
    /// When it was opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// When the draft was written.
    pub created_at: DateTime<Utc>,
    /// Raised by every change; a change with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    union_id: Uuid,
}

impl TryFrom<programme::Model> for Programme {
    type Error = Error;

    fn try_from(row: programme::Model) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            year: row.year,
            kind: row.kind,
            terms: service::terms(&row.terms)?.into(),
            name: row.name,
            note: row.note,
            state: row.state,
            opens_on: Date(row.opens_on),
            closes_on: Date(row.closes_on),
            edition: row.edition,
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            created_at: row.created_at,
            version: row.version,
            union_id: row.union_id,
        })
    }
}

#[ComplexObject]
impl Programme {
    /// The union that sets it.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.union_id)).await
    }

    /// Whether the viewer may change, open, close or remove it.
    async fn manageable(&self, ctx: &Context<'_>) -> Result<bool> {
        let principal = scope(ctx)?.principal()?;
        Ok(principal.may(Permission::ProgrammeManage) && principal.owns(self.union_id))
    }

    /// The terms from one change to the next, the newest first; 100 at most.
    #[graphql(complexity = "3 * child_complexity")]
    async fn editions(&self, ctx: &Context<'_>) -> Result<Vec<ProgrammeEdition>> {
        let rows = load(ctx, EditionsOf(self.id.uuid())).await?;
        let rows = rows.unwrap_or_default().into_iter();
        rows.map(ProgrammeEdition::try_from).collect()
    }
}

/// What applied of a programme until the next change: what an application was decided by.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct ProgrammeEdition {
    /// Its id.
    pub id: ProgrammeEditionId,
    /// 1, and one more for each change.
    pub edition: i32,
    /// The name of the programme.
    pub name: String,
    /// First day on which may be applied.
    pub opens_on: Date,
    /// Last day on which may be applied.
    pub closes_on: Date,
    /// The terms.
    pub terms: AidTerms,
    /// Why it was changed; nothing for the first.
    pub reason: Option<String>,
    /// Since when it applies.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    staff_id: Uuid,
}

impl TryFrom<edition::Model> for ProgrammeEdition {
    type Error = Error;

    fn try_from(row: edition::Model) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            edition: row.edition,
            terms: service::terms(&row.terms)?.into(),
            name: row.name,
            opens_on: Date(row.opens_on),
            closes_on: Date(row.closes_on),
            reason: row.reason,
            created_at: row.created_at,
            staff_id: row.staff_id,
        })
    }
}

#[ComplexObject]
impl ProgrammeEdition {
    /// Who changed it; null where the viewer does not see that person.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.staff_id)).await
    }
}

/// Loads a programme by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProgrammeById(pub Uuid);

impl Loader<ProgrammeById> for Batch {
    type Value = Programme;
    type Error = Error;
    async fn load(&self, keys: &[ProgrammeById]) -> Result<HashMap<ProgrammeById, Programme>> {
        let rows = programme::Entity::find()
            .filter(programme::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        rows.into_iter()
            .map(|row| Ok((ProgrammeById(row.id), row.try_into()?)))
            .collect()
    }
}

/// Loads an edition by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EditionById(pub Uuid);

impl Loader<EditionById> for Batch {
    type Value = edition::Model;
    type Error = Error;
    async fn load(&self, keys: &[EditionById]) -> Result<HashMap<EditionById, edition::Model>> {
        let rows = edition::Entity::find()
            .filter(edition::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (EditionById(row.id), row))
            .collect())
    }
}

/// Loads the editions of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct EditionsOf(Uuid);

impl Loader<EditionsOf> for Batch {
    type Value = Vec<edition::Model>;
    type Error = Error;
    async fn load(&self, keys: &[EditionsOf]) -> Result<HashMap<EditionsOf, Vec<edition::Model>>> {
        let rows = service::editions(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<EditionsOf, Vec<edition::Model>> = HashMap::new();
        for row in rows {
            lists
                .entry(EditionsOf(row.programme_id))
                .or_default()
                .push(row);
        }
        Ok(lists)
    }
}

payload! {
    /// Answer of a change to a programme.
    ProgrammePayload { programme: Programme }
}
