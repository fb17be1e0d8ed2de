//! Reading the trail.

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::AuditAction;
use super::entity::{Column, Entity, Model};
use crate::error::Result;
use crate::id::{StaffId, UnionId};
use crate::paging::Page;
use crate::tenancy::{Permission, Scope};
use crate::unions;
use crate::values::dates::begin_of_day;

/// Which entries are wanted.
#[derive(Debug, Clone, Default)]
pub struct TrailFilter {
    /// A union of the own subtree; the own one without it.
    pub union: Option<UnionId>,
    /// Also those of the unions below.
    pub subtree: bool,
    /// What was done to this thing.
    pub subject: Option<Uuid>,
    /// What the holder of this post did.
    pub staff: Option<StaffId>,
    /// Of this kind.
    pub action: Option<AuditAction>,
    /// From this day on (China).
    pub from: Option<NaiveDate>,
    /// Up to the end of this day (China).
    pub to: Option<NaiveDate>,
}

/// Entries about the own union or the own subtree, newest first; `page`'s key is the id, which
/// follows time.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] without the permission, [`crate::error::Error::NotFound`] for a
/// union elsewhere.
pub async fn entries(scope: &Scope, filter: &TrailFilter, page: &Page) -> Result<Vec<Model>> {
    let own = scope.require(Permission::AuditRead)?.union_id;
    let range = unions::service::reach(scope, filter.union, filter.subtree).await?;
    let mut query = Entity::find();
    if filter.subtree {
        query = query
            .filter(Column::UnionPath.gte(range.from))
            .filter(Column::UnionPath.lt(range.to));
    } else {
        query = query.filter(Column::UnionId.eq(filter.union.map_or(own, UnionId::uuid)));
    }
    if let Some(subject) = filter.subject {
        query = query.filter(Column::SubjectId.eq(subject));
    }
    if let Some(staff) = filter.staff {
        query = query.filter(Column::StaffId.eq(staff.uuid()));
    }
    if let Some(action) = filter.action {
        query = query.filter(Column::Action.eq(action.code()));
    }
    if let Some(from) = filter.from.and_then(begin_of_day) {
        query = query.filter(Column::At.gte(from));
    }
    if let Some(end) = filter
        .to
        .and_then(|to| begin_of_day(to.checked_add_days(Days::new(1))?))
    {
        query = query.filter(Column::At.lt(end));
    }
    if let Some(before) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.lt(before));
    }
    Ok(query
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}
