//! Both files of a claim, for the nearest common superior alone.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duplicate_pair")]
#[allow(missing_docs)]
/// One pair.
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub claim_id: Uuid,
    pub union_id: Uuid,
    pub union_path: String,
    pub other_household_id: Uuid,
    pub other_member_id: Uuid,
    pub open: bool,
}

impl ActiveModelBehavior for ActiveModel {}
