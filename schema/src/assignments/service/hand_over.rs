//! Hand-overs: a cadre offers a household to a colleague, who accepts or refuses.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::act::{limit, note};
use super::own_household;
use super::pairing::{get_pairing, hand, locked};
use crate::assignments::entity::{hand_over, pairing};
use crate::assignments::rules::{HandOverState, MAX_LOAD};
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::households::entity::household;
use crate::id::{HandOverId, PairingId, StaffId};
use crate::identity::service as identity;
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell};
use crate::paging::Page;
use crate::tenancy::{Granted, Permission, Scope};

/// A hand-over of the own union.
///
/// # Errors
/// [`Error::NotFound`] for one elsewhere as for none.
pub async fn get_hand_over(scope: &Scope, id: HandOverId) -> Result<hand_over::Model> {
    scope.require(Permission::PairingRead)?;
    hand_over::Entity::find_by_id(id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// Hand-overs that wait for an answer and that this person offered or received, newest first; the
/// page's key is the id.
///
/// # Errors
/// A fault of the database.
pub async fn hand_overs(scope: &Scope, page: &Page) -> Result<Vec<hand_over::Model>> {
    let me = scope.require(Permission::PairingRead)?.staff_id;
    let mut query = hand_over::Entity::find()
        .filter(hand_over::Column::State.eq(HandOverState::Proposed))
        .filter(
            Condition::any()
                .add(hand_over::Column::FromId.eq(me))
                .add(hand_over::Column::ToId.eq(me)),
        );
    if let Some(after) = page.key::<Uuid>(0)? {
        query = query.filter(hand_over::Column::Id.lt(after));
    }
    Ok(query
        .order_by_desc(hand_over::Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?)
}

/// Offers one of the own households to a colleague.
///
/// # Errors
/// [`Error::Forbidden`] for a household that somebody else answers for, STATE when the pairing ended or
/// the receiver is no cadre in office, INVALID for another union's cadre, LIMIT when the receiver is
/// full, DUPLICATE when an offer waits already.
pub async fn propose_hand_over(
    scope: &Scope,
    pairing: PairingId,
    to: StaffId,
    text: &str,
) -> Result<hand_over::Model> {
    let me = scope.require(Permission::HandOver)?.staff_id;
    let mut checks = Checks::default();
    let text = checks.lines("note", text, 1000);
    checks.done()?;
    let version = get_pairing(scope, pairing).await?.version;
    let (household, row) = locked(scope, Permission::HandOver, pairing, version).await?;
    if row.cadre_id != me {
        return Err(Error::Forbidden);
    }
    let (giver, taker) = (
        identity::get(scope, me.into()).await?,
        identity::get(scope, to).await?,
    );
    let refuse = |code, path, zh, en| Err(Refusal::new(code, path, zh, en).into());
    if taker.id == me || taker.union_id != giver.union_id {
        return refuse(
            UserErrorCode::Invalid,
            "toCadreId",
            "请选择本工会的另一名干部；跨工会调整请由管理员办理转交",
            "choose another cadre of your own union; between unions an administrator transfers",
        );
    }
    if !taker.is_cadre() {
        return refuse(
            UserErrorCode::State,
            "toCadreId",
            "此人不是在岗的帮扶干部；请选择在岗干部",
            "this person is no cadre in office; choose another",
        );
    }
    let load = identity::active_pairings(scope, to).await?;
    if usize::try_from(load).is_ok_and(|load| load >= MAX_LOAD) {
        return Err(limit("toCadreId").into());
    }
    let offer = hand_over::Model {
        id: Uuid::now_v7(),
        union_id: household.union_id,
        union_path: household.union_path.clone(),
        pairing_id: row.id,
        from_id: me,
        to_id: taker.id,
        note: text,
        state: HandOverState::Proposed,
        answer: None,
        proposed_at: scope.now(),
        answered_at: None,
        version: 1,
    };
    hand_over::Entity::insert(offer.clone().into_active_model().reset_all())
        .exec_without_returning(scope)
        .await
        .map_err(|error| match violated_constraint(&error) {
            Some("hand_over_one_open") => Refusal::new(
                UserErrorCode::Duplicate,
                "pairingId",
                "该户已有待确认的移交，请等对方答复",
                "a hand-over of this household waits for an answer already",
            )
            .into(),
            _ => Error::from(error),
        })?;
    note(scope, AuditAction::Created, &household, "发起移交").await?;
    let news = News::of_household(NotificationKind::HandOverOffered, offer.id, household.id);
    tell(scope, [(offer.to_id, news)]).await?;
    Ok(offer)
}

/// Takes the household over: the pairing moves with its open promises.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but the receiver, CONFLICT for a stale version, STATE when it was
/// answered or the pairing ended, LIMIT when the receiver is full by now.
pub async fn accept_hand_over(
    scope: &Scope,
    id: HandOverId,
    version: i32,
    answer: Option<&str>,
) -> Result<hand_over::Model> {
    let (household, offer, pairing) = open(scope, id, version).await?;
    if pairing.ended_on.is_some() || pairing.cadre_id != offer.from_id {
        return Err(answered().into());
    }
    // Answered before the pairing ends, or it would lapse with it.
    let offer = close(scope, offer, HandOverState::Accepted, answer).await?;
    let news = News::of_household(NotificationKind::HandOverAccepted, offer.id, household.id);
    tell(scope, [(offer.from_id, news)]).await?;
    hand(scope, household, pairing, offer.to_id.into(), "id").await?;
    Ok(offer)
}

/// Leaves the household with its present cadre.
///
/// # Errors
/// As [`accept_hand_over`], without LIMIT.
pub async fn refuse_hand_over(
    scope: &Scope,
    id: HandOverId,
    version: i32,
    answer: Option<&str>,
) -> Result<hand_over::Model> {
    let (household, offer, _) = open(scope, id, version).await?;
    let offer = close(scope, offer, HandOverState::Refused, answer).await?;
    note(scope, AuditAction::Decided, &household, "谢绝移交").await?;
    let news = News::of_household(NotificationKind::HandOverRefused, offer.id, household.id);
    tell(scope, [(offer.from_id, news)]).await?;
    Ok(offer)
}

async fn open(
    scope: &Scope,
    id: HandOverId,
    version: i32,
) -> Result<(Granted<household::Model>, hand_over::Model, pairing::Model)> {
    let me = scope.require(Permission::HandOver)?.staff_id;
    let seen = get_hand_over(scope, id).await?;
    if seen.to_id != me {
        return Err(Error::Forbidden);
    }
    let of = get_pairing(scope, seen.pairing_id.into()).await?;
    let household = own_household(scope, Permission::HandOver, of.household_id.into()).await?;
    // Read again under the household's lock, which whoever changes either holds.
    let pairing = get_pairing(scope, of.id.into()).await?;
    let offer = get_hand_over(scope, id).await?;
    if offer.version != version {
        return Err(Error::conflict());
    }
    if offer.state != HandOverState::Proposed {
        return Err(answered().into());
    }
    Ok((household, offer, pairing))
}

fn answered() -> Refusal {
    Refusal::new(
        UserErrorCode::State,
        "id",
        "这个移交已有结果或已失效；请刷新后查看",
        "this hand-over was answered or has lapsed; look at it as it is now",
    )
}

async fn close(
    scope: &Scope,
    offer: hand_over::Model,
    state: HandOverState,
    answer: Option<&str>,
) -> Result<hand_over::Model> {
    let mut checks = Checks::default();
    let answer = checks.optional_lines("answer", answer, 1000);
    checks.done()?;
    let after = hand_over::Model {
        state,
        answer,
        answered_at: Some(scope.now()),
        version: offer.version + 1,
        ..offer
    };
    hand_over::Entity::update(after.clone().into_active_model().reset_all())
        .exec(scope)
        .await?;
    Ok(after)
}
