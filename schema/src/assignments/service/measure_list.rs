//! Lists of promises.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::assignments::entity::measure::{self, Column as C};
use crate::assignments::rules::MeasureState;
use crate::error::Result;
use crate::id::{HouseholdId, UnionId};
use crate::paging::Page;
use crate::tenancy::{Permission, Scope};
use crate::unions::service as unions;

/// Which promises a list shows.
#[derive(Debug, Clone, Default)]
pub struct MeasuresOf {
    /// Of this union; the own one where nobody is named.
    pub union: Option<UnionId>,
    /// Also of the unions below.
    pub subtree: bool,
    /// Those that the person who asks is to keep.
    pub mine: bool,
    /// To this household.
    pub household: Option<HouseholdId>,
    /// In this state.
    pub state: Option<MeasureState>,
    /// Open past the day they were due, or not.
    pub overdue: Option<bool>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
}

/// Promises by the day they are due, the earliest first; the page's key is the day and the id.
///
/// # Errors
/// [`crate::error::Error::NotFound`] for a union outside the own subtree.
pub async fn measures(scope: &Scope, of: &MeasuresOf, page: &Page) -> Result<Vec<measure::Model>> {
    let principal = scope.require(Permission::VisitRead)?;
    let anywhere = of.union.is_none() && (of.mine || of.household.is_some());
    let reach = unions::reach(scope, of.union, of.subtree || anywhere).await?;
    // One union's promises lie in the order of the list in the index; a range of paths would be sorted.
    let mut query = match of.subtree || anywhere {
        true => measure::Entity::find()
            .filter(C::UnionPath.gte(reach.from))
            .filter(C::UnionPath.lt(reach.to)),
        false => measure::Entity::find().filter(C::UnionPath.eq(reach.from)),
    };
    if of.mine {
        query = query.filter(C::CadreId.eq(principal.staff_id));
    }
    if let Some(household) = of.household {
        query = query.filter(C::HouseholdId.eq(household.uuid()));
    }
    match of.state {
        Some(MeasureState::Open) => query = query.filter(open()),
        Some(state) => query = query.filter(C::State.eq(state)),
        None => {}
    }
    match of.overdue {
        Some(true) => {
            query = query.filter(open()).filter(C::DueOn.lt(scope.today()));
        }
        Some(false) => {
            query = query.filter(
                Condition::any()
                    .add(C::State.ne(MeasureState::Open))
                    .add(C::DueOn.gte(scope.today())),
            );
        }
        None => {}
    }
    if let Some(day) = of.due_before {
        query = query.filter(C::DueOn.lt(day));
    }
    if let (Some(day), Some(id)) = (page.key::<NaiveDate>(0)?, page.key::<Uuid>(1)?) {
        // The first condition alone lets the index begin at the right day.
        query = query
            .filter(C::DueOn.gte(day))
            .filter(Condition::any().add(C::DueOn.gt(day)).add(C::Id.gt(id)));
    }
    Ok(query
        .order_by_asc(C::DueOn)
        .order_by_asc(C::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Open, written out instead of bound: only so does the planner see that the index of the open ones
/// answers.
fn open() -> Expr {
    Expr::cust("state = 'OPEN'")
}
