//! A superior reads one household unmasked.

use uuid::Uuid;

use super::edit::note;
use super::get;
use crate::audit::service::AuditAction;
use crate::error::Result;
use crate::households::input::OpenHouseholdInput;
use crate::input::{Checks, REASON};
use crate::tenancy::{Permission, Scope};

/// Opens one household of a union below to this one answer. The audit trail has the reason before
/// anything is read: the database lets the names through only in the transaction that wrote it.
///
/// # Errors
/// All faults of the input; [`crate::error::Error::Forbidden`] without the permission.
pub async fn open(scope: &Scope, input: &OpenHouseholdInput) -> Result<Uuid> {
    let household = get(scope, input.id).await?;
    let household = scope.grant_below(Permission::HouseholdOpen, household)?;
    let mut checks = Checks::default();
    let reason = checks.lines("reason", &input.reason, 500);
    if !reason.is_empty() {
        checks.ensure(
            reason.chars().count() >= REASON,
            "reason",
            format!("请写明查看理由（至少 {REASON} 个字），所属工会可以看到"),
            format!("say why, in {REASON} characters at least; the owning union can read it"),
        );
    }
    checks.done()?;
    if scope.principal()?.owns(household.union_id) {
        return Ok(household.id);
    }
    let summary = format!("查看 {} 户的实名信息", household.masked_name);
    note(
        scope,
        &household,
        AuditAction::Opened,
        summary,
        Some(&reason),
    )
    .await?;
    scope.open_record(household.id).await?;
    Ok(household.id)
}
