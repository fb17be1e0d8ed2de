//! Money that came to the workers.

use serde_json::json;
use uuid::Uuid;

use super::{note, ready, recoveries_of, state, take, words};
use crate::audit::service::AuditAction;
use crate::error::{Error, Result};
use crate::input::Checks;
use crate::rights::input::{CancelRightsRecoveryInput, RecordRightsRecoveryInput};
use crate::rights::rules::RightsCaseStep;
use crate::tenancy::Scope;

/// Writes down what came; answers the case's id.
///
/// # Errors
/// As `ready`; all faults of the input at once.
pub async fn record(scope: &Scope, input: &RecordRightsRecoveryInput) -> Result<Uuid> {
    let step = RightsCaseStep::Recover;
    let row = ready(scope, input.case_id, Some(input.version), step).await?;
    let mut checks = Checks::default();
    let text = words(&mut checks, "note", input.note.as_deref(), false);
    checks.ensure(
        input.amount.0.is_positive() && input.amount.0.0 <= 100_000_000_000,
        "amount",
        "金额应大于零，最多 10 亿元",
        "an amount is above zero, and one billion yuan at most",
    );
    checks.ensure(
        (1..=row.workers_concerned).contains(&input.workers),
        "workers",
        format!("人数应在 1 到涉及的 {} 人之间", row.workers_concerned),
        format!(
            "1 to the {} workers whom it concerns",
            row.workers_concerned
        ),
    );
    checks.ensure(
        input.on.0 <= scope.today() && input.on.0 >= row.reported_on,
        "on",
        "到账日期应在登记之日以后，且不晚于今天",
        "the day lies after the report and not in the future",
    );
    checks.done()?;
    let facts = json!({
        "recovery_id": Uuid::now_v7(),
        "on": input.on.0,
        "amount_fen": input.amount.0.0,
        "workers": input.workers,
    });
    take(scope, &row, step, text.as_deref(), facts).await?;
    let what = format!("登记到账 {} 元", input.amount.0);
    note(scope, AuditAction::Changed, &row, &what, None).await?;
    Ok(row.id)
}

/// Cancels what was written down by mistake; answers the case's id.
///
/// # Errors
/// As `ready`; STATE for what was cancelled already; all faults of the input at once.
pub async fn cancel(scope: &Scope, input: &CancelRightsRecoveryInput) -> Result<Uuid> {
    let step = RightsCaseStep::Correct;
    let row = ready(scope, input.case_id, Some(input.version), step).await?;
    let entries = recoveries_of(scope, vec![row.id]).await?;
    let entry = entries.iter().find(|entry| entry.id == input.id.uuid());
    let entry = entry.ok_or(Error::NotFound)?;
    if entry.cancelled_on.is_some() {
        return Err(state(
            "id",
            "这笔到账已经更正过",
            "this entry was cancelled already",
        ));
    }
    let mut checks = Checks::default();
    let reason = words(&mut checks, "reason", Some(&input.reason), true);
    checks.done()?;
    let facts = json!({ "recovery_id": entry.id });
    take(scope, &row, step, reason.as_deref(), facts).await?;
    let what = format!("更正到账 {} 元", crate::values::Fen(entry.amount_fen));
    note(scope, AuditAction::Changed, &row, &what, reason.as_deref()).await?;
    Ok(row.id)
}
