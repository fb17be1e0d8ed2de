//! Pairing households with cadres (notice §3.2).

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{Condition, EntityTrait, QuerySelect};

use super::act::{self, Seat, begin, end, note, paired_already, unseen};
use super::own_household;
use crate::assignments::entity::pairing;
use crate::assignments::rules::{MAX_LOAD, MIN_LOAD, PairingEndReason};
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::{entity::household, rules::HouseholdStatus, service as households};
use crate::id::{HouseholdId, PairingId, StaffId};
use crate::identity::entity::staff;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell};
use crate::tenancy::{Granted, Permission, Scope};
use crate::text::Language;

/// A household and the cadre who is to answer for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The household.
    pub household: HouseholdId,
    /// The cadre.
    pub cadre: StaffId,
}

/// Pairs that one request may hold.
const MAX_PAIRS: usize = 100;

/// A pairing of the own subtree.
///
/// # Errors
/// [`Error::NotFound`] for a pairing elsewhere as for none.
pub async fn get_pairing(scope: &Scope, id: PairingId) -> Result<pairing::Model> {
    scope.require(Permission::PairingRead)?;
    pairing::Entity::find_by_id(id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// Makes a cadre answer for a household.
///
/// # Errors
/// LIMIT for a fifth household, STATE for a household that is not being helped or has a cadre, or for
/// somebody who is no cadre in office, INVALID for a cadre of another union.
pub async fn pair(scope: &Scope, pair: Pair) -> Result<pairing::Model> {
    let mut rows = pair_each(scope, &[pair], |_, field| field.to_owned()).await?;
    rows.pop()
        .ok_or_else(|| Error::bug("a pair without a pairing"))
}

/// Pairs all or none; each fault names the pair.
///
/// # Errors
/// As [`pair`] for each pair; INVALID for none or more than a hundred, DUPLICATE for a household named
/// twice.
pub async fn pair_all(scope: &Scope, pairs: &[Pair]) -> Result<Vec<pairing::Model>> {
    scope.require(Permission::PairingManage)?;
    if !(1..=MAX_PAIRS).contains(&pairs.len()) {
        return Err(Refusal::new(
            UserErrorCode::Invalid,
            "pairs",
            format!("一次可提交 1 到 {MAX_PAIRS} 户，请分批办理"),
            format!("one request holds 1 to {MAX_PAIRS} pairs; send the rest in another"),
        )
        .into());
    }
    pair_each(scope, pairs, |index, field| {
        format!("pairs.{index}.{field}")
    })
    .await
}

async fn pair_each(
    scope: &Scope,
    pairs: &[Pair],
    path: impl Fn(usize, &str) -> String,
) -> Result<Vec<pairing::Model>> {
    scope.require(Permission::PairingManage)?;
    let mut refusals = Vec::new();
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by_key(|index| (pairs[*index].household.uuid(), *index));
    let mut locked: Vec<Option<Granted<household::Model>>> = Vec::new();
    locked.resize_with(pairs.len(), || None);
    for window in 0..order.len() {
        let index = order[window];
        let id = pairs[index].household;
        if window > 0 && pairs[order[window - 1]].household == id {
            refusals.push(Refusal::new(
                UserErrorCode::Duplicate,
                &path(index, "householdId"),
                "同一户在本次提交中出现了两次",
                "this household is named twice",
            ));
            continue;
        }
        locked[index] = Some(own_household(scope, Permission::PairingManage, id).await?);
    }
    let cadres = pairs.iter().map(|pair| pair.cadre.uuid()).collect();
    let mut seats = Seat::lock_all(scope, cadres).await?;

    // Decide for all before anything is written, so that every fault is told at once; a place that
    // an earlier pair takes is counted.
    let mut planned = vec![0; seats.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let Some(household) = &locked[index] else {
            continue;
        };
        if let Some(refusal) = unpairable(household, &path(index, "householdId")) {
            refusals.push(refusal);
        }
        let cadre = path(index, "cadreId");
        let place = position(&seats, pair.cadre)?;
        let seat = &seats[place];
        if let Some(refusal) = seat.refusal(scope, household.union_id, &cadre)? {
            refusals.push(refusal);
        } else if seat.taken.len() + planned[place] >= MAX_LOAD {
            refusals.push(act::limit(&cadre));
        } else {
            planned[place] += 1;
        }
    }
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }

    let mut made = Vec::with_capacity(pairs.len());
    for (pair, household) in pairs.iter().zip(locked) {
        let household = household.ok_or_else(|| Error::bug("a pair without a household"))?;
        let place = position(&seats, pair.cadre)?;
        let row = begin(scope, &household, &mut seats[place]).await?;
        let household = households::assign_cadre(scope, household, Some(row.cadre_id)).await?;
        note(scope, AuditAction::Created, &household, "结对").await?;
        made.push(row);
    }
    let assigned = made
        .iter()
        .map(|row| heard(NotificationKind::HouseholdAssigned, row));
    tell(scope, assigned).await?;
    Ok(made)
}

/// What the cadre of a pairing hears.
fn heard(kind: NotificationKind, row: &pairing::Model) -> (uuid::Uuid, News) {
    (
        row.cadre_id,
        News::of_household(kind, row.id, row.household_id),
    )
}

fn position(seats: &[Seat], cadre: StaffId) -> Result<usize> {
    seats
        .iter()
        .position(|seat| seat.cadre.id == cadre.uuid())
        .ok_or_else(|| Error::bug("a cadre that was not locked"))
}

fn unpairable(household: &household::Model, path: &str) -> Option<Refusal> {
    if household.status != HouseholdStatus::Active {
        Some(Refusal::new(
            UserErrorCode::State,
            path,
            "只有帮扶中的户可以结对",
            "only a household that is being helped can be paired",
        ))
    } else if household.cadre_id.is_some() {
        Some(paired_already(path))
    } else {
        None
    }
}

/// Ends a pairing; the household is without a cadre then.
///
/// # Errors
/// CONFLICT for a stale version, STATE for a pairing that ended.
pub async fn end_pairing(
    scope: &Scope,
    id: PairingId,
    version: i32,
    reason: PairingEndReason,
) -> Result<pairing::Model> {
    let (household, row) = locked(scope, Permission::PairingManage, id, version).await?;
    let mut seat = Seat::lock(scope, row.cadre_id.into())
        .await
        .map_err(|error| unseen(error, "id"))?;
    let row = end(scope, row, &mut seat, reason, scope.today()).await?;
    let household = households::assign_cadre(scope, household, None).await?;
    let summary = format!("结束结对：{}", reason.label(Language::Chinese));
    note(scope, AuditAction::Changed, &household, &summary).await?;
    tell(scope, [heard(NotificationKind::HouseholdWithdrawn, &row)]).await?;
    Ok(row)
}

/// Ends a pairing and begins one with another cadre, in one act; answers the new one.
///
/// # Errors
/// CONFLICT for a stale version, STATE for a pairing that ended or a receiver who is no cadre in
/// office, INVALID for the same cadre or one of another union, LIMIT when the receiver is full.
pub async fn transfer_pairing(
    scope: &Scope,
    id: PairingId,
    version: i32,
    to: StaffId,
) -> Result<pairing::Model> {
    let (household, row) = locked(scope, Permission::PairingManage, id, version).await?;
    let before = row.clone();
    let new = hand(scope, household, row, to, "toCadreId").await?;
    let withdrawn = heard(NotificationKind::HouseholdWithdrawn, &before);
    let assigned = heard(NotificationKind::HouseholdAssigned, &new);
    tell(scope, [withdrawn, assigned]).await?;
    Ok(new)
}

/// Moves a household from its present cadre to another; `path` says where the receiver is named.
pub(super) async fn hand(
    scope: &Scope,
    household: Granted<household::Model>,
    row: pairing::Model,
    to: StaffId,
    path: &str,
) -> Result<pairing::Model> {
    let from = StaffId::from(row.cadre_id);
    if from == to {
        return Err(Refusal::new(
            UserErrorCode::Invalid,
            path,
            "该户已由这名干部负责；请选择另一名干部",
            "this cadre answers for the household already; choose another",
        )
        .into());
    }
    let mut seats = Vec::with_capacity(2);
    let mut both = [from, to];
    both.sort_by_key(|cadre| cadre.uuid());
    for cadre in both {
        let seat = Seat::lock(scope, cadre).await;
        seats.push(if cadre == from {
            seat.map_err(|error| unseen(error, "id"))?
        } else {
            seat?
        });
    }
    let (giver, taker) = (position(&seats, from)?, position(&seats, to)?);
    if let Some(refusal) = seats[taker].refusal(scope, household.union_id, path)? {
        return Err(refusal.into());
    }
    end(
        scope,
        row,
        &mut seats[giver],
        PairingEndReason::Reassigned,
        scope.today(),
    )
    .await?;
    let new = begin(scope, &household, &mut seats[taker]).await?;
    let household = households::assign_cadre(scope, household, Some(new.cadre_id)).await?;
    note(scope, AuditAction::Changed, &household, "转交结对").await?;
    Ok(new)
}

/// The household and the pairing, both locked, at the version that the person saw.
pub(super) async fn locked(
    scope: &Scope,
    permission: Permission,
    id: PairingId,
    version: i32,
) -> Result<(Granted<household::Model>, pairing::Model)> {
    scope.require(permission)?;
    let seen = get_pairing(scope, id).await?;
    let household = own_household(scope, permission, seen.household_id.into()).await?;
    let row = pairing::Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    if row.version != version {
        return Err(Error::conflict());
    }
    if row.ended_on.is_some() {
        return Err(Refusal::new(
            UserErrorCode::State,
            "id",
            "这个结对已经结束；请刷新后查看该户现在的结对情况",
            "this pairing has ended; look at the household as it is now",
        )
        .into());
    }
    Ok((household, row))
}

/// Narrows a list of `staff` to cadres with fewer than two households (`shortfall`), and to cadres
/// with room for another (`has_room`); `None` where neither is asked for.
#[must_use]
pub fn load_between(shortfall: Option<bool>, has_room: Option<bool>) -> Option<Condition> {
    if shortfall.is_none() && has_room.is_none() {
        return None;
    }
    let load = || {
        let counted = Query::select()
            .expr(Expr::col(pairing::Column::Id).count())
            .from(pairing::Entity)
            .and_where(
                Expr::col((pairing::Entity, pairing::Column::CadreId))
                    .equals((Alias::new("staff"), staff::Column::Id)),
            )
            .and_where(Expr::col(pairing::Column::EndedOn).is_null())
            .to_owned();
        SimpleExpr::SubQuery(None, Box::new(counted.into()))
    };
    let bound = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut all = Condition::all()
        .add(Expr::col((Alias::new("staff"), staff::Column::State)).eq("ACTIVE"))
        .add(Expr::cust("'CADRE' = ANY (staff.roles)"));
    if let Some(wanted) = shortfall {
        let few = load().lt(bound(MIN_LOAD));
        all = all.add(if wanted { few } else { few.not() });
    }
    if let Some(wanted) = has_room {
        let room = load().lt(bound(MAX_LOAD));
        all = all.add(if wanted { room } else { room.not() });
    }
    Some(all)
}
