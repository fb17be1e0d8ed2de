//! The person who asks, in the API.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::staff::{StaffById, StaffMember};
use crate::error::{Error, Result};
use crate::id::{PersonId, SessionId};
use crate::identity::entity::session;
use crate::identity::service;
use crate::loaders::{load, loader};
use crate::payload::scope;
use crate::tenancy::{Permission, Role};
use crate::unions::Union;
use crate::unions::graphql::UnionById;

/// A person who signs in.
#[derive(Debug, Clone, SimpleObject)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Login name.
    pub login: String,
}

/// A sign-in on one device.
#[derive(Debug, Clone, SimpleObject)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// When the person signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// What the device says it is.
    pub user_agent: Option<String>,
    /// Whether it is the one that asks.
    pub current: bool,
}

impl Session {
    fn of(row: session::Model, current: uuid::Uuid) -> Self {
        Self {
            id: row.id.into(),
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            user_agent: row.user_agent,
            current: row.id == current,
        }
    }
}

/// The person who asks.
pub(crate) async fn the_person(ctx: &Context<'_>) -> Result<Person> {
    let row = service::the_person(scope(ctx)?).await?;
    Ok(Person {
        id: row.id.into(),
        name: row.name,
        login: row.login,
    })
}

/// Where the person who asks is signed in.
pub(crate) async fn own_sessions(ctx: &Context<'_>) -> Result<Vec<Session>> {
    let scope = scope(ctx)?;
    let current = scope.actor()?.session_id();
    let sessions = service::own_sessions(scope).await?;
    Ok(sessions
        .into_iter()
        .map(|row| Session::of(row, current))
        .collect())
}

/// Who is asking, and for which union.
#[derive(Debug, Clone, Copy)]
pub struct Viewer;

/// Whoever asks for a union.
pub(crate) fn viewer(ctx: &Context<'_>) -> Option<Viewer> {
    let scope = scope(ctx).ok()?;
    scope.principal().is_ok().then_some(Viewer)
}

/// Who is asking, and for which union.
#[Object]
impl Viewer {
    /// The person.
    async fn person(&self, ctx: &Context<'_>) -> Result<Person> {
        the_person(ctx).await
    }

    /// The post that the person acts in now.
    async fn post(&self, ctx: &Context<'_>) -> Result<StaffMember> {
        let post = scope(ctx)?.principal()?.staff_id;
        load(ctx, StaffById(post))
            .await?
            .ok_or(Error::Unauthenticated)
    }

    /// The union of that post.
    async fn union(&self, ctx: &Context<'_>) -> Result<Union> {
        let union = scope(ctx)?.principal()?.union_id;
        load(ctx, UnionById(union))
            .await?
            .ok_or(Error::Unauthenticated)
    }

    /// The roles of that post.
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<Role>> {
        Ok(scope(ctx)?.principal()?.roles.clone())
    }

    /// What this person may do here; a client shows only these.
    async fn permissions(&self, ctx: &Context<'_>) -> Result<Vec<Permission>> {
        let principal = scope(ctx)?.principal()?;
        Ok(Permission::ALL
            .into_iter()
            .filter(|permission| principal.may(*permission))
            .collect())
    }

    /// All posts of the person in office, for choosing another union to act for.
    #[graphql(complexity = "3 * child_complexity")]
    async fn posts(&self, ctx: &Context<'_>) -> Result<Vec<StaffMember>> {
        let posts = service::own_posts(scope(ctx)?).await?;
        Ok(posts.into_iter().map(Into::into).collect())
    }

    /// Where the person is signed in, the last used first; 100 at most.
    #[graphql(complexity = "10 * child_complexity")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        own_sessions(ctx).await
    }

    /// Unions whose rows this person works with as own: the own one, then those under stewardship (代管).
    #[graphql(complexity = "20 * child_complexity")]
    async fn managed_unions(&self, ctx: &Context<'_>) -> Result<Vec<Union>> {
        let own = &scope(ctx)?.principal()?.own_unions;
        let mut found = loader(ctx)?
            .load_many(own.iter().copied().map(UnionById))
            .await?;
        Ok(own
            .iter()
            .filter_map(|id| found.remove(&UnionById(*id)))
            .collect())
    }
}

/// Queries about the person who asks.
#[derive(Debug, Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// Who is asking for a union; null when nobody is signed in, and for the people of a partner.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Viewer> {
        viewer(ctx)
    }
}
