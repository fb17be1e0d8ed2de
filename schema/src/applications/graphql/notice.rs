//! Public notices.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use uuid::Uuid;

use crate::applications::entity::notice;
use crate::applications::service;
use crate::error::{Error, Result};
use crate::households::rules::HardshipTier;
use crate::id::AidNoticeId;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::{Batch, load};
use crate::payload::{payload, scope};
use crate::scalars::{Date, Money};
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::values::money::Fen;

/// A public notice (公示) of an own union. What hung stays, as the proof.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct AidNotice {
    /// Its id.
    pub id: AidNoticeId,
    /// Its number.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// What there is to know.
    pub note: Option<String>,
    /// Who takes objections.
    pub telephone: String,
    /// Its first day.
    pub posted_on: Date,
    /// Its last day.
    pub ends_on: Date,
    /// For how many working days it hangs.
    pub working_days: i32,
    /// The day it was taken down before its time.
    pub taken_down_on: Option<Date>,
    /// Why it was taken down.
    pub reason: Option<String>,
    /// What it showed; 100 lines at most.
    #[graphql(complexity = "20 * child_complexity")]
    pub lines: Vec<AidNoticeLine>,
    /// SHA-256 of what hung, in hexadecimal; the audit trail has it too.
    pub digest: String,
    /// Raised when it is taken down; an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: notice::Model,
}

impl TryFrom<notice::Model> for AidNotice {
    type Error = Error;

    fn try_from(row: notice::Model) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            number: row.number.clone(),
            title: row.title.clone(),
            note: row.note.clone(),
            telephone: row.telephone.clone(),
            posted_on: Date(row.posted_on),
            ends_on: Date(row.ends_on),
            working_days: row.working_days,
            taken_down_on: row.taken_down_on.map(Date),
            reason: row.reason.clone(),
            lines: lines(&row.lines)?,
            digest: service::hex(&row.digest),
            version: row.version,
            row,
        })
    }
}

#[ComplexObject]
impl AidNotice {
    /// Whether it hangs today.
    async fn hanging(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(service::hangs(&self.row, scope(ctx)?.today()))
    }

    /// Address of the public page on this server, while it hangs.
    async fn path(&self) -> String {
        // The first segment of a path is the city's code.
        let city = self.row.union_path.get(..4).unwrap_or_default();
        format!("/gongshi/{city}/{}", self.id)
    }

    /// The union that hung it out.
    async fn union(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        load(ctx, UnionById(self.row.union_id)).await
    }

    /// Who hung it out; null where the viewer does not see that person.
    async fn posted_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        load(ctx, StaffById(self.row.posted_by)).await
    }
}

/// A line of a notice: nothing that names a person but the name with one character hidden.
#[derive(Debug, Clone, SimpleObject)]
pub struct AidNoticeLine {
    /// 1 is the first.
    pub number: i32,
    /// The name, with one character hidden.
    pub name: String,
    /// The family's union.
    pub union: String,
    /// The programme.
    pub programme: String,
    /// 困难类别
    pub tier: HardshipTier,
    /// How much is to be given; null for a file, which takes no money.
    pub amount: Option<Money>,
}

/// A line as it is stored.
#[derive(Deserialize)]
struct Stored {
    number: i32,
    name: String,
    union: String,
    programme: String,
    tier: HardshipTier,
    amount_fen: Option<i64>,
}

fn lines(stored: &serde_json::Value) -> Result<Vec<AidNoticeLine>> {
    let lines: Vec<Stored> =
        serde_json::from_value(stored.clone()).map_err(|error| Error::bug(error.to_string()))?;
    let line = |of: Stored| AidNoticeLine {
        number: of.number,
        name: of.name,
        union: of.union,
        programme: of.programme,
        tier: of.tier,
        amount: of.amount_fen.map(|fen| Money(Fen(fen))),
    };
    Ok(lines.into_iter().map(line).collect())
}

/// A notice as everybody sees it while it hangs.
#[derive(Debug, Clone, SimpleObject)]
pub struct PublicNotice {
    /// Its id.
    pub id: AidNoticeId,
    /// What it is called.
    pub title: String,
    /// What there is to know.
    pub note: Option<String>,
    /// The union that hung it out.
    pub union: String,
    /// Who takes objections.
    pub telephone: String,
    /// Its first day.
    pub posted_on: Date,
    /// Its last day.
    pub ends_on: Date,
    /// Its lines.
    #[graphql(complexity = "20 * child_complexity")]
    pub lines: Vec<AidNoticeLine>,
}

impl TryFrom<service::PublicNotice> for PublicNotice {
    type Error = Error;

    fn try_from(row: service::PublicNotice) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            title: row.title,
            note: row.note,
            union: row.union_name,
            telephone: row.telephone,
            posted_on: Date(row.posted_on),
            ends_on: Date(row.ends_on),
            lines: lines(&row.lines)?,
        })
    }
}

/// Loads a notice by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NoticeById(pub(super) Uuid);

impl Loader<NoticeById> for Batch {
    type Value = AidNotice;
    type Error = Error;
    async fn load(&self, keys: &[NoticeById]) -> Result<HashMap<NoticeById, AidNotice>> {
        let rows = notice::Entity::find()
            .filter(notice::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        rows.into_iter()
            .map(|row| Ok((NoticeById(row.id), row.try_into()?)))
            .collect()
    }
}

payload! {
    /// Answer of a change to a notice.
    AidNoticePayload { notice: AidNotice }
}
