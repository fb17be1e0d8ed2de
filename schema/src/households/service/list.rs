//! Lists of households.

use sea_orm::sea_query::extension::postgres::PgFunc;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Named, named};
use crate::applications::service::exists_given;
use crate::error::Result;
use crate::households::entity::household::{Column, Entity};
use crate::households::entity::{household_private, member_private};
use crate::households::files;
use crate::households::input::HouseholdFilter;
use crate::households::rules::NeedyFileState;
use crate::paging::Page;
use crate::tenancy::{Permission, Scope};
use crate::unions::service::reach;
use crate::values::dates::begin_of_day;
use crate::values::person_name::search_term;
use crate::values::{IdentityNumber, Phone};

/// Households by their unions' place in the tree, then by age; the page's key is path and id.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission, [`crate::error::Error::NotFound`] for a
/// union elsewhere.
pub async fn list(scope: &Scope, filter: &HouseholdFilter, page: &Page) -> Result<Vec<Named>> {
    let principal = scope.require(Permission::HouseholdRead)?;
    let mut query = Entity::find();
    let subtree = filter.subtree.unwrap_or_default();
    if filter.union_id.is_some() || subtree {
        let reach = reach(scope, filter.union_id, subtree).await?;
        query = query
            .filter(Column::UnionPath.gte(reach.from))
            .filter(Column::UnionPath.lt(reach.to));
    } else if principal.own_unions.len() == 1 {
        // The path alone says it too, and every index of the list begins or goes on with the path.
        query = query.filter(Column::UnionPath.eq(principal.path.clone()));
    } else {
        query = query.filter(Column::UnionId.is_in(principal.own_unions.iter().copied()));
    }
    let cadre = filter.cadre_id.map(|id| id.uuid());
    let mine = filter.mine.unwrap_or_default();
    for id in cadre.into_iter().chain(mine.then_some(principal.staff_id)) {
        query = query.filter(Column::CadreId.eq(id));
    }
    query = match filter.paired {
        Some(true) => query.filter(Column::CadreId.is_not_null()),
        // What is asked for is who still waits, so the ended ones are none.
        Some(false) => query
            .filter(Column::CadreId.is_null())
            .filter(Column::Status.eq("ACTIVE")),
        None => query,
    };
    if let Some(kind) = filter.kind {
        query = query.filter(Column::Kind.eq(kind));
    }
    if let Some(status) = filter.status {
        query = query.filter(Column::Status.eq(status));
    }
    if let Some(tier) = filter.tier {
        query = query.filter(Column::Tier.eq(tier));
    }
    if let Some(cause) = filter.cause {
        query = query.filter(Column::MainCause.eq(cause));
    }
    if let Some(state) = filter.needy_file {
        // In the text of the statement, so that the planner knows that the index of those who are filed serves.
        query = match state {
            NeedyFileState::Filed => query.filter(Expr::cust("household.needy_file = 'FILED'")),
            _ => query.filter(Column::NeedyFile.eq(state)),
        };
    }
    if let Some(day) = filter.untouched_since {
        if let Some(since) = begin_of_day(day.0) {
            query = query.filter(Column::UpdatedAt.lt(since));
        }
        query = query.filter(Expr::cust_with_values(
                "NOT EXISTS (SELECT FROM visit v WHERE v.household_id = household.id AND v.visited_on >= $1)",
                [day.0],
            ));
    }
    if filter.never_aided == Some(true) {
        query = query.filter(Expr::cust(format!(
            "NOT {}",
            exists_given("x.household_id = household.id")
        )));
    }
    let text = filter.text.as_deref().map(str::trim);
    let text = text.filter(|text| !text.is_empty());
    let sought = text.is_some();
    if let Some(text) = text {
        query = match matching(scope, &principal.own_unions, text) {
            Match::Number(number) => query.filter(Column::FileNumber.eq(number)),
            // As an array: who fits is found first, and only their files are read.
            Match::Among(ids) => query.filter(Expr::col((Entity, Column::Id)).eq(PgFunc::any(
                Expr::cust_with_expr("ARRAY $1", Expr::SubQuery(None, Box::new((*ids).into()))),
            ))),
            Match::Nothing => return Ok(Vec::new()),
        };
    }
    if let (Some(path), Some(id)) = (page.key::<String>(0)?, page.key::<Uuid>(1)?) {
        let key = Expr::tuple([
            Expr::col((Entity, Column::UnionPath)),
            Expr::col((Entity, Column::Id)),
        ]);
        query = query.filter(key.gt(Expr::tuple([Expr::value(path), Expr::value(id)])));
    }
    let query = named(query)
        .order_by_asc(Column::UnionPath)
        .order_by_asc(Column::Id)
        .limit(page.limit());
    // Who is sought is found by keys in the end; else the filters decide which index is the right one.
    Ok(if sought {
        query.all(&scope.keyed()).await?
    } else {
        query.all(scope).await?
    })
}

enum Match {
    Number(String),
    Among(Box<SelectStatement>),
    Nothing,
}

/// A whole number is found by its hash (also of somebody who has left, because the file keeps that they
/// were there), a file number as it stands, anything else is part of a name.
fn matching(scope: &Scope, own: &[Uuid], text: &str) -> Match {
    use member_private::Column as M;
    let vault = scope.database().vault();
    let trimmed = text.trim();
    if files::is_file_number(trimmed) {
        return Match::Number(trimmed.to_owned());
    }
    let found = |column: M, digest: Vec<u8>| {
        let mut ids = Query::select();
        ids.column(M::HouseholdId)
            .from(member_private::Entity)
            .and_where(Expr::col(column).eq(digest))
            .and_where(Expr::col(M::UnionId).is_in(own.iter().copied()));
        Match::Among(Box::new(ids.take()))
    };
    if let Ok(number) = IdentityNumber::parse(trimmed, scope.today()) {
        return found(M::IdNumberDigest, files::id_number_digest(vault, &number));
    }
    if let Ok(phone) = Phone::parse(trimmed) {
        return found(M::PhoneDigest, files::phone_digest(vault, &phone));
    }
    let Some(term) = search_term(trimmed).filter(|term| !term.contains('\0')) else {
        return Match::Nothing;
    };
    let mut ids = Query::select();
    ids.column(household_private::Column::HouseholdId)
        .from(household_private::Entity)
        .and_where(Expr::col(household_private::Column::UnionId).is_in(own.iter().copied()))
        .and_where(Expr::col(household_private::Column::Search).like(format!("%{term}%")));
    Match::Among(Box::new(ids.take()))
}
