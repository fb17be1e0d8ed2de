//! Everything that happened to a household, newest first.
//!
//! One statement joins what several areas wrote down; the policy of each table decides what of it this
//! person sees: a superior sees that there was a visit, the own union also what was changed in the file.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};
use uuid::Uuid;

use crate::assignments::rules::TimelineKind;
use crate::error::Result;
use crate::statistics::tally::uuids;
use crate::tenancy::{Permission, Scope};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Event {
    /// Whose timeline it is in.
    pub household_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Order among events of one instant.
    pub rank: i16,
    /// What.
    pub kind: TimelineKind,
    /// The row it comes from.
    pub id: Uuid,
    /// Who did it, where this person may know.
    pub staff_id: Option<Uuid>,
    /// Whom it concerns: the cadre of a pairing.
    pub other_id: Option<Uuid>,
    /// A code: why a pairing ended, how a visit was made, how a promise was proved.
    pub code: Option<String>,
    /// A second code: what a visit was for, which need a promise answers.
    pub second: Option<String>,
    /// A day: when a promise is due.
    pub day: Option<NaiveDate>,
}

/// Where a page of a timeline begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimelineCursor {
    /// The instant of the event before.
    pub at: DateTime<Utc>,
    /// Its rank.
    pub rank: i16,
    /// Its id.
    pub id: Uuid,
}

const EVENTS: &str = "
    SELECT h.created_at AS at, 0::smallint AS rank, 'REGISTERED' AS kind, h.id, c.staff_id,
           NULL::uuid AS other_id, NULL AS code, NULL AS second, NULL::date AS day
    FROM household h
    LEFT JOIN household_change c ON c.household_id = h.id AND c.kind = 'REGISTERED'
    WHERE h.id = asked.id
  UNION ALL
    SELECT at, CASE kind WHEN 'CHANGED' THEN 1 ELSE 2 END::smallint, kind, id, staff_id, NULL, NULL, NULL, NULL
    FROM household_change WHERE household_id = asked.id AND kind <> 'REGISTERED'
  UNION ALL
    SELECT happened(ended_on, ended_at), 3::smallint, 'PAIRING_ENDED', id, ended_by, cadre_id, end_reason, NULL, NULL
    FROM pairing WHERE household_id = asked.id AND ended_on IS NOT NULL
  UNION ALL
    SELECT happened(started_on, created_at), 4::smallint, 'PAIRED', id, created_by, cadre_id, NULL, NULL, NULL
    FROM pairing WHERE household_id = asked.id
  UNION ALL
    SELECT happened(visited_on, recorded_at), 5::smallint, 'VISIT', id, cadre_id, NULL, kind, purpose, NULL
    FROM visit WHERE household_id = asked.id
  UNION ALL
    SELECT happened(promised_on, created_at), 6::smallint, 'MEASURE_PROMISED', id, cadre_id, NULL, NULL, need, due_on
    FROM measure WHERE household_id = asked.id
  UNION ALL
    SELECT happened(done_on, closed_at), 7::smallint, 'MEASURE_DONE', id, closed_by, NULL, proof, need, NULL
    FROM measure WHERE household_id = asked.id AND state = 'DONE'
  UNION ALL
    SELECT coalesce(closed_at, happened(due_on, NULL)), 8::smallint, 'MEASURE_DROPPED', id, closed_by, NULL, NULL, need, NULL
    FROM measure WHERE household_id = asked.id AND state = 'DROPPED'
  UNION ALL
    SELECT e.at, CASE e.to_state WHEN 'SUBMITTED' THEN 10 WHEN 'REJECTED' THEN 11 WHEN 'APPROVED' THEN 12 WHEN 'FILED' THEN 14
               WHEN 'RELIEVED' THEN 15 WHEN 'REMOVED' THEN 15 ELSE 13 END::smallint,
           CASE e.to_state WHEN 'SUBMITTED' THEN 'AID_SUBMITTED' WHEN 'APPROVED' THEN 'AID_APPROVED' WHEN 'PAID' THEN 'AID_PAID'
               WHEN 'FILED' THEN 'NEEDY_FILED' WHEN 'RELIEVED' THEN 'NEEDY_FILE_ENDED' WHEN 'REMOVED' THEN 'NEEDY_FILE_ENDED'
               ELSE 'AID_REJECTED' END,
           e.application_id, e.staff_id, NULL, CASE WHEN e.to_state IN ('RELIEVED','REMOVED') THEN a.ending ELSE a.kind END, e.step, NULL
    FROM aid_event e JOIN aid_application a ON a.id = e.application_id
    WHERE e.household_id = asked.id AND (e.step IN ('SUBMIT','APPROVE','FILE','END') OR e.to_state IN ('PAID','REJECTED'))
  UNION ALL
    SELECT e.at, CASE e.step WHEN 'REPORT' THEN 16 WHEN 'CLOSE' THEN 18 ELSE 17 END::smallint,
           CASE e.step WHEN 'REPORT' THEN 'RIGHTS_REPORTED' WHEN 'CLOSE' THEN 'RIGHTS_CLOSED' ELSE 'RIGHTS_RESOLVED' END,
           c.id, e.staff_id, NULL, c.kind, e.to_state, NULL
    FROM rights_case c JOIN rights_event e ON e.case_id = c.id
    WHERE c.household_ids @> ARRAY[asked.id] AND e.step IN ('REPORT','SETTLE','WIN','LOSE','WITHDRAW','CLOSE')
  UNION ALL
    SELECT at, 9::smallint, 'OPENED', id, staff_id, NULL, NULL, NULL, NULL
    FROM audit_entry WHERE subject_id = asked.id AND action = 'OPENED'";

/// What happened to several households, newest first, `limit` events of each from the cursor on.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] for whoever may not see households and visits.
pub async fn timeline(
    scope: &Scope,
    households: Vec<Uuid>,
    after: Option<TimelineCursor>,
    limit: u64,
) -> Result<Vec<Event>> {
    scope.require(Permission::HouseholdRead)?;
    scope.require(Permission::VisitRead)?;
    let sql = format!(
        "SELECT asked.id AS household_id, event.*
         FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT * FROM ({EVENTS}) AS all_events
             WHERE $2::timestamptz IS NULL OR (at, rank, id) < ($2, $3::smallint, $4::uuid)
             ORDER BY at DESC, rank DESC, id DESC LIMIT $5
         ) AS event"
    );
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        sql,
        [
            uuids(households),
            after.map(|cursor| cursor.at).into(),
            after.map(|cursor| cursor.rank).into(),
            after.map(|cursor| cursor.id).into(),
            i64::try_from(limit).unwrap_or(i64::MAX).into(),
        ],
    );
    let rows = scope.query_all_raw(statement).await?;
    Ok(rows
        .iter()
        .map(|row| Event::from_query_result(row, ""))
        .collect::<Result<_, _>>()?)
}
