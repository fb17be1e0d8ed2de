//! One person, two files: the nearest common superior settles which one stays.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use super::edit::{close, note};
use super::get_locked;
use super::member::drop_member;
use crate::audit::service::{AuditAction, Subject, record};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::entity::{duplicate_claim, duplicate_pair, member};
use crate::households::input::SettleDuplicateInput;
use crate::households::rules::{
    CloseReason, DuplicateClaimState, DuplicateDecision, HouseholdStatus, Relation,
};
use crate::id::ClaimId;
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell, tell_union};
use crate::paging::Page;
use crate::papers::service as papers;
use crate::tenancy::{Permission, Scope};
use crate::text::Language;

/// A claim, and the other file where this scope is to settle it.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The claim.
    pub row: duplicate_claim::Model,
    /// Household of the other file; only for the union that settles.
    pub other: Option<Uuid>,
}

/// Claims that the own unions raised or are to settle, newest first; the page's key is the id.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn claims(
    scope: &Scope,
    state: Option<DuplicateClaimState>,
    page: &Page,
) -> Result<Vec<Claim>> {
    use duplicate_claim::Column;
    let principal = scope.require(Permission::HouseholdRead)?;
    let own = principal.own_unions.clone();
    let mut settles = Query::select();
    settles
        .column(duplicate_pair::Column::ClaimId)
        .from(duplicate_pair::Entity)
        .and_where(Expr::col(duplicate_pair::Column::UnionId).is_in(own.iter().copied()));
    let mut query = duplicate_claim::Entity::find().filter(
        Condition::any()
            .add(Column::UnionId.is_in(own))
            .add(Column::Id.in_subquery(settles)),
    );
    if let Some(state) = state {
        query = query.filter(Column::State.eq(state));
    }
    if let Some(id) = page.key::<Uuid>(0)? {
        query = query.filter(Column::Id.lt(id));
    }
    let rows = query
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(scope)
        .await?;
    let pairs = duplicate_pair::Entity::find()
        .filter(duplicate_pair::Column::ClaimId.is_in(rows.iter().map(|row| row.id)))
        .all(scope)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let other = pairs
                .iter()
                .find(|pair| pair.claim_id == row.id)
                .map(|pair| pair.other_household_id);
            Claim { row, other }
        })
        .collect())
}

/// One claim.
///
/// # Errors
/// [`Error::NotFound`] for a claim elsewhere as for none.
pub async fn get_claim(scope: &Scope, id: ClaimId) -> Result<Claim> {
    scope.require(Permission::HouseholdRead)?;
    let row = duplicate_claim::Entity::find_by_id(id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    let pair = duplicate_pair::Entity::find_by_id(row.id)
        .one(scope)
        .await?;
    Ok(Claim {
        row,
        other: pair.map(|pair| pair.other_household_id),
    })
}

/// Settles a claim: the person's file that does not stay is closed, or the member leaves it.
///
/// # Errors
/// CONFLICT; STATE for a claim that is settled; [`Error::Forbidden`] for whoever is not to settle it.
pub async fn settle(scope: &Scope, input: &SettleDuplicateInput) -> Result<Uuid> {
    scope.require(Permission::DuplicateSettle)?;
    let mut checks = Checks::default();
    let remark = checks.lines("note", &input.note, 500);
    checks.done()?;
    let claim = duplicate_claim::Entity::find_by_id(input.id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    let Some(pair) = duplicate_pair::Entity::find_by_id(claim.id)
        .lock_exclusive()
        .one(scope)
        .await?
    else {
        return Err(Error::Forbidden);
    };
    let claim = duplicate_claim::Entity::find_by_id(claim.id)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    if claim.version != input.version {
        return Err(Error::conflict());
    }
    if claim.state != DuplicateClaimState::Open {
        return Err(Refusal::new(
            UserErrorCode::State,
            "id",
            "该申请已经认定",
            "this claim is settled",
        )
        .into());
    }
    let (loser, household) = match input.decision {
        DuplicateDecision::KeepEarlier => (claim.member_id, claim.household_id),
        DuplicateDecision::KeepClaimant => (pair.other_member_id, pair.other_household_id),
    };
    let household = get_locked(scope, household.into()).await?;
    let member = member::Entity::find_by_id(loser)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    if household.status != HouseholdStatus::Closed && member.removed_on.is_none() {
        if member.relation == Relation::Head {
            if household.cadre_id.is_some() {
                papers::changed(scope, household.id, &["cadre"]).await?;
            }
            close(
                scope,
                household.clone(),
                HouseholdStatus::Closed,
                Some(CloseReason::Duplicate),
                Some(&remark),
            )
            .await?;
        } else {
            drop_member(scope, &household, &member).await?;
            papers::changed(scope, household.id, &["members"]).await?;
            let summary = format!(
                "{} 户移出重复登记的成员 {}",
                household.masked_name, member.masked_name
            );
            note(
                scope,
                &household,
                AuditAction::Changed,
                summary,
                Some(&remark),
            )
            .await?;
        }
    }
    duplicate_claim::Entity::update_many()
        .col_expr(
            duplicate_claim::Column::State,
            Expr::value(DuplicateClaimState::Settled),
        )
        .col_expr(
            duplicate_claim::Column::Decision,
            Expr::value(Some(input.decision)),
        )
        .col_expr(
            duplicate_claim::Column::DecisionNote,
            Expr::value(remark.as_str()),
        )
        .col_expr(duplicate_claim::Column::SettledAt, Expr::value(scope.now()))
        .col_expr(
            duplicate_claim::Column::Version,
            Expr::value(claim.version + 1),
        )
        .filter(duplicate_claim::Column::Id.eq(claim.id))
        .exec(scope)
        .await?;
    // What the settling union does not see, the database does itself.
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT drop_duplicate($1)",
        [claim.id.into()],
    );
    scope.execute_raw(statement).await?;
    let subject = Subject {
        kind: "claim",
        id: Some(claim.id),
        union_id: claim.union_id,
        union_path: &claim.union_path,
    };
    let summary = format!("重复建档认定：{}", input.decision.label(Language::Chinese));
    record(scope, AuditAction::Decided, subject, summary, Some(&remark)).await?;
    tell_both(scope, &claim, pair.other_household_id).await?;
    Ok(claim.id)
}

/// Tells both unions, each about its own file: the cadre who answers for it, and who runs the data.
async fn tell_both(scope: &Scope, claim: &duplicate_claim::Model, other: Uuid) -> Result<()> {
    for id in [claim.household_id, other] {
        let household = super::get(scope, id.into()).await?;
        let news = News::of_household(NotificationKind::DuplicateSettled, claim.id, id);
        tell(scope, household.cadre_id.map(|cadre| (cadre, news))).await?;
        let union = Some(household.union_id);
        tell_union(scope, union, Permission::DuplicateSettle, news).await?;
    }
    Ok(())
}
