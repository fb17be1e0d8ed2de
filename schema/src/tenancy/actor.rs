//! Who sends a request: somebody of a union, or somebody of a legal-aid partner.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::counsel::Counsel;
use super::scope::{Access, Scope};
use super::{Database, Principal};
use crate::error::{Error, Result};
use crate::identity::entity::session;
use crate::text::Language;

/// What a person acts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Post {
    /// A post at a union.
    Staff(Uuid),
    /// A place at a legal-aid partner.
    Lawyer(Uuid),
}

impl Post {
    /// Of the two columns that a row has for it.
    #[must_use]
    pub fn of(staff: Option<Uuid>, lawyer: Option<Uuid>) -> Option<Self> {
        match (staff, lawyer) {
            (Some(id), None) => Some(Self::Staff(id)),
            (None, Some(id)) => Some(Self::Lawyer(id)),
            _ => None,
        }
    }

    /// The post at a union.
    #[must_use]
    pub const fn staff(self) -> Option<Uuid> {
        match self {
            Self::Staff(id) => Some(id),
            Self::Lawyer(_) => None,
        }
    }

    /// The place at a partner.
    #[must_use]
    pub const fn lawyer(self) -> Option<Uuid> {
        match self {
            Self::Staff(_) => None,
            Self::Lawyer(id) => Some(id),
        }
    }
}

/// What an access token says, once its signature was verified.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Claims {
    /// Schema of the city.
    pub city: String,
    /// The sign-in.
    pub session_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// What the person acts in.
    pub post: Post,
}

/// Who sends a request. What is a union's is behind [`Principal`], so nothing of it is reached by who is of a partner,
/// and the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who acts for a union.
    Union(Arc<Principal>),
    /// Somebody who acts for a partner.
    Partner(Arc<Counsel>),
}

impl From<Arc<Principal>> for Actor {
    fn from(principal: Arc<Principal>) -> Self {
        Self::Union(principal)
    }
}

impl From<Arc<Counsel>> for Actor {
    fn from(counsel: Arc<Counsel>) -> Self {
        Self::Partner(counsel)
    }
}

impl Actor {
    /// Schema of the city.
    #[must_use]
    pub fn city(&self) -> &str {
        match self {
            Self::Union(principal) => &principal.city,
            Self::Partner(counsel) => &counsel.city,
        }
    }

    /// The person.
    #[must_use]
    pub fn person_id(&self) -> Uuid {
        match self {
            Self::Union(principal) => principal.person_id,
            Self::Partner(counsel) => counsel.person_id,
        }
    }

    /// The sign-in.
    #[must_use]
    pub fn session_id(&self) -> Uuid {
        match self {
            Self::Union(principal) => principal.session_id,
            Self::Partner(counsel) => counsel.session_id,
        }
    }

    /// The union that is acted for; `None` for who is of a partner.
    #[must_use]
    pub const fn principal(&self) -> Option<&Arc<Principal>> {
        match self {
            Self::Union(principal) => Some(principal),
            Self::Partner(_) => None,
        }
    }

    /// Whom the log names as the tenant: the union, or the partner.
    #[must_use]
    pub fn tenant(&self) -> Uuid {
        match self {
            Self::Union(principal) => principal.union_id,
            Self::Partner(counsel) => counsel.partner_id,
        }
    }

    /// In whose trail stands what this one does of no other union: its id and path.
    #[must_use]
    pub fn trail(&self) -> (Uuid, &str) {
        match self {
            Self::Union(principal) => (principal.union_id, &principal.path),
            Self::Partner(counsel) => (counsel.home_id, &counsel.home_path),
        }
    }

    /// What an access token of this one says.
    #[must_use]
    pub fn claims(&self) -> Claims {
        match self {
            Self::Union(principal) => principal.claims(),
            Self::Partner(counsel) => counsel.claims(),
        }
    }

    /// Looks up what the claims of a token stand for now: a session that ended, a post that was
    /// left, or a union or partner that is no more since the token was made is [`Error::Unauthenticated`].
    ///
    /// # Errors
    /// [`Error::Unauthenticated`], or a fault of the database.
    pub async fn load(database: &Database, claims: &Claims, now: DateTime<Utc>) -> Result<Self> {
        let scope = Scope::visitor(
            database,
            &claims.city,
            "",
            Access::Read,
            Language::default(),
            now,
            None,
        )
        .await?;
        scope.admit(claims.person_id, Some(claims.post)).await?;
        session::Entity::find_by_id(claims.session_id)
            .one(&scope)
            .await?
            .filter(|s| {
                s.ended_at.is_none()
                    && s.person_id == claims.person_id
                    && s.post() == Some(claims.post)
                    && s.expires_at > now
            })
            .ok_or(Error::Unauthenticated)?;
        let actor = Self::of_post(&scope, claims).await?;
        scope.rollback().await;
        actor.ok_or(Error::Unauthenticated)
    }

    /// The person acting in a post, seen from a visitor's scope; it stands at that post afterwards.
    /// `None` where the post is not the person's, was left, or its union or partner is no more.
    ///
    /// # Errors
    /// A fault of the database.
    pub(crate) async fn of_post(scope: &Scope, claims: &Claims) -> Result<Option<Self>> {
        Ok(match claims.post {
            Post::Staff(post) => Principal::of_post(scope, claims, post)
                .await?
                .map(Self::Union),
            Post::Lawyer(post) => Counsel::of_post(scope, claims, post)
                .await?
                .map(Self::Partner),
        })
    }
}
