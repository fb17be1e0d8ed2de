//! Reading rights cases.

use sea_orm::sea_query::Expr;
use sea_orm::sea_query::extension::postgres::PgExpr as _;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, Select, Statement,
};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::RightsCaseId;
use crate::paging::Page;
use crate::rights::entity::case::{Column, Entity, Model};
use crate::rights::entity::{
    deadline, event, letter, letter_private, private, recovery, referral, worker,
};
use crate::rights::input::RightsCaseFilter;
use crate::rights::rules::RightsSide;
use crate::statistics::tally::uuids;
use crate::tenancy::tree::subtree_end;
use crate::tenancy::{Permission, Principal, Scope};
use crate::unions::service as unions;
use crate::values::serial;

/// A case of the own subtree, or one that a referral shares.
///
/// # Errors
/// [`Error::NotFound`] for any other as for none.
pub async fn get(scope: &Scope, id: RightsCaseId) -> Result<Model> {
    scope.require(Permission::RightsRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// These cases, as far as the viewer may read them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn by_ids(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(Entity::find()
        .filter(Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// What the policy says, in values that the planner knows.
fn reach(principal: &Principal) -> Condition {
    let own = || principal.own_unions.clone();
    let below = Condition::all()
        .add(Column::UnionPath.gte(principal.path.clone()))
        .add(Column::UnionPath.lt(subtree_end(&principal.path)));
    Condition::any()
        .add(below)
        .add(Column::UnionId.eq_any(own()))
        .add(Column::SharedId.eq_any(own()))
}

/// The ids of cases that a living referral shares with an own union, as a part of another question.
pub(crate) fn shared_with(principal: &Principal) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::SharedId.eq_any(principal.own_unions.clone()))
}

/// Cases that the viewer may read, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::NotFound`] for a union outside the own subtree.
pub async fn cases(scope: &Scope, filter: &RightsCaseFilter, page: &Page) -> Result<Vec<Model>> {
    let principal = scope.require(Permission::RightsRead)?;
    let own = || principal.own_unions.clone();
    let mut all = Condition::all();
    all = match (filter.side, filter.union_id) {
        (Some(RightsSide::Own), _) => all.add(Column::UnionId.eq_any(own())),
        (Some(RightsSide::Received), _) => all.add(Column::SharedId.eq_any(own())),
        (Some(RightsSide::Sent), _) => all
            .add(Column::UnionId.eq_any(own()))
            .add(Column::SharedId.is_not_null()),
        (None, None) => all.add(reach(principal)),
        (None, Some(_)) => all,
    };
    if let Some(union) = filter.union_id {
        let range = unions::reach(scope, Some(union), true).await?;
        all = all
            .add(Column::UnionPath.gte(range.from))
            .add(Column::UnionPath.lt(range.to));
    }
    if let Some(states) = &filter.states {
        all = all.add(Column::State.is_in(states.iter().copied()));
    }
    if let Some(kinds) = &filter.kinds {
        all = all.add(Column::Kind.is_in(kinds.iter().copied()));
    }
    if let Some(id) = filter.employer_id {
        all = all.add(Column::EmployerId.eq(id.uuid()));
    }
    if let Some(id) = filter.household_id {
        all = all.add(Expr::col(Column::HouseholdIds).contains(vec![id.uuid()]));
    }
    let number = filter.number.as_deref().map(str::trim);
    if let Some(number) = number.filter(|text| !text.is_empty()) {
        all = all.add(Column::Number.eq(serial::whole("WQ", number)));
    }
    if let Some(id) = page.key::<Uuid>(0)? {
        all = all.add(Column::Id.lt(id));
    }
    Ok(Entity::find()
        .filter(all)
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Cases of members of these households, each with the household that it was found by, the newest first, 100 of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_households(scope: &Scope, households: Vec<Uuid>) -> Result<Vec<(Uuid, Model)>> {
    scope.require(Permission::RightsRead)?;
    let rows = scope
        .keyed()
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT row.*, asked.id AS asked FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
                 SELECT * FROM rights_case WHERE household_ids @> ARRAY[asked.id] ORDER BY id DESC LIMIT 100) AS row
             ORDER BY row.id DESC",
            [uuids(households)],
        ))
        .await?;
    let row = |row| {
        Ok((
            sea_orm::QueryResult::try_get(row, "", "asked")?,
            Model::from_query_result(row, "")?,
        ))
    };
    rows.iter().map(row).collect()
}

/// Cases against these employers that the viewer may read, the newest first, `limit` of each after the one named.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_employers(
    scope: &Scope,
    employers: Vec<Uuid>,
    limit: u64,
    after: Option<Uuid>,
) -> Result<Vec<Model>> {
    scope.require(Permission::RightsRead)?;
    let rows = scope
        .keyed()
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT row.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
                 SELECT * FROM rights_case WHERE employer_id = asked.id AND ($3::uuid IS NULL OR id < $3)
                 ORDER BY id DESC LIMIT $2) AS row
             ORDER BY row.id DESC",
            [
                uuids(employers),
                i64::try_from(limit).unwrap_or(i64::MAX).into(),
                after.into(),
            ],
        ))
        .await?;
    let row = |row| Model::from_query_result(row, "");
    Ok(rows.iter().map(row).collect::<Result<_, _>>()?)
}

/// What names a person of these cases, as far as the viewer may read it.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn private_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<private::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(private::Entity::find()
        .filter(private::Column::CaseId.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// The workers of these cases in their order, as far as the viewer may read them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn workers_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<worker::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(worker::Entity::find()
        .filter(worker::Column::CaseId.eq_any(ids))
        .order_by_asc(worker::Column::CaseId)
        .order_by_asc(worker::Column::Position)
        .all(&scope.keyed())
        .await?)
}

/// Rows of what hangs on these cases, the newest so many of each by a column, in its order.
async fn newest<M: FromQueryResult>(
    scope: &Scope,
    (table, by): (&str, &str),
    ids: Vec<Uuid>,
    most: i64,
) -> Result<Vec<M>> {
    scope.require(Permission::RightsRead)?;
    let sql = format!(
        "SELECT row.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT * FROM {table} WHERE case_id = asked.id ORDER BY {by} DESC LIMIT $2) AS row
         ORDER BY row.case_id, row.{by}"
    );
    let statement =
        Statement::from_sql_and_values(DbBackend::Postgres, sql, [uuids(ids), most.into()]);
    let rows = scope.keyed().query_all_raw(statement).await?;
    let row = |row| M::from_query_result(row, "");
    Ok(rows.iter().map(row).collect::<Result<_, _>>()?)
}

/// The way of these cases so far, in the order of the steps, the newest 200 of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn events(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<event::Model>> {
    newest(scope, ("rights_event", "number"), ids, 200).await
}

/// The referrals of these cases, the newest first, 20 of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn referrals_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<referral::Model>> {
    let mut rows = newest(scope, ("rights_referral", "id"), ids, 20).await?;
    rows.reverse();
    Ok(rows)
}

/// What came in these cases, in the order in which it was written down, the newest 200 of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn recoveries_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<recovery::Model>> {
    newest(scope, ("rights_recovery", "id"), ids, 200).await
}

/// What is due in these cases, the soonest first, the last 100 of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn deadlines_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<deadline::Model>> {
    newest(scope, ("rights_deadline", "due_on"), ids, 100).await
}

/// The letters of these cases, in the order in which they were written, the newest 50 of each.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn letters_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<letter::Model>> {
    newest(scope, ("rights_letter", "id"), ids, 50).await
}

/// These letters, as far as the viewer may read them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn letters_by_ids(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<letter::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(letter::Entity::find()
        .filter(letter::Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// The words of these letters, as far as the viewer may read them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn letters_private_of(
    scope: &Scope,
    ids: Vec<Uuid>,
) -> Result<Vec<letter_private::Model>> {
    scope.require(Permission::RightsRead)?;
    Ok(letter_private::Entity::find()
        .filter(letter_private::Column::LetterId.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}
