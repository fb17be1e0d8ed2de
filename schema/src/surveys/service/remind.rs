//! Reminding unions of what is left to do (催办).

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::{announce, hold_open};
use crate::audit::service::AuditAction;
use crate::error::{Refusal, Result, UserErrorCode};
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell};
use crate::statistics::tally::uuids;
use crate::surveys::input::RemindSurveyInput;
use crate::tenancy::tree::subtree_end;
use crate::tenancy::{Permission, Scope};
use crate::unions::service as unions;

/// Reminds every union of a subtree that has households left to survey, once a day each, and tells the cadres
/// of these households; answers the round's id. The round's union does, and so does every union in between.
///
/// # Errors
/// STATE for a round that is not open, or when there is nobody to remind; [`crate::error::Error::Forbidden`]
/// for a union above, [`crate::error::Error::NotFound`] for one elsewhere.
pub async fn remind(scope: &Scope, input: &RemindSurveyInput) -> Result<Uuid> {
    let principal = scope.require(Permission::SurveyManage)?;
    let round = hold_open(scope, input.id, "id").await?;
    let mut checks = Checks::default();
    let text = checks.optional_lines("text", input.text.as_deref(), 200);
    checks.done()?;
    let id = input.union_id.map_or(principal.union_id, |id| id.uuid());
    let of = unions::get(scope, id.into()).await?;
    let of = scope.grant_below(Permission::SurveyManage, of)?;
    let reminded = scope
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "INSERT INTO survey_reminder (id, round_id, union_id, union_path, reminded_id, by_union_id, text, unfinished,
                 reminded_on, created_at)
             SELECT gen_random_uuid(), $1, t.union_id, t.union_path, t.union_id, $2, $3, count(*), $4, $5
             FROM survey_task t
             WHERE t.round_id = $1 AND t.state IN ('TODO', 'NOT_MET') AND t.union_path >= $6 AND t.union_path < $7
             GROUP BY t.union_id, t.union_path
             ON CONFLICT (reminded_id, round_id, reminded_on) DO NOTHING
             RETURNING union_id",
            [
                round.id.into(),
                principal.union_id.into(),
                text.into(),
                scope.today().into(),
                scope.now().into(),
                of.path.clone().into(),
                subtree_end(&of.path).into(),
            ],
        ))
        .await?
        .iter()
        .map(|row| Ok(row.try_get_by_index(0)?))
        .collect::<Result<Vec<Uuid>>>()?;
    if reminded.is_empty() {
        return Err(Refusal::new(
            UserErrorCode::State,
            "unionId",
            "没有需要催办的工会：都已完成，或今天已经催办过",
            "there is nobody to remind: all have finished, or were reminded today",
        )
        .into());
    }
    let summary = format!("催办摸底调查“{}”：{} 个工会", round.name, reminded.len());
    announce(scope, AuditAction::Changed, round.id.into(), &*of, summary).await?;
    let news = News {
        kind: NotificationKind::SurveyReminded,
        subject: round.id,
        household: None,
        union: Some(principal.union_id),
    };
    let cadres = unfinished(scope, round.id, reminded).await?;
    tell(scope, cadres.into_iter().map(|cadre| (cadre, news))).await?;
    Ok(round.id)
}

/// The cadres of these unions' households that are left, each once.
async fn unfinished(scope: &Scope, round: Uuid, of: Vec<Uuid>) -> Result<Vec<Uuid>> {
    let rows = scope
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT DISTINCT h.cadre_id FROM survey_task t JOIN household h ON h.id = t.household_id
             WHERE t.round_id = $1 AND t.state IN ('TODO', 'NOT_MET') AND t.union_id = ANY ($2) AND h.cadre_id IS NOT NULL",
            [round.into(), uuids(of)],
        ))
        .await?;
    rows.iter()
        .map(|row| Ok(row.try_get_by_index(0)?))
        .collect()
}
