//! Telling people, in the transaction of the act that they are told of.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde::Serialize;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::notifications::rules::NotificationKind;
use crate::statistics::tally::texts;
use crate::tenancy::{Permission, Role, Scope};

/// What there is to tell. The same news of the same subject reaches nobody twice in a day.
#[derive(Debug, Clone, Copy, Serialize)]
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
    let told: Vec<Told> = news
        .iter()
        .map(|(post, news)| Told { post: *post, news })
        .collect();
    let told = serde_json::to_value(told).map_err(|error| Error::bug(error.to_string()))?;
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT tell_posts($1, $2, $3)",
            [told.into(), scope.today().into(), scope.now().into()],
        ))
        .await?;
    Ok(())
}

/// As the database takes it.
#[derive(Serialize)]
struct Told<'a> {
    post: Uuid,
    #[serde(flatten)]
    news: &'a News,
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
    let news = serde_json::to_value(news).map_err(|error| Error::bug(error.to_string()))?;
    let roles = Role::ALL.iter().filter(|role| role.may(permission));
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT tell_union($1, $2, $3, $4, $5)",
            [
                union.into(),
                texts(roles.map(|role| role.code().to_owned()).collect()),
                news.into(),
                scope.today().into(),
                scope.now().into(),
            ],
        ))
        .await?;
    Ok(())
}

/// Tells those who handle the case of a delegation, for somebody of its partner.
///
/// # Errors
/// A fault of the database.
pub async fn tell_handler(scope: &Scope, permission: Permission, news: News) -> Result<()> {
    let roles = Role::ALL.iter().filter(|role| role.may(permission));
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT tell_handler($1, $2, $3, $4, $5)",
            [
                news.subject.into(),
                texts(roles.map(|role| role.code().to_owned()).collect()),
                news.kind.code().into(),
                scope.today().into(),
                scope.now().into(),
            ],
        ))
        .await?;
    Ok(())
}
