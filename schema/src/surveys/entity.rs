//! Rows of survey rounds. What was said lies in the private table, which superiors can't read.

use uuid::Uuid;

/// The key of a figure of one round: `round:code`.
fn key(round: Uuid, code: &str) -> String {
    format!("{}:{code}", round.simple())
}

/// A round.
pub mod round {
    use sea_orm::entity::prelude::*;

    use crate::surveys::rules::SurveyState;
    use crate::tenancy::Tenant;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_round")]
    #[allow(missing_docs)]
    /// One round.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub name: String,
        pub note: Option<String>,
        pub state: SurveyState,
        pub opens_on: Date,
        pub closes_on: Date,
        pub scope_id: Uuid,
        /// Codes of [`crate::households::rules::HouseholdKind`].
        pub kinds: Vec<String>,
        /// A list of [`crate::surveys::rules::Question`].
        pub questions: Json,
        pub listed: i64,
        pub opened_at: Option<DateTimeUtc>,
        pub closed_at: Option<DateTimeUtc>,
        pub previous_id: Option<Uuid>,
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

/// A household on the list of a round.
pub mod task {
    use sea_orm::entity::prelude::*;

    use super::key;
    use crate::statistics::{Counted, FigureDimension, FigureMeasure, Tally};
    use crate::surveys::rules::SurveyTaskState;
    use crate::tenancy::Tenant;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_task")]
    #[allow(missing_docs)]
    /// One household of one round.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub round_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub household_id: Uuid,
        pub listed_cadre_id: Option<Uuid>,
        pub state: SurveyTaskState,
        pub tries: i16,
        pub settled_on: Option<Date>,
        pub record_id: Option<Uuid>,
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
            tally.count(FigureMeasure::SurveyTasks);
            tally.by(
                FigureMeasure::SurveyTasks,
                FigureDimension::SurveyState,
                key(self.round_id, self.state.code()),
            );
        }
    }
}

/// The facts of a household as they were on a day, as every superior may see them.
pub mod record {
    use sea_orm::entity::prelude::*;

    use super::key;
    use crate::assignments::rules::VisitKind;
    use crate::households::rules::{
        HardshipCause, HardshipTier, Housing, Hukou, Need, NeedyFileState,
    };
    use crate::statistics::{Counted, FigureDimension as D, FigureMeasure as M, Tally};
    use crate::surveys::rules::{Facts, IncomeChange};
    use crate::tenancy::Tenant;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_record")]
    #[allow(missing_docs)]
    /// One record.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub round_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub household_id: Uuid,
        pub cadre_id: Uuid,
        pub visit_id: Uuid,
        pub visited_on: Date,
        pub kind: VisitKind,
        pub hukou: Hukou,
        pub housing: Housing,
        pub population: i32,
        pub labour_force: i32,
        pub income_fen: i64,
        pub rigid_fen: i64,
        pub main_cause: HardshipCause,
        /// Codes of [`HardshipCause`].
        pub other_causes: Vec<String>,
        /// Codes of [`Need`].
        pub needs: Vec<String>,
        pub tier: HardshipTier,
        pub needy_file: NeedyFileState,
        pub single_parent_female_worker: bool,
        pub claims: bool,
        /// Answers by choice: `question:option`.
        pub choices: Vec<String>,
        /// Answers in numbers, by question.
        pub numbers: Json,
        pub previous_id: Option<Uuid>,
        /// [`Facts`] that it was compared with.
        pub compared: Json,
        pub income_change: IncomeChange,
        /// Codes of [`crate::surveys::rules::SurveyDifference`].
        pub differences: Vec<String>,
        pub supersedes_id: Option<Uuid>,
        pub recorded_at: DateTimeUtc,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// What the next record is compared with.
        #[must_use]
        pub fn facts(&self) -> Facts {
            Facts {
                on: Some(self.visited_on),
                income_fen: self.income_fen,
                rigid_fen: self.rigid_fen,
                population: self.population,
                labour_force: self.labour_force,
                housing: self.housing,
                main_cause: self.main_cause,
                other_causes: self
                    .other_causes
                    .iter()
                    .filter_map(|code| HardshipCause::from_code(code))
                    .collect(),
                needs: self
                    .needs
                    .iter()
                    .filter_map(|code| Need::from_code(code))
                    .collect(),
                tier: self.tier,
            }
        }
    }

    impl Tenant for Model {
        fn union_id(&self) -> Uuid {
            self.union_id
        }
        fn union_path(&self) -> &str {
            &self.union_path
        }
    }

    /// Counts while it is the one that its task points to; a corrected one is taken away.
    impl Counted for Model {
        fn tally(&self, tally: &mut Tally) {
            let round = self.round_id;
            tally.count(M::SurveyRecords);
            let mut by = |dimension, code: &str| {
                tally.by(M::SurveyRecords, dimension, key(round, code));
            };
            by(D::SurveyCause, self.main_cause.code());
            by(D::SurveyTier, self.tier.code());
            by(D::SurveyIncome, self.income_change.code());
            for difference in &self.differences {
                by(D::SurveyDifference, difference);
            }
            for choice in &self.choices {
                by(D::SurveyAnswer, choice);
            }
        }
    }
}

/// What was said at a survey.
pub mod record_private {
    use sea_orm::entity::prelude::*;

    use crate::privacy::Private;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_record_private")]
    #[allow(missing_docs)]
    /// One record's private facts.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub record_id: Uuid,
        pub household_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub place: Option<Private>,
        pub met_whom: Option<Private>,
        pub observed: Option<Private>,
        pub claims: Option<Private>,
        /// Answers in words, by question.
        pub texts: Json,
        pub correction: Option<Private>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A reminder (催办).
pub mod reminder {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_reminder")]
    #[allow(missing_docs)]
    /// One reminder of one union.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub round_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        pub reminded_id: Uuid,
        pub by_union_id: Uuid,
        pub text: Option<String>,
        /// Households of that union that were not surveyed yet.
        pub unfinished: i64,
        pub reminded_on: Date,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What those below hear of a round while it happens.
pub mod event {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_event")]
    #[allow(missing_docs)]
    /// That a round was opened, closed or reminded of.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub round_id: Uuid,
        /// The union in whose trail the act stands.
        pub union_id: Uuid,
        pub union_path: String,
        /// As in the trail.
        pub action: String,
        pub at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The figures of a union when a round closed.
pub mod report {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_report")]
    #[allow(missing_docs)]
    /// One union's figures in one round.
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub round_id: Uuid,
        pub union_id: Uuid,
        pub union_path: String,
        /// Its path when the round closed.
        pub at_path: String,
        /// Its name when the round closed.
        pub name: String,
        /// Values by `DIMENSION:code`.
        pub cells: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
