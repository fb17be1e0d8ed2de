//! Beginning and ending a pairing, with everything that goes with it. Whoever calls holds the locks on
//! the household and on the cadre.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::assignments::entity::{hand_over, measure, pairing};
use crate::assignments::rules::{
    HandOverState, MAX_LOAD, MeasureState, PairingEndReason, free_slot,
};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::households::entity::household;
use crate::id::StaffId;
use crate::identity::{entity::staff, service as identity};
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell};
use crate::tenancy::{Scope, Tenant};
use crate::text::Language;

/// A cadre, locked, with the places that are taken.
pub(super) struct Seat {
    pub(super) cadre: staff::Model,
    pub(super) taken: Vec<i16>,
}

impl Seat {
    /// Locks the cadre and counts the households.
    pub(super) async fn lock(scope: &Scope, cadre: StaffId) -> Result<Self> {
        let cadre = identity::get_locked(scope, cadre).await?;
        let taken = pairing::Entity::find()
            .select_only()
            .column(pairing::Column::Slot)
            .filter(pairing::Column::CadreId.eq(cadre.id))
            .filter(pairing::Column::EndedOn.is_null())
            .into_tuple()
            .all(scope)
            .await?;
        Ok(Self { cadre, taken })
    }

    /// Locks several cadres, in the order of their ids.
    pub(super) async fn lock_all(scope: &Scope, mut cadres: Vec<Uuid>) -> Result<Vec<Self>> {
        cadres.sort_unstable();
        cadres.dedup();
        let mut seats = Vec::with_capacity(cadres.len());
        for cadre in cadres {
            seats.push(Self::lock(scope, cadre.into()).await?);
        }
        Ok(seats)
    }

    /// Why this cadre may not take a household of that union; `path` says where the cadre is named.
    pub(super) fn refusal(
        &self,
        scope: &Scope,
        union: Uuid,
        path: &str,
    ) -> Result<Option<Refusal>> {
        let steward = scope.principal()?.union_id;
        Ok(if !self.cadre.is_cadre() {
            Some(Refusal::new(
                UserErrorCode::State,
                path,
                "此人不是在岗的帮扶干部；请选择在岗干部，或先为其授予帮扶干部角色",
                "this person is no cadre in office; choose another, or grant the role first",
            ))
        } else if self.cadre.union_id != union && self.cadre.union_id != steward {
            Some(Refusal::new(
                UserErrorCode::Invalid,
                path,
                "只能与本工会或代管工会的干部结对；请选择这些工会的干部",
                "only cadres of the household's union, or of the union that manages it, can take it",
            ))
        } else if free_slot(&self.taken).is_none() {
            Some(limit(path))
        } else {
            None
        })
    }

    async fn count(&self, scope: &Scope, from: usize) -> Result<()> {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        identity::load_changed(
            scope,
            self.cadre.id.into(),
            number(from),
            number(self.taken.len()),
        )
        .await
    }
}

/// A fifth household.
pub(super) fn limit(path: &str) -> Refusal {
    Refusal::new(
        UserErrorCode::Limit,
        path,
        format!("该干部已结对 {MAX_LOAD} 户，最多 {MAX_LOAD} 户；请先解除一户或改派他人"),
        format!(
            "this cadre already answers for {MAX_LOAD} households, the most there may be; end one first or choose another cadre"
        ),
    )
}

/// The household has a cadre.
pub(super) fn paired_already(path: &str) -> Refusal {
    Refusal::new(
        UserErrorCode::State,
        path,
        "该户已有结对干部；如需更换，请办理转交",
        "this household has a cadre already; to change it, transfer the pairing",
    )
}

/// Begins a pairing: takes a place of the cadre and hands over the open promises of the household.
/// The household's own row is left to the caller.
pub(super) async fn begin(
    scope: &Scope,
    household: &household::Model,
    seat: &mut Seat,
) -> Result<pairing::Model> {
    let slot = free_slot(&seat.taken).ok_or_else(|| Error::from(limit("cadreId")))?;
    let row = pairing::Model {
        id: Uuid::now_v7(),
        union_id: household.union_id,
        union_path: household.union_path.clone(),
        household_id: household.id,
        cadre_id: seat.cadre.id,
        slot,
        started_on: scope.today(),
        ended_on: None,
        end_reason: None,
        created_by: scope.principal().ok().map(|p| p.staff_id),
        ended_by: None,
        created_at: scope.now(),
        ended_at: None,
        version: 1,
    };
    pairing::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(scope)
        .await
        .map_err(|error| match violated_constraint(&error) {
            Some("pairing_slot") => limit("cadreId").into(),
            Some("pairing_one_cadre") => paired_already("householdId").into(),
            _ => Error::from(error),
        })?;
    measure::Entity::update_many()
        .col_expr(measure::Column::CadreId, Expr::value(seat.cadre.id))
        .filter(measure::Column::HouseholdId.eq(household.id))
        .filter(measure::Column::State.eq(MeasureState::Open))
        .exec(scope)
        .await?;
    super::helper::remove_one(scope, household.id, seat.cadre.id).await?;
    let before = seat.taken.len();
    seat.taken.push(slot);
    seat.count(scope, before).await?;
    Ok(row)
}

/// Ends a pairing and what waits on it. The household's own row is left to the caller.
pub(super) async fn end(
    scope: &Scope,
    row: pairing::Model,
    seat: &mut Seat,
    reason: PairingEndReason,
    today: NaiveDate,
) -> Result<pairing::Model> {
    let after = pairing::Model {
        // A pairing that begins tomorrow by the clock of another server ends on its first day.
        ended_on: Some(Ord::max(today, row.started_on)),
        end_reason: Some(reason),
        ended_by: scope.principal().ok().map(|p| p.staff_id),
        ended_at: Some(scope.now()),
        version: row.version + 1,
        ..row
    };
    pairing::Entity::update(after.clone().into_active_model().reset_all())
        .exec(scope)
        .await?;
    hand_over::Entity::update_many()
        .col_expr(hand_over::Column::State, Expr::value(HandOverState::Lapsed))
        .col_expr(hand_over::Column::AnsweredAt, Expr::value(scope.now()))
        .col_expr(
            hand_over::Column::Version,
            Expr::col(hand_over::Column::Version).add(1),
        )
        .filter(hand_over::Column::PairingId.eq(after.id))
        .filter(hand_over::Column::State.eq(HandOverState::Proposed))
        .exec(scope)
        .await?;
    let before = seat.taken.len();
    seat.taken.retain(|slot| *slot != after.slot);
    seat.count(scope, before).await?;
    Ok(after)
}

/// Ends the pairing of a household that is relieved or closed, its helpers with it. The caller holds
/// the lock on the household and sets its `cadre_id` to none in the same write, where it counts the
/// figures of the household; this ends the pairing, its hand-over and the load of the cadre.
///
/// # Errors
/// STATE when the cadre belongs to a union above that the caller does not see, otherwise a fault of
/// the database.
pub async fn end_for_household(
    scope: &Scope,
    household: &household::Model,
    reason: PairingEndReason,
    today: NaiveDate,
) -> Result<()> {
    super::helper::remove_all(scope, household.id).await?;
    let Some(row) = active(scope, household.id).await? else {
        return Ok(());
    };
    let mut seat = Seat::lock(scope, row.cadre_id.into())
        .await
        .map_err(|error| unseen(error, "id"))?;
    let row = end(scope, row, &mut seat, reason, today).await?;
    note(
        scope,
        AuditAction::Changed,
        household,
        &format!("结束结对：{}", reason.label(Language::Chinese)),
    )
    .await?;
    let news = News::of_household(NotificationKind::HouseholdWithdrawn, row.id, household.id);
    tell(scope, [(row.cadre_id, news)]).await
}

/// The pairing that holds for a household.
pub(super) async fn active(scope: &Scope, household: Uuid) -> Result<Option<pairing::Model>> {
    Ok(pairing::Entity::find()
        .filter(pairing::Column::HouseholdId.eq(household))
        .filter(pairing::Column::EndedOn.is_null())
        .lock_exclusive()
        .one(scope)
        .await?)
}

/// Says what to do where the present cadre works at the union that manages this one, which this
/// person does not see.
pub(super) fn unseen(error: Error, path: &str) -> Error {
    match error {
        Error::NotFound => Refusal::new(
            UserErrorCode::State,
            path,
            "该户的结对干部属于代管工会，请由代管工会的管理员办理",
            "the cadre belongs to the union that manages this one; its administrator can do this",
        )
        .into(),
        other => other,
    }
}

/// Writes an act on a household into the audit trail.
pub(super) async fn note(
    scope: &Scope,
    action: AuditAction,
    household: &household::Model,
    summary: &str,
) -> Result<()> {
    let subject = Subject {
        kind: "household",
        id: Some(household.id),
        union_id: household.union_id(),
        union_path: household.union_path(),
    };
    audit::record(scope, action, subject, summary, None).await
}
