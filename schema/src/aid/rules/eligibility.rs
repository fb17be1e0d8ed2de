//! Holding the rules of a programme against the facts of a household, one step a rule.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::amount::{Suggestion, suggest};
use super::codes::{AidFact, AidOutcome, AidRuleKind, MissingPlace, StepOutcome};
use super::facts::{Facts, History, Line, MemberFacts, Offer};
use super::finding;
use super::income::{Burden, Income, Sum};
use super::terms::{Condition, MemberRule, SCHOOL_AGE};
use crate::funds::rules::ProgrammeKind;
use crate::text::Text;

/// What is missing, and where it is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Where.
    pub place: MissingPlace,
    /// What.
    pub what: Text,
}

/// One rule held against the facts. It is kept with an application as it was when that was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is asked.
    pub kind: AidRuleKind,
    /// The sentence of the rule.
    pub sentence: Text,
    /// The document that it stands in.
    pub source: Option<String>,
    /// What came of it.
    pub outcome: StepOutcome,
    /// What the facts are.
    pub finding: Text,
    /// The arithmetic, where there is any.
    pub sum: Option<Sum>,
    /// What is missing, where something is.
    pub missing: Vec<Missing>,
}

/// Whether a household may apply, and why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether.
    pub outcome: AidOutcome,
    /// Every rule, in the order of the programme, the days to apply first.
    pub steps: Vec<Step>,
    /// What it may be given; nothing where a rule speaks against it or no amount is set.
    pub suggestion: Option<Suggestion>,
}

/// Holds a programme against a household, on a day.
#[must_use]
pub fn eligibility(
    offer: &Offer,
    facts: &Facts,
    line: &Line,
    history: &History,
    day: NaiveDate,
) -> Verdict {
    let mut steps = vec![window(offer, day)];
    for rule in &offer.terms.rules {
        let held = held(offer, &rule.condition, facts, line, history);
        steps.push(Step {
            kind: rule.condition.kind(),
            sentence: Text::new(rule.sentence.clone(), rule.sentence.clone()),
            source: Some(rule.source.clone()),
            outcome: StepOutcome::of(held.answer),
            finding: held.finding,
            sum: held.sum,
            missing: held.missing,
        });
    }
    let is = |outcome| steps.iter().any(|step| step.outcome == outcome);
    let outcome = if is(StepOutcome::NotMet) {
        AidOutcome::NotEligible
    } else if is(StepOutcome::Unknown) {
        AidOutcome::Unclear
    } else {
        AidOutcome::Eligible
    };
    let suggestion = match outcome {
        AidOutcome::NotEligible => None,
        AidOutcome::Eligible | AidOutcome::Unclear => suggest(offer, facts, history),
    };
    Verdict {
        outcome,
        steps,
        suggestion,
    }
}

/// A rule's answer, unknown where a fact is missing, and what it rests on.
pub(super) struct Held {
    pub(super) answer: Option<bool>,
    pub(super) finding: Text,
    pub(super) sum: Option<Sum>,
    pub(super) missing: Vec<Missing>,
}

fn held(
    offer: &Offer,
    condition: &Condition,
    facts: &Facts,
    line: &Line,
    history: &History,
) -> Held {
    let plain = |answer: bool, finding: Text| Held {
        answer: Some(answer),
        finding,
        sum: None,
        missing: Vec::new(),
    };
    match condition {
        Condition::Tier { tiers } => plain(tiers.contains(&facts.tier), finding::tier(facts)),
        Condition::Cause { causes } => plain(
            facts.causes.iter().any(|cause| causes.contains(cause)),
            finding::causes(facts),
        ),
        Condition::Facts { facts: asked } => one_of(asked, facts, true),
        Condition::Without { facts: asked } => one_of(asked, facts, false),
        Condition::Income {
            percent,
            less_rigid,
        } => against_line(*percent, *less_rigid, facts, line),
        Condition::Burden { percent } => {
            let burden = Burden {
                per_head: facts.income_fen,
                persons: facts.population,
                rigid: facts.rigid_fen,
                percent: *percent,
            };
            let sum = burden.sum();
            Held {
                answer: Some(burden.is_above()),
                finding: sum.text.clone(),
                sum: Some(sum),
                missing: Vec::new(),
            }
        }
        Condition::Member(member) => {
            let answers: Vec<_> = facts
                .members
                .iter()
                .map(|of| (of, member.fits(of, offer.year)))
                .collect();
            Held {
                answer: any(answers.iter().map(|(_, answer)| *answer)),
                finding: finding::members(&answers, offer.year),
                sum: None,
                missing: finding::missing_of_members(member, &answers),
            }
        }
        Condition::OnceAYear => {
            let kind = [offer.kind];
            match offer.terms.pupils() {
                None => {
                    let given = history.of(offer.kind, offer.year).count();
                    plain(given == 0, finding::given(&kind, offer.year, given))
                }
                // Once for each pupil: a brother's aid is not one's own.
                Some(rule) => {
                    let pupils = facts.members.iter();
                    let pupils = pupils.filter(|of| rule.fits(of, offer.year) == Some(true));
                    let given = pupils.map(|of| history.times(offer, Some(of.id)));
                    let least = given.min().unwrap_or_default();
                    plain(least == 0, finding::given(&kind, offer.year, least))
                }
            }
        }
        Condition::NotWith { kinds } => {
            let given = |kind: &ProgrammeKind| history.of(*kind, offer.year).count();
            let given = kinds.iter().map(given).sum();
            plain(given == 0, finding::given(kinds, offer.year, given))
        }
    }
}

fn window(offer: &Offer, day: NaiveDate) -> Step {
    let (from, to) = (offer.opens_on, offer.closes_on);
    Step {
        kind: AidRuleKind::Window,
        sentence: Text::new(
            format!("申请时间为 {from} 至 {to}"),
            format!("applications are taken from {from} to {to}"),
        ),
        source: None,
        outcome: StepOutcome::of(Some((from..=to).contains(&day))),
        finding: Text::new(format!("今天是 {day}"), format!("today is {day}")),
        sum: None,
        missing: Vec::new(),
    }
}

/// Whether one of the facts holds, or (`wanted` false) none of them does.
fn one_of(asked: &[AidFact], facts: &Facts, wanted: bool) -> Held {
    let answers: Vec<_> = asked.iter().map(|fact| (*fact, fact.of(facts))).collect();
    let holds = any(answers.iter().map(|(_, answer)| *answer));
    let answer = if wanted {
        holds
    } else {
        holds.map(|holds| !holds)
    };
    Held {
        answer,
        finding: finding::facts(&answers),
        sum: None,
        missing: match answer {
            None => finding::missing_facts(&answers),
            Some(_) => Vec::new(),
        },
    }
}

fn against_line(percent: i32, less_rigid: bool, facts: &Facts, line: &Line) -> Held {
    let (Some(place), Some(monthly)) = (&line.place, line.monthly_fen) else {
        return Held {
            answer: None,
            finding: finding::income(facts),
            sum: None,
            missing: vec![finding::missing_line(line)],
        };
    };
    let income = Income {
        per_head: facts.income_fen,
        persons: facts.population,
        rigid: less_rigid.then_some(facts.rigid_fen),
        line: monthly,
        percent,
    };
    let sum = income.sum(place, line.month);
    Held {
        answer: Some(income.is_below()),
        finding: sum.text.clone(),
        sum: Some(sum),
        missing: Vec::new(),
    }
}

impl MemberRule {
    /// Whether a member is such a one. Ages are those that are reached within the year, so the year of birth
    /// alone decides them.
    #[must_use]
    pub fn fits(&self, member: &MemberFacts, year: i32) -> Option<bool> {
        let age = member.birth_year.map(|born| year - born);
        let relation = self.relations.is_empty() || self.relations.contains(&member.relation);
        let within = match (self.age_from, self.age_to, age) {
            (None, None, _) => Some(true),
            (from, to, age) => {
                age.map(|age| from.is_none_or(|from| age >= from) && to.is_none_or(|to| age <= to))
            }
        };
        all([Some(relation), within, self.level_fits(member, age)])
    }

    fn level_fits(&self, member: &MemberFacts, age: Option<i32>) -> Option<bool> {
        if self.levels.is_empty() {
            return Some(true);
        }
        match (member.level, age) {
            (Some(level), _) => Some(self.levels.contains(&level)),
            (None, _) if member.migrant_worker => Some(false),
            (None, None) => None,
            (None, Some(age)) if (SCHOOL_AGE.0..=SCHOOL_AGE.1).contains(&age) => None,
            (None, Some(_)) => Some(false),
        }
    }
}

fn any(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(false);
    for answer in answers {
        match answer {
            Some(true) => return Some(true),
            None => result = None,
            Some(false) => {}
        }
    }
    result
}

fn all(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    any(answers
        .into_iter()
        .map(|answer| answer.map(|answer| !answer)))
    .map(|fails| !fails)
}
