//! Whom a partner does not act against (利益冲突). Only the partner reads it; an offer against one of them is refused.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder,
};
use uuid::Uuid;

use super::of_partner;
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::input::Checks;
use crate::partners::entity::conflict::{Column, Entity, Model};
use crate::partners::input::{AddPartnerConflictInput, RemovePartnerConflictInput};
use crate::partners::rules::MOST_CONFLICTS;
use crate::tenancy::Scope;

/// The own partner's list, by name.
///
/// # Errors
/// [`Error::Forbidden`] for who is of no partner.
pub async fn conflicts(scope: &Scope) -> Result<Vec<Model>> {
    let counsel = scope.counsel()?;
    Ok(Entity::find()
        .filter(Column::PartnerId.eq(counsel.partner_id))
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .all(scope)
        .await?)
}

/// Writes an enterprise onto the own partner's list; answers the id.
///
/// # Errors
/// [`Error::Forbidden`] for who does not run the account; LIMIT where there are as many as may be; DUPLICATE for one
/// that is there; all faults of the input at once.
pub async fn add(scope: &Scope, input: &AddPartnerConflictInput) -> Result<Uuid> {
    let counsel = scope.counsel()?;
    if !counsel.admin {
        return Err(Error::Forbidden);
    }
    let mut checks = Checks::default();
    let name = checks.line("name", &input.name, 100);
    checks.ensure(
        name.is_empty() || name.chars().count() >= 2,
        "name",
        "单位名称至少 2 个字",
        "a name has two characters at least",
    );
    let credit_code = checks.credit_code("creditCode", input.credit_code.as_deref());
    checks.done()?;
    let present = Entity::find().filter(Column::PartnerId.eq(counsel.partner_id));
    if present.count(scope).await? >= MOST_CONFLICTS {
        return Err(Refusal::new(
            UserErrorCode::Limit,
            "name",
            format!("名单最多 {MOST_CONFLICTS} 家单位"),
            format!("the list has {MOST_CONFLICTS} enterprises at most"),
        )
        .into());
    }
    let partner = super::get(scope, counsel.partner_id.into()).await?;
    let row = Model {
        id: Uuid::now_v7(),
        partner_id: partner.id,
        union_id: partner.union_id,
        union_path: partner.union_path.clone(),
        name,
        credit_code,
        created_at: scope.now(),
    };
    Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(scope)
        .await
        .map_err(refused)?;
    // Whom a firm serves is its secret: the trail has that something was written, and not whom.
    of_partner(
        scope,
        AuditAction::Created,
        &partner,
        partner.id,
        "利益冲突名单加入一家单位",
        None,
    )
    .await?;
    Ok(row.id)
}

/// Strikes an enterprise off the own partner's list; answers its id.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn remove(scope: &Scope, input: &RemovePartnerConflictInput) -> Result<Uuid> {
    let counsel = scope.counsel()?;
    if !counsel.admin {
        return Err(Error::Forbidden);
    }
    let gone = Entity::delete_by_id(input.id.uuid()).exec(scope).await?;
    if gone.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    let partner = super::get(scope, counsel.partner_id.into()).await?;
    of_partner(
        scope,
        AuditAction::Deleted,
        &partner,
        partner.id,
        "利益冲突名单删去一家单位",
        None,
    )
    .await?;
    Ok(input.id.uuid())
}

fn refused(error: sea_orm::DbErr) -> Error {
    match violated_constraint(&error) {
        Some("partner_conflict_partner_id_name_credit_code_key") => Refusal::new(
            UserErrorCode::Duplicate,
            "name",
            "这家单位已在名单中",
            "this enterprise is on the list already",
        )
        .into(),
        _ => error.into(),
    }
}
