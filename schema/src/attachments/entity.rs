//! Rows of attachments. What a file is called, and the digest by which it could be recognised, lie in
//! the private table, which superiors can't read.

/// An attachment, as every superior may see it.
pub mod attachment {
    use sea_orm::entity::prelude::*;

    use crate::attachments::rules::AttachmentKind;
    use crate::tenancy::Tenant;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "attachment")]
    #[allow(missing_docs)]
    /// One attachment.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        /// In whose file it is; none for evidence of a rights case.
        pub household_id: Option<Uuid>,
        /// The visit that it belongs to; at most one of this and the next.
        pub visit_id: Option<Uuid>,
        pub measure_id: Option<Uuid>,
        /// The rights case that it is evidence of.
        pub case_id: Option<Uuid>,
        pub kind: AttachmentKind,
        pub media_type: String,
        /// Of what is kept, not of what came.
        pub bytes: i64,
        pub width: Option<i32>,
        pub height: Option<i32>,
        /// Who added it: somebody of a union, or
        pub created_by: Option<Uuid>,
        /// somebody of a partner.
        pub lawyer_id: Option<Uuid>,
        pub created_at: DateTimeUtc,
        pub removed_by: Option<Uuid>,
        pub removed_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Tenant for Model {
        fn union_id(&self) -> Uuid {
            self.union_id
        }
        fn union_path(&self) -> &str {
            &self.union_path
        }
    }
}

/// What names a person.
pub mod attachment_private {
    use sea_orm::entity::prelude::*;

    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "attachment_private")]
    #[allow(missing_docs)]
    /// One attachment's private facts.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub attachment_id: Uuid,
        pub household_id: Option<Uuid>,
        pub case_id: Option<Uuid>,
        pub union_id: Uuid,
        pub union_path: String,
        pub file_name: Private,
        /// SHA-256 of what is kept.
        pub digest: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
