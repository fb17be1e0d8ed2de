//! The same idempotency key gives the same answer once, for ever, so that an offline phone may replay.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Scope;
use crate::error::{Refusal, Result, UserErrorCode};

/// Runs `work` unless this person already sent the same key with the same input: then the ids which
/// that made are answered again and nothing is written. Without a key the work simply runs.
///
/// The row of the key is written first, so a second request with the key waits for the first.
///
/// # Errors
/// INVALID for a key that is not 8 to 100 characters, DUPLICATE when the key came with another input,
/// otherwise the errors of `work`.
pub async fn once<F>(
    scope: &Scope,
    key: Option<&str>,
    operation: &str,
    input: &async_graphql::Value,
    work: F,
) -> Result<Vec<Uuid>>
where
    F: AsyncFnOnce() -> Result<Vec<Uuid>>,
{
    let Some(key) = key else {
        return work().await;
    };
    if !(8..=100).contains(&key.chars().count()) || key.contains('\0') {
        return Err(Refusal::new(
            UserErrorCode::Invalid,
            "idempotencyKey",
            "幂等键应为 8 到 100 个字符",
            "an idempotency key has 8 to 100 characters",
        )
        .into());
    }
    let person = scope.actor()?.person_id();
    let fingerprint = fingerprint(operation, input);
    let inserted = scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "INSERT INTO idempotency_key (person_id, key, operation, fingerprint) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
            [person.into(), key.into(), operation.into(), fingerprint.clone().into()],
        ))
        .await?;
    if inserted.rows_affected() == 0 {
        let row = scope
            .query_one_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT fingerprint, result FROM idempotency_key WHERE person_id = $1 AND key = $2",
                [person.into(), key.into()],
            ))
            .await?
            .ok_or_else(|| crate::error::Error::bug("an idempotency key vanished"))?;
        if row.try_get::<String>("", "fingerprint")? != fingerprint {
            return Err(Refusal::new(
                UserErrorCode::Duplicate,
                "idempotencyKey",
                "这个幂等键已用于另一次提交，请换一个新的键",
                "this idempotency key was used for another request; use a new one",
            )
            .into());
        }
        return Ok(row.try_get("", "result")?);
    }
    let result = work().await?;
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "UPDATE idempotency_key SET result = $3 WHERE person_id = $1 AND key = $2",
            [
                person.into(),
                Value::from(key),
                crate::statistics::tally::uuids(result.clone()),
            ],
        ))
        .await?;
    Ok(result)
}

fn fingerprint(operation: &str, input: &async_graphql::Value) -> String {
    let mut hash = Sha256::new();
    hash.update(operation);
    hash.update(input.to_string());
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
