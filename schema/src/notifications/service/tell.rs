//! Telling people, in the transaction of the act that they are told of.

use sea_orm::sea_query::ArrayType;
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use uuid::Uuid;

use crate::error::Result;
use crate::notifications::rules::NotificationKind;
use crate::statistics::tally::{texts, uuids};
use crate::tenancy::{Permission, Role, Scope};

/// What there is to tell. The same news of the same subject reaches nobody twice in a day.
#[derive(Debug, Clone, Copy)]
pub struct News {
    /// What happened.
    pub kind: NotificationKind,
    /// The row that it happened to, of the kind that [`NotificationKind::subject`] names.
    pub subject: Uuid,
    /// The household concerned.
    pub household: Option<Uuid>,
    /// The union concerned.
    pub union: Option<Uuid>,
}

impl News {
    /// News about a household.
    #[must_use]
    pub const fn of_household(kind: NotificationKind, subject: Uuid, household: Uuid) -> Self {
        Self {
            kind,
            subject,
            household: Some(household),
            union: None,
        }
    }

    /// News about a union.
    #[must_use]
    pub const fn of_union(kind: NotificationKind, subject: Uuid, union: Uuid) -> Self {
        Self {
            kind,
            subject,
            household: None,
            union: Some(union),
        }
    }
}

/// Tells posts, each its own news, in one statement. The person who acts is not told of it, and who
/// left or works neither below nor above is passed over.
///
/// # Errors
/// A fault of the database.
pub async fn tell(scope: &Scope, news: impl IntoIterator<Item = (Uuid, News)>) -> Result<()> {
    let me = scope.principal()?.staff_id;
    let news: Vec<(Uuid, News)> = news.into_iter().filter(|(post, _)| *post != me).collect();
    if news.is_empty() {
        return Ok(());
    }
    let of = |pick: fn(&News) -> Option<Uuid>| {
        let ids = news.iter().map(|(_, news)| Value::Uuid(pick(news)));
        Value::Array(ArrayType::Uuid, Some(Box::new(ids.collect())))
    };
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT tell_posts($1, $2, $3, $4, $5, $6, $7)",
            [
                uuids(news.iter().map(|(post, _)| *post).collect()),
                texts(news.iter().map(|(_, news)| news.kind.code().to_owned()).collect()),
                of(|news| Some(news.subject)),
                of(|news| news.household),
                of(|news| news.union),
                scope.today().into(),
                scope.now().into(),
            ],
        ))
        .await?;
    Ok(())
}

/// Tells everybody at a union whose role has the permission; where nobody there has it, those of the
/// union that manages it (代管), or else of the nearest one above. Without a union it is the one that is
/// to settle the claim which the news is about.
///
/// # Errors
/// A fault of the database.
pub async fn tell_union(
    scope: &Scope,
    union: Option<Uuid>,
    permission: Permission,
    news: News,
) -> Result<()> {
    let roles = Role::ALL.iter().filter(|role| role.may(permission));
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT tell_union($1, $2, $3, $4, $5, $6, $7, $8)",
            [
                union.into(),
                texts(roles.map(|role| role.code().to_owned()).collect()),
                news.kind.code().into(),
                news.subject.into(),
                news.household.into(),
                news.union.into(),
                scope.today().into(),
                scope.now().into(),
            ],
        ))
        .await?;
    Ok(())
}
