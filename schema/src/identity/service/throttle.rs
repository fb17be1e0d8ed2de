//! Slowing down whoever guesses.

use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};

use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::identity::entity::sign_in_throttle;
use crate::identity::rules::Patience;
use crate::tenancy::Scope;

/// Counts an attempt as failed before it is made, so that many at once can't all pass before the first
/// of them has failed; [`forget`] takes the count back when it succeeds. The scope presents `key`.
///
/// # Errors
/// UNAVAILABLE, saying how long to wait, while the wait after the last failure lasts.
pub(super) async fn reserve(scope: &Scope, key: &str, patience: Patience) -> Result<()> {
    let now = scope.now();
    let counted = scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "INSERT INTO sign_in_throttle AS t (login, failures, last_failed_at) VALUES ($1, 1, $2)
             ON CONFLICT (login) DO UPDATE SET
                 failures = CASE WHEN t.last_failed_at < $2 - interval '1 day' THEN 1 ELSE t.failures + 1 END,
                 last_failed_at = $2, blocked_until = NULL
             WHERE t.blocked_until IS NULL OR t.blocked_until <= $2
             RETURNING failures",
            [key.into(), now.into()],
        ))
        .await?;
    let Some(row) = counted else {
        let until = sign_in_throttle::Entity::find_by_id(key)
            .one(scope)
            .await?
            .and_then(|row| row.blocked_until)
            .unwrap_or(now);
        return Err(wait((until - now).num_seconds()));
    };
    if let Some(wait) = patience.wait(row.try_get("", "failures")?) {
        scope
            .execute_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                "UPDATE sign_in_throttle SET blocked_until = $2 WHERE login = $1",
                [key.into(), (now + wait).into()],
            ))
            .await?;
    }
    Ok(())
}

/// Forgets the failures of a key after a success. The scope presents `key`.
///
/// # Errors
/// A fault of the database.
pub(super) async fn forget(scope: &Scope, key: &str) -> Result<()> {
    sign_in_throttle::Entity::delete_by_id(key)
        .exec(scope)
        .await?;
    Ok(())
}

fn wait(seconds: i64) -> Error {
    let seconds = seconds.max(1);
    Refusal::new(
        UserErrorCode::Unavailable,
        "",
        format!("尝试失败的次数太多，请在 {seconds} 秒后再试；忘记密码可请本单位管理员签发重设码"),
        format!("too many failed attempts; try again in {seconds} seconds, or ask your administrator for a code to set a new password"),
    )
    .into()
}
