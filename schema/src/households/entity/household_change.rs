//! Who changed what of a household; numbers only masked.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "household_change")]
#[allow(missing_docs)]
/// One change.
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub household_id: Uuid,
    pub union_id: Uuid,
    pub union_path: String,
    pub at: DateTimeUtc,
    pub staff_id: Option<Uuid>,
    /// `REGISTERED`, `CHANGED` or `STATUS`.
    pub kind: String,
    /// A list of `{"field", "before", "after"}`.
    pub fields: Json,
}

impl ActiveModelBehavior for ActiveModel {}
