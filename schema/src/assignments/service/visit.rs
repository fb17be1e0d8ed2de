//! Visits (入户走访).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::act::note;
use super::measure::promise;
use super::{own_household, require_serves};
use crate::assignments::entity::{visit, visit_private};
use crate::assignments::rules::{DueFault, VisitKind, VisitPurpose, check_due};
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::rules::{HouseholdStatus, Need};
use crate::id::{HouseholdId, StaffId, UnionId, VisitId};
use crate::input::Checks;
use crate::paging::Page;
use crate::privacy::Private;
use crate::statistics;
use crate::tenancy::{Permission, Scope};
use crate::unions::service as unions;
use crate::values::dates::china_date;

/// A promise made at the table.
#[derive(Debug, Clone)]
pub struct Promise {
    /// What is promised.
    pub text: String,
    /// Which need it answers.
    pub need: Option<Need>,
    /// The day by which it is to be kept.
    pub due_on: NaiveDate,
}

/// A visit as it was written down.
#[derive(Debug, Clone)]
pub struct NewVisit {
    /// Who was visited.
    pub household: HouseholdId,
    /// The day in China.
    pub visited_on: NaiveDate,
    /// How.
    pub kind: VisitKind,
    /// What for.
    pub purpose: VisitPurpose,
    /// Whether anybody was met.
    pub met: bool,
    /// Where.
    pub place: Option<String>,
    /// Whom.
    pub met_whom: Option<String>,
    /// What was seen.
    pub observed: Option<String>,
    /// 利益诉求: what the family asks for.
    pub claims: Option<String>,
    /// Needs found.
    pub needs: Vec<Need>,
    /// Promises made.
    pub measures: Vec<Promise>,
    /// When the phone noted it, for a visit recorded without a line.
    pub recorded_at: Option<DateTime<Utc>>,
}

/// Promises of one visit at most.
const MAX_PROMISES: usize = 20;

/// A visit of the own subtree.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn get_visit(scope: &Scope, id: VisitId) -> Result<visit::Model> {
    scope.require(Permission::VisitRead)?;
    visit::Entity::find_by_id(id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// Writes down a visit with the promises made there. The responsible cadre, a helper or the union's
/// administrator does.
///
/// # Errors
/// INVALID for a day that has not come or texts that are too long, STATE for a closed file.
pub async fn record_visit(scope: &Scope, new: NewVisit) -> Result<visit::Model> {
    scope.require(Permission::VisitRecord)?;
    // A phone's clock may run ahead; what it noted was noted by now.
    let recorded_at = new
        .recorded_at
        .map_or(scope.now(), |at| at.min(scope.now()));
    let mut checks = Checks::default();
    checks.ensure(
        new.visited_on <= china_date(recorded_at),
        "visitedOn",
        "走访日期不能晚于记录的日期；请填写实际走访的那一天",
        "a visit can't lie after the day it was written down; enter the day it took place",
    );
    checks.ensure(
        new.measures.len() <= MAX_PROMISES,
        "measures",
        format!("一次走访最多记 {MAX_PROMISES} 条措施"),
        format!("a visit holds at most {MAX_PROMISES} promises"),
    );
    let place = checks.optional_line("place", new.place.as_deref(), 100);
    let met_whom = checks.optional_line("metWhom", new.met_whom.as_deref(), 100);
    let observed = checks.optional_lines("observed", new.observed.as_deref(), 4000);
    let claims = checks.optional_lines("claims", new.claims.as_deref(), 2000);
    let mut promises = Vec::with_capacity(new.measures.len());
    for (index, measure) in new.measures.iter().enumerate() {
        promises.push(check_promise(
            &mut checks,
            &format!("measures.{index}."),
            measure,
            new.visited_on,
        ));
    }
    checks.done()?;

    let household = own_household(scope, Permission::VisitRecord, new.household).await?;
    require_serves(scope, &household).await?;
    if household.status == HouseholdStatus::Closed {
        return Err(closed().into());
    }
    let mut needs: Vec<String> = Vec::with_capacity(new.needs.len());
    for need in new.needs {
        if !needs.iter().any(|code| code == need.code()) {
            needs.push(need.code().to_owned());
        }
    }
    let row = visit::Model {
        id: Uuid::now_v7(),
        union_id: household.union_id,
        union_path: household.union_path.clone(),
        household_id: household.id,
        cadre_id: scope.principal()?.staff_id,
        visited_on: new.visited_on,
        kind: new.kind,
        purpose: new.purpose,
        met: new.met,
        needs,
        recorded_at,
        created_at: scope.now(),
    };
    visit::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    let private = visit_private::Model {
        visit_id: row.id,
        household_id: row.household_id,
        union_id: row.union_id,
        union_path: row.union_path.clone(),
        place: place.map(Private),
        met_whom: met_whom.map(Private),
        observed: observed.map(Private),
        claims: claims.map(Private),
    };
    visit_private::Entity::insert(private.into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    statistics::record(scope, None, Some(&row)).await?;
    promise(scope, &household, Some((row.id, row.visited_on)), &promises).await?;
    note(scope, AuditAction::Created, &household, "记录走访").await?;
    Ok(row)
}

/// A promise, checked: what is wrong is noted under `path`.
pub(super) fn check_promise(
    checks: &mut Checks,
    path: &str,
    promise: &Promise,
    promised_on: NaiveDate,
) -> Promise {
    let due = format!("{path}dueOn");
    match check_due(promised_on, promise.due_on) {
        Ok(()) => {}
        Err(DueFault::BeforePromise) => checks.fault(
            UserErrorCode::Invalid,
            &due,
            "到期日不能早于承诺的日期",
            "a promise can't fall due before it was made",
        ),
        Err(DueFault::TooFar) => checks.fault(
            UserErrorCode::Invalid,
            &due,
            "到期日超过五年，请核对年份",
            "this due date is more than five years away; check the year",
        ),
    }
    Promise {
        text: checks.lines(&format!("{path}text"), &promise.text, 500),
        ..promise.clone()
    }
}

/// Nothing is recorded in a closed file.
pub(super) fn closed() -> Refusal {
    Refusal::new(
        UserErrorCode::State,
        "householdId",
        "该户已注销，不能再记录；如有误，请管理员恢复档案",
        "this household's file is closed; if that is wrong, the administrator reopens it",
    )
}

/// Which visits a list shows.
#[derive(Debug, Clone, Default)]
pub struct VisitsOf {
    /// Of this union; the own one where no person or household is named.
    pub union: Option<UnionId>,
    /// Also of the unions below.
    pub subtree: bool,
    /// By this cadre.
    pub cadre: Option<StaffId>,
    /// By the person who asks.
    pub mine: bool,
    /// Of this household.
    pub household: Option<HouseholdId>,
    /// From this day.
    pub from: Option<NaiveDate>,
    /// To this day, included.
    pub to: Option<NaiveDate>,
}

/// Visits, newest first; the page's key is the day and the id.
///
/// # Errors
/// [`Error::NotFound`] for a union outside the own subtree.
pub async fn visits(scope: &Scope, of: &VisitsOf, page: &Page) -> Result<Vec<visit::Model>> {
    use visit::Column as C;
    let principal = scope.require(Permission::VisitRead)?;
    let cadre = of
        .cadre
        .map(StaffId::uuid)
        .or(of.mine.then_some(principal.staff_id));
    // A cadre's or household's visits are asked for wherever in the own subtree they are.
    let anywhere = of.union.is_none() && (cadre.is_some() || of.household.is_some());
    let reach = unions::reach(scope, of.union, of.subtree || anywhere).await?;
    // One union's visits lie in the order of the list in the index; a range of paths would be sorted.
    let mut query = match of.subtree || anywhere {
        true => visit::Entity::find()
            .filter(C::UnionPath.gte(reach.from))
            .filter(C::UnionPath.lt(reach.to)),
        false => visit::Entity::find().filter(C::UnionPath.eq(reach.from)),
    };
    if let Some(cadre) = cadre {
        query = query.filter(C::CadreId.eq(cadre));
    }
    if let Some(household) = of.household {
        query = query.filter(C::HouseholdId.eq(household.uuid()));
    }
    if let Some(from) = of.from {
        query = query.filter(C::VisitedOn.gte(from));
    }
    if let Some(to) = of.to {
        query = query.filter(C::VisitedOn.lte(to));
    }
    if let (Some(day), Some(id)) = (page.key::<NaiveDate>(0)?, page.key::<Uuid>(1)?) {
        // The first condition alone lets the index begin at the right day.
        query = query
            .filter(C::VisitedOn.lte(day))
            .filter(Condition::any().add(C::VisitedOn.lt(day)).add(C::Id.lt(id)));
    }
    Ok(query
        .order_by_desc(C::VisitedOn)
        .order_by_desc(C::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}
