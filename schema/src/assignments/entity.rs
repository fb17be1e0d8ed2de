//! Rows of pairings, visits and promises. What was seen and said lies in the private tables, which
//! superiors can't read.

/// Who answers for a household, from when to when.
pub mod pairing {
    use sea_orm::entity::prelude::*;

    use crate::assignments::rules::PairingEndReason;
    use crate::tenancy::Tenant;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pairing")]
    #[allow(missing_docs)]
    /// One pairing.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub household_id: Uuid,
        pub cadre_id: Uuid,
        /// Which of the cadre's four places the household takes.
        pub slot: i16,
        pub started_on: Date,
        pub ended_on: Option<Date>,
        pub end_reason: Option<PairingEndReason>,
        pub created_by: Option<Uuid>,
        pub ended_by: Option<Uuid>,
        pub created_at: DateTimeUtc,
        pub ended_at: Option<DateTimeUtc>,
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

/// Who helps the responsible cadre with a household.
pub mod helper {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "helper")]
    #[allow(missing_docs)]
    /// One helper of one household.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub household_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub since: Date,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A household that one cadre offers to another.
pub mod hand_over {
    use sea_orm::entity::prelude::*;

    use crate::assignments::rules::HandOverState;
    use crate::tenancy::Tenant;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hand_over")]
    #[allow(missing_docs)]
    /// One offer.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub pairing_id: Uuid,
        pub from_id: Uuid,
        pub to_id: Uuid,
        pub note: String,
        pub state: HandOverState,
        pub answer: Option<String>,
        pub proposed_at: DateTimeUtc,
        pub answered_at: Option<DateTimeUtc>,
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

/// A visit, as every superior may see it.
pub mod visit {
    use sea_orm::entity::prelude::*;

    use crate::assignments::rules::{VisitKind, VisitPurpose};
    use crate::statistics::{Counted, FigureDimension, FigureMeasure, Tally};
    use crate::tenancy::Tenant;
    use crate::values::dates::Month;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "visit")]
    #[allow(missing_docs)]
    /// One visit.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub household_id: Uuid,
        pub cadre_id: Uuid,
        pub visited_on: Date,
        pub kind: VisitKind,
        pub purpose: VisitPurpose,
        pub met: bool,
        /// Codes of [`crate::households::rules::Need`].
        pub needs: Vec<String>,
        pub recorded_at: DateTimeUtc,
        pub created_at: DateTimeUtc,
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

    impl Counted for Model {
        fn tally(&self, tally: &mut Tally) {
            tally.count(FigureMeasure::Visits);
            tally.by(
                FigureMeasure::Visits,
                FigureDimension::Month,
                Month::of(self.visited_on).to_string(),
            );
        }
    }
}

/// What was seen and said at a visit.
pub mod visit_private {
    use sea_orm::entity::prelude::*;

    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "visit_private")]
    #[allow(missing_docs)]
    /// One visit's private facts.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub visit_id: Uuid,
        pub household_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub place: Option<Private>,
        pub met_whom: Option<Private>,
        pub observed: Option<Private>,
        pub claims: Option<Private>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A promise to a household, as every superior may see it.
pub mod measure {
    use sea_orm::entity::prelude::*;

    use crate::assignments::rules::{MeasureProof, MeasureState};
    use crate::households::rules::Need;
    use crate::statistics::{Counted, FigureDimension, FigureMeasure, Tally};
    use crate::tenancy::Tenant;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "measure")]
    #[allow(missing_docs)]
    /// One promise.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub household_id: Uuid,
        pub visit_id: Option<Uuid>,
        /// Who is to keep it: open promises go with the household to its next cadre.
        pub cadre_id: Uuid,
        pub need: Option<Need>,
        pub promised_on: Date,
        pub due_on: Date,
        pub state: MeasureState,
        pub proof: Option<MeasureProof>,
        pub done_on: Option<Date>,
        pub closed_by: Option<Uuid>,
        pub created_at: DateTimeUtc,
        pub closed_at: Option<DateTimeUtc>,
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

    impl Counted for Model {
        fn tally(&self, tally: &mut Tally) {
            match self.state {
                MeasureState::Open => {
                    tally.count(FigureMeasure::MeasuresOpen);
                    tally.by(
                        FigureMeasure::MeasuresOpen,
                        FigureDimension::Due,
                        self.due_on.format("%Y-%m-%d").to_string(),
                    );
                }
                MeasureState::Done => tally.count(FigureMeasure::MeasuresDone),
                MeasureState::Dropped => {}
            }
        }
    }
}

/// What was promised, and the code that the family was given.
pub mod measure_private {
    use sea_orm::entity::prelude::*;

    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "measure_private")]
    #[allow(missing_docs)]
    /// One promise's private facts.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub measure_id: Uuid,
        pub household_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub text: Private,
        pub family_code: Private,
        /// Wrong codes entered so far.
        pub code_failures: i16,
        pub proof_note: Option<Private>,
        pub drop_reason: Option<Private>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
