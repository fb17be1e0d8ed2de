//! Funds.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::funds::entity::{dues, fund};
use crate::funds::rules::{FundSource, ProgrammeKind, share};
use crate::id::FundId;
use crate::loaders::{Batch, load};
use crate::payload::{payload, scope};
use crate::scalars::Money;
use crate::tenancy::Permission;
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::values::money::Fen;

/// A dedicated fund (专项资金, notice §5.1): money of one origin, which keeps its name down the tree.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Fund {
    /// Its id.
    pub id: FundId,
    /// Its name.
    pub name: String,
    /// Where the money comes from.
    pub source: FundSource,
    /// The year it is of.
    pub year: i32,
    /// What it may be spent on; anything where nothing is named.
    pub programmes: Vec<ProgrammeKind>,
    /// Number of the paper it rests on (文号).
    pub document_number: Option<String>,
    /// What there is to know.
    pub note: Option<String>,
    /// When it was set up.
    pub created_at: DateTime<Utc>,
    /// Raised by every edit; an edit with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    union_id: Uuid,
}

impl From<fund::Model> for Fund {
    fn from(row: fund::Model) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            source: row.source,
            year: row.year.into(),
            programmes: row
                .programmes
                .iter()
                .filter_map(|code| ProgrammeKind::from_code(code))
                .collect(),
            document_number: row.document_number,
            note: row.note,
            created_at: row.created_at,
            version: row.version,
            union_id: row.union_id,
        }
    }
}

#[ComplexObject]
impl Fund {
    /// The union that raised it; null where the viewer does not see it.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.union_id)).await
    }

    /// Whether the viewer may record its income and change what is written down about it.
    async fn manageable(&self, ctx: &Context<'_>) -> Result<bool> {
        let principal = scope(ctx)?.principal()?;
        Ok(principal.may(Permission::FundManage) && principal.owns(self.union_id))
    }
}

/// Loads a fund by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FundById(pub Uuid);

impl Loader<FundById> for Batch {
    type Value = Fund;
    type Error = Error;
    async fn load(&self, keys: &[FundById]) -> Result<HashMap<FundById, Fund>> {
        let rows = fund::Entity::find()
            .filter(fund::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (FundById(row.id), row.into()))
            .collect())
    }
}

/// The share of a year's dues that a union sets apart (工会经费提取).
#[derive(Debug, Clone, SimpleObject)]
pub struct FundDues {
    /// The year.
    pub year: i32,
    /// The dues of the year (工会经费收入).
    pub base: Money,
    /// The share in per cent, with two decimals.
    pub rate_percent: String,
    /// What the share comes to, rounded down to the fen.
    pub due: Money,
    /// What of it is in the fund already.
    pub extracted: Money,
    /// Number of the decision (文号).
    pub document_number: Option<String>,
    /// Raised by every edit; an edit with an old version is a CONFLICT.
    pub version: i32,
}

impl FundDues {
    pub(super) fn new(row: dues::Model, extracted: Fen) -> Self {
        Self {
            year: row.year.into(),
            base: Money(Fen(row.base_fen)),
            rate_percent: Fen(row.rate.into()).to_string(),
            due: Money(share(Fen(row.base_fen), row.rate)),
            extracted: Money(extracted),
            document_number: row.document_number,
            version: row.version,
        }
    }
}

payload! {
    /// Answer of a change to a fund.
    FundPayload { fund: Fund }
}

payload! {
    /// Answer of writing down a year's dues.
    FundDuesPayload { dues: FundDues }
}
