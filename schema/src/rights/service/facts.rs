//! Checking the facts of a case.

use chrono::{Datelike as _, NaiveDate};

use crate::error::UserErrorCode;
use crate::input::Checks;
use crate::rights::input::RightsFactsInput;
use crate::rights::rules::{Facts, RightsCaseKind, RightsFact as F, facts_of, is_required};
use crate::scalars::Date;
use crate::text::Language;

/// A field of the input, as its errors name it.
const fn path(fact: F) -> &'static str {
    match fact {
        F::KnownOn => "facts.knownOn",
        F::HiredOn => "facts.hiredOn",
        F::LeftOn => "facts.leftOn",
        F::WagesFrom => "facts.wagesFrom",
        F::WagesTo => "facts.wagesTo",
        F::MonthlyWage => "facts.monthlyWage",
        F::InjuredOn => "facts.injuredOn",
        F::Injury => "facts.injury",
        F::Recognition => "facts.recognition",
        F::RecognisedOn => "facts.recognisedOn",
        F::Grade => "facts.grade",
        F::DiagnosedOn => "facts.diagnosedOn",
        F::Disease => "facts.disease",
        F::DismissedOn => "facts.dismissedOn",
        F::Insurances => "facts.insurances",
        F::UnpaidFrom => "facts.unpaidFrom",
        F::UnpaidTo => "facts.unpaidTo",
        F::OvertimeHours => "facts.overtimeHours",
        F::Seized => "facts.seized",
        F::AwardReceivedOn => "facts.awardReceivedOn",
        F::JudgmentReceivedOn => "facts.judgmentReceivedOn",
        F::EffectiveOn => "facts.effectiveOn",
    }
}

/// Days that come one after the other.
const IN_ORDER: [(F, F); 8] = [
    (F::WagesFrom, F::WagesTo),
    (F::UnpaidFrom, F::UnpaidTo),
    (F::HiredOn, F::LeftOn),
    (F::HiredOn, F::InjuredOn),
    (F::HiredOn, F::DismissedOn),
    (F::InjuredOn, F::RecognisedOn),
    (F::DiagnosedOn, F::RecognisedOn),
    (F::AwardReceivedOn, F::JudgmentReceivedOn),
];

/// The facts that an input has, clean; faults are noted at their place.
pub(super) fn check(
    checks: &mut Checks,
    input: &RightsFactsInput,
    kind: RightsCaseKind,
    today: NaiveDate,
) -> Facts {
    let day = |date: Option<Date>| date.map(|date| date.0);
    let month = |date: Option<Date>| date.and_then(|date| date.0.with_day(1));
    let facts = Facts {
        known_on: day(input.known_on),
        hired_on: day(input.hired_on),
        left_on: day(input.left_on),
        wages_from: month(input.wages_from),
        wages_to: month(input.wages_to),
        monthly_wage_fen: input.monthly_wage.map(|money| money.0.0),
        injured_on: day(input.injured_on),
        injury: checks.optional_lines(path(F::Injury), input.injury.as_deref(), 300),
        recognition: input.recognition,
        recognised_on: day(input.recognised_on),
        grade: input.grade,
        diagnosed_on: day(input.diagnosed_on),
        disease: checks.optional_line(path(F::Disease), input.disease.as_deref(), 60),
        dismissed_on: day(input.dismissed_on),
        insurances: input.insurances.clone().unwrap_or_default(),
        unpaid_from: month(input.unpaid_from),
        unpaid_to: month(input.unpaid_to),
        overtime_hours: input.overtime_hours,
        seized: checks.optional_line(path(F::Seized), input.seized.as_deref(), 100),
        award_received_on: day(input.award_received_on),
        judgment_received_on: day(input.judgment_received_on),
        effective_on: day(input.effective_on),
    };
    let known: Vec<F> = facts_of(kind).collect();
    for fact in F::ALL.iter().copied() {
        let label = fact.label(Language::Chinese);
        checks.ensure(
            known.contains(&fact) || !facts.has(fact),
            path(fact),
            format!("“{}”不填“{label}”", kind.label(Language::Chinese)),
            format!("{} has no such fact", kind.label(Language::English)),
        );
        if is_required(kind, fact) && !facts.has(fact) {
            checks.fault(
                UserErrorCode::Required,
                path(fact),
                format!("请填写{label}"),
                format!("{} is needed", fact.label(Language::English)),
            );
        }
        // The time to perform may still run.
        let latest = if fact == F::EffectiveOn {
            today + chrono::Days::new(3660)
        } else {
            today
        };
        let fits = |day: NaiveDate| day.year() >= 1970 && day <= latest;
        checks.ensure(
            facts.day(fact).is_none_or(fits),
            path(fact),
            format!("{label}应在 1970 年以后，且不晚于今天"),
            "the day lies after 1970 and not in the future",
        );
    }
    for (first, second) in IN_ORDER {
        if let (Some(from), Some(to)) = (facts.day(first), facts.day(second)) {
            checks.ensure(
                from <= to,
                path(second),
                format!(
                    "{}不能早于{}",
                    second.label(Language::Chinese),
                    first.label(Language::Chinese)
                ),
                format!(
                    "{} is not before {}",
                    second.label(Language::English),
                    first.label(Language::English)
                ),
            );
        }
    }
    numbers(checks, &facts);
    facts
}

fn numbers(checks: &mut Checks, facts: &Facts) {
    let wage = facts.monthly_wage_fen;
    checks.ensure(
        wage.is_none_or(|fen| (1..=100_000_000).contains(&fen)),
        path(F::MonthlyWage),
        "月工资应在 0 到 100 万元之间",
        "a monthly wage lies between 0 and 1 million yuan",
    );
    checks.ensure(
        facts.grade.is_none_or(|grade| (1..=10).contains(&grade)),
        path(F::Grade),
        "伤残等级应为 1 到 10 级",
        "a grade of disability is 1 to 10",
    );
    let hours = facts.overtime_hours;
    checks.ensure(
        hours.is_none_or(|hours| (1..=100_000).contains(&hours)),
        path(F::OvertimeHours),
        "加班小时数应在 1 到 100000 之间",
        "hours of overtime are 1 to 100,000",
    );
}
