//! The job that reminds of promises and of deadlines of rights cases that fall due, once a day.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::{Connection, PgConnection};

use super::rules::{DEADLINE_WITHIN, DUE_WITHIN, NotificationKind, OVERDUE_FOR, reminder_day};
use crate::error::Result;
use crate::tenancy::{Permission, Role};

/// Tells everybody of the own open promises that are due within [`DUE_WITHIN`] days or have been due for
/// at most [`OVERDUE_FOR`], each once for its day. Whoever writes today's row first does it; the others
/// wait for that and find it done, and where the work is rolled back so is the row. `conn` is of the role
/// `lianxin_worker` with the city's schema as search path. Answers how many notifications were written.
///
/// # Errors
/// A fault of the database.
pub async fn remind(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64> {
    let Some(today) = reminder_day(now) else {
        return Ok(0);
    };
    let mut tx = conn.begin().await?;
    let mine = sqlx::query(
        "INSERT INTO reminder_day (day, told_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    )
    .bind(today)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    if mine.rows_affected() == 0 {
        tx.rollback().await?;
        return Ok(0);
    }
    let told = sqlx::query(
        "INSERT INTO notification (id, staff_id, kind, subject_id, household_id, day, created_at)
         SELECT time_id($4), s.id, CASE WHEN m.due_on < $1 THEN $5 ELSE $6 END, m.id, m.household_id, m.due_on, $4
         FROM measure m JOIN staff s ON s.id = m.cadre_id
         WHERE m.state = 'OPEN' AND m.due_on BETWEEN $2 AND $3 AND s.person_id IS NOT NULL AND s.state IN ('ACTIVE','AWAY')
         ON CONFLICT DO NOTHING",
    )
    .bind(today)
    .bind(today - Days::new(OVERDUE_FOR))
    .bind(today + Days::new(DUE_WITHIN))
    .bind(now)
    .bind(NotificationKind::MeasureOverdue.code())
    .bind(NotificationKind::MeasureDue.code())
    .execute(&mut *tx)
    .await?
    .rows_affected();
    let near = deadlines(&mut tx, today, now).await?;
    tx.commit().await?;
    Ok(told + near)
}

/// Tells whoever takes cases at the union that handles one, or that manages it, of what is due in it: once when it is
/// near, and once more when it is urgent.
async fn deadlines(conn: &mut PgConnection, today: NaiveDate, now: DateTime<Utc>) -> Result<u64> {
    let roles = Role::ALL.iter();
    let roles = roles.filter(|role| role.may(Permission::RightsHandle));
    let roles: Vec<&str> = roles.map(|role| role.code()).collect();
    let [near, urgent] = DEADLINE_WITHIN;
    let told = sqlx::query(
        "INSERT INTO notification (id, staff_id, kind, subject_id, day, created_at)
         SELECT time_id($1), s.id, CASE WHEN d.due_on <= $3 THEN $5 ELSE $6 END, d.id, d.due_on, $1
         FROM rights_deadline d JOIN rights_case c ON c.id = d.case_id
         JOIN staff s ON s.roles && $7 AND (s.union_id = coalesce(c.handler_id, c.union_id) OR s.union_id IN (
             SELECT w.steward_id FROM stewardship w WHERE w.union_id = coalesce(c.handler_id, c.union_id)
               AND w.begins_on <= $2 AND coalesce(w.ends_on >= $2, true)))
         WHERE d.met_on IS NULL AND d.due_on BETWEEN $2 AND $4 AND c.state NOT IN ('CLOSED','REFUSED','WITHDRAWN')
           AND s.person_id IS NOT NULL AND s.state IN ('ACTIVE','AWAY')
         ON CONFLICT DO NOTHING",
    )
    .bind(now)
    .bind(today)
    .bind(today + Days::new(urgent))
    .bind(today + Days::new(near))
    .bind(NotificationKind::RightsDeadlineUrgent.code())
    .bind(NotificationKind::RightsDeadlineNear.code())
    .bind(roles)
    .execute(conn)
    .await?;
    Ok(told.rows_affected())
}
