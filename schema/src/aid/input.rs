//! What people enter about programmes and lines.

use async_graphql::InputObject;

use super::rules::{
    AidDecider, AidFact, AidRuleKind, Amount, Condition, LineArea, MemberRule, Rule, Terms,
};
use crate::error::UserErrorCode;
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::{HardshipCause, HardshipTier, Relation, SchoolLevel};
use crate::id::{LivingLineId, ProgrammeId};
use crate::input::Checks;
use crate::scalars::{Date, Money};

/// Rules of one programme at most.
const MOST_RULES: usize = 20;
/// Rows of standard amounts at most: nine tiers by seven stages of school, and one for all of each.
const MOST_AMOUNTS: usize = 80;
/// Papers that an application needs at most.
const MOST_PAPERS: usize = 20;
/// An amount at most, in fen: a million yuan.
const MOST_FEN: i64 = 100_000_000;

/// A rule of a programme. Which of the fields count depends on the kind; the others are left out.
#[derive(Debug, Clone, InputObject)]
pub struct AidRuleInput {
    /// What is asked.
    pub kind: AidRuleKind,
    /// TIER: one of these.
    pub tiers: Option<Vec<HardshipTier>>,
    /// CAUSE: one of these.
    pub causes: Option<Vec<HardshipCause>>,
    /// FACTS: one of these holds; WITHOUT: none of these does.
    pub facts: Option<Vec<AidFact>>,
    /// INCOME: below so many percent of the line, 1 to 1,000; BURDEN: more than so many percent of the income.
    pub percent: Option<i32>,
    /// INCOME: whether rigid costs are taken off first; they are where it is left out.
    pub less_rigid: Option<bool>,
    /// MEMBER: one of these relations.
    pub relations: Option<Vec<Relation>>,
    /// MEMBER: at one of these stages of school.
    pub levels: Option<Vec<SchoolLevel>>,
    /// MEMBER: the age reached within the programme's year, at least.
    pub age_from: Option<i32>,
    /// MEMBER: the age reached within the programme's year, at most.
    pub age_to: Option<i32>,
    /// NOT_WITH: none of these in the year.
    pub kinds: Option<Vec<ProgrammeKind>>,
    /// The sentence of the rule (条文), 300 characters at most.
    pub sentence: String,
    /// The document that it stands in (文号), 100 characters at most.
    pub source: String,
}

/// A row of the standard amounts.
#[derive(Debug, Clone, InputObject)]
pub struct AidAmountInput {
    /// For this tier; for all without it.
    pub tier: Option<HardshipTier>,
    /// For this stage of school; for all without it.
    pub level: Option<SchoolLevel>,
    /// The amount, or the least.
    pub least: Money,
    /// The most; the amount is fixed without it.
    pub most: Option<Money>,
}

/// The terms of a programme.
#[derive(Debug, Clone, InputObject)]
pub struct AidTermsInput {
    /// All of them have to be met; 20 at most.
    pub rules: Vec<AidRuleInput>,
    /// Standard amounts; each pair of tier and stage of school once.
    pub amounts: Vec<AidAmountInput>,
    /// What one household gets of this kind in a year at most.
    pub household_cap: Option<Money>,
    /// What one pupil gets of this kind in a year at most.
    pub pupil_cap: Option<Money>,
    /// Papers that an application needs, 20 at most.
    pub papers: Option<Vec<String>>,
    /// Who decides applications; the union that sets it where it is left out.
    pub decides: Option<AidDecider>,
}

/// Input of `createProgramme`.
#[derive(Debug, Clone, InputObject)]
pub struct CreateProgrammeInput {
    /// The year that it is of.
    pub year: i32,
    /// What for.
    pub kind: ProgrammeKind,
    /// Its name, 2 to 60 characters.
    pub name: String,
    /// What the cadres are to know, 1,000 characters at most.
    pub note: Option<String>,
    /// First day on which may be applied.
    pub opens_on: Date,
    /// Last day on which may be applied.
    pub closes_on: Date,
    /// Its terms.
    pub terms: AidTermsInput,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `updateProgramme`: the programme as it is to be, whole. Year and kind stay.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateProgrammeInput {
    /// The programme.
    pub id: ProgrammeId,
    /// The version that was seen.
    pub version: i32,
    /// Its name, 2 to 60 characters.
    pub name: String,
    /// What the cadres are to know, 1,000 characters at most.
    pub note: Option<String>,
    /// First day on which may be applied.
    pub opens_on: Date,
    /// Last day on which may be applied.
    pub closes_on: Date,
    /// Its terms.
    pub terms: AidTermsInput,
    /// Why, in 5 characters at least; needed once it is open, where the change is a new edition.
    pub reason: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `openProgramme`, `closeProgramme` and `deleteProgramme`.
#[derive(Debug, Clone, InputObject)]
pub struct ProgrammeInput {
    /// The programme.
    pub id: ProgrammeId,
    /// The version that was seen.
    pub version: i32,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `setLivingLine`.
#[derive(Debug, Clone, InputObject)]
pub struct SetLivingLineInput {
    /// The county, six digits.
    pub division_code: String,
    /// For whom.
    pub area: LineArea,
    /// A day of the first month.
    pub valid_from: Date,
    /// A month, per person.
    pub monthly: Money,
    /// The document that sets it (文号), 100 characters at most.
    pub source: String,
    /// The row of this month that it corrects; one that there is and that is not named is a CONFLICT.
    pub corrects_id: Option<LivingLineId>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `previewProgramme`: terms that do not apply yet.
#[derive(Debug, Clone, InputObject)]
pub struct PreviewProgrammeInput {
    /// The programme that they are to be the terms of, to compare with those that apply.
    pub id: Option<ProgrammeId>,
    /// The year.
    pub year: i32,
    /// What for.
    pub kind: ProgrammeKind,
    /// The terms.
    pub terms: AidTermsInput,
}

/// Input of `previewLivingLine`: a line that was not entered yet.
#[derive(Debug, Clone, InputObject)]
pub struct PreviewLivingLineInput {
    /// The county, six digits.
    pub division_code: String,
    /// For whom.
    pub area: LineArea,
    /// A day of the first month.
    pub valid_from: Date,
    /// A month, per person.
    pub monthly: Money,
}

impl AidTermsInput {
    /// The terms, clean; faults are noted at `terms`.
    pub(super) fn check(&self, checks: &mut Checks) -> Terms {
        let count = |checks: &mut Checks, path: &str, got: usize, most: usize| {
            checks.ensure(
                got <= most,
                path,
                format!("最多 {most} 条，现在有 {got} 条"),
                format!("at most {most}; there are {got}"),
            );
        };
        count(checks, "terms.rules", self.rules.len(), MOST_RULES);
        count(checks, "terms.amounts", self.amounts.len(), MOST_AMOUNTS);
        let papers = self.papers.as_deref().unwrap_or_default();
        count(checks, "terms.papers", papers.len(), MOST_PAPERS);
        let rules = self.rules.iter().take(MOST_RULES).enumerate();
        let rules = rules
            .filter_map(|(at, rule)| rule.check(checks, &format!("terms.rules.{at}")))
            .collect();
        let mut amounts: Vec<Amount> = Vec::new();
        for (at, row) in self.amounts.iter().take(MOST_AMOUNTS).enumerate() {
            let path = format!("terms.amounts.{at}");
            let amount = row.check(checks, &path);
            checks.ensure(
                !amounts
                    .iter()
                    .any(|other| (other.tier, other.level) == (amount.tier, amount.level)),
                &path,
                "这一类别和学段的标准已经有一行了",
                "there is a row for this tier and stage of school already",
            );
            amounts.push(amount);
        }
        let papers = papers.iter().take(MOST_PAPERS).enumerate();
        let papers = papers
            .map(|(at, paper)| checks.line(&format!("terms.papers.{at}"), paper, 60))
            .collect();
        let mut cap = |path: &str, cap: Option<Money>| {
            let fen = cap.map(|money| money.0.0);
            checks.ensure(
                fen.is_none_or(|fen| (1..=MOST_FEN).contains(&fen)),
                path,
                "上限应大于 0、不超过 100 万元",
                "a cap lies above 0 and up to 1 million yuan",
            );
            fen
        };
        Terms {
            rules,
            amounts,
            household_cap_fen: cap("terms.householdCap", self.household_cap),
            pupil_cap_fen: cap("terms.pupilCap", self.pupil_cap),
            papers,
            decides: self.decides.unwrap_or_default(),
        }
    }
}

impl AidAmountInput {
    fn check(&self, checks: &mut Checks, path: &str) -> Amount {
        let from_fen = self.least.0.0;
        let to_fen = self.most.map_or(from_fen, |money| money.0.0);
        checks.ensure(
            (1..=MOST_FEN).contains(&from_fen) && (1..=MOST_FEN).contains(&to_fen),
            path,
            "金额应大于 0、不超过 100 万元",
            "an amount lies above 0 and up to 1 million yuan",
        );
        checks.ensure(
            from_fen <= to_fen,
            &format!("{path}.most"),
            "最高金额不能低于最低金额",
            "the most is not less than the least",
        );
        Amount {
            tier: self.tier,
            level: self.level,
            from_fen,
            to_fen,
        }
    }
}

/// Each value once, in the order given; noted as missing where there is none.
fn some<T: Copy + PartialEq>(checks: &mut Checks, path: &str, values: Option<&Vec<T>>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for value in values.into_iter().flatten() {
        if !kept.contains(value) {
            kept.push(*value);
        }
    }
    if kept.is_empty() {
        checks.fault(
            UserErrorCode::Required,
            path,
            "请至少选择一项",
            "choose one at least",
        );
    }
    kept
}

impl AidRuleInput {
    fn check(&self, checks: &mut Checks, path: &str) -> Option<Rule> {
        let at = |field: &str| format!("{path}.{field}");
        let sentence = checks.line(&at("sentence"), &self.sentence, 300);
        let source = checks.line(&at("source"), &self.source, 100);
        let condition = match self.kind {
            AidRuleKind::Tier => Condition::Tier {
                tiers: some(checks, &at("tiers"), self.tiers.as_ref()),
            },
            AidRuleKind::Cause => Condition::Cause {
                causes: some(checks, &at("causes"), self.causes.as_ref()),
            },
            AidRuleKind::Facts => Condition::Facts {
                facts: some(checks, &at("facts"), self.facts.as_ref()),
            },
            AidRuleKind::Without => Condition::Without {
                facts: some(checks, &at("facts"), self.facts.as_ref()),
            },
            AidRuleKind::Income => Condition::Income {
                percent: self.percent(checks, &at("percent")),
                less_rigid: self.less_rigid.unwrap_or(true),
            },
            AidRuleKind::Burden => Condition::Burden {
                percent: self.percent(checks, &at("percent")),
            },
            AidRuleKind::Member => Condition::Member(self.member(checks, path)),
            AidRuleKind::OnceAYear => Condition::OnceAYear,
            AidRuleKind::NotWith => Condition::NotWith {
                kinds: some(checks, &at("kinds"), self.kinds.as_ref()),
            },
            AidRuleKind::Window => {
                checks.fault(
                    UserErrorCode::Invalid,
                    &at("kind"),
                    "申请时间在项目的起止日期中设置",
                    "the days to apply are those of the programme",
                );
                return None;
            }
        };
        Some(Rule {
            condition,
            sentence,
            source,
        })
    }

    fn percent(&self, checks: &mut Checks, path: &str) -> i32 {
        let Some(percent) = self.percent else {
            checks.fault(
                UserErrorCode::Required,
                path,
                "请填写百分比",
                "a percentage is needed",
            );
            return 100;
        };
        checks.ensure(
            (1..=1000).contains(&percent),
            path,
            "百分比应在 1 到 1000 之间",
            "a percentage lies between 1 and 1,000",
        );
        percent
    }

    fn member(&self, checks: &mut Checks, path: &str) -> MemberRule {
        let ages = [self.age_from, self.age_to];
        checks.ensure(
            ages.iter().flatten().all(|age| (0..=120).contains(age))
                && !matches!(ages, [Some(from), Some(to)] if from > to),
            &format!("{path}.ageTo"),
            "年龄应在 0 到 120 岁之间，且上限不低于下限",
            "ages lie between 0 and 120, the first not above the second",
        );
        let rule = MemberRule {
            relations: self.relations.clone().unwrap_or_default(),
            levels: self.levels.clone().unwrap_or_default(),
            age_from: self.age_from,
            age_to: self.age_to,
        };
        checks.ensure(
            rule != MemberRule::default(),
            path,
            "请至少写明关系、学段或年龄中的一项",
            "say a relation, a stage of school or an age at least",
        );
        rule
    }
}
