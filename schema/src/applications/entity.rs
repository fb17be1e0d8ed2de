//! Rows of applications. Drafts are written here; every step is the database's own function.

/// An application, without what names anybody.
pub mod application {
    use sea_orm::entity::prelude::*;

    use crate::applications::rules::{AidApplicationState, NeedyFileEnding};
    use crate::funds::rules::ProgrammeKind;
    use crate::households::rules::{HardshipCause, HardshipTier, NeedyFileState};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "aid_application")]
    #[allow(missing_docs)]
    /// One application.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The family's union.
        pub union_id: Uuid,
        pub union_path: String,
        pub number: String,
        pub household_id: Uuid,
        /// The pupil or patient.
        pub member_id: Option<Uuid>,
        pub programme_id: Uuid,
        pub edition_id: Option<Uuid>,
        pub kind: ProgrammeKind,
        pub year: i32,
        pub tier: HardshipTier,
        pub cause: HardshipCause,
        pub masked_name: String,
        pub findings: Option<Json>,
        pub papers: Vec<String>,
        pub asked_fen: Option<i64>,
        pub state: AidApplicationState,
        pub desk_id: Option<Uuid>,
        pub decider_id: Uuid,
        pub submitter_id: Option<Uuid>,
        pub reviewer_ids: Vec<Uuid>,
        pub approver_id: Option<Uuid>,
        pub payer_id: Option<Uuid>,
        pub notice_id: Option<Uuid>,
        pub notice_until: Option<Date>,
        pub granted_fen: Option<i64>,
        pub fund_id: Option<Uuid>,
        pub fund_year: Option<i16>,
        pub marked_fen: Option<i64>,
        pub paid_year: Option<i16>,
        pub submitted_at: Option<DateTimeUtc>,
        pub approved_at: Option<DateTimeUtc>,
        pub paid_on: Option<Date>,
        /// The household's fact before a file was applied for.
        pub fact_before: Option<NeedyFileState>,
        pub filed_on: Option<Date>,
        pub ending: Option<NeedyFileEnding>,
        pub proposer_id: Option<Uuid>,
        pub ender_id: Option<Uuid>,
        pub ended_on: Option<Date>,
        pub followed_until: Option<Date>,
        pub created_by: Uuid,
        pub created_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);
}

/// What names a person of an application.
pub mod private {
    use sea_orm::entity::prelude::*;

    use crate::applications::rules::PrivateStage;
    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "aid_application_private")]
    #[allow(missing_docs)]
    /// Who it is for, why, and where the money goes.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub application_id: Uuid,
        pub household_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub decider_id: Uuid,
        pub stage: PrivateStage,
        pub beneficiary: Private,
        /// With one character hidden.
        pub notice_name: String,
        pub reason: Private,
        pub payee: Option<Private>,
        pub bank: Option<String>,
        /// Sealed.
        pub account: Option<Vec<u8>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A step that was taken.
pub mod event {
    use sea_orm::entity::prelude::*;

    use crate::applications::rules::{AidApplicationState, AidApplicationStep};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "aid_event")]
    #[allow(missing_docs)]
    /// One step of an application's way.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub application_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub household_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub step: AidApplicationStep,
        pub from_state: AidApplicationState,
        pub to_state: AidApplicationState,
        pub decider_id: Uuid,
        pub actor_union_id: Uuid,
        pub staff_id: Uuid,
        pub at: DateTimeUtc,
        pub reason: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A public notice.
pub mod notice {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "aid_notice")]
    #[allow(missing_docs)]
    /// What was hung out.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub number: String,
        pub title: String,
        pub note: Option<String>,
        pub telephone: String,
        pub posted_on: Date,
        pub ends_on: Date,
        pub working_days: i32,
        pub lines: Json,
        pub digest: Vec<u8>,
        pub posted_by: Uuid,
        pub posted_at: DateTimeUtc,
        pub taken_down_by: Option<Uuid>,
        pub taken_down_on: Option<Date>,
        pub reason: Option<String>,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);
}

/// What is paid at once.
pub mod batch {
    use sea_orm::entity::prelude::*;

    use crate::applications::rules::AidPaymentMethod;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "aid_batch")]
    #[allow(missing_docs)]
    /// One payment of many applications.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub number: String,
        pub method: AidPaymentMethod,
        pub on_day: Date,
        pub document: Option<String>,
        pub goods: Option<String>,
        pub amount_fen: i64,
        pub lines: i32,
        pub created_by: Uuid,
        pub created_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);
}

/// A line of a batch.
pub mod payment {
    use sea_orm::entity::prelude::*;

    use crate::applications::rules::AidPaymentState;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "aid_payment")]
    #[allow(missing_docs)]
    /// The payment of one application.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub batch_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub application_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub amount_fen: i64,
        pub state: AidPaymentState,
        pub reason: Option<String>,
        pub settled_on: Option<Date>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What speaks against an application.
pub mod complaint {
    use sea_orm::entity::prelude::*;

    use crate::applications::rules::{AidComplaintKind, AidComplaintStage};
    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "aid_complaint")]
    #[allow(missing_docs)]
    /// An objection or a complaint.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Who handles it.
        pub union_id: Uuid,
        pub union_path: String,
        pub number: String,
        pub application_id: Uuid,
        pub notice_id: Option<Uuid>,
        pub kind: AidComplaintKind,
        pub stage: AidComplaintStage,
        pub level: i16,
        pub text: Private,
        /// Sealed.
        pub contact: Option<Vec<u8>>,
        pub filer_union_id: Option<Uuid>,
        pub filed_by: Option<Uuid>,
        pub filed_at: DateTimeUtc,
        pub answers: Json,
        pub upheld: Option<bool>,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);
}

/// The holidays of a year.
pub mod work_year {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "work_year")]
    #[allow(missing_docs)]
    /// Days of one year that are not as the week has them.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub year: i32,
        pub days: Json,
        pub source: String,
        pub staff_id: Option<Uuid>,
        pub entered_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
