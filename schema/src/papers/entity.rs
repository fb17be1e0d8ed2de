//! Rows of papers that were printed. None holds a fact of a person: what stood on a paper is in the file.

use sea_orm::entity::prelude::*;

use crate::papers::rules::PaperKind;
use crate::tenancy::Tenant;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper")]
#[allow(missing_docs)]
/// The last print of one paper.
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub union_id: Uuid,
    pub union_path: String,
    pub kind: PaperKind,
    /// Whose file it is filled from; none for a letter and for mandates.
    pub household_id: Option<Uuid>,
    /// Of a visit record.
    pub visit_id: Option<Uuid>,
    /// The letter about a rights case.
    pub letter_id: Option<Uuid>,
    /// The delegation whose mandates they are.
    pub delegation_id: Option<Uuid>,
    /// Whose name and telephone stand on it as the cadre's.
    pub cadre_id: Option<Uuid>,
    pub printed_by: Uuid,
    pub printed_at: DateTimeUtc,
    /// Facts on it that have changed since, by their names in the API.
    pub stale_fields: Vec<String>,
    pub stale_since: Option<DateTimeUtc>,
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
