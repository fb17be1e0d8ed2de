//! What names a member: readable by the own union, or for one record after its audit entry.

use sea_orm::entity::prelude::*;

use crate::households::rules::Health;
use crate::privacy::Private;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member_private")]
#[allow(missing_docs)]
/// One member's private facts.
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: Uuid,
    pub household_id: Uuid,
    pub union_id: Uuid,
    pub union_path: String,
    pub name: Private,
    pub id_number: Option<Vec<u8>>,
    pub id_number_digest: Option<Vec<u8>>,
    pub phone: Option<Vec<u8>>,
    pub phone_digest: Option<Vec<u8>>,
    pub birth_date: Option<Date>,
    pub ethnicity: Option<String>,
    pub health: Health,
    pub school: Option<Private>,
    pub grade: Option<String>,
    pub employer: Option<Private>,
    pub work_place: Option<Private>,
    pub trade: Option<String>,
    pub wage_fen: Option<i64>,
    pub skills: Option<String>,
    pub disputed: bool,
    pub current: bool,
}

impl ActiveModelBehavior for ActiveModel {}
