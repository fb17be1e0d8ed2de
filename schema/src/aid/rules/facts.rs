//! What rules look at: a household, its line, what it was given, and what a programme offers.

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use super::codes::{AidFact, LineArea};
use super::terms::Terms;
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::{
    HardshipCause, HardshipTier, HouseholdKind, HouseholdStatus, NeedyFileState, Relation,
    SchoolLevel,
};

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

    /// How often aid of a programme's kind was given in its year, to one pupil or to the household.
    #[must_use]
    pub fn times(&self, offer: &Offer, member: Option<Uuid>) -> usize {
        self.to(offer, member).count()
    }

    /// How much that was, in fen.
    #[must_use]
    pub fn sum(&self, offer: &Offer, member: Option<Uuid>) -> i64 {
        self.to(offer, member)
            .fold(0, |sum, aid| sum.saturating_add(aid.amount_fen))
    }

    fn to(&self, offer: &Offer, member: Option<Uuid>) -> impl Iterator<Item = &Aid> {
        self.of(offer.kind, offer.year)
            .filter(move |aid| member.is_none() || aid.member == member)
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

/// Year and month of a day.
fn month_of(day: NaiveDate) -> (i32, u32) {
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
