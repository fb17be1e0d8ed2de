//! Rows of legal-aid partners.

/// A legal-aid partner.
pub mod partner {
    use sea_orm::entity::prelude::*;

    use crate::partners::rules::{PartnerKind, PartnerState};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "partner")]
    #[allow(missing_docs)]
    /// One partner.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Who registered it.
        pub union_id: Uuid,
        pub union_path: String,
        /// As that union is called: whoever delegates elsewhere in the city does not see it.
        pub union_name: String,
        pub name: String,
        pub search: String,
        pub kind: PartnerKind,
        pub state: PartnerState,
        pub licence_number: Option<String>,
        pub phone: Option<String>,
        pub address: Option<String>,
        /// Codes of kinds of cases; none: all.
        pub specialities: Vec<String>,
        /// Division codes of counties; none: the whole city.
        pub districts: Vec<String>,
        pub created_by: Uuid,
        pub created_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);

    impl Model {
        /// Whether its people may sign in: it takes no new delegation while it is suspended, and still answers for
        /// those that it has.
        #[must_use]
        pub fn is_in_office(&self) -> bool {
            self.state != PartnerState::Ended
        }
    }
}

/// Who works at a partner.
pub mod lawyer {
    use sea_orm::entity::prelude::*;

    use crate::partners::rules::LawyerState;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "lawyer")]
    #[allow(missing_docs)]
    /// One lawyer, or one person of the office.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub partner_id: Uuid,
        /// As the partner's.
        pub union_id: Uuid,
        pub union_path: String,
        pub person_id: Option<Uuid>,
        pub name: String,
        pub search: String,
        pub licence_number: Option<String>,
        pub phone: Option<String>,
        /// Codes of kinds of cases.
        pub specialities: Vec<String>,
        /// Runs the partner's account.
        pub admin: bool,
        pub state: LawyerState,
        pub created_at: DateTimeUtc,
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
    crate::tenancy::tenant!(Model);

    impl Model {
        /// Whether the person may act in this place.
        #[must_use]
        pub fn works(&self) -> bool {
            self.state == LawyerState::Active
        }
    }
}

/// Whom a partner does not act against.
pub mod conflict {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "partner_conflict")]
    #[allow(missing_docs)]
    /// One enterprise.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub partner_id: Uuid,
        /// As the partner's.
        pub union_id: Uuid,
        pub union_path: String,
        pub name: String,
        pub credit_code: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
