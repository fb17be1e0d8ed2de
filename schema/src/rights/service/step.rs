//! Steps that need no more than words.

use serde_json::json;
use uuid::Uuid;

use super::{note, ready, state, take, words};
use crate::audit::service::AuditAction;
use crate::error::{Result, UserErrorCode};
use crate::input::Checks;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell_union};
use crate::rights::entity::case::Model;
use crate::rights::input::StepRightsCaseInput;
use crate::rights::rules::RightsCaseStep as Step;
use crate::tenancy::{Permission, Scope};
use crate::text::Language;
use crate::values::Fen;

/// Takes a step of a case; answers its id.
///
/// # Errors
/// As `ready`; all faults of the input at once.
pub async fn step(scope: &Scope, input: &StepRightsCaseInput) -> Result<Uuid> {
    let step = input.step;
    if !step.is_plain() {
        return Err(state(
            "step",
            "登记、修改、转办、发函和到账请在各自的页面办理",
            "a report, a change, a referral, a letter and a recovery are mutations of their own",
        ));
    }
    let row = ready(scope, input.id, Some(input.version), step).await?;
    let mut checks = Checks::default();
    let text = words(
        &mut checks,
        "text",
        input.text.as_deref(),
        step.needs_words(),
    );
    let resolved_on = input.on.map(|day| day.0).filter(|_| step.resolves());
    if step.resolves() {
        if input.route.is_none() {
            checks.fault(
                UserErrorCode::Required,
                "route",
                "请选择通过什么途径解决",
                "say by which way it was resolved",
            );
        }
        checks.ensure(
            input.awarded.is_none_or(|money| money.0 >= Fen::ZERO),
            "awarded",
            "金额不能小于零",
            "an amount is not below zero",
        );
        let fits = resolved_on.is_none_or(|day| (row.reported_on..=scope.today()).contains(&day));
        checks.ensure(
            fits,
            "on",
            "日期应在登记之日以后，且不晚于今天",
            "the day lies after the report and not in the future",
        );
    }
    if step == Step::Close && input.satisfaction.is_none() {
        checks.fault(
            UserErrorCode::Required,
            "satisfaction",
            "请填写回访评价；没有联系上职工的，选“未联系上”",
            "say what the worker says of it; UNREACHED where nobody was reached",
        );
    }
    checks.done()?;
    let facts = json!({
        "on": resolved_on,
        "route": input.route,
        "awarded_fen": input.awarded.map(|money| money.0.0).filter(|_| step.resolves()),
        "satisfaction": input.satisfaction,
    });
    take(scope, &row, step, text.as_deref(), facts).await?;
    let action = match step {
        Step::Note => AuditAction::Changed,
        _ => AuditAction::Decided,
    };
    let label = step.label(Language::Chinese);
    note(scope, action, &row, label, text.as_deref()).await?;
    announce(scope, step, &row).await?;
    Ok(row.id)
}

/// Tells the other side of a referral what became of it.
async fn announce(scope: &Scope, step: Step, row: &Model) -> Result<()> {
    let to = match step {
        Step::Take | Step::Return | Step::Finish => Some(row.union_id),
        Step::Recall => row.shared_id,
        _ => None,
    };
    if let Some(to) = to {
        let news = News {
            kind: NotificationKind::RightsReferralAnswered,
            subject: row.id,
            household: None,
            union: None,
        };
        tell_union(scope, Some(to), Permission::RightsHandle, news).await?;
    }
    Ok(())
}
