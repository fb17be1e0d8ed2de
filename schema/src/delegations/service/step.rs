//! Steps of a delegation that need no more than words.

use serde_json::json;
use uuid::Uuid;

use super::{note, ready, run, state, tell, workers_of};
use crate::audit::service::AuditAction;
use crate::delegations::entity::delegation::Model;
use crate::delegations::input::StepDelegationInput;
use crate::delegations::rules::DelegationStep as Step;
use crate::error::{Error, Result, UserErrorCode};
use crate::input::Checks;
use crate::partners::rules::PartnerKind;
use crate::partners::service as partners;
use crate::rights::rules::RightsCaseState;
use crate::rights::service::words;
use crate::tenancy::Scope;
use crate::text::Language;
use crate::values::Fen;

/// Takes a step of a delegation; answers its id.
///
/// # Errors
/// As `ready`; STATE for a partner that takes nothing or does not act in this matter, and for a worker without a
/// mandate; all faults of the input at once.
pub async fn step(scope: &Scope, input: &StepDelegationInput) -> Result<Uuid> {
    let step = input.step;
    if !step.is_plain() {
        return Err(state(
            "step",
            "起草、开庭日程和材料请在各自的页面办理",
            "a draft, a date and files are mutations of their own",
        ));
    }
    let row = ready(scope, input.id, Some(input.version), step).await?;
    let mut checks = Checks::default();
    let text = words(
        &mut checks,
        "text",
        input.text.as_deref().filter(|_| step.needs_words()),
        step.needs_words(),
    );
    match step {
        Step::Offer => mandates(scope, &mut checks, &row).await?,
        Step::Accept | Step::Appoint => appointed(scope, &mut checks, input, &row).await?,
        Step::Conclude => concluded(&mut checks, input),
        Step::Rate if input.satisfaction.is_none() => checks.fault(
            UserErrorCode::Required,
            "satisfaction",
            "请填写回访评价；没有联系上职工的，选“未联系上”",
            "say what the workers say of it; UNREACHED where nobody was reached",
        ),
        _ => {}
    }
    checks.done()?;
    let facts = json!({
        "lawyer_id": input.lawyer_id.map(|id| id.uuid()),
        "result": input.result,
        "awarded_fen": input.awarded.map(|money| money.0.0),
        "satisfaction": input.satisfaction,
    });
    run(
        scope,
        "SELECT step_delegation($1, $2, $3, $4, $5, $6, $7)",
        [
            row.id.into(),
            if step.only_adds() {
                None
            } else {
                Some(row.version)
            }
            .into(),
            step.code().into(),
            scope.today().into(),
            scope.now().into(),
            text.clone().into(),
            facts.into(),
        ],
    )
    .await?;
    let action = match step {
        Step::Progress | Step::Message | Step::Appoint => AuditAction::Changed,
        _ => AuditAction::Decided,
    };
    let label = step.label(Language::Chinese);
    note(scope, action, &row, label, text.as_deref()).await?;
    tell(scope, &row).await?;
    Ok(row.id)
}

/// Everybody who is to be represented has signed, and the copy is there.
async fn mandates(scope: &Scope, checks: &mut Checks, row: &Model) -> Result<()> {
    for (at, worker) in workers_of(scope, vec![row.id]).await?.iter().enumerate() {
        for (field, there) in [
            ("signedOn", worker.signed_on.is_some()),
            ("signedCopyId", worker.signed_copy_id.is_some()),
        ] {
            if !there {
                checks.fault(
                    UserErrorCode::Required,
                    &format!("workers.{at}.{field}"),
                    "发出前须有每名职工签署的委托书：请填写签署日期，并选择签名件",
                    "before it is offered each worker has signed: give the day and the signed copy",
                );
            }
        }
    }
    Ok(())
}

/// Who has it in hand works at the partner; at a law firm with a licence.
async fn appointed(
    scope: &Scope,
    checks: &mut Checks,
    input: &StepDelegationInput,
    row: &Model,
) -> Result<()> {
    if input.step == Step::Accept {
        checks.ensure(
            input.no_conflict == Some(true),
            "noConflict",
            "接受前须核查利益冲突，并确认没有冲突；有冲突的请选择不接受",
            "look for conflicts of interest and confirm that there is none; decline where there is",
        );
    }
    let Some(id) = input.lawyer_id else {
        checks.fault(
            UserErrorCode::Required,
            "lawyerId",
            "请指派承办人",
            "say who has it in hand",
        );
        return Ok(());
    };
    let lawyer = match partners::lawyer(scope, id).await {
        Ok(lawyer) if lawyer.partner_id == row.partner_id && lawyer.works() => lawyer,
        Ok(_) | Err(Error::NotFound) => {
            checks.fault(
                UserErrorCode::Invalid,
                "lawyerId",
                "此人不在本机构任职，请另选承办人",
                "this person does not work at the partner; appoint somebody else",
            );
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let partner = partners::get(scope, row.partner_id.into()).await?;
    checks.ensure(
        partner.kind != PartnerKind::LawFirm || lawyer.licence_number.is_some(),
        "lawyerId",
        "律师事务所的承办人应为律师：请先登记其执业证号",
        "at a law firm it is a lawyer: enter the licence first",
    );
    Ok(())
}

fn concluded(checks: &mut Checks, input: &StepDelegationInput) {
    use RightsCaseState as S;
    let result = input.result;
    checks.ensure(
        result.is_some_and(|result| matches!(result, S::Settled | S::Won | S::Lost | S::Withdrawn)),
        "result",
        "请选择办理结果：和解、胜诉、败诉或撤回",
        "say how it ended: SETTLED, WON, LOST or WITHDRAWN",
    );
    checks.ensure(
        input.awarded.is_none_or(|money| money.0 >= Fen::ZERO),
        "awarded",
        "金额不能小于零",
        "an amount is not below zero",
    );
}
