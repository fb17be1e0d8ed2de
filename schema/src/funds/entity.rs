//! Rows of funds. Those of the ledger are only read here: the database's own functions write them.

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
    crate::tenancy::tenant!(Model);
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
    crate::tenancy::tenant!(Model);
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
    crate::tenancy::tenant!(Model);
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
    crate::tenancy::tenant!(Model);
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
    crate::tenancy::tenant!(Model);
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
    crate::tenancy::tenant!(Model);
}

/// How far the reconciliation of a month with the bank is.
pub mod bank_month {
    use sea_orm::entity::prelude::*;

    use crate::funds::rules::BankMonthState;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "bank_month")]
    #[allow(missing_docs)]
    /// A union's month.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        /// Its first day.
        pub month: Date,
        pub state: BankMonthState,
        pub lines: i32,
        pub matched: i32,
        pub explained: i32,
        pub open: i32,
        /// [`crate::funds::rules::bank::Sums`] when it was settled.
        pub figures: Option<Json>,
        pub note: Option<String>,
        pub settled_by: Option<Uuid>,
        pub settler_id: Option<Uuid>,
        pub settled_at: Option<DateTimeUtc>,
        pub created_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);
}

/// What one account's statement says of a month.
pub mod bank_statement {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bank_statement")]
    #[allow(missing_docs)]
    /// A statement.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub month: Date,
        pub account: String,
        pub closing_fen: Option<i64>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);
}

/// A line of a statement.
pub mod bank_line {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bank_line")]
    #[allow(missing_docs)]
    /// What came in or went out. It names payees.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub statement_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub month: Date,
        pub day: Date,
        pub amount_fen: i64,
        pub balance_fen: Option<i64>,
        pub summary: String,
        pub party: Option<String>,
        pub party_tail: Option<String>,
        pub serial: Option<String>,
        pub key: String,
        pub note: Option<String>,
        pub noted_by: Option<Uuid>,
        pub noter_id: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);
}

/// That a line is what transactions moved.
pub mod bank_match {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bank_match")]
    #[allow(missing_docs)]
    /// A match.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub line_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        /// The month from which on it counts.
        pub month: Date,
        pub matched_by: Uuid,
        pub matcher_id: Uuid,
        pub matched_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A transaction of a match.
pub mod bank_match_item {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bank_match_item")]
    #[allow(missing_docs)]
    /// A transaction has one match at most.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub transaction_id: Uuid,
        pub line_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub month: Date,
        /// Above zero where it came into the bank.
        pub amount_fen: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
