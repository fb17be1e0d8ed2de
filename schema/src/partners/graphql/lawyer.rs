//! The people of a partner.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::delegations::service as delegations;
use crate::error::{Error, Result, UserError};
use crate::id::LawyerId;
use crate::loaders::{Batch, load};
use crate::partners::entity::lawyer::Model;
use crate::partners::rules::LawyerState;
use crate::partners::service;
use crate::payload::{Payload, payload};
use crate::rights::rules::RightsCaseKind;

/// A lawyer, or another person of a partner.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Lawyer {
    /// Its id.
    pub id: LawyerId,
    /// Name.
    pub name: String,
    /// 律师执业证号; null for who is no lawyer.
    pub licence_number: Option<String>,
    /// Telephone at work.
    pub phone: Option<String>,
    /// Kinds of cases that the person is good at.
    pub specialities: Vec<RightsCaseKind>,
    /// Whether the person runs the partner's account: its people, offers, conflicts.
    pub admin: bool,
    /// Where the person stands.
    pub state: LawyerState,
    /// Raised by every change; one with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    pub(super) row: Model,
}

impl From<Model> for Lawyer {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            name: row.name.clone(),
            licence_number: row.licence_number.clone(),
            phone: row.phone.clone(),
            specialities: service::kinds(&row.specialities),
            admin: row.admin,
            state: row.state,
            version: row.version,
            row,
        }
    }
}

#[ComplexObject]
impl Lawyer {
    /// Delegations in the person's hands that live.
    async fn load(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(load(ctx, LawyerLoad(self.row.id)).await?.unwrap_or(0))
    }
}

payload! {
    /// Answer of a change to somebody of a partner.
    LawyerPayload { lawyer: Lawyer }
}

/// Answer of issuing a code for somebody of a partner.
#[derive(Debug, SimpleObject)]
pub struct LawyerCodePayload {
    /// Who.
    pub lawyer: Option<Lawyer>,
    /// The code. Shown once: repeating the request with its idempotency key does not show it again.
    pub code: Option<String>,
    /// When the code ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// Why it was refused; empty when it was done.
    pub errors: Vec<UserError>,
}

impl Payload for LawyerCodePayload {
    fn refused(errors: Vec<UserError>) -> Self {
        Self {
            lawyer: None,
            code: None,
            expires_at: None,
            errors,
        }
    }
}

impl From<service::Issued> for LawyerCodePayload {
    fn from(issued: service::Issued) -> Self {
        Self {
            lawyer: Some(issued.lawyer.into()),
            code: issued.code,
            expires_at: Some(issued.expires_at),
            errors: Vec::new(),
        }
    }
}

/// Loads somebody of a partner by the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LawyerById(pub Uuid);

impl Loader<LawyerById> for Batch {
    type Value = Lawyer;
    type Error = Error;
    async fn load(&self, keys: &[LawyerById]) -> Result<HashMap<LawyerById, Lawyer>> {
        let rows = service::lawyers_by_ids(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows.map(|row| (LawyerById(row.id), row.into())).collect())
    }
}

/// Loads the people of a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LawyersOf(pub(super) Uuid);

impl Loader<LawyersOf> for Batch {
    type Value = Vec<Lawyer>;
    type Error = Error;
    async fn load(&self, keys: &[LawyersOf]) -> Result<HashMap<LawyersOf, Vec<Lawyer>>> {
        let rows = service::lawyers_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<LawyersOf, Vec<Lawyer>> = HashMap::new();
        for row in rows {
            let list = lists.entry(LawyersOf(row.partner_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}

/// Counts what is in the hands of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct LawyerLoad(Uuid);

impl Loader<LawyerLoad> for Batch {
    type Value = i64;
    type Error = Error;
    async fn load(&self, keys: &[LawyerLoad]) -> Result<HashMap<LawyerLoad, i64>> {
        let ids = keys.iter().map(|key| key.0).collect();
        let loads = delegations::lawyer_loads(&self.0, ids).await?.into_iter();
        Ok(loads
            .map(|load| (LawyerLoad(load.id), load.living))
            .collect())
    }
}
