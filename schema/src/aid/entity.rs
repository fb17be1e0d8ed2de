//! Rows of programmes and lines. None of them names anybody.

/// A programme.
pub mod programme {
    use sea_orm::entity::prelude::*;

    use crate::aid::rules::ProgrammeState;
    use crate::funds::rules::ProgrammeKind;
    use crate::tenancy::Tenant;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "programme")]
    #[allow(missing_docs)]
    /// One programme.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub year: i32,
        pub kind: ProgrammeKind,
        pub name: String,
        pub note: Option<String>,
        pub state: ProgrammeState,
        pub opens_on: Date,
        pub closes_on: Date,
        /// [`crate::aid::rules::Terms`].
        pub terms: Json,
        /// The edition of the terms that applies; 0 for a draft.
        pub edition: i32,
        pub opened_at: Option<DateTimeUtc>,
        pub closed_at: Option<DateTimeUtc>,
        pub created_at: DateTimeUtc,
        pub version: i32,
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

/// The terms of a programme as they were from one change to the next.
pub mod edition {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "programme_edition")]
    #[allow(missing_docs)]
    /// One edition.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub edition: i32,
        pub name: String,
        pub opens_on: Date,
        pub closes_on: Date,
        /// [`crate::aid::rules::Terms`].
        pub terms: Json,
        /// Why it was changed; nothing for the first.
        pub reason: Option<String>,
        pub staff_id: Uuid,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A line of the minimum living allowance.
pub mod line {
    use sea_orm::entity::prelude::*;

    use crate::aid::rules::LineArea;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "living_line")]
    #[allow(missing_docs)]
    /// One revision of the line of a county from a month on.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        /// Six digits.
        pub division_code: String,
        /// What the county is called.
        pub place: String,
        pub area: LineArea,
        /// First day of the first month.
        pub valid_from: Date,
        /// 1, and one more for each correction.
        pub revision: i32,
        /// Fen a month.
        pub monthly_fen: i64,
        pub source: String,
        pub staff_id: Uuid,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
