//! Opening a round fixes its list.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use uuid::Uuid;

use super::announce;
use super::round::{draft, save};
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::id::SurveyRoundId;
use crate::statistics::tally::texts;
use crate::surveys::entity::round::Model;
use crate::surveys::rules::SurveyState;
use crate::tenancy::tree::subtree_end;
use crate::tenancy::{Permission, Scope};
use crate::unions::service as unions;

/// Puts every household that is being helped in the scope on the list, in one statement however many
/// there are, and counts them by union in another; answers the round's id.
///
/// # Errors
/// CONFLICT for an old version; STATE for a round that was opened before, a window that has not begun or
/// is over, and a scope without households.
pub async fn open(scope: &Scope, id: SurveyRoundId, version: i32) -> Result<Uuid> {
    let row = draft(scope, id, version).await?;
    if scope.today() < row.opens_on {
        return refuse(
            format!(
                "调查从 {} 开始，名单在当天确定；请到时下发，或修改开始日期",
                row.opens_on
            ),
            format!(
                "the window begins on {}, when the list is fixed; open it then, or change the day",
                row.opens_on
            ),
        );
    }
    if scope.today() > row.closes_on {
        return refuse(
            "截止日期已过，请先修改时间再下发",
            "the window is over; change its days first",
        );
    }
    let of = unions::get(scope, row.scope_id.into()).await?;
    if !scope.principal()?.covers(&of.path) {
        return refuse(
            "调查范围已不在本工会之下，请重新选择范围",
            "the scope is not below this union any more; choose another",
        );
    }
    // The row is what the policy of the list looks at, so it is opened first.
    let mut after = Model {
        state: SurveyState::Open,
        opened_at: Some(scope.now()),
        version: row.version + 1,
        ..row.into_inner()
    };
    save(scope, &after).await?;
    // The list of a city may take longer than a statement of a request usually may; the time that the
    // request has is the limit.
    run(scope, "SET LOCAL statement_timeout = 0", []).await?;
    let listed = run(
        scope,
        "INSERT INTO survey_task (round_id, union_id, union_path, household_id, listed_cadre_id)
         SELECT $1, union_id, union_path, id, cadre_id FROM household
         WHERE status = 'ACTIVE' AND kind = ANY ($2) AND union_path >= $3 AND union_path < $4",
        [
            after.id.into(),
            texts(after.kinds.clone()),
            of.path.clone().into(),
            subtree_end(&of.path).into(),
        ],
    )
    .await?;
    if listed == 0 {
        return refuse(
            "范围内没有帮扶中的户，请核对范围和类别",
            "there is no household being helped in this scope; check it and the kinds",
        );
    }
    run(
        scope,
        "INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
         SELECT gen_random_uuid(), t.union_id, t.union_path, 'SURVEY_TASKS', c.dimension, c.key, t.listed
         FROM (SELECT union_id, union_path, count(*) AS listed FROM survey_task
               WHERE round_id = $1 GROUP BY union_id, union_path) AS t
         CROSS JOIN (VALUES ('', ''), ('SURVEY_STATE', replace($1::text, '-', '') || ':TODO')) AS c (dimension, key)",
        [after.id.into()],
    )
    .await?;
    after.listed = i64::try_from(listed).unwrap_or(i64::MAX);
    save(scope, &after).await?;
    let summary = format!("下发摸底调查“{}”，名单共 {listed} 户", after.name);
    announce(
        scope,
        AuditAction::Changed,
        after.id.into(),
        &after,
        summary,
    )
    .await?;
    Ok(after.id)
}

fn refuse<T>(zh: impl Into<String>, en: impl Into<String>) -> Result<T> {
    Err(Refusal::new(UserErrorCode::State, "id", zh, en).into())
}

async fn run<I: IntoIterator<Item = Value>>(scope: &Scope, sql: &str, values: I) -> Result<u64> {
    scope.require(Permission::SurveyManage)?;
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    scope
        .execute_raw(statement)
        .await
        .map(|done| done.rows_affected())
        .map_err(Error::from)
}
