//! Rows about people and sign-in.

/// A person who signs in.
pub mod person {
    use sea_orm::entity::prelude::*;

    use crate::identity::rules::Realm;
    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    #[allow(missing_docs)]
    /// One person.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Lower case.
        pub login: String,
        pub name: String,
        /// Argon2id, PHC string.
        pub password_hash: Private,
        pub realm: Realm,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A post of a person at one union.
pub mod staff {
    use sea_orm::entity::prelude::*;

    use crate::identity::rules::{Employment, StaffState};
    use crate::tenancy::{Role, Tenant};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff")]
    #[allow(missing_docs)]
    /// One post.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub person_id: Option<Uuid>,
        pub name: String,
        pub title: String,
        pub employment: Employment,
        pub state: StaffState,
        pub phone: Option<String>,
        /// Codes of [`Role`].
        pub roles: Vec<String>,
        pub search: String,
        pub version: i32,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// The roles of the post.
        #[must_use]
        pub fn roles(&self) -> Vec<Role> {
            self.roles
                .iter()
                .filter_map(|code| Role::from_code(code))
                .collect()
        }

        /// Whether the holder may act in it.
        #[must_use]
        pub fn works(&self) -> bool {
            matches!(self.state, StaffState::Active | StaffState::Away)
        }

        /// Whether households may be paired with the holder.
        #[must_use]
        pub fn is_cadre(&self) -> bool {
            self.state == StaffState::Active && self.roles().contains(&Role::Cadre)
        }
    }

    impl Tenant for Model {
        fn union_id(&self) -> Uuid {
            self.union_id
        }
        fn union_path(&self) -> &str {
            &self.union_path
        }
    }
}

/// An invitation or a password code; only its digest is kept.
pub mod one_time_code {
    use sea_orm::entity::prelude::*;

    use crate::error::{Error, Result};
    use crate::identity::rules::CodePurpose;
    use crate::tenancy::Post;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "one_time_code")]
    #[allow(missing_docs)]
    /// One code.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        /// For a post at a union, or
        pub staff_id: Option<Uuid>,
        /// for a place at a partner
        pub lawyer_id: Option<Uuid>,
        /// which is this one.
        pub partner_id: Option<Uuid>,
        pub purpose: CodePurpose,
        /// Whose password; `None` for an invitation.
        pub person_id: Option<Uuid>,
        pub digest: String,
        pub created_by: Option<Uuid>,
        pub created_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
        pub used_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// What it is for.
        ///
        /// # Errors
        /// A fault of ours: the database has one of the two.
        pub fn post(&self) -> Result<Post> {
            Post::of(self.staff_id, self.lawyer_id).ok_or_else(|| Error::bug("a code for no post"))
        }
    }
}

/// A sign-in on one device, with the digest of its present refresh token.
pub mod session {
    use sea_orm::entity::prelude::*;

    use crate::identity::rules::SessionEnd;
    use crate::tenancy::Post;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    #[allow(missing_docs)]
    /// One session.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        /// Acts in a post at a union, or
        pub staff_id: Option<Uuid>,
        /// in a place at a partner.
        pub lawyer_id: Option<Uuid>,
        /// Digest of the half of the refresh token that all tokens of the session share.
        pub family: String,
        /// Digest of the present refresh token.
        pub digest: String,
        /// Digest of the token before it.
        pub previous_digest: Option<String>,
        pub user_agent: Option<String>,
        pub created_at: DateTimeUtc,
        /// When the present refresh token was made.
        pub last_used_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
        pub ended_at: Option<DateTimeUtc>,
        pub end_reason: Option<SessionEnd>,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// What it acts in.
        #[must_use]
        pub fn post(&self) -> Option<Post> {
            Post::of(self.staff_id, self.lawyer_id)
        }
    }
}

/// Failed sign-ins of one login name.
pub mod sign_in_throttle {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_throttle")]
    #[allow(missing_docs)]
    /// One login name.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub login: String,
        pub failures: i32,
        pub last_failed_at: DateTimeUtc,
        pub blocked_until: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
