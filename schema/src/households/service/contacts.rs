//! How members of own households are reached: for papers and cases that carry their names on.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::households::entity::{member, member_private};
use crate::households::files;
use crate::tenancy::{Permission, Scope};

/// A member with name and numbers, opened.
#[derive(Debug, Clone)]
pub struct Contact {
    /// The member.
    pub member: member::Model,
    /// 姓名
    pub name: String,
    /// 身份证号
    pub id_number: Option<String>,
    /// 联系电话
    pub phone: Option<String>,
}

/// Members of own households who have not left, with names and numbers; whom the scope does not read by name is
/// left out.
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not read names.
pub async fn contacts(scope: &Scope, members: Vec<Uuid>) -> Result<Vec<Contact>> {
    scope.require(Permission::HouseholdNames)?;
    let rows = member::Entity::find()
        .filter(member::Column::Id.eq_any(members.clone()))
        .filter(member::Column::RemovedOn.is_null())
        .all(&scope.keyed())
        .await?;
    let private = member_private::Entity::find()
        .filter(member_private::Column::MemberId.eq_any(members))
        .all(&scope.keyed())
        .await?;
    let vault = scope.database().vault();
    let contact = |row: member::Model| {
        let names = private.iter().find(|names| names.member_id == row.id)?;
        let id_number = names.id_number.as_ref();
        let id_number = id_number.map(|sealed| files::open_id_number(vault, row.id, sealed));
        let phone = names.phone.as_ref();
        let phone = phone.map(|sealed| files::open_phone(vault, row.id, sealed));
        let opened = id_number
            .transpose()
            .and_then(|id_number| Ok((id_number, phone.transpose()?)))
            .map_err(|error| Error::bug(error.to_string()));
        Some(opened.map(|(id_number, phone)| Contact {
            name: names.name.0.clone(),
            member: row,
            id_number,
            phone,
        }))
    };
    rows.into_iter().filter_map(contact).collect()
}
