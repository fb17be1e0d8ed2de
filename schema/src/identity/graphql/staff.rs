//! Posts in the API.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, OutputType, SimpleObject};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::assignments::graphql::StaffAssignments;
use crate::error::{Error, Result};
use crate::id::StaffId;
use crate::identity::entity::staff;
use crate::identity::input::StaffFilter;
use crate::identity::rules::{Employment, StaffState};
use crate::identity::service;
use crate::loaders::{Batch, load};
use crate::paging::Page;
use crate::payload::scope;
use crate::tenancy::Role;
use crate::unions::Union;
use crate::unions::graphql::UnionById;

/// A post of a person at one union (工会干部).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct StaffMember {
    /// Its id.
    pub id: StaffId,
    /// Name of the person.
    pub name: String,
    /// 职务, such as 主席.
    pub title: String,
    /// 性质
    pub employment: Employment,
    /// Whether the person is in office.
    pub state: StaffState,
    /// Telephone at work.
    pub phone: Option<String>,
    /// What the person may do at this union.
    pub roles: Vec<Role>,
    /// Raised by every edit; an edit with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    pub(crate) union_id: Uuid,
}

impl From<staff::Model> for StaffMember {
    fn from(row: staff::Model) -> Self {
        Self {
            id: row.id.into(),
            roles: row.roles(),
            name: row.name,
            title: row.title,
            employment: row.employment,
            state: row.state,
            phone: row.phone,
            version: row.version,
            union_id: row.union_id,
        }
    }
}

#[ComplexObject]
impl StaffMember {
    /// The union of the post.
    async fn union(&self, ctx: &Context<'_>) -> Result<Union> {
        load(ctx, UnionById(self.union_id))
            .await?
            .ok_or(Error::NotFound)
    }

    #[graphql(flatten)]
    async fn assignments(&self) -> StaffAssignments {
        StaffAssignments::new(self.id.uuid())
    }
}

/// Loads a post by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StaffById(pub Uuid);

impl Loader<StaffById> for Batch {
    type Value = StaffMember;
    type Error = Error;
    async fn load(&self, keys: &[StaffById]) -> Result<HashMap<StaffById, StaffMember>> {
        let rows = staff::Entity::find()
            .filter(staff::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (StaffById(row.id), row.into()))
            .collect())
    }
}

/// Queries about posts.
#[derive(Debug, Default)]
pub struct StaffQuery;

#[Object]
impl StaffQuery {
    /// A post of the own subtree.
    async fn staff_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The post.")] id: StaffId,
    ) -> Result<Option<StaffMember>> {
        match service::get(scope(ctx)?, id).await {
            Ok(row) => Ok(Some(row.into())),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Posts of a union, or of everything below it, by their unions' place in the tree.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn staff_members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which posts.")] filter: Option<StaffFilter>,
        #[graphql(default = 20, desc = "How many, 100 at most.")] first: i32,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
    ) -> Result<Connection<String, StaffMember>> {
        let page = Page::new(first, after.as_deref(), 2)?;
        let rows = service::list(scope(ctx)?, &filter.unwrap_or_default(), &page).await?;
        let key = |row: &staff::Model| vec![row.union_path.clone(), row.id.to_string()];
        Ok(page.connection(rows, key, StaffMember::from))
    }
}
