//! Rows about rosters. What was read of the file is sealed, because it names people.

/// A roster.
pub mod roster {
    use sea_orm::entity::prelude::*;

    use crate::rosters::rules::RosterState;
    use crate::tenancy::Tenant;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "roster")]
    #[allow(missing_docs)]
    /// One roster.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub staff_id: Uuid,
        pub file_name: String,
        pub state: RosterState,
        /// Token of whoever works on it.
        pub run: Uuid,
        pub beat_at: DateTimeUtc,
        pub done: i32,
        pub total: i32,
        pub rows: i32,
        pub households: i32,
        pub members: i32,
        pub good: i32,
        pub faulty: i32,
        pub known: i32,
        pub known_members: i32,
        pub faults: i32,
        pub loaded_households: i32,
        pub loaded_members: i32,
        pub ignored: Vec<String>,
        pub remark_zh: Option<String>,
        pub remark_en: Option<String>,
        pub created_at: DateTimeUtc,
        pub ended_at: Option<DateTimeUtc>,
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

/// A row of the file.
pub mod roster_row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "roster_row")]
    #[allow(missing_docs)]
    /// One row.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub roster_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub family: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub sheet: String,
        pub line: i32,
        pub sealed: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What the check found of a household.
pub mod roster_household {
    use sea_orm::entity::prelude::*;

    use crate::rosters::rules::Verdict;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "roster_household")]
    #[allow(missing_docs)]
    /// One household of the file.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub roster_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub family: i32,
        pub verdict: Verdict,
        pub target_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A cell that can't stay so.
pub mod roster_fault {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "roster_fault")]
    #[allow(missing_docs)]
    /// One fault.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub roster_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub family: i32,
        pub row_number: i32,
        pub sheet: String,
        pub line: i32,
        pub field: String,
        pub value: Option<Vec<u8>>,
        pub reason_zh: String,
        pub reason_en: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
