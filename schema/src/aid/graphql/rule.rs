//! The terms of a programme in the API.

use async_graphql::{ComplexObject, Context, SimpleObject};

use crate::aid::rules::{AidDecider, AidFact, AidRuleKind, Amount, Condition, Rule, Terms};
use crate::error::Result;
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::{HardshipCause, HardshipTier, Relation, SchoolLevel};
use crate::payload::scope;
use crate::scalars::Money;
use crate::values::Fen;

/// The terms of a programme.
#[derive(Debug, Clone, SimpleObject)]
pub struct AidTerms {
    /// All of them have to be met.
    #[graphql(complexity = "5 * child_complexity")]
    pub rules: Vec<AidRule>,
    /// The standard amounts; the row that names most of a case is the one that holds.
    #[graphql(complexity = "5 * child_complexity")]
    pub amounts: Vec<AidAmount>,
    /// What one household gets of this kind in a year at most.
    pub household_cap: Option<Money>,
    /// What one pupil gets of this kind in a year at most.
    pub pupil_cap: Option<Money>,
    /// Papers that an application needs.
    pub papers: Vec<String>,
    /// Who decides applications.
    pub decides: AidDecider,
}

/// A rule of a programme. Which of the fields count depends on the kind; the others are empty.
#[derive(Debug, Clone, Default, SimpleObject)]
#[graphql(complex)]
pub struct AidRule {
    /// TIER: one of these.
    pub tiers: Vec<HardshipTier>,
    /// CAUSE: one of these.
    pub causes: Vec<HardshipCause>,
    /// FACTS: one of these holds; WITHOUT: none of these does.
    pub facts: Vec<AidFact>,
    /// INCOME: below so many percent of the line; BURDEN: more than so many percent of the income.
    pub percent: Option<i32>,
    /// INCOME: whether rigid costs are taken off first.
    pub less_rigid: Option<bool>,
    /// MEMBER: one of these relations.
    pub relations: Vec<Relation>,
    /// MEMBER: at one of these stages of school.
    pub levels: Vec<SchoolLevel>,
    /// MEMBER: the age reached within the programme's year, at least.
    pub age_from: Option<i32>,
    /// MEMBER: the age reached within the programme's year, at most.
    pub age_to: Option<i32>,
    /// NOT_WITH: none of these in the year.
    pub kinds: Vec<ProgrammeKind>,
    /// The sentence of the rule (条文).
    pub sentence: String,
    /// The document that it stands in (文号).
    pub source: String,
    #[graphql(skip)]
    condition: Option<Condition>,
}

#[ComplexObject]
impl AidRule {
    /// What is asked.
    async fn kind(&self) -> AidRuleKind {
        self.condition
            .as_ref()
            .map_or(AidRuleKind::OnceAYear, Condition::kind)
    }

    /// What is asked, in words.
    async fn text(&self, ctx: &Context<'_>) -> Result<String> {
        let language = scope(ctx)?.language();
        let words = self.condition.as_ref().map(Condition::words);
        Ok(words.map_or_else(String::new, |words| words.in_language(language).to_owned()))
    }
}

/// A row of the standard amounts.
#[derive(Debug, Clone, SimpleObject)]
pub struct AidAmount {
    /// For this tier; for all without it.
    pub tier: Option<HardshipTier>,
    /// For this stage of school; for all without it.
    pub level: Option<SchoolLevel>,
    /// The amount, or the least.
    pub least: Money,
    /// The most; the same where the amount is fixed.
    pub most: Money,
}

impl From<Terms> for AidTerms {
    fn from(terms: Terms) -> Self {
        let money = |fen: i64| Money(Fen(fen));
        Self {
            rules: terms.rules.into_iter().map(AidRule::from).collect(),
            amounts: terms.amounts.into_iter().map(AidAmount::from).collect(),
            household_cap: terms.household_cap_fen.map(money),
            pupil_cap: terms.pupil_cap_fen.map(money),
            papers: terms.papers,
            decides: terms.decides,
        }
    }
}

impl From<Rule> for AidRule {
    fn from(rule: Rule) -> Self {
        let mut out = Self {
            sentence: rule.sentence,
            source: rule.source,
            condition: Some(rule.condition.clone()),
            ..Self::default()
        };
        match rule.condition {
            Condition::Tier { tiers } => out.tiers = tiers,
            Condition::Cause { causes } => out.causes = causes,
            Condition::Facts { facts } | Condition::Without { facts } => out.facts = facts,
            Condition::Income {
                percent,
                less_rigid,
            } => {
                out.percent = Some(percent);
                out.less_rigid = Some(less_rigid);
            }
            Condition::Burden { percent } => out.percent = Some(percent),
            Condition::Member(member) => {
                out.relations = member.relations;
                out.levels = member.levels;
                out.age_from = member.age_from;
                out.age_to = member.age_to;
            }
            Condition::OnceAYear => {}
            Condition::NotWith { kinds } => out.kinds = kinds,
        }
        out
    }
}

impl From<Amount> for AidAmount {
    fn from(amount: Amount) -> Self {
        Self {
            tier: amount.tier,
            level: amount.level,
            least: Money(Fen(amount.from_fen)),
            most: Money(Fen(amount.to_fen)),
        }
    }
}
