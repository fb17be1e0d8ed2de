//! Lists of posts.

use sea_orm::sea_query::extension::postgres::PgExpr;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::assignments::service::load_between;
use crate::error::Result;
use crate::identity::entity::staff::{Column, Entity, Model};
use crate::identity::input::StaffFilter;
use crate::identity::rules::StaffState;
use crate::paging::Page;
use crate::tenancy::{Permission, Role, Scope};
use crate::unions::service::reach;
use crate::values::person_name::search_term;

/// Posts by their unions' place in the tree, then by age; the page's key is path and id.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission, [`crate::error::Error::NotFound`] for a
/// union elsewhere.
pub async fn list(scope: &Scope, filter: &StaffFilter, page: &Page) -> Result<Vec<Model>> {
    scope.require(Permission::StaffRead)?;
    let reach = reach(scope, filter.union_id, filter.subtree).await?;
    let mut query = Entity::find()
        .filter(Column::UnionPath.gte(reach.from))
        .filter(Column::UnionPath.lt(reach.to));
    query = match filter.state {
        Some(state) => query.filter(Column::State.eq(state)),
        None => query.filter(Column::State.ne(StaffState::Left)),
    };
    if let Some(role) = filter.role {
        query = query.filter(has_role(role));
    }
    if let Some(load) = load_between(filter.shortfall, filter.has_room) {
        query = query.filter(load);
    }
    if let Some(text) = &filter.text {
        let Some(term) = search_term(text) else {
            return Ok(Vec::new());
        };
        query = query.filter(Column::Search.like(format!("%{term}%")));
    }
    if let (Some(path), Some(id)) = (page.key::<String>(0)?, page.key::<Uuid>(1)?) {
        let key = Expr::tuple([Expr::col(Column::UnionPath), Expr::col(Column::Id)]);
        query = query.filter(key.gt(Expr::tuple([Expr::value(path), Expr::value(id)])));
    }
    Ok(query
        .order_by_asc(Column::UnionPath)
        .order_by_asc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Posts that carry a role, whatever their state.
pub(super) fn has_role(role: Role) -> Expr {
    Expr::col(Column::Roles).contains(Expr::value(vec![role.code().to_owned()]))
}
