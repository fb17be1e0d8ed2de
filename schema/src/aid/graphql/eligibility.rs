//! What a household is eligible for, in the API.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use uuid::Uuid;

use super::programme::Programme;
use crate::aid::rules::{
    AidOutcome, AidRuleKind, MissingPlace, Part, Step, StepOutcome, Suggestion,
};
use crate::aid::service::{self, Eligible};
use crate::error::{Error, Result};
use crate::households::rules::SchoolLevel;
use crate::id::MemberId;
use crate::loaders::{Batch, load};
use crate::payload::scope;
use crate::scalars::Money;
use crate::text::Text;
use crate::values::Fen;

/// Fields of a household that this area answers.
#[derive(Debug, Clone, Copy)]
pub struct HouseholdAid(pub Uuid);

#[Object]
impl HouseholdAid {
    /// Every open programme held against this household: what it may apply for first, then what lacks a
    /// fact, then the rest with what speaks against it. It rests on nothing that names anybody, so a
    /// superior reads the same; empty for a closed file.
    #[graphql(complexity = "5 * child_complexity")]
    async fn eligibility(&self, ctx: &Context<'_>) -> Result<Vec<AidEligibility>> {
        let found = load(ctx, EligibilityOf(self.0)).await?;
        let found = found.unwrap_or_default().into_iter();
        found.map(AidEligibility::try_from).collect()
    }
}

/// One programme held against a household.
#[derive(Debug, Clone, SimpleObject)]
pub struct AidEligibility {
    /// The programme.
    pub programme: Programme,
    /// Whether the household may apply.
    pub outcome: AidOutcome,
    /// Every rule, the days to apply first.
    #[graphql(complexity = "5 * child_complexity")]
    pub steps: Vec<AidStep>,
    /// What it may be given; null where a rule speaks against it or no amount is set.
    pub suggestion: Option<AidSuggestion>,
    /// For whom that is, before the household's cap.
    #[graphql(complexity = "2 * child_complexity")]
    pub parts: Vec<AidSuggestionPart>,
}

impl TryFrom<Eligible> for AidEligibility {
    type Error = Error;

    fn try_from(found: Eligible) -> Result<Self> {
        let suggestion = found.verdict.suggestion;
        let parts = suggestion.as_ref().map(|found| found.parts.clone());
        let parts = parts.unwrap_or_default().into_iter();
        Ok(Self {
            programme: found.programme.try_into()?,
            outcome: found.verdict.outcome,
            steps: found.verdict.steps.into_iter().map(AidStep::from).collect(),
            parts: parts.map(AidSuggestionPart::from).collect(),
            suggestion: suggestion.map(AidSuggestion::from),
        })
    }
}

/// One rule held against the facts of a household.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct AidStep {
    /// What is asked.
    pub kind: AidRuleKind,
    /// The document that the rule stands in (文号); null for the days to apply.
    pub source: Option<String>,
    /// What came of it.
    pub outcome: StepOutcome,
    /// The household's income of a year, where it is reckoned with.
    pub annual_income: Option<Money>,
    /// Rigid costs that were taken off it, or held against it.
    pub annual_rigid_expense: Option<Money>,
    /// 家庭人口, where it is reckoned with.
    pub persons: Option<i32>,
    /// What is left for each person in a month, rounded down to the fen; compared is what was not rounded.
    pub monthly_per_head: Option<Money>,
    /// The line that it is held against.
    pub line: Option<Money>,
    /// Percent of the line, or of the income.
    pub percent: Option<i32>,
    /// Where what is missing is entered; null where nothing is.
    pub missing_at: Option<MissingPlace>,
    #[graphql(skip)]
    missing: Vec<Text>,
    #[graphql(skip)]
    sentence: Text,
    #[graphql(skip)]
    finding: Text,
}

fn say(ctx: &Context<'_>, text: &Text) -> Result<String> {
    Ok(text.in_language(scope(ctx)?.language()).to_owned())
}

#[ComplexObject]
impl AidStep {
    /// The sentence of the rule (条文).
    async fn sentence(&self, ctx: &Context<'_>) -> Result<String> {
        say(ctx, &self.sentence)
    }

    /// What is missing, where something is.
    async fn missing(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        self.missing.iter().map(|what| say(ctx, what)).collect()
    }

    /// What the facts are; of an arithmetic, how it reads.
    async fn finding(&self, ctx: &Context<'_>) -> Result<String> {
        say(ctx, &self.finding)
    }
}

/// What a household may be given, within what the caps of the year leave.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct AidSuggestion {
    /// At least, in all.
    pub least: Money,
    /// At most, in all; the same where the amount is fixed.
    pub most: Money,
    /// Whether a cap of the year took something off.
    pub capped: bool,
    #[graphql(skip)]
    text: Text,
}

#[ComplexObject]
impl AidSuggestion {
    /// How it reads.
    async fn text(&self, ctx: &Context<'_>) -> Result<String> {
        say(ctx, &self.text)
    }
}

/// What one pupil, or the household, may be given.
#[derive(Debug, Clone, SimpleObject)]
pub struct AidSuggestionPart {
    /// The pupil; null where it is for the household.
    pub member_id: Option<MemberId>,
    /// The stage of school.
    pub level: Option<SchoolLevel>,
    /// At least.
    pub least: Money,
    /// At most.
    pub most: Money,
}

const fn money(fen: i64) -> Money {
    Money(Fen(fen))
}

impl From<Step> for AidStep {
    fn from(step: Step) -> Self {
        let sum = step.sum.as_ref();
        Self {
            kind: step.kind,
            source: step.source,
            outcome: step.outcome,
            annual_income: sum.map(|sum| money(sum.income)),
            annual_rigid_expense: sum.and_then(|sum| sum.rigid).map(money),
            persons: sum.map(|sum| sum.persons),
            monthly_per_head: sum.and_then(|sum| sum.monthly).map(money),
            line: sum.and_then(|sum| sum.line).map(money),
            percent: sum.map(|sum| sum.percent),
            // All that one rule lacks is entered at one place.
            missing_at: step.missing.first().map(|missing| missing.place),
            missing: step
                .missing
                .into_iter()
                .map(|missing| missing.what)
                .collect(),
            sentence: step.sentence,
            finding: step.finding,
        }
    }
}

impl From<Part> for AidSuggestionPart {
    fn from(part: Part) -> Self {
        Self {
            member_id: part.member.map(MemberId::from),
            level: part.level,
            least: money(part.from_fen),
            most: money(part.to_fen),
        }
    }
}

impl From<Suggestion> for AidSuggestion {
    fn from(suggestion: Suggestion) -> Self {
        Self {
            least: money(suggestion.from_fen),
            most: money(suggestion.to_fen),
            capped: suggestion.capped,
            text: suggestion.text,
        }
    }
}

/// Loads what a household is eligible for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct EligibilityOf(Uuid);

impl Loader<EligibilityOf> for Batch {
    type Value = Vec<Eligible>;
    type Error = Error;
    async fn load(&self, keys: &[EligibilityOf]) -> Result<HashMap<EligibilityOf, Vec<Eligible>>> {
        let found = service::eligible(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<EligibilityOf, Vec<Eligible>> = HashMap::new();
        for one in found {
            lists
                .entry(EligibilityOf(one.household))
                .or_default()
                .push(one);
        }
        Ok(lists)
    }
}
