//! Rows of rights cases. A case itself, its way, its referrals and the money are written by the database's own functions.

/// A case, without what names anybody.
pub mod case {
    use sea_orm::entity::prelude::*;

    use crate::rights::rules::{RightsCaseKind, RightsCaseState, RightsRoute, RightsSatisfaction};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_case")]
    #[allow(missing_docs)]
    /// One case.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose case it is.
        pub union_id: Uuid,
        pub union_path: String,
        pub number: String,
        pub kind: RightsCaseKind,
        pub state: RightsCaseState,
        pub label: String,
        pub household_ids: Vec<Uuid>,
        pub workers_concerned: i32,
        pub employer_id: Option<Uuid>,
        pub site: Option<String>,
        pub place_code: String,
        pub place_text: Option<String>,
        pub reported_on: Date,
        pub accepted_on: Option<Date>,
        pub resolved_on: Option<Date>,
        pub closed_on: Option<Date>,
        pub claimed_fen: i64,
        pub awarded_fen: Option<i64>,
        pub recovered_fen: i64,
        pub result: Option<RightsCaseState>,
        pub route: Option<RightsRoute>,
        pub outcome: Option<String>,
        pub satisfaction: Option<RightsSatisfaction>,
        /// With whom a living referral shares it.
        pub shared_id: Option<Uuid>,
        /// Who took it in by that referral.
        pub handler_id: Option<Uuid>,
        pub created_by: Uuid,
        pub created_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);
}

/// What names a person of a case.
pub mod private {
    use sea_orm::entity::prelude::*;

    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_case_private")]
    #[allow(missing_docs)]
    /// What happened, what is asked for, and the facts.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub account: Private,
        pub claim: Private,
        pub respondent: Option<Private>,
        pub facts: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A worker of a case.
pub mod worker {
    use sea_orm::entity::prelude::*;

    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_worker")]
    #[allow(missing_docs)]
    /// Somebody whose right it is.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub position: i16,
        pub household_id: Option<Uuid>,
        pub member_id: Option<Uuid>,
        pub name: Private,
        /// Sealed.
        pub id_number: Option<Vec<u8>>,
        /// Sealed.
        pub phone: Option<Vec<u8>>,
        pub claimed_fen: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A step that was taken.
pub mod event {
    use sea_orm::entity::prelude::*;

    use crate::rights::rules::{RightsCaseState, RightsCaseStep};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_event")]
    #[allow(missing_docs)]
    /// One step of a case's way.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub union_id: Uuid,
        pub union_path: String,
        pub step: RightsCaseStep,
        pub from_state: RightsCaseState,
        pub to_state: RightsCaseState,
        pub actor_union_id: Uuid,
        pub actor_name: String,
        /// None where somebody of a partner did it.
        pub staff_id: Option<Uuid>,
        pub at: DateTimeUtc,
        pub words: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The way of a case to another union.
pub mod referral {
    use sea_orm::entity::prelude::*;

    use crate::rights::rules::RightsReferralState;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_referral")]
    #[allow(missing_docs)]
    /// One referral.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub to_union_id: Uuid,
        pub from_name: String,
        pub to_name: String,
        pub state: RightsReferralState,
        pub reason: String,
        pub answer: Option<String>,
        pub sent_on: Date,
        pub due_on: Date,
        pub received_on: Option<Date>,
        pub ended_on: Option<Date>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Money that came to the workers.
pub mod recovery {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_recovery")]
    #[allow(missing_docs)]
    /// One payment of the other side.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub on_day: Date,
        pub amount_fen: i64,
        pub workers: i32,
        pub note: Option<String>,
        pub actor_union_id: Uuid,
        pub actor_name: String,
        pub staff_id: Uuid,
        pub recorded_at: DateTimeUtc,
        pub cancelled_on: Option<Date>,
        pub reason: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What the law sets a time for.
pub mod rule {
    use sea_orm::entity::prelude::*;

    use crate::rights::rules::{RightsFact, RightsPeriod};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_rule")]
    #[allow(missing_docs)]
    /// One rule, from a day on.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub valid_from: Date,
        pub kinds: Vec<String>,
        pub fact: RightsFact,
        pub amount: i32,
        pub unit: RightsPeriod,
        pub title: String,
        pub law: String,
        pub staff_id: Option<Uuid>,
        pub entered_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is due in a case.
pub mod deadline {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_deadline")]
    #[allow(missing_docs)]
    /// One deadline.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub rule: String,
        pub subject_id: Option<Uuid>,
        pub title: String,
        pub law: String,
        pub starts_on: Date,
        pub due_on: Date,
        pub met_on: Option<Date>,
        pub note: Option<String>,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A letter to a department.
pub mod letter {
    use sea_orm::entity::prelude::*;

    use crate::rights::rules::{RightsDepartment, RightsLetterState};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_letter")]
    #[allow(missing_docs)]
    /// One letter, without its words.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub department: RightsDepartment,
        pub recipient: String,
        pub number: Option<String>,
        pub state: RightsLetterState,
        pub sent_on: Option<Date>,
        pub due_on: Date,
        pub answered_on: Option<Date>,
        pub writer_id: Uuid,
        pub writer_name: String,
        pub created_by: Uuid,
        pub created_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The words of a letter, which name workers.
pub mod letter_private {
    use sea_orm::entity::prelude::*;

    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_letter_private")]
    #[allow(missing_docs)]
    /// One letter's words.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub letter_id: Uuid,
        pub case_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub title: Private,
        pub body: Private,
        pub answer: Option<Private>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
