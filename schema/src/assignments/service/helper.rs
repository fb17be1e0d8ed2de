//! Helpers of the responsible cadre.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::act::note;
use super::own_household;
use crate::assignments::entity::helper;
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::rules::HouseholdStatus;
use crate::id::{HouseholdId, StaffId};
use crate::identity::service as identity;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell};
use crate::tenancy::{Permission, Scope};

/// Adds somebody of the household's union, or of the union that manages it, as a helper, who may
/// record visits and keep promises there if their role allows it.
///
/// # Errors
/// STATE for a closed household or somebody who left, INVALID for another union's staff or the
/// responsible cadre, DUPLICATE for a helper.
pub async fn add_helper(scope: &Scope, household: HouseholdId, staff: StaffId) -> Result<()> {
    let household = own_household(scope, Permission::PairingManage, household).await?;
    let post = identity::get(scope, staff).await?;
    let refuse = |code, path, zh, en| Err(Refusal::new(code, path, zh, en).into());
    if household.status == HouseholdStatus::Closed {
        return refuse(
            UserErrorCode::State,
            "householdId",
            "该户已注销，不能添加协助人",
            "this household's file is closed",
        );
    }
    if post.union_id != household.union_id && post.union_id != scope.principal()?.union_id {
        return refuse(
            UserErrorCode::Invalid,
            "staffId",
            "只能添加本工会或代管工会的人员",
            "only people of the household's union, or of the union that manages it, can help",
        );
    }
    if !post.works() {
        return refuse(
            UserErrorCode::State,
            "staffId",
            "此人未到岗或已离任；请选择在岗人员",
            "this person is not in office; choose somebody who is",
        );
    }
    if household.cadre_id == Some(post.id) {
        return refuse(
            UserErrorCode::Invalid,
            "staffId",
            "此人就是该户的结对干部，无需再添加",
            "this person answers for the household already",
        );
    }
    let row = helper::Model {
        household_id: household.id,
        staff_id: post.id,
        union_id: household.union_id,
        union_path: household.union_path.clone(),
        since: scope.today(),
    };
    // The household is locked, so nobody adds the same helper in between.
    if find(scope, household.id, post.id).await?.is_some() {
        return refuse(
            UserErrorCode::Duplicate,
            "staffId",
            "此人已是该户的协助人",
            "this person is a helper already",
        );
    }
    helper::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(scope)
        .await?;
    note(scope, AuditAction::Granted, &household, "添加协助人").await?;
    let news = News::of_household(NotificationKind::HelpAsked, household.id, household.id);
    tell(scope, [(post.id, news)]).await
}

/// Removes a helper.
///
/// # Errors
/// [`Error::NotFound`] for somebody who is no helper of the household.
pub async fn remove_helper(scope: &Scope, household: HouseholdId, staff: StaffId) -> Result<()> {
    let household = own_household(scope, Permission::PairingManage, household).await?;
    find(scope, household.id, staff.uuid())
        .await?
        .ok_or(Error::NotFound)?;
    remove_one(scope, household.id, staff.uuid()).await?;
    note(scope, AuditAction::Revoked, &household, "移除协助人").await
}

/// Removes a helper, if there is one, for example because they answer for the household from now on.
pub(super) async fn remove_one(scope: &Scope, household: Uuid, staff: Uuid) -> Result<()> {
    helper::Entity::delete_by_id((household, staff))
        .exec(scope)
        .await?;
    Ok(())
}

/// Removes every helper of a household whose help ended.
pub(super) async fn remove_all(scope: &Scope, household: Uuid) -> Result<()> {
    helper::Entity::delete_many()
        .filter(helper::Column::HouseholdId.eq(household))
        .exec(scope)
        .await?;
    Ok(())
}

async fn find(scope: &Scope, household: Uuid, staff: Uuid) -> Result<Option<helper::Model>> {
    Ok(helper::Entity::find_by_id((household, staff))
        .one(scope)
        .await?)
}
