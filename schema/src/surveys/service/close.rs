//! Closing a round fixes its figures.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, Statement,
};
use uuid::Uuid;

use super::round::{editable, save};
use super::{announce, lock};
use crate::audit::service::AuditAction;
use crate::error::{Refusal, Result, UserErrorCode};
use crate::id::SurveyRoundId;
use crate::surveys::entity::round::{Column, Entity, Model};
use crate::surveys::rules::SurveyState;
use crate::tenancy::Scope;

/// Every union's figures, counted anew from the rows and added up the tree as it stands now, for a round
/// (`$1`), compared household by household with the round before (`$2`, may be null), below a path (`$3`).
pub const REPORT: &str = "WITH record AS (
         SELECT r.* FROM survey_task t JOIN survey_record r ON r.id = t.record_id WHERE t.round_id = $1
     ), before AS (
         SELECT t.household_id, t.union_path, r.income_fen
         FROM survey_task t JOIN survey_record r ON r.id = t.record_id WHERE t.round_id = $2
     ), cell (path, key, value) AS (
         SELECT union_path, 'STATE:' || state, count(*) FROM survey_task WHERE round_id = $1 GROUP BY 1, 2
         UNION ALL SELECT union_path, 'CAUSE:' || main_cause, count(*) FROM record GROUP BY 1, 2
         UNION ALL SELECT union_path, 'TIER:' || tier, count(*) FROM record GROUP BY 1, 2
         UNION ALL SELECT union_path, 'INCOME:' || income_change, count(*) FROM record GROUP BY 1, 2
         UNION ALL SELECT union_path, 'DIFFERENCE:' || code, count(*) FROM record, unnest(differences) AS code GROUP BY 1, 2
         UNION ALL SELECT union_path, 'ANSWER:' || code, count(*) FROM record, unnest(choices) AS code GROUP BY 1, 2
         UNION ALL SELECT coalesce(r.union_path, b.union_path), 'MOVEMENT:' || CASE
                 WHEN b.household_id IS NULL THEN 'NEW'
                 WHEN r.household_id IS NULL THEN 'GONE'
                 WHEN r.income_fen < b.income_fen THEN 'FELL'
                 WHEN r.income_fen > b.income_fen THEN 'ROSE'
                 ELSE 'SAME' END, count(*)
             FROM record r FULL JOIN before b USING (household_id)
             WHERE $2::uuid IS NOT NULL GROUP BY 1, 2
     ), up AS (
         SELECT left(path, len) AS path, key, sum(value) AS value
         FROM cell CROSS JOIN LATERAL generate_series(length($3), length(path), 5) AS len
         WHERE path >= $3 COLLATE \"C\" AND path < ($3 || '~') COLLATE \"C\" GROUP BY 1, 2
     )
     INSERT INTO survey_report (round_id, union_id, union_path, at_path, name, cells)
     SELECT $1, u.id, u.path, u.path, u.name, up.cells
     FROM (SELECT path, jsonb_object_agg(key, value) AS cells FROM up GROUP BY path) AS up
     JOIN unions u USING (path)";

/// Closes a round: nothing is recorded any more, and the figures of every union stay as they are now;
/// answers its id. Whoever records at this moment is waited for.
///
/// # Errors
/// CONFLICT for an old version, STATE for a round that is not open.
pub async fn close(scope: &Scope, id: SurveyRoundId, version: i32) -> Result<Uuid> {
    let row = editable(scope, id, version).await?;
    if row.state != SurveyState::Open {
        return Err(Refusal::new(
            UserErrorCode::State,
            "id",
            "只有进行中的调查可以截止",
            "only an open round can be closed",
        )
        .into());
    }
    lock(scope, id, "pg_advisory_xact_lock").await?;
    let previous = Entity::find()
        .filter(Column::UnionId.eq(row.union_id))
        .filter(Column::State.eq(SurveyState::Closed))
        .order_by_desc(Column::ClosedAt)
        .order_by_desc(Column::Id)
        .one(scope)
        .await?
        .map(|round| round.id);
    let after = Model {
        state: SurveyState::Closed,
        closed_at: Some(scope.now()),
        previous_id: previous,
        version: row.version + 1,
        ..row.into_inner()
    };
    // As at the opening.
    scope
        .execute_unprepared("SET LOCAL statement_timeout = 0")
        .await?;
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            REPORT,
            [
                after.id.into(),
                previous.into(),
                after.union_path.clone().into(),
            ],
        ))
        .await?;
    save(scope, &after).await?;
    let summary = format!("截止摸底调查“{}”", after.name);
    announce(
        scope,
        AuditAction::Decided,
        after.id.into(),
        &after,
        summary,
    )
    .await?;
    Ok(after.id)
}
