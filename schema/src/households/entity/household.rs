//! A household as every superior may see it.

use sea_orm::entity::prelude::*;

use crate::households::rules::{
    CloseReason, HardshipCause, HardshipTier, HouseholdKind, HouseholdStatus, Housing, Hukou, Need,
    NeedyFileState,
};
use crate::statistics::{Counted, FigureDimension as D, FigureMeasure as M, Tally};
use crate::tenancy::Tenant;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household")]
#[allow(missing_docs)]
/// One household.
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub union_id: Uuid,
    pub union_path: String,
    pub file_number: String,
    pub kind: HouseholdKind,
    pub status: HouseholdStatus,
    pub close_reason: Option<CloseReason>,
    pub masked_name: String,
    pub division_code: Option<String>,
    pub hukou: Hukou,
    pub housing: Housing,
    pub population: i32,
    pub labour_force: i32,
    pub income_fen: i64,
    pub rigid_fen: i64,
    pub main_cause: HardshipCause,
    /// Codes of [`HardshipCause`], three at most.
    pub other_causes: Vec<String>,
    /// Codes of [`Need`].
    pub needs: Vec<String>,
    pub tier: HardshipTier,
    pub needy_file: NeedyFileState,
    pub single_parent_female_worker: bool,
    pub consent_on: Option<Date>,
    pub consent_form: Option<String>,
    pub cadre_id: Option<Uuid>,
    pub registered_on: Date,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Causes besides the main one.
    #[must_use]
    pub fn other_causes(&self) -> Vec<HardshipCause> {
        self.other_causes
            .iter()
            .filter_map(|code| HardshipCause::from_code(code))
            .collect()
    }

    /// Needs.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        self.needs
            .iter()
            .filter_map(|code| Need::from_code(code))
            .collect()
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

impl Counted for Model {
    fn tally(&self, tally: &mut Tally) {
        tally.by(M::Households, D::Status, self.status.code());
        if self.status == HouseholdStatus::Closed {
            return;
        }
        tally.count(M::Households);
        tally.by(M::Households, D::Kind, self.kind.code());
        tally.by(M::Households, D::Cause, self.main_cause.code());
        tally.by(M::Households, D::Tier, self.tier.code());
        tally.by(M::Households, D::NeedyFile, self.needy_file.code());
        if self.cadre_id.is_some() {
            tally.count(M::PairedHouseholds);
        } else if self.status == HouseholdStatus::Active {
            tally.count(M::UnpairedHouseholds);
        }
    }
}
