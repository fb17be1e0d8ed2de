//! Reading applications.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use crate::applications::entity::application::{Column, Entity, Model};
use crate::applications::entity::{event, private};
use crate::applications::input::AidApplicationFilter;
use crate::applications::rules::{GIVEN, UNDECIDED};
use crate::error::{Error, Result};
use crate::funds::rules::ProgrammeKind;
use crate::id::AidApplicationId;
use crate::paging::Page;
use crate::statistics::tally::uuids;
use crate::tenancy::tree::subtree_end;
use crate::tenancy::{Permission, Scope};

/// An application of the own subtree, or one that the own union decides.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere, and for another union's draft, as for none.
pub async fn get(scope: &Scope, id: AidApplicationId) -> Result<Model> {
    scope.require(Permission::AidRead)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// These applications, as far as the viewer may read them.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn by_ids(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Model>> {
    scope.require(Permission::AidRead)?;
    Ok(Entity::find()
        .filter(Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// Applications that the viewer may read, the newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn applications(
    scope: &Scope,
    filter: &AidApplicationFilter,
    page: &Page,
) -> Result<Vec<Model>> {
    let principal = scope.require(Permission::AidRead)?;
    // What the policy says, in values that the planner knows: it can't weigh the policy's own settings, and would
    // walk the whole city backwards to find the few of a village.
    let own = || principal.own_unions.clone();
    let below = Condition::all()
        .add(Column::UnionPath.gte(principal.path.clone()))
        .add(Column::UnionPath.lt(subtree_end(&principal.path)));
    let reach = Condition::any()
        .add(below)
        .add(Column::UnionId.eq_any(own()))
        .add(Column::DeciderId.eq_any(own()))
        .add(Column::DeskId.eq_any(own()));
    let mut all = Condition::all().add(reach);
    if let Some(states) = &filter.states {
        all = all.add(Column::State.is_in(states.iter().copied()));
    }
    if filter.on_desk == Some(true) {
        all = all.add(Column::DeskId.eq_any(own()));
    }
    if let Some(id) = filter.household_id {
        all = all.add(Column::HouseholdId.eq(id.uuid()));
    }
    if let Some(id) = filter.programme_id {
        all = all.add(Column::ProgrammeId.eq(id.uuid()));
    }
    if let Some(kind) = filter.kind {
        all = all.add(Column::Kind.eq(kind));
    }
    if let Some(year) = filter.year {
        all = all.add(Column::Year.eq(year));
    }
    if let Some(id) = filter.union_id {
        all = all.add(Column::UnionId.eq(id.uuid()));
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

/// The newest applications of each of these households, 100 at most, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn of_households(scope: &Scope, households: Vec<Uuid>) -> Result<Vec<Model>> {
    scope.require(Permission::AidRead)?;
    let statement = Statement::from_sql_and_values(
        sea_orm::DbBackend::Postgres,
        "SELECT a.* FROM unnest($1::uuid[]) AS h (id) CROSS JOIN LATERAL (
             SELECT * FROM aid_application WHERE household_id = h.id ORDER BY id DESC LIMIT 100
         ) AS a ORDER BY a.household_id, a.id DESC",
        [uuids(households)],
    );
    Ok(Entity::find()
        .from_raw_sql(statement)
        .all(&scope.keyed())
        .await?)
}

/// Whether the fact of a household (困难职工档案) follows an application, so that nobody writes it by hand.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn decides_needy_file(scope: &Scope, household: Uuid) -> Result<bool> {
    scope.require(Permission::AidRead)?;
    let decided = Entity::find()
        .filter(Column::HouseholdId.eq(household))
        .filter(Column::Kind.eq(ProgrammeKind::NeedyFile))
        .filter(Column::State.is_not_in(UNDECIDED))
        .one(&scope.keyed())
        .await?;
    Ok(decided.is_some())
}

/// Whether aid was given by an application `x` of which `whose` holds, as SQL.
#[must_use]
pub fn exists_given(whose: &str) -> String {
    let states: Vec<String> = GIVEN.iter().map(|state| format!("'{state}'")).collect();
    format!(
        "EXISTS (SELECT FROM aid_application x WHERE {whose} AND x.state IN ({}))",
        states.join(",")
    )
}

/// What these households were given: approved, being paid, or paid.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn given(scope: &Scope, households: Vec<Uuid>) -> Result<Vec<Model>> {
    scope.require(Permission::AidRead)?;
    Ok(Entity::find()
        .filter(Column::HouseholdId.eq_any(households))
        .filter(Column::State.is_in(GIVEN))
        .all(&scope.keyed())
        .await?)
}

/// What names a person of these applications, as far as the viewer may read it.
///
/// # Errors
/// A fault of the database.
pub async fn private_of(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<private::Model>> {
    scope.require(Permission::AidRead)?;
    Ok(private::Entity::find()
        .filter(private::Column::ApplicationId.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// The way of these applications so far, in the order of the steps.
///
/// # Errors
/// A fault of the database.
pub async fn events(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<event::Model>> {
    scope.require(Permission::AidRead)?;
    Ok(event::Entity::find()
        .filter(event::Column::ApplicationId.eq_any(ids))
        .order_by_asc(event::Column::ApplicationId)
        .order_by_asc(event::Column::Number)
        .all(&scope.keyed())
        .await?)
}
