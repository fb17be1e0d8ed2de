//! Lists of a round: its households, the unions that have not finished, reminders, and the records of a
//! household.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use super::get;
use crate::error::Result;
use crate::id::HouseholdId;
use crate::paging::Page;
use crate::statistics::tally::uuids;
use crate::surveys::entity::task::{Column as C, Entity, Model};
use crate::surveys::entity::{record, reminder};
use crate::surveys::input::SurveyTaskFilter;
use crate::tenancy::{Permission, Scope};
use crate::unions::service::{Reach, reach};

/// Households on the list of a round by their unions' place in the tree, then by age of the file; the
/// page's key is path and household.
///
/// # Errors
/// [`crate::error::Error::NotFound`] for a union outside the own subtree or a round that is not seen.
pub async fn tasks(scope: &Scope, filter: &SurveyTaskFilter, page: &Page) -> Result<Vec<Model>> {
    let principal = scope.require(Permission::VisitRead)?;
    let round = get(scope, filter.round_id).await?;
    let mut query = Entity::find().filter(C::RoundId.eq(round.id));
    // One's own tasks are asked for wherever in the own subtree they are.
    let anywhere = filter.mine && filter.union_id.is_none();
    if filter.union_id.is_some() || filter.subtree || anywhere {
        let reach = reach(scope, filter.union_id, filter.subtree || anywhere).await?;
        query = query
            .filter(C::UnionPath.gte(reach.from))
            .filter(C::UnionPath.lt(reach.to));
    } else if principal.own_unions.len() == 1 {
        // The path alone says it too, and every index of the list goes on with the path.
        query = query.filter(C::UnionPath.eq(principal.path.clone()));
    } else {
        query = query.filter(C::UnionId.is_in(principal.own_unions.iter().copied()));
    }
    if filter.mine {
        // As an array: who is answered for is found first, and only their places are read.
        query = query.filter(Expr::cust_with_values(
            "household_id = ANY (ARRAY (SELECT id FROM household WHERE cadre_id = $1
             UNION SELECT household_id FROM helper WHERE staff_id = $1))",
            [principal.staff_id],
        ));
    }
    // Written out instead of bound: only so does the planner see which index answers.
    query = match filter.unfinished {
        Some(true) => query.filter(Expr::cust("state IN ('TODO', 'NOT_MET')")),
        Some(false) => query.filter(Expr::cust("state NOT IN ('TODO', 'NOT_MET')")),
        None => query,
    };
    if let Some(state) = filter.state {
        query = query.filter(Expr::cust(if state.is_open() {
            "state IN ('TODO', 'NOT_MET')"
        } else {
            "state NOT IN ('TODO', 'NOT_MET')"
        }));
        query = query.filter(C::State.eq(state));
    }
    if let (Some(path), Some(id)) = (page.key::<String>(0)?, page.key::<Uuid>(1)?) {
        let key = Expr::tuple([Expr::col(C::UnionPath), Expr::col(C::HouseholdId)]);
        query = query.filter(key.gt(Expr::tuple([Expr::value(path), Expr::value(id)])));
    }
    Ok(query
        .order_by_asc(C::UnionPath)
        .order_by_asc(C::HouseholdId)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// A union with the households of its own that are left to survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// The round.
    pub round_id: Uuid,
    /// The union.
    pub union_id: Uuid,
    /// Its path.
    pub path: String,
    /// Households of its own, not of those below it.
    pub households: i64,
}

/// Unions of a range that have households left to survey in each of these rounds, by their place in the
/// tree: nobody is ranked. The range lies in the own subtree, or there is nothing to see.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn unfinished_unions(
    scope: &Scope,
    rounds: Vec<Uuid>,
    reach: &Reach,
    limit: u64,
) -> Result<Vec<Unfinished>> {
    scope.require(Permission::FiguresRead)?;
    let rows = scope
        .keyed()
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            // The index of what is left gives the rows in the order of the groups, so a page reads its own.
            "SELECT round.id AS round_id, row.* FROM unnest($1::uuid[]) AS round (id) CROSS JOIN LATERAL (
                 SELECT union_path, min(union_id::text)::uuid AS union_id, count(*) AS households FROM survey_task
                 WHERE round_id = round.id AND state IN ('TODO', 'NOT_MET') AND union_path >= $2 AND union_path < $3
                 GROUP BY union_path ORDER BY union_path LIMIT $4
             ) AS row",
            [
                uuids(rounds),
                reach.from.clone().into(),
                reach.to.clone().into(),
                i64::try_from(limit).unwrap_or(i64::MAX).into(),
            ],
        ))
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Unfinished {
                round_id: row.try_get("", "round_id")?,
                union_id: row.try_get("", "union_id")?,
                path: row.try_get("", "union_path")?,
                households: row.try_get("", "households")?,
            })
        })
        .collect()
}

/// Reminders that these unions got in each of these rounds, the newest first.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn reminders(
    scope: &Scope,
    rounds: Vec<Uuid>,
    unions: Vec<Uuid>,
    limit: u64,
) -> Result<Vec<reminder::Model>> {
    scope.require(Permission::VisitRead)?;
    Ok(reminder::Entity::find()
        .from_raw_sql(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT row.* FROM unnest($1::uuid[]) AS round (id) CROSS JOIN LATERAL (
                 SELECT * FROM survey_reminder WHERE round_id = round.id AND union_id = ANY ($2)
                 ORDER BY created_at DESC, id DESC LIMIT $3
             ) AS row",
            [
                uuids(rounds),
                uuids(unions),
                i64::try_from(limit).unwrap_or(i64::MAX).into(),
            ],
        ))
        .all(&scope.keyed())
        .await?)
}

/// Every record of a household of the own subtree, corrected ones included, the newest day first; the
/// page's key is the day and the id.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission.
pub async fn records(
    scope: &Scope,
    household: HouseholdId,
    page: &Page,
) -> Result<Vec<record::Model>> {
    use record::Column as R;
    scope.require(Permission::VisitRead)?;
    let mut query = record::Entity::find().filter(R::HouseholdId.eq(household.uuid()));
    if let (Some(day), Some(id)) = (page.key::<NaiveDate>(0)?, page.key::<Uuid>(1)?) {
        query = query
            .filter(R::VisitedOn.lte(day))
            .filter(Condition::any().add(R::VisitedOn.lt(day)).add(R::Id.lt(id)));
    }
    Ok(query
        .order_by_desc(R::VisitedOn)
        .order_by_desc(R::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}
