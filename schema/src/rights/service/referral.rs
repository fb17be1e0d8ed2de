//! Giving one case to another union of the city.

use chrono::{Days, NaiveDate};
use serde_json::json;
use uuid::Uuid;

use super::{deadline, directory, note, ready, state, take, words};
use crate::audit::service::AuditAction;
use crate::error::Result;
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell_union};
use crate::rights::input::ReferRightsCaseInput;
use crate::rights::rules::RightsCaseStep;
use crate::tenancy::{Permission, Scope};

/// Shares a case with another union until it hands it back; answers its id.
///
/// # Errors
/// As `ready`; STATE for a union that takes no referral; all faults of the input at once.
pub async fn refer(scope: &Scope, input: &ReferRightsCaseInput) -> Result<Uuid> {
    let step = RightsCaseStep::Refer;
    let row = ready(scope, input.id, Some(input.version), step).await?;
    let mut checks = Checks::default();
    let reason = words(&mut checks, "reason", Some(&input.reason), true);
    within_a_year(&mut checks, "dueOn", input.due_on.0, scope.today());
    checks.done()?;
    let target = directory::entry(scope, input.union_id.uuid()).await?;
    let Some(target) = target else {
        return Err(state(
            "unionId",
            "该工会不能接收转办：不在本市，或没有可以办理维权的人；请另选一个",
            "this union takes no referral: it is elsewhere, or nobody there handles cases",
        ));
    };
    let referral = Uuid::now_v7();
    let facts = json!({
        "referral_id": referral,
        "to_union_id": target.id,
        "due_on": input.due_on.0,
    });
    take(scope, &row, step, reason.as_deref(), facts).await?;
    let due = deadline::row(
        &row,
        "REFERRAL",
        Some(referral),
        "转办件应有办理结果".to_owned(),
        format!("转办 {}", target.name),
        (scope.today(), input.due_on.0),
    );
    deadline::insert(due).exec_without_returning(scope).await?;
    let what = format!("转办 {}", target.name);
    note(scope, AuditAction::Decided, &row, &what, reason.as_deref()).await?;
    let news = News {
        kind: NotificationKind::RightsReferred,
        subject: row.id,
        household: None,
        union: None,
    };
    tell_union(scope, Some(target.id), Permission::RightsHandle, news).await?;
    Ok(row.id)
}

/// Notes a last day that lies in the past or further away than a year.
pub(super) fn within_a_year(checks: &mut Checks, path: &str, day: NaiveDate, today: NaiveDate) {
    checks.ensure(
        (today..=today + Days::new(366)).contains(&day),
        path,
        "期限应在今天到一年以内",
        "the last day lies between today and a year from now",
    );
}
