//! Who asks for a union.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::Database;
use super::actor::{Actor, Claims, Post};
use super::permission::{Permission, Role};
use super::scope::Scope;
use super::tree::lineage;
use crate::error::{Error, Result};
use crate::identity::entity::staff;
use crate::unions::entity::{stewardship, union};

/// A signed-in person acting for one union, as the policies of the database will see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// Schema of the city.
    pub city: String,
    /// The sign-in.
    pub session_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The post the person acts in.
    pub staff_id: Uuid,
    /// The union of that post.
    pub union_id: Uuid,
    /// Its path.
    pub path: String,
    /// Roles of that post.
    pub roles: Vec<Role>,
    /// Whether the person asks not to see the names of the people helped.
    pub masked: bool,
    /// Unions whose rows count as own: the union itself and those under its stewardship (代管).
    pub own_unions: Vec<Uuid>,
    /// Paths of the unions where the person holds other posts: their names are seen, for choosing
    /// where to act.
    pub elsewhere: Vec<String>,
}

impl Principal {
    /// What an access token of this principal says.
    #[must_use]
    pub fn claims(&self) -> Claims {
        Claims {
            city: self.city.clone(),
            session_id: self.session_id,
            person_id: self.person_id,
            post: Post::Staff(self.staff_id),
        }
    }

    /// The same person, to whom the database then shows no names, numbers and addresses of the people
    /// helped, whatever the role.
    #[must_use]
    pub fn masked(&self) -> Self {
        Self {
            masked: true,
            ..self.clone()
        }
    }

    /// Whether any role of this post grants the permission.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        if self.masked && permission == Permission::HouseholdNames {
            return false;
        }
        self.roles.iter().any(|role| role.may(permission))
    }

    /// Whether rows of this union count as own.
    #[must_use]
    pub fn owns(&self, union_id: Uuid) -> bool {
        self.own_unions.contains(&union_id)
    }

    /// Whether a path lies in the own subtree.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        path.starts_with(&self.path)
    }

    /// The paths of the unions above, from the city down.
    #[must_use]
    pub fn lineage(&self) -> Vec<String> {
        lineage(&self.path)
    }

    /// Looks up what the claims of a token stand for now, as [`Actor::load`] does.
    ///
    /// # Errors
    /// As there; [`Error::Forbidden`] for who acts for no union.
    pub async fn load(
        database: &Database,
        claims: &Claims,
        now: DateTime<Utc>,
    ) -> Result<Arc<Self>> {
        let actor = Actor::load(database, claims, now).await?;
        actor.principal().cloned().ok_or(Error::Forbidden)
    }

    /// The person acting in a post, seen from a visitor's scope; it stands at that post afterwards.
    /// `None` where the post is not the person's, was left, or its union is no more.
    ///
    /// # Errors
    /// A fault of the database.
    pub(super) async fn of_post(
        scope: &Scope,
        claims: &Claims,
        post: Uuid,
    ) -> Result<Option<Arc<Self>>> {
        scope.admit(claims.person_id, Some(claims.post)).await?;
        let (posts, others): (Vec<staff::Model>, Vec<staff::Model>) = staff::Entity::find()
            .filter(staff::Column::PersonId.eq(claims.person_id))
            .all(scope)
            .await?
            .into_iter()
            .filter(staff::Model::works)
            .partition(|held| held.id == post);
        let Some(post) = posts.into_iter().next() else {
            return Ok(None);
        };
        scope.stand_at(&post.union_path).await?;
        let exists = union::Entity::find_by_id(post.union_id)
            .one(scope)
            .await?
            .is_some_and(|union| union.state.exists());
        if !exists {
            return Ok(None);
        }
        let mut own_unions = vec![post.union_id];
        own_unions.extend(managed_unions(scope, post.union_id, scope.today()).await?);
        Ok(Some(Arc::new(Self {
            city: scope.city().to_owned(),
            session_id: claims.session_id,
            person_id: claims.person_id,
            staff_id: post.id,
            union_id: post.union_id,
            roles: post.roles(),
            path: post.union_path,
            masked: false,
            own_unions,
            elsewhere: others.into_iter().map(|post| post.union_path).collect(),
        })))
    }
}

async fn managed_unions(scope: &Scope, steward: Uuid, today: NaiveDate) -> Result<Vec<Uuid>> {
    Ok(stewardship::Entity::find()
        .select_only()
        .column(stewardship::Column::UnionId)
        .filter(stewardship::Column::StewardId.eq(steward))
        .filter(stewardship::Column::BeginsOn.lte(today))
        .filter(
            Condition::any()
                .add(stewardship::Column::EndsOn.is_null())
                .add(stewardship::Column::EndsOn.gte(today)),
        )
        .into_tuple()
        .all(scope)
        .await?)
}
