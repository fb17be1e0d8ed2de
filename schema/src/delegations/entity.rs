//! Rows of delegations. A delegation itself, its way, its hearings and what the partner adds are written by the
//! database's own functions.

/// A delegation, without what names anybody.
pub mod delegation {
    use sea_orm::entity::prelude::*;

    use crate::delegations::rules::{DelegationAuthority, DelegationKind, DelegationState};
    use crate::rights::rules::{RightsCaseKind, RightsCaseState, RightsSatisfaction};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "delegation")]
    #[allow(missing_docs)]
    /// One delegation.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        /// Whose case it is.
        pub union_id: Uuid,
        pub union_path: String,
        pub partner_id: Uuid,
        /// Who has it in hand.
        pub lawyer_id: Option<Uuid>,
        pub number: String,
        /// As the union is called that delegates.
        pub by_name: String,
        pub partner_name: String,
        pub kind: DelegationKind,
        pub authority: DelegationAuthority,
        /// Codes of [`crate::delegations::rules::DelegationPower`].
        pub powers: Vec<String>,
        pub state: DelegationState,
        pub case_number: String,
        pub case_kind: RightsCaseKind,
        pub label: String,
        pub workers_concerned: i32,
        pub employer_name: Option<String>,
        pub place_code: String,
        pub place_text: Option<String>,
        pub claimed_fen: i64,
        pub answer_by: Date,
        pub offered_on: Option<Date>,
        pub answered_on: Option<Date>,
        pub ended_on: Option<Date>,
        pub result: Option<RightsCaseState>,
        pub awarded_fen: Option<i64>,
        pub outcome: Option<String>,
        pub satisfaction: Option<RightsSatisfaction>,
        pub created_by: Uuid,
        pub created_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);
}

/// What the partner is told.
pub mod private {
    use sea_orm::entity::prelude::*;

    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "delegation_private")]
    #[allow(missing_docs)]
    /// What happened, what is asked for, and whom to ask.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub delegation_id: Uuid,
        pub case_id: Uuid,
        pub partner_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub brief: Private,
        pub claim: Private,
        /// A natural person who owes.
        pub respondent: Option<Private>,
        /// Who at the union can be asked.
        pub contact: Private,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A worker who gave the mandate.
pub mod worker {
    use sea_orm::entity::prelude::*;

    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "delegation_worker")]
    #[allow(missing_docs)]
    /// One worker.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub delegation_id: Uuid,
        pub case_id: Uuid,
        pub partner_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub position: i16,
        /// The worker of the case.
        pub worker_id: Uuid,
        pub name: Private,
        /// Sealed.
        pub id_number: Option<Vec<u8>>,
        /// Sealed.
        pub phone: Option<Vec<u8>>,
        pub signed_on: Option<Date>,
        pub signed_copy_id: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A file that the partner was given or has added.
pub mod document {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "delegation_document")]
    #[allow(missing_docs)]
    /// One file.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub delegation_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub attachment_id: Uuid,
        pub case_id: Uuid,
        pub partner_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub from_partner: bool,
        pub at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A step that was taken.
pub mod event {
    use sea_orm::entity::prelude::*;

    use crate::delegations::rules::{DelegationState, DelegationStep};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "delegation_event")]
    #[allow(missing_docs)]
    /// One step.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub delegation_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub case_id: Uuid,
        pub partner_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub step: DelegationStep,
        pub from_state: DelegationState,
        pub to_state: DelegationState,
        pub staff_id: Option<Uuid>,
        pub lawyer_id: Option<Uuid>,
        pub actor_name: String,
        pub at: DateTimeUtc,
        pub words: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A date at a court, tribunal or mediation.
pub mod hearing {
    use sea_orm::entity::prelude::*;

    use crate::delegations::rules::{HearingKind, HearingState};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hearing")]
    #[allow(missing_docs)]
    /// One date.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub delegation_id: Uuid,
        pub case_id: Uuid,
        pub partner_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub kind: HearingKind,
        pub state: HearingState,
        pub starts_at: DateTimeUtc,
        pub minutes: i32,
        pub venue: String,
        pub note: Option<String>,
        pub result: Option<String>,
        pub created_at: DateTimeUtc,
        pub changed_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);
}
