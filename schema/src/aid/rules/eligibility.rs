//! Holding the rules of a programme against the facts of a household, one step a rule.

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use super::amount::{Suggestion, suggest};
use super::codes::{AidFact, AidOutcome, AidRuleKind, LineArea, MissingPlace, StepOutcome};
use super::finding;
use super::income::{Burden, Income, Sum};
use super::terms::{Condition, MemberRule, SCHOOL_AGE, Terms};
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::{
    HardshipCause, HardshipTier, HouseholdKind, HouseholdStatus, NeedyFileState, Relation,
    SchoolLevel,
};
use crate::text::Text;

/// What rules look at of a household. None of it names anybody, so a superior's answer is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// By which door it came in.
    pub kind: HouseholdKind,
    /// Where the help stands.
    pub status: HouseholdStatus,
    /// 困难类别
    pub tier: HardshipTier,
    /// 致困原因, the main one first.
    pub causes: Vec<HardshipCause>,
    /// 困难职工档案
    pub needy_file: NeedyFileState,
    /// 单亲女职工
    pub single_parent_female_worker: bool,
    /// Whether the family agreed to the use of its data.
    pub consent: bool,
    /// 家庭人口
    pub population: i32,
    /// 劳动力人数
    pub labour_force: i32,
    /// 年人均收入, fen.
    pub income_fen: i64,
    /// 年刚性支出 of the whole household, fen.
    pub rigid_fen: i64,
    /// Who belongs to it.
    pub members: Vec<MemberFacts>,
}

/// What rules look at of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberFacts {
    /// Its id.
    pub id: Uuid,
    /// 与户主关系
    pub relation: Relation,
    /// The year of birth.
    pub birth_year: Option<i32>,
    /// 是否农民工
    pub migrant_worker: bool,
    /// 学段
    pub level: Option<SchoolLevel>,
}

/// The line of the household's county in the month of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The county; nothing where the file does not say where the home is.
    pub place: Option<String>,
    /// For whom.
    pub area: LineArea,
    /// Year and month.
    pub month: (i32, u32),
    /// Fen a month; nothing where none was entered.
    pub monthly_fen: Option<i64>,
}

/// What a programme is, as far as the rules look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What for.
    pub kind: ProgrammeKind,
    /// The year that ages are reckoned in, and in which aid is given.
    pub year: i32,
    /// First day on which may be applied.
    pub opens_on: NaiveDate,
    /// Last day.
    pub closes_on: NaiveDate,
    /// Its terms.
    pub terms: Terms,
}

/// One aid that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aid {
    /// What for.
    pub kind: ProgrammeKind,
    /// The year that it counts in.
    pub year: i32,
    /// For which pupil.
    pub member: Option<Uuid>,
    /// Fen.
    pub amount_fen: i64,
}

/// What a household was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History(pub Vec<Aid>);

impl History {
    /// Aid of a kind in a year.
    pub fn of(&self, kind: ProgrammeKind, year: i32) -> impl Iterator<Item = &Aid> {
        let aids = self.0.iter();
        aids.filter(move |aid| aid.kind == kind && aid.year == year)
    }
}

/// What is missing, and where it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Where.
    pub place: MissingPlace,
    /// What.
    pub what: Text,
}

/// One rule held against the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
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
            let given = history.of(offer.kind, offer.year).count();
            plain(given == 0, finding::given(&[offer.kind], offer.year, given))
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

impl AidFact {
    /// Whether it holds of a household; unknown where a decision or a paper is still to come.
    #[must_use]
    pub fn of(self, facts: &Facts) -> Option<bool> {
        match self {
            Self::SingleParentFemaleWorker => Some(facts.single_parent_female_worker),
            Self::NeedyFile => match facts.needy_file {
                NeedyFileState::Filed => Some(true),
                NeedyFileState::Applied => None,
                NeedyFileState::None | NeedyFileState::Relieved | NeedyFileState::Removed => {
                    Some(false)
                }
            },
            Self::MigrantWorker => Some(facts.members.iter().any(|member| member.migrant_worker)),
            Self::Linked => Some(facts.kind == HouseholdKind::Linked),
            Self::OwnUnit => Some(facts.kind == HouseholdKind::OwnUnit),
            Self::NoLabour => Some(facts.labour_force == 0),
            Self::Relieved => Some(facts.status == HouseholdStatus::Relieved),
            Self::Consent => facts.consent.then_some(true),
        }
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

/// Year and month of a day.
pub(super) fn month_of(day: NaiveDate) -> (i32, u32) {
    (day.year(), day.month())
}

impl Line {
    /// The line of a place that none was entered for.
    #[must_use]
    pub fn unknown(place: Option<String>, area: LineArea, day: NaiveDate) -> Self {
        Self {
            place,
            area,
            month: month_of(day),
            monthly_fen: None,
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
