//! One partner.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::lawyer::{Lawyer, LawyersOf};
use crate::delegations::graphql::{Delegation, to_partner};
use crate::delegations::service as delegations;
use crate::error::{Error, Result};
use crate::id::PartnerId;
use crate::loaders::{Batch, load};
use crate::partners::entity::partner::Model;
use crate::partners::rules::{PartnerKind, PartnerState};
use crate::partners::service;
use crate::payload::{payload, scope};
use crate::rights::rules::RightsCaseKind;

/// A legal-aid partner (法律援助合作机构): registered by the city's federation or a county's, delegated to by the whole city.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Partner {
    /// Its id.
    pub id: PartnerId,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: PartnerKind,
    /// Whether it is delegated to.
    pub state: PartnerState,
    /// 执业许可证号
    pub licence_number: Option<String>,
    /// Its telephone.
    pub phone: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Kinds of cases that it is good at; empty: all.
    pub specialities: Vec<RightsCaseKind>,
    /// What the union is called that registered it.
    pub union_name: String,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// Raised by every change; one with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: Model,
}

impl From<Model> for Partner {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            name: row.name.clone(),
            kind: row.kind,
            state: row.state,
            licence_number: row.licence_number.clone(),
            phone: row.phone.clone(),
            address: row.address.clone(),
            specialities: service::kinds(&row.specialities),
            union_name: row.union_name.clone(),
            created_at: row.created_at,
            version: row.version,
            row,
        }
    }
}

#[ComplexObject]
impl Partner {
    /// Delegations that live: offered, accepted or in progress, of the whole city.
    async fn load(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(load(ctx, PartnerLoad(self.row.id)).await?.unwrap_or(0))
    }

    /// Its people who did not leave, the oldest first, 200 at most.
    #[graphql(complexity = "20 * child_complexity")]
    async fn lawyers(&self, ctx: &Context<'_>) -> Result<Vec<Lawyer>> {
        Ok(load(ctx, LawyersOf(self.row.id)).await?.unwrap_or_default())
    }

    /// Delegations to it that the viewer sees, the newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn delegations(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Delegation>> {
        to_partner(ctx, self.row.id, first, after).await
    }

    /// Counties where it works; empty: the whole city.
    #[graphql(complexity = "5 * child_complexity")]
    async fn districts(&self, ctx: &Context<'_>) -> Result<Vec<District>> {
        if self.row.districts.is_empty() {
            return Ok(Vec::new());
        }
        let all = load(ctx, Districts).await?.unwrap_or_default();
        let name = |code: &String| {
            let known = all.iter().find(|one| one.code == *code);
            known.map_or_else(|| code.clone(), |one| one.name.clone())
        };
        let codes = self.row.districts.iter();
        Ok(codes
            .map(|code| District {
                code: code.clone(),
                name: name(code),
            })
            .collect())
    }

    /// Whether the viewer may change it.
    async fn editable(&self, ctx: &Context<'_>) -> Result<bool> {
        service::is_editable(scope(ctx)?, &self.row)
    }

    /// Whether the viewer may invite people now: who runs its account does, and as long as nobody does, the union that
    /// registered it invites that one.
    async fn invitable(&self, ctx: &Context<'_>) -> Result<bool> {
        let scope = scope(ctx)?;
        if !service::is_managed(scope, &self.row)? || !self.row.is_in_office() {
            return Ok(false);
        }
        if scope.counsel().is_ok() {
            return Ok(true);
        }
        let people = load(ctx, LawyersOf(self.row.id)).await?.unwrap_or_default();
        let people: Vec<_> = people.into_iter().map(|one| one.row).collect();
        Ok(!service::is_run(&people))
    }

    /// Whether the viewer looks after its people: the union that registered it does, and who runs its account.
    async fn managed(&self, ctx: &Context<'_>) -> Result<bool> {
        service::is_managed(scope(ctx)?, &self.row)
    }
}

/// A county of the city.
#[derive(Debug, Clone, SimpleObject)]
pub struct District {
    /// Its division code, six digits.
    pub code: String,
    /// Its name.
    pub name: String,
}

impl From<service::District> for District {
    fn from(row: service::District) -> Self {
        Self {
            code: row.code,
            name: row.name,
        }
    }
}

/// Loads the counties of the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Districts;

impl Loader<Districts> for Batch {
    type Value = Vec<service::District>;
    type Error = Error;
    async fn load(&self, keys: &[Districts]) -> Result<HashMap<Districts, Vec<service::District>>> {
        let all = service::districts(&self.0).await?;
        Ok(keys.iter().map(|key| (*key, all.clone())).collect())
    }
}

payload! {
    /// Answer of a change to a partner.
    PartnerPayload { partner: Partner }
}

/// Loads a partner by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartnerById(pub Uuid);

impl Loader<PartnerById> for Batch {
    type Value = Partner;
    type Error = Error;
    async fn load(&self, keys: &[PartnerById]) -> Result<HashMap<PartnerById, Partner>> {
        let rows = service::by_ids(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows.map(|row| (PartnerById(row.id), row.into())).collect())
    }
}

/// Counts the delegations of a partner that live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct PartnerLoad(Uuid);

impl Loader<PartnerLoad> for Batch {
    type Value = i64;
    type Error = Error;
    async fn load(&self, keys: &[PartnerLoad]) -> Result<HashMap<PartnerLoad, i64>> {
        let ids = keys.iter().map(|key| key.0).collect();
        let loads = delegations::loads(&self.0, ids).await?.into_iter();
        Ok(loads
            .map(|load| (PartnerLoad(load.id), load.living))
            .collect())
    }
}
