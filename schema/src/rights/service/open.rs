//! A superior reads one case with its names.

use uuid::Uuid;

use super::{get, note};
use crate::audit::service::AuditAction;
use crate::error::Result;
use crate::input::{Checks, REASON};
use crate::rights::input::OpenRightsCaseInput;
use crate::tenancy::{Permission, Scope};

/// Opens one case of a union below to this one answer. The audit trail has the reason before anything is read: the
/// database lets the names through only in the transaction that wrote it.
///
/// # Errors
/// [`crate::error::Error::NotFound`]; [`crate::error::Error::Forbidden`] without the permission and for a case that is
/// only shared; all faults of the input at once.
pub async fn open(scope: &Scope, input: &OpenRightsCaseInput) -> Result<Uuid> {
    let case = get(scope, input.id).await?;
    let case = scope.grant_below(Permission::RightsHandle, case)?;
    let mut checks = Checks::default();
    let reason = checks.lines("reason", &input.reason, 500);
    checks.ensure(
        reason.is_empty() || reason.chars().count() >= REASON,
        "reason",
        format!("请写明查看理由（至少 {REASON} 个字），所属工会可以看到"),
        format!("say why, in {REASON} characters at least; the owning union can read it"),
    );
    checks.done()?;
    if scope.principal()?.owns(case.union_id) {
        return Ok(case.id);
    }
    let what = "查看实名信息";
    note(scope, AuditAction::Opened, &case, what, Some(&reason)).await?;
    scope.open_record(case.id).await?;
    Ok(case.id)
}
