//! Rows of the audit trail. They are inserted and read, never changed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
/// One entry.
#[allow(missing_docs)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub union_id: Uuid,
    pub union_path: String,
    pub at: DateTimeUtc,
    pub person_id: Option<Uuid>,
    pub staff_id: Option<Uuid>,
    pub actor_union_id: Option<Uuid>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: Option<Uuid>,
    pub summary: String,
    pub reason: Option<String>,
    pub request_id: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
