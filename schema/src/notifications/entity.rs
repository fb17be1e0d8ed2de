//! Rows of what people are told, and of how they wish to be told.

/// One piece of news for one post.
pub mod notification {
    use sea_orm::entity::prelude::*;

    use crate::notifications::rules::NotificationKind;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notification")]
    #[allow(missing_docs)]
    /// One notification.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub staff_id: Uuid,
        pub kind: NotificationKind,
        /// The row that it is about; which kind of row follows from `kind`.
        pub subject_id: Uuid,
        pub household_id: Option<Uuid>,
        pub about_union_id: Option<Uuid>,
        pub day: Date,
        pub created_at: DateTimeUtc,
        pub read_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which kinds a person wants on a channel.
pub mod preference {
    use sea_orm::entity::prelude::*;
    use sea_orm::{DbErr, TryFromU64};

    use crate::notifications::rules::{NotificationChannel, NotificationPace};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notification_choice")]
    #[allow(missing_docs)]
    /// One person's choice for one channel.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub channel: NotificationChannel,
        pub pace: NotificationPace,
        /// Codes of kinds; what is in neither list is as usual.
        pub wanted: Vec<String>,
        pub unwanted: Vec<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}

    // sea-orm asks it of every part of a key; the database never makes one up.
    impl TryFromU64 for NotificationChannel {
        fn try_from_u64(_: u64) -> Result<Self, DbErr> {
            Err(DbErr::ConvertFromU64("NotificationChannel"))
        }
    }
}

/// Where a person gets mail.
pub mod mail_address {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mail_address")]
    #[allow(missing_docs)]
    /// One person's address.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        /// Sealed; the address that is written to.
        pub confirmed: Option<Vec<u8>>,
        /// Sealed; the address that a code was sent to.
        pub pending: Option<Vec<u8>>,
        pub code_digest: Option<String>,
        pub code_expires_at: Option<DateTimeUtc>,
        pub code_failures: i16,
        pub code_sent_at: Option<DateTimeUtc>,
        pub codes_that_day: i16,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
