//! What has to hold before an application goes on its way.

use std::collections::HashMap;

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::private_of;
use crate::aid::rules::{AidOutcome, StepOutcome, Verdict};
use crate::aid::service as aid;
use crate::applications::entity::application::Model;
use crate::error::{Error, Result, UserErrorCode};
use crate::input::Checks;
use crate::tenancy::Scope;
use crate::text::Language;
use crate::values::money::Fen;

/// Holds each application against its programme as it is today. Answers what came of that, to be kept with it:
/// the edition, the rules one by one, tier and cause.
///
/// # Errors
/// STATE at each line that is not eligible or lacks something, with the sentence of the rule.
pub(super) async fn prepare(scope: &Scope, rows: &[Model]) -> Result<HashMap<Uuid, Json>> {
    let families: Vec<Uuid> = rows.iter().map(|row| row.household_id).collect();
    let eligible = aid::eligible(scope, families).await?;
    let mut editions: HashMap<Uuid, Uuid> = HashMap::new();
    let known = private_of(scope, rows.iter().map(|row| row.id).collect()).await?;
    let mut checks = Checks::default();
    let mut kept = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let path = format!("lines.{at}");
        let held = eligible
            .iter()
            .find(|one| one.household == row.household_id && one.programme.id == row.programme_id);
        let Some(held) = held else {
            checks.fault(
                UserErrorCode::State,
                &path,
                "该项目已停止受理，或该户已注销",
                "this programme takes no applications any more, or the file was closed",
            );
            continue;
        };
        if held.verdict.outcome != AidOutcome::Eligible {
            let against = |language| {
                let steps = held.verdict.steps.iter();
                let steps = steps.filter(|step| step.outcome != StepOutcome::Met);
                let all: Vec<String> = steps
                    .map(|step| {
                        let finding = step.finding.in_language(language);
                        format!("{}（{finding}）", step.sentence.in_language(language))
                    })
                    .collect();
                all.join("；")
            };
            checks.fault(
                UserErrorCode::State,
                &path,
                format!("暂不能提交：{}", against(Language::Chinese)),
                format!("not eligible yet: {}", against(Language::English)),
            );
            continue;
        }
        if let Some(asked) = row.asked_fen {
            within_standard(&mut checks, &path, row, asked, &held.verdict);
        }
        let terms = aid::terms(&held.programme.terms)?;
        let lacks: Vec<&str> = terms
            .papers
            .iter()
            .filter(|paper| !row.papers.contains(paper))
            .map(String::as_str)
            .collect();
        if !lacks.is_empty() {
            let lacks = lacks.join("、");
            checks.fault(
                UserErrorCode::Required,
                &path,
                format!("还缺材料：{lacks}"),
                format!("papers are missing: {lacks}"),
            );
        }
        if !known.iter().any(|of| of.application_id == row.id) {
            return Err(Error::Forbidden);
        }
        let edition = match editions.get(&row.programme_id) {
            Some(id) => *id,
            None => aid::edition(scope, &held.programme).await?.id,
        };
        editions.insert(row.programme_id, edition);
        kept.insert(
            row.id,
            json!({
                "edition_id": edition,
                "tier": held.tier,
                "cause": held.cause,
                "findings": held.verdict.steps,
            }),
        );
    }
    checks.done()?;
    Ok(kept)
}

/// What is asked for may not be more than the standard and the caps of the year leave.
fn within_standard(checks: &mut Checks, path: &str, row: &Model, asked: i64, verdict: &Verdict) {
    let suggestion = verdict.suggestion.as_ref();
    let most = match row.member_id {
        // Who is no pupil of the suggestion was given it already, or does not fit.
        Some(member) => suggestion.map(|of| {
            let mut parts = of.parts.iter();
            parts
                .find(|part| part.member.is_none() || part.member == Some(member))
                .map_or(0, |part| part.to_fen.min(of.to_fen))
        }),
        None => suggestion.map(|of| of.to_fen),
    };
    let most = most.unwrap_or(0);
    if most == 0 {
        checks.fault(
            UserErrorCode::Limit,
            path,
            "按标准和本年度上限，此人（户）没有可申请的金额",
            "by the standard and the caps of the year there is nothing to apply for",
        );
    } else if asked > most {
        checks.fault(
            UserErrorCode::Limit,
            path,
            format!("申请金额超过标准，最多 {} 元", Fen(most)),
            format!("more than the standard allows: {} yuan at most", Fen(most)),
        );
    }
}
