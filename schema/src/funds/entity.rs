//! Rows of funds. Those of the ledger are only read here: the database's own functions write them.

/// Declares that a row belongs to a union.
macro_rules! tenant {
    ($model:ty) => {
        impl crate::tenancy::Tenant for $model {
            fn union_id(&self) -> uuid::Uuid {
                self.union_id
            }
            fn union_path(&self) -> &str {
                &self.union_path
            }
        }
    };
}

/// A fund.
pub mod fund {
    use sea_orm::entity::prelude::*;

    use crate::funds::rules::FundSource;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fund")]
    #[allow(missing_docs)]
    /// Money of one origin.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub name: String,
        pub source: FundSource,
        pub year: i16,
        /// Codes of [`crate::funds::rules::ProgrammeKind`] that it may be spent on; any where none is named.
        pub programmes: Vec<String>,
        pub document_number: Option<String>,
        pub note: Option<String>,
        pub created_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    tenant!(Model);
}

/// An account of the ledger.
pub mod account {
    use sea_orm::entity::prelude::*;

    use crate::funds::rules::{FundAccountKind, ProgrammeKind};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fund_account")]
    #[allow(missing_docs)]
    /// What a union holds of a fund in a year, by programme and place.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub fund_id: Option<Uuid>,
        pub year: i16,
        pub programme: Option<ProgrammeKind>,
        pub kind: FundAccountKind,
        pub balance_fen: i64,
        pub entries: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
    tenant!(Model);
}

/// A transaction of the ledger.
pub mod transaction {
    use sea_orm::entity::prelude::*;

    use crate::funds::rules::FundTransactionKind;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fund_transaction")]
    #[allow(missing_docs)]
    /// Entries that were written together.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub kind: FundTransactionKind,
        pub on_day: Date,
        pub posted_at: DateTimeUtc,
        pub posted_by: Uuid,
        pub amount_fen: i64,
        pub purpose: String,
        pub document: Option<String>,
        pub source_kind: Option<String>,
        pub source_id: Option<Uuid>,
        pub reverses_id: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
    tenant!(Model);
}

/// An entry of the ledger.
pub mod entry {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fund_entry")]
    #[allow(missing_docs)]
    /// What a transaction changed of one account.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub transaction_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub amount_fen: i64,
        pub balance_fen: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A closed year.
pub mod year {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fund_year")]
    #[allow(missing_docs)]
    /// A year that a union has closed.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub union_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub year: i16,
        pub union_path: String,
        pub closed_at: DateTimeUtc,
        pub closed_by: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Money on its way from one union to another.
pub mod allocation {
    use sea_orm::entity::prelude::*;

    use crate::funds::rules::{FundAllocationKind, FundAllocationState, ProgrammeKind};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fund_allocation")]
    #[allow(missing_docs)]
    /// One amount.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub to_union_id: Uuid,
        pub to_union_path: String,
        pub kind: FundAllocationKind,
        pub state: FundAllocationState,
        pub fund_id: Uuid,
        pub year: i16,
        pub programme: Option<ProgrammeKind>,
        pub amount_fen: i64,
        pub document_number: Option<String>,
        pub purpose: String,
        pub spend_by: Option<Date>,
        pub proposed_by: Uuid,
        pub proposer_id: Uuid,
        pub proposed_at: DateTimeUtc,
        pub issued_by: Option<Uuid>,
        pub issuer_id: Option<Uuid>,
        pub issued_at: Option<DateTimeUtc>,
        pub settled_by: Option<Uuid>,
        pub settled_at: Option<DateTimeUtc>,
        pub answer: Option<String>,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    tenant!(Model);
}

/// A version of a budget.
pub mod budget {
    use sea_orm::entity::prelude::*;

    use crate::funds::rules::FundBudgetState;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "fund_budget")]
    #[allow(missing_docs)]
    /// What a union means to spend in a year.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub year: i16,
        pub number: i32,
        pub state: FundBudgetState,
        /// Fen by [`crate::funds::rules::ProgrammeKind`].
        pub lines: Json,
        pub note: Option<String>,
        pub submitted_by: Option<Uuid>,
        pub submitter_id: Option<Uuid>,
        pub submitted_at: Option<DateTimeUtc>,
        pub decided_by: Option<Uuid>,
        pub decider_id: Option<Uuid>,
        pub decided_at: Option<DateTimeUtc>,
        pub answer: Option<String>,
        pub created_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    tenant!(Model);
}

/// What of a union's dues is set apart in a year.
pub mod dues {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fund_dues")]
    #[allow(missing_docs)]
    /// A base and a rate.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub year: i16,
        pub base_fen: i64,
        /// Ten-thousandths.
        pub rate: i32,
        pub document_number: Option<String>,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    tenant!(Model);
}
