//! Unions in the API.

pub mod founding;
pub mod mutation;
pub mod stewardship;

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, OutputType, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

pub use founding::{FoundingApplication, FoundingApplicationPayload};
pub use mutation::{UnionMutation, UnionPayload};
pub use stewardship::{Stewardship, StewardshipPayload};

use super::entity::{stewardship as grants, union};
use super::rules::{FoundingState, UnionLevel, UnionState};
use super::service;
use crate::error::{Error, Result};
use crate::funds::graphql::UnionFunds;
use crate::households::rules::HouseholdKind;
use crate::id::UnionId;
use crate::loaders::{Batch, load, loader};
use crate::paging::Page;
use crate::payload::scope;
use crate::statistics::graphql::Figures;
use crate::tenancy::tree::lineage;

/// A union of the tree (工会组织).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Union {
    /// Its id.
    pub id: UnionId,
    /// Full name, such as 兰山区总工会.
    pub name: String,
    /// Name for narrow places, such as 兰山区.
    pub short_name: String,
    /// Its level.
    pub level: UnionLevel,
    /// Its state.
    pub state: UnionState,
    /// Unified social credit code (GB 32100), where it has one.
    pub credit_code: Option<String>,
    /// Division code (GB/T 2260 and statistical code).
    pub division_code: Option<String>,
    /// Address of its office.
    pub address: Option<String>,
    /// Telephone of its office.
    pub telephone: Option<String>,
    /// Members of the union.
    pub member_count: i32,
    /// Of these, migrant workers (农民工会员).
    pub migrant_member_count: i32,
    /// 结亲连心联系户 or 本单位农民工: the two doors exclude each other in one union (notice §3.1).
    pub household_kind: Option<HouseholdKind>,
    /// Raised by every edit; an edit with an old version is a CONFLICT.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub(crate) path: String,
    #[graphql(skip)]
    pub(crate) parent_id: Option<Uuid>,
}

impl From<union::Model> for Union {
    fn from(row: union::Model) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            short_name: row.short_name,
            level: row.level,
            state: row.state,
            credit_code: row.credit_code,
            division_code: row.division_code,
            address: row.address,
            telephone: row.telephone,
            member_count: row.member_count,
            migrant_member_count: row.migrant_member_count,
            household_kind: row.household_kind,
            version: row.version,
            created_at: row.created_at,
            path: row.path,
            parent_id: row.parent_id,
        }
    }
}

#[ComplexObject]
impl Union {
    /// The superior; null for the root of the city.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        match self.parent_id {
            Some(id) => load(ctx, UnionById(id)).await,
            None => Ok(None),
        }
    }

    /// The superiors from the city down to the parent.
    #[graphql(complexity = "4 * child_complexity")]
    async fn ancestors(&self, ctx: &Context<'_>) -> Result<Vec<Union>> {
        let keys = lineage(&self.path).into_iter().map(UnionByPath);
        let mut found: Vec<Union> = loader(ctx)?.load_many(keys).await?.into_values().collect();
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    /// Unions directly below, in the order of their codes.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn children(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 100, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor of the row before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Union>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let key = ChildrenOf {
            parent: self.id.uuid(),
            limit: page.limit(),
            after: page.key(0)?,
        };
        let rows = load(ctx, key).await?.unwrap_or_default();
        Ok(page.connection(rows, |union| vec![union.path.clone()], |union| union))
    }

    /// How many unions are directly below.
    async fn child_count(&self, ctx: &Context<'_>) -> Result<i32> {
        Ok(load(ctx, ChildCount(self.id.uuid())).await?.unwrap_or(0))
    }

    /// The superior that manages this union, which has no staff of its own (代管).
    async fn steward(&self, ctx: &Context<'_>) -> Result<Option<Union>> {
        match load(ctx, StewardOf(self.id.uuid())).await? {
            Some(steward) => load(ctx, UnionById(steward)).await,
            None => Ok(None),
        }
    }

    /// Exact figures of the union with everything below it.
    async fn figures(&self) -> Figures {
        Figures::new(self.id.uuid(), self.path.clone())
    }

    #[graphql(flatten)]
    async fn funds(&self) -> UnionFunds {
        UnionFunds {
            id: self.id.uuid(),
            path: self.path.clone(),
        }
    }
}

/// Loads a union by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnionById(pub Uuid);

impl Loader<UnionById> for Batch {
    type Value = Union;
    type Error = Error;
    async fn load(&self, keys: &[UnionById]) -> Result<HashMap<UnionById, Union>> {
        let rows = union::Entity::find()
            .filter(union::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (UnionById(row.id), row.into()))
            .collect())
    }
}

/// Loads a union by its path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnionByPath(pub String);

impl Loader<UnionByPath> for Batch {
    type Value = Union;
    type Error = Error;
    async fn load(&self, keys: &[UnionByPath]) -> Result<HashMap<UnionByPath, Union>> {
        let rows = union::Entity::find()
            .filter(union::Column::Path.eq_any(keys.iter().map(|key| key.0.clone())))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (UnionByPath(row.path.clone()), row.into()))
            .collect())
    }
}

/// A page of the unions directly below one, after a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ChildrenOf {
    pub(crate) parent: Uuid,
    pub(crate) limit: u64,
    pub(crate) after: Option<String>,
}

impl Loader<ChildrenOf> for Batch {
    type Value = Vec<Union>;
    type Error = Error;
    async fn load(&self, keys: &[ChildrenOf]) -> Result<HashMap<ChildrenOf, Vec<Union>>> {
        // One statement for all unions of a page, whose fields all ask for the same.
        let mut asked: HashMap<(u64, Option<String>), Vec<Uuid>> = HashMap::new();
        for key in keys {
            let same = asked.entry((key.limit, key.after.clone())).or_default();
            same.push(key.parent);
        }
        let mut pages: HashMap<ChildrenOf, Vec<Union>> = HashMap::new();
        for ((limit, after), parents) in asked {
            for row in service::children(&self.0, parents, limit, after.as_deref()).await? {
                let Some(parent) = row.parent_id else {
                    continue;
                };
                let key = ChildrenOf {
                    parent,
                    limit,
                    after: after.clone(),
                };
                pages.entry(key).or_default().push(row.into());
            }
        }
        Ok(pages)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct ChildCount(Uuid);

impl Loader<ChildCount> for Batch {
    type Value = i32;
    type Error = Error;
    async fn load(&self, keys: &[ChildCount]) -> Result<HashMap<ChildCount, i32>> {
        let rows: Vec<(Uuid, i64)> = union::Entity::find()
            .select_only()
            .column(union::Column::ParentId)
            .column_as(union::Column::Id.count(), "children")
            .filter(union::Column::ParentId.eq_any(keys.iter().map(|key| key.0)))
            .filter(union::Column::State.is_not_in(["MERGED", "DISSOLVED"]))
            .group_by(union::Column::ParentId)
            .into_tuple()
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|(id, n)| (ChildCount(id), i32::try_from(n).unwrap_or(i32::MAX)))
            .collect())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct StewardOf(Uuid);

impl Loader<StewardOf> for Batch {
    type Value = Uuid;
    type Error = Error;
    async fn load(&self, keys: &[StewardOf]) -> Result<HashMap<StewardOf, Uuid>> {
        let today = self.0.today();
        let rows = grants::Entity::find()
            .filter(grants::Column::UnionId.eq_any(keys.iter().map(|key| key.0)))
            .filter(grants::Column::BeginsOn.lte(today))
            .filter(
                grants::Column::EndsOn
                    .is_null()
                    .or(grants::Column::EndsOn.gte(today)),
            )
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (StewardOf(row.union_id), row.steward_id))
            .collect())
    }
}

/// Queries about unions.
#[derive(Debug, Default)]
pub struct UnionQuery;

#[Object]
impl UnionQuery {
    /// A union of the own subtree, or one above it.
    async fn union(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: UnionId,
    ) -> Result<Option<Union>> {
        match service::get(scope(ctx)?, id).await {
            Ok(row) => Ok(Some(row.into())),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Unions of the own subtree by a part of the name, pinyin, initials or code.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn search_unions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A part of the name, its pinyin or initials, or of a code.")] text: String,
        #[graphql(default = 20, desc = "How many, 100 at most.")] first: i32,
    ) -> Result<Vec<Union>> {
        let page = Page::new(first, None, 0)?;
        Ok(service::search(scope(ctx)?, &text, page.first)
            .await?
            .into_iter()
            .map(Union::from)
            .collect())
    }

    /// Unions of the own subtree that exist, one after another in the order of the tree.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn unions(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "A union of the own subtree, with everything below it; the own one without it."
        )]
        union_id: Option<UnionId>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor of the row before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Union>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::list(scope(ctx)?, union_id, &page).await?;
        Ok(page.connection(rows, |row| vec![row.path.clone()], Into::into))
    }

    /// Founding applications of the own subtree, newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn founding_applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that stand here.")] state: Option<FoundingState>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor of the row before the page.")] after: Option<String>,
    ) -> Result<Connection<String, FoundingApplication>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::applications(scope(ctx)?, state, &page).await?;
        Ok(page.connection(rows, |row| vec![row.id.to_string()], Into::into))
    }

    /// Stewardships (代管) of the own subtree, newest first, ended ones included.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn stewardships(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor of the row before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Stewardship>> {
        let page = Page::new(first, after.as_deref(), 1)?;
        let rows = service::stewardships(scope(ctx)?, &page).await?;
        Ok(page.connection(rows, |row| vec![row.id.to_string()], Into::into))
    }
}
