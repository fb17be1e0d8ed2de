//! Rows of the union tree.

/// A union. Its `id` and `path` are what other rows carry as `union_id` and `union_path`.
pub mod union {
    use sea_orm::entity::prelude::*;

    use crate::households::rules::HouseholdKind;
    use crate::statistics::{Counted, FigureDimension, FigureMeasure, Tally};
    use crate::tenancy::Tenant;
    use crate::unions::rules::{UnionLevel, UnionState};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "unions")]
    #[allow(missing_docs)]
    /// One union.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub path: String,
        pub parent_id: Option<Uuid>,
        pub level: UnionLevel,
        pub state: UnionState,
        pub name: String,
        pub short_name: String,
        /// Name, pinyin initials and full pinyin, for searching.
        pub search: String,
        pub credit_code: Option<String>,
        pub division_code: Option<String>,
        pub address: Option<String>,
        pub telephone: Option<String>,
        pub household_kind: Option<HouseholdKind>,
        pub member_count: i32,
        pub migrant_member_count: i32,
        pub last_child: i32,
        pub merged_into_id: Option<Uuid>,
        pub version: i32,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Tenant for Model {
        fn union_id(&self) -> Uuid {
            self.id
        }
        fn union_path(&self) -> &str {
            &self.path
        }
    }

    impl Counted for Model {
        fn tally(&self, tally: &mut Tally) {
            if self.state.exists() {
                tally.count(FigureMeasure::Unions);
                tally.by(
                    FigureMeasure::Unions,
                    FigureDimension::Level,
                    self.level.code(),
                );
            }
        }
    }
}

/// 建会申请: `union_id` is the union that applies and will be the parent.
pub mod founding_application {
    use sea_orm::entity::prelude::*;

    use crate::tenancy::Tenant;
    use crate::unions::rules::{FoundingState, UnionLevel};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "founding_application")]
    #[allow(missing_docs)]
    /// One application.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub name: String,
        pub level: UnionLevel,
        pub division_code: Option<String>,
        pub worker_count: i32,
        pub migrant_worker_count: i32,
        pub reason: String,
        pub state: FoundingState,
        pub decision_note: Option<String>,
        pub founded_id: Option<Uuid>,
        pub submitted_by: Uuid,
        pub submitted_at: DateTimeUtc,
        pub decided_by: Option<Uuid>,
        pub decided_at: Option<DateTimeUtc>,
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

/// 代管: `steward_id` manages `union_id` from a day to a day, both included.
pub mod stewardship {
    use sea_orm::entity::prelude::*;

    use crate::tenancy::Tenant;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "stewardship")]
    #[allow(missing_docs)]
    /// One grant.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub steward_id: Uuid,
        pub begins_on: Date,
        pub ends_on: Option<Date>,
        pub reason: String,
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
