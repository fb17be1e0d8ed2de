//! The job that folds pending deltas into the totals of every union above.

use sqlx::{Connection, PgConnection};

use crate::error::Result;

/// Folds at most `batch` deltas in one transaction; a reader sees each delta exactly once, before or
/// after. `conn` is of the role `lianxin_worker` with the city's schema as search path. Returns how
/// many deltas were folded, 0 also when another server is folding this city or a subtree is moving.
///
/// # Errors
/// A fault of the database.
pub async fn fold(conn: &mut PgConnection, batch: i64) -> Result<u64> {
    let mut tx = conn.begin().await?;
    let turn = sqlx::query("SELECT one FROM stat_fold FOR NO KEY UPDATE SKIP LOCKED")
        .fetch_optional(&mut *tx)
        .await?;
    if turn.is_none() {
        tx.rollback().await?;
        return Ok(0);
    }
    let folded: i64 = sqlx::query_scalar(
        "WITH taken AS (
             DELETE FROM stat_delta WHERE id IN (SELECT id FROM stat_delta LIMIT $1)
             RETURNING union_path, measure, dimension, key, value
         ), up AS (
             SELECT left(union_path, len) AS path, measure, dimension, key, sum(value) AS value
             FROM taken CROSS JOIN LATERAL generate_series(5, length(union_path), 5) AS len
             GROUP BY 1, 2, 3, 4
         ), written AS (
             INSERT INTO stat_total AS t (union_id, union_path, measure, dimension, key, value)
             SELECT u.id, u.path, up.measure, up.dimension, up.key, up.value
             FROM up JOIN unions u ON u.path = up.path
             ORDER BY u.id, up.measure, up.dimension, up.key
             ON CONFLICT (union_id, measure, dimension, key) DO UPDATE SET value = t.value + excluded.value
         )
         SELECT count(*) FROM taken",
    )
    .bind(batch)
    .fetch_one(&mut *tx)
    .await?;
    sqlx::query("UPDATE stat_fold SET folded_at = now()")
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(u64::try_from(folded).unwrap_or_default())
}
