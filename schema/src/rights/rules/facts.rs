//! The facts of a case: which ones each kind has, and what of them has to be there.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::codes::{RightsCaseKind as K, RightsFact as F, SocialInsurance, WorkInjuryRecognition};

/// What is known of a case beside the story. Amounts are fen; months are their first day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Facts {
    pub known_on: Option<NaiveDate>,
    pub hired_on: Option<NaiveDate>,
    pub left_on: Option<NaiveDate>,
    pub wages_from: Option<NaiveDate>,
    pub wages_to: Option<NaiveDate>,
    pub monthly_wage_fen: Option<i64>,
    pub injured_on: Option<NaiveDate>,
    pub injury: Option<String>,
    pub recognition: Option<WorkInjuryRecognition>,
    pub recognised_on: Option<NaiveDate>,
    pub grade: Option<i32>,
    pub diagnosed_on: Option<NaiveDate>,
    pub disease: Option<String>,
    pub dismissed_on: Option<NaiveDate>,
    pub insurances: Vec<SocialInsurance>,
    pub unpaid_from: Option<NaiveDate>,
    pub unpaid_to: Option<NaiveDate>,
    pub overtime_hours: Option<i32>,
    pub seized: Option<String>,
    pub award_received_on: Option<NaiveDate>,
    pub judgment_received_on: Option<NaiveDate>,
    pub effective_on: Option<NaiveDate>,
}

impl Facts {
    /// The day of a fact that is one.
    #[must_use]
    pub const fn day(&self, fact: F) -> Option<NaiveDate> {
        match fact {
            F::KnownOn => self.known_on,
            F::HiredOn => self.hired_on,
            F::LeftOn => self.left_on,
            F::WagesFrom => self.wages_from,
            F::WagesTo => self.wages_to,
            F::InjuredOn => self.injured_on,
            F::RecognisedOn => self.recognised_on,
            F::DiagnosedOn => self.diagnosed_on,
            F::DismissedOn => self.dismissed_on,
            F::UnpaidFrom => self.unpaid_from,
            F::UnpaidTo => self.unpaid_to,
            F::AwardReceivedOn => self.award_received_on,
            F::JudgmentReceivedOn => self.judgment_received_on,
            F::EffectiveOn => self.effective_on,
            F::MonthlyWage
            | F::Injury
            | F::Recognition
            | F::Grade
            | F::Disease
            | F::Insurances
            | F::OvertimeHours
            | F::Seized => None,
        }
    }

    /// Whether anything is said of a fact.
    #[must_use]
    pub fn has(&self, fact: F) -> bool {
        match fact {
            F::MonthlyWage => self.monthly_wage_fen.is_some(),
            F::Injury => self.injury.is_some(),
            F::Recognition => self.recognition.is_some(),
            F::Grade => self.grade.is_some(),
            F::Disease => self.disease.is_some(),
            F::Insurances => !self.insurances.is_empty(),
            F::OvertimeHours => self.overtime_hours.is_some(),
            F::Seized => self.seized.is_some(),
            day => self.day(day).is_some(),
        }
    }
}

/// What came of the courts: any case may get there.
const OF_COURTS: [F; 3] = [F::AwardReceivedOn, F::JudgmentReceivedOn, F::EffectiveOn];

/// The facts that a kind has of its own, in the order of a form.
const fn own(kind: K) -> &'static [F] {
    match kind {
        K::WageArrears => &[
            F::HiredOn,
            F::LeftOn,
            F::WagesFrom,
            F::WagesTo,
            F::MonthlyWage,
            F::KnownOn,
        ],
        K::NoContract | K::Relation => &[F::HiredOn, F::LeftOn, F::MonthlyWage, F::KnownOn],
        K::NoSocialInsurance => &[
            F::HiredOn,
            F::LeftOn,
            F::Insurances,
            F::UnpaidFrom,
            F::UnpaidTo,
            F::KnownOn,
        ],
        K::WorkInjury => &[
            F::HiredOn,
            F::InjuredOn,
            F::Injury,
            F::Recognition,
            F::RecognisedOn,
            F::Grade,
            F::MonthlyWage,
            F::KnownOn,
        ],
        K::OccupationalDisease => &[
            F::HiredOn,
            F::DiagnosedOn,
            F::Disease,
            F::Recognition,
            F::RecognisedOn,
            F::Grade,
            F::MonthlyWage,
            F::KnownOn,
        ],
        K::Dismissal => &[F::HiredOn, F::DismissedOn, F::MonthlyWage, F::KnownOn],
        K::Overtime => &[
            F::HiredOn,
            F::LeftOn,
            F::UnpaidFrom,
            F::UnpaidTo,
            F::OvertimeHours,
            F::MonthlyWage,
            F::KnownOn,
        ],
        K::DepositSeized => &[F::HiredOn, F::LeftOn, F::Seized, F::KnownOn],
        K::Safety | K::SpecialProtection | K::UnionRight | K::Personal | K::Other => &[F::KnownOn],
    }
}

/// The facts that a case of this kind has, in the order of a form.
pub fn facts_of(kind: K) -> impl Iterator<Item = F> {
    own(kind).iter().copied().chain(OF_COURTS)
}

/// Whether a case of this kind can't be reported without it.
#[must_use]
pub const fn is_required(kind: K, fact: F) -> bool {
    matches!(
        (kind, fact),
        (K::WageArrears, F::WagesFrom | F::WagesTo)
            | (K::WorkInjury, F::InjuredOn | F::Injury | F::Recognition)
            | (K::OccupationalDisease, F::DiagnosedOn | F::Disease)
            | (K::Dismissal, F::DismissedOn)
            | (K::NoSocialInsurance, F::Insurances)
            | (K::DepositSeized, F::Seized)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_to_be_there_is_asked_for() {
        for kind in K::ALL {
            let asked: Vec<F> = facts_of(*kind).collect();
            for fact in F::ALL {
                assert!(
                    !is_required(*kind, *fact) || asked.contains(fact),
                    "{kind} {fact}"
                );
            }
            let mut once = asked.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), asked.len(), "{kind}");
        }
    }
}
