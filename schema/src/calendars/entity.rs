//! Rows of calendars' addresses; only their digests are kept.

use sea_orm::entity::prelude::*;

use crate::tenancy::Post;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_feed")]
#[allow(missing_docs)]
/// The address of one person.
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    /// Of a post at a union, or
    pub staff_id: Option<Uuid>,
    /// of a place at a partner.
    pub lawyer_id: Option<Uuid>,
    pub digest: String,
    pub created_at: DateTimeUtc,
    /// The last day that somebody read it.
    pub last_read_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whose eyes it has.
    #[must_use]
    pub fn post(&self) -> Option<Post> {
        Post::of(self.staff_id, self.lawyer_id)
    }
}
