//! Who asks for a legal-aid partner.

use std::sync::Arc;

use sea_orm::EntityTrait;
use uuid::Uuid;

use super::actor::{Claims, Post};
use super::scope::Scope;
use crate::error::Result;
use crate::partners::entity::{lawyer, partner};

/// A signed-in person acting for a legal-aid partner, as the policies of the database will see it: no union's rows,
/// and of its partner's delegations all for who administers it, for anybody else those in their hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counsel {
    /// Schema of the city.
    pub city: String,
    /// The sign-in.
    pub session_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The person's place at the partner.
    pub lawyer_id: Uuid,
    /// The partner.
    pub partner_id: Uuid,
    /// The union that registered the partner.
    pub home_id: Uuid,
    /// Its path.
    pub home_path: String,
    /// What the trail calls who did something: the partner with the person.
    pub called: String,
    /// Whether the person runs the partner's account.
    pub admin: bool,
}

impl Counsel {
    /// What an access token of this person says.
    #[must_use]
    pub fn claims(&self) -> Claims {
        Claims {
            city: self.city.clone(),
            session_id: self.session_id,
            person_id: self.person_id,
            post: Post::Lawyer(self.lawyer_id),
        }
    }

    pub(super) async fn of_post(
        scope: &Scope,
        claims: &Claims,
        post: Uuid,
    ) -> Result<Option<Arc<Self>>> {
        scope.admit(claims.person_id, Some(claims.post)).await?;
        let place = lawyer::Entity::find_by_id(post).one(scope).await?;
        let Some(place) =
            place.filter(|one| one.works() && one.person_id == Some(claims.person_id))
        else {
            return Ok(None);
        };
        scope.stand_with(place.partner_id).await?;
        let partner = partner::Entity::find_by_id(place.partner_id)
            .one(scope)
            .await?;
        let Some(partner) = partner.filter(partner::Model::is_in_office) else {
            return Ok(None);
        };
        Ok(Some(Arc::new(Self {
            city: scope.city().to_owned(),
            session_id: claims.session_id,
            person_id: claims.person_id,
            lawyer_id: place.id,
            partner_id: partner.id,
            home_id: partner.union_id,
            home_path: partner.union_path,
            called: format!("{} {}", partner.name, place.name),
            admin: place.admin,
        })))
    }
}
