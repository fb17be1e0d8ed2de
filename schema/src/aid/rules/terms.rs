//! What a programme asks for and what it gives, as it is stored.

use serde::{Deserialize, Serialize};

use super::codes::{AidDecider, AidFact, AidRuleKind};
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::{HardshipCause, HardshipTier, Relation, SchoolLevel};

/// Ages, by the year, of somebody who may be at school without its being in the file: the first year of
/// primary school to the last of a longer course of study.
pub const SCHOOL_AGE: (i32, i32) = (6, 25);

/// The terms of a programme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// All of them have to be met.
    pub rules: Vec<Rule>,
    /// The standard amounts; the row that names most of a case is the one that holds.
    pub amounts: Vec<Amount>,
    /// Fen that one household gets of this kind in a year at most.
    pub household_cap_fen: Option<i64>,
    /// Fen that one pupil gets of this kind in a year at most.
    pub pupil_cap_fen: Option<i64>,
    /// Papers that an application needs, such as 录取通知书.
    pub papers: Vec<String>,
    /// Who decides applications.
    #[serde(default)]
    pub decides: AidDecider,
}

/// A rule with the words that it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What is asked.
    #[serde(flatten)]
    pub condition: Condition,
    /// The sentence of the rule (条文).
    pub sentence: String,
    /// The document that it stands in (文号).
    pub source: String,
}

/// What a rule asks of a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Condition {
    /// The tier is one of these.
    Tier {
        /// Which.
        tiers: Vec<HardshipTier>,
    },
    /// A cause, main or other, is one of these.
    Cause {
        /// Which.
        causes: Vec<HardshipCause>,
    },
    /// One of these facts holds.
    Facts {
        /// Which.
        facts: Vec<AidFact>,
    },
    /// None of these facts holds.
    Without {
        /// Which.
        facts: Vec<AidFact>,
    },
    /// The monthly income per person lies below so many percent of the line.
    Income {
        /// Of the line; 150 is one and a half times.
        percent: i32,
        /// Whether the rigid costs are taken off the income first.
        less_rigid: bool,
    },
    /// Rigid costs are more than so many percent of the year's income.
    Burden {
        /// Of the income.
        percent: i32,
    },
    /// There is such a member.
    Member(MemberRule),
    /// No aid of this kind this year.
    OnceAYear,
    /// No aid of these kinds this year.
    NotWith {
        /// Which.
        kinds: Vec<ProgrammeKind>,
    },
}

/// Which member is meant; an empty list asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRule {
    /// 与户主关系
    pub relations: Vec<Relation>,
    /// 学段
    pub levels: Vec<SchoolLevel>,
    /// The age reached in the programme's year, at least.
    pub age_from: Option<i32>,
    /// The age reached in the programme's year, at most.
    pub age_to: Option<i32>,
}

impl Condition {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> AidRuleKind {
        match self {
            Self::Tier { .. } => AidRuleKind::Tier,
            Self::Cause { .. } => AidRuleKind::Cause,
            Self::Facts { .. } => AidRuleKind::Facts,
            Self::Without { .. } => AidRuleKind::Without,
            Self::Income { .. } => AidRuleKind::Income,
            Self::Burden { .. } => AidRuleKind::Burden,
            Self::Member(_) => AidRuleKind::Member,
            Self::OnceAYear => AidRuleKind::OnceAYear,
            Self::NotWith { .. } => AidRuleKind::NotWith,
        }
    }
}

impl Terms {
    /// The rule about a member at school, for whom then each amount is.
    #[must_use]
    pub fn pupils(&self) -> Option<&MemberRule> {
        self.rules.iter().find_map(|rule| match &rule.condition {
            Condition::Member(member) if !member.levels.is_empty() => Some(member),
            _ => None,
        })
    }

    /// Whether aid is given once a year: to each pupil where it is about pupils, else to the household.
    #[must_use]
    pub fn is_once_a_year(&self) -> bool {
        let once = |rule: &Rule| rule.condition == Condition::OnceAYear;
        self.rules.iter().any(once)
    }

    /// Whether an income is held against a line.
    #[must_use]
    pub fn asks_line(&self) -> bool {
        let income = |rule: &Rule| matches!(rule.condition, Condition::Income { .. });
        self.rules.iter().any(income)
    }
}

/// One row of the standard amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// For this tier; for all without it.
    pub tier: Option<HardshipTier>,
    /// For this stage of school; for all without it.
    pub level: Option<SchoolLevel>,
    /// Fen at least.
    pub from_fen: i64,
    /// Fen at most; the same where the amount is fixed.
    pub to_fen: i64,
}
