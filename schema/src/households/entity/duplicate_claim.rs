//! A claim that a person registered here has another file; it shows nothing of the other side.

use sea_orm::entity::prelude::*;

use crate::households::rules::{DuplicateClaimState, DuplicateDecision};
use crate::tenancy::Tenant;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duplicate_claim")]
#[allow(missing_docs)]
/// One claim.
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub union_id: Uuid,
    pub union_path: String,
    pub household_id: Uuid,
    pub member_id: Uuid,
    pub reason: String,
    pub state: DuplicateClaimState,
    pub decision: Option<DuplicateDecision>,
    pub decision_note: Option<String>,
    pub created_at: DateTimeUtc,
    pub settled_at: Option<DateTimeUtc>,
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
