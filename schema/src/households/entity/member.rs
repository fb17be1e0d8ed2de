//! A member of a household as every superior may see it.

use sea_orm::entity::prelude::*;

use crate::households::rules::{Education, Relation as Kinship, SchoolLevel, Sex, Wish};
use crate::statistics::{Counted, FigureMeasure, Tally};
use crate::tenancy::Tenant;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
#[allow(missing_docs)]
/// One member.
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub household_id: Uuid,
    pub union_id: Uuid,
    pub union_path: String,
    pub position: i16,
    pub masked_name: String,
    pub masked_id_number: Option<String>,
    pub sex: Sex,
    pub birth_year: Option<i16>,
    pub relation: Kinship,
    pub education: Education,
    pub school_level: Option<SchoolLevel>,
    pub migrant_worker: bool,
    pub contract_signed: Option<bool>,
    pub social_insurance: Option<bool>,
    pub union_member: Option<bool>,
    pub wish: Option<Wish>,
    pub removed_on: Option<Date>,
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

/// Counts while the member has not left; the members of a closed household are taken away with it.
impl Counted for Model {
    fn tally(&self, tally: &mut Tally) {
        if self.removed_on.is_none() {
            tally.count(FigureMeasure::Members);
        }
    }
}
