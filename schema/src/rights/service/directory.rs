//! Unions of the city that a case can be referred to.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};
use uuid::Uuid;

use crate::error::Result;
use crate::statistics::tally::texts;
use crate::tenancy::{Permission, Role, Scope};
use crate::unions::rules::UnionLevel;
use crate::values::{DivisionCode, person_name};

/// A union of the city, and nothing of it but what is public.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The short names of the unions above it.
    pub above: Option<String>,
    /// Its level.
    pub level: UnionLevel,
    /// The division that it stands for.
    pub division_code: Option<String>,
}

/// Unions whose name, its pinyin or whose code has the text in it, those of the place first; without a text only those
/// of the place, the nearest first. None where nothing is asked for.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn directory(
    scope: &Scope,
    query: Option<&str>,
    place: Option<&str>,
    most: i32,
) -> Result<Vec<Entry>> {
    scope.require(Permission::RightsHandle)?;
    let term = query.and_then(person_name::search_term);
    let place = place.and_then(|code| DivisionCode::parse(code).ok());
    let place = place.map(|code| code.as_str().to_owned());
    find(scope, term, place, None, most).await
}

/// The entry of a union, where it takes referrals.
///
/// # Errors
/// A fault of the database.
pub(super) async fn entry(scope: &Scope, id: Uuid) -> Result<Option<Entry>> {
    let found = find(scope, None, None, Some(id), 1).await?;
    Ok(found.into_iter().next())
}

async fn find(
    scope: &Scope,
    term: Option<String>,
    place: Option<String>,
    only: Option<Uuid>,
    most: i32,
) -> Result<Vec<Entry>> {
    let roles = Role::ALL.iter();
    let roles = roles.filter(|role| role.may(Permission::RightsHandle));
    let rows = scope
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT * FROM union_directory($1, $2, $3, $4, $5, $6)",
            [
                term.into(),
                place.into(),
                only.into(),
                texts(roles.map(|role| role.code().to_owned()).collect()),
                scope.today().into(),
                most.into(),
            ],
        ))
        .await?;
    let entry = |row| Entry::from_query_result(row, "");
    Ok(rows.iter().map(entry).collect::<Result<_, _>>()?)
}
