//! What names the household: readable by the own union, or for one record after its audit entry.

use sea_orm::entity::prelude::*;

use crate::privacy::Private;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household_private")]
#[allow(missing_docs)]
/// One household's private facts.
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub household_id: Uuid,
    pub union_id: Uuid,
    pub union_path: String,
    pub head_name: Private,
    pub search: Private,
    pub address: Private,
    pub note: Option<Private>,
}

impl ActiveModelBehavior for ActiveModel {}
