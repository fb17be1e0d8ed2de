//! Rows of the register.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "employer")]
#[allow(missing_docs)]
/// One employer.
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who registered it.
    pub union_id: Uuid,
    pub union_path: String,
    pub name: String,
    /// Name, pinyin initials and full pinyin, and the code, for searching.
    pub search: String,
    pub credit_code: Option<String>,
    pub division_code: Option<String>,
    pub address: Option<String>,
    /// This entry was a duplicate of that one.
    pub merged_into_id: Option<Uuid>,
    pub created_by: Uuid,
    pub created_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
crate::tenancy::tenant!(Model);
