//! Removing an attachment.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{attached_to, get, granted, note};
use crate::attachments::entity::attachment;
use crate::audit::service::AuditAction;
use crate::error::{Refusal, Result, UserErrorCode};
use crate::id::AttachmentId;
use crate::input::Checks;
use crate::tenancy::Scope;
use crate::text::Language;

/// Which attachment goes, and why.
#[derive(Debug, Clone)]
pub struct Removal<'a> {
    /// The attachment.
    pub id: AttachmentId,
    /// Why.
    pub reason: &'a str,
}

/// Removes an attachment: nobody sees it from now on, and its bytes go some weeks later. Whoever may
/// add one there may remove it, also from a closed file. Answers its id.
///
/// # Errors
/// [`crate::error::Error::NotFound`] and [`crate::error::Error::Forbidden`] by what it belongs to,
/// REQUIRED without a reason, STATE for one that was removed already.
pub async fn remove(scope: &Scope, removal: &Removal<'_>) -> Result<Uuid> {
    let row = get(scope, removal.id).await?.row;
    let to = attached_to(&row)?;
    let place = granted(scope, to).await?;
    let mut checks = Checks::default();
    let reason = checks.lines("reason", removal.reason, 500);
    checks.done()?;
    let principal = scope.principal()?;
    let removed = attachment::Entity::update_many()
        .col_expr(attachment::Column::RemovedAt, Expr::value(scope.now()))
        .col_expr(
            attachment::Column::RemovedBy,
            Expr::value(principal.staff_id),
        )
        .filter(attachment::Column::Id.eq(row.id))
        .filter(attachment::Column::RemovedAt.is_null())
        .exec(scope)
        .await?;
    if removed.rows_affected == 0 {
        return Err(Refusal::new(
            UserErrorCode::State,
            "id",
            "这个附件已经删除",
            "this attachment was removed already",
        )
        .into());
    }
    let summary = format!(
        "删除{}附件：{}",
        to.label(),
        row.kind.label(Language::Chinese)
    );
    note(scope, AuditAction::Deleted, &place, summary, Some(&reason)).await?;
    Ok(row.id)
}
