//! Deadlines by law: so much time after a fact of the case.

use chrono::{Days, Months, NaiveDate};

use super::codes::{RightsCaseKind, RightsFact, RightsPeriod};
use super::facts::Facts;

/// One rule as it holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its code.
    pub code: String,
    /// Cases that it holds for.
    pub kinds: Vec<RightsCaseKind>,
    /// The fact from which it runs.
    pub fact: RightsFact,
    /// How much time.
    pub amount: u32,
    /// In what.
    pub unit: RightsPeriod,
    /// What is due.
    pub title: String,
    /// Where that stands.
    pub law: String,
}

/// What is due by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The day of the fact.
    pub starts_on: NaiveDate,
    /// The last day.
    pub due_on: NaiveDate,
}

/// What is due in a case of this kind with these facts. The day of the fact does not count (《民法典》第二百零一条), and a
/// month or year ends on the day of the same number, or on the last of a shorter month (第二百零二条).
#[must_use]
pub fn deadlines<'a>(rules: &'a [Rule], kind: RightsCaseKind, facts: &Facts) -> Vec<Due<'a>> {
    let due = |rule: &'a Rule| {
        let starts_on = facts.day(rule.fact)?;
        let due_on = match rule.unit {
            RightsPeriod::Days => starts_on.checked_add_days(Days::new(rule.amount.into())),
            RightsPeriod::Months => starts_on.checked_add_months(Months::new(rule.amount)),
            RightsPeriod::Years => starts_on.checked_add_months(Months::new(12 * rule.amount)),
        }?;
        Some(Due {
            rule,
            starts_on,
            due_on,
        })
    };
    rules
        .iter()
        .filter(|rule| rule.kinds.contains(&kind))
        .filter_map(due)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rule(fact: RightsFact, amount: u32, unit: RightsPeriod) -> Rule {
        Rule {
            code: "TEST".to_owned(),
            kinds: vec![RightsCaseKind::WorkInjury],
            fact,
            amount,
            unit,
            title: String::new(),
            law: String::new(),
        }
    }

    #[test]
    fn a_period_runs_from_the_day_after() {
        let facts = Facts {
            injured_on: Some(day("2026-01-31")),
            known_on: Some(day("2024-02-29")),
            ..Facts::default()
        };
        for (fact, amount, unit, due_on) in [
            (RightsFact::InjuredOn, 30, RightsPeriod::Days, "2026-03-02"),
            (RightsFact::InjuredOn, 1, RightsPeriod::Months, "2026-02-28"),
            (RightsFact::InjuredOn, 1, RightsPeriod::Years, "2027-01-31"),
            (RightsFact::KnownOn, 1, RightsPeriod::Years, "2025-02-28"),
        ] {
            let rules = [rule(fact, amount, unit)];
            let found = deadlines(&rules, RightsCaseKind::WorkInjury, &facts);
            assert_eq!(found[0].due_on, day(due_on), "{fact} {amount} {unit}");
            assert!(deadlines(&rules, RightsCaseKind::Other, &facts).is_empty());
        }
    }

    #[test]
    fn what_is_not_known_yet_does_not_run() {
        let rules = [rule(RightsFact::KnownOn, 1, RightsPeriod::Years)];
        let mut facts = Facts::default();
        assert!(deadlines(&rules, RightsCaseKind::WorkInjury, &facts).is_empty());
        facts.known_on = Some(day("2026-05-01"));
        let found = deadlines(&rules, RightsCaseKind::WorkInjury, &facts);
        assert_eq!(found[0].due_on, day("2027-05-01"));
    }
}
