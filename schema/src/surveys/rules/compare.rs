//! What changed since the last record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{IncomeChange, SurveyDifference};
use crate::households::rules::{HardshipCause, HardshipTier, Housing, Need};

/// The facts of a household that two records are compared by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The day of the record; none for the file as it stood before the first one.
    pub on: Option<NaiveDate>,
    /// 年人均收入, in fen.
    pub income_fen: i64,
    /// 年刚性支出, in fen.
    pub rigid_fen: i64,
    /// 家庭人口
    pub population: i32,
    /// 劳动力人数
    pub labour_force: i32,
    /// 住房类型
    pub housing: Housing,
    /// 主要致困原因
    pub main_cause: HardshipCause,
    /// 次要致困原因
    pub other_causes: Vec<HardshipCause>,
    /// 帮扶需求
    pub needs: Vec<Need>,
    /// 困难类别
    pub tier: HardshipTier,
}

impl Facts {
    fn causes(&self) -> impl Iterator<Item = &HardshipCause> {
        std::iter::once(&self.main_cause).chain(&self.other_causes)
    }
}

/// How the income moved: a fifth is much.
#[must_use]
pub fn income_change(before_fen: i64, now_fen: i64) -> IncomeChange {
    let (before, now) = (i128::from(before_fen), i128::from(now_fen));
    let much = 5 * (now - before).abs() >= before;
    match now.cmp(&before) {
        std::cmp::Ordering::Less if much => IncomeChange::FellMuch,
        std::cmp::Ordering::Less => IncomeChange::Fell,
        std::cmp::Ordering::Equal => IncomeChange::Same,
        std::cmp::Ordering::Greater if much => IncomeChange::RoseMuch,
        std::cmp::Ordering::Greater => IncomeChange::Rose,
    }
}

/// What changed from one record to the next, in the order of the forms. `new_claim`: the family asks for
/// something that it did not ask for last time.
#[must_use]
pub fn differences(before: &Facts, now: &Facts, new_claim: bool) -> Vec<SurveyDifference> {
    use SurveyDifference as D;
    let gains = |from: &Facts, to: &Facts| {
        to.causes()
            .any(|cause| !from.causes().any(|other| other == cause))
    };
    let family = |facts: &Facts| (facts.population, facts.labour_force);
    [
        (D::IncomeFell, now.income_fen < before.income_fen),
        (D::IncomeRose, now.income_fen > before.income_fen),
        (D::ExpenseRose, now.rigid_fen > before.rigid_fen),
        (D::ExpenseFell, now.rigid_fen < before.rigid_fen),
        (D::NewCause, gains(before, now)),
        (D::CauseGone, gains(now, before)),
        (
            D::NewNeed,
            now.needs.iter().any(|need| !before.needs.contains(need)),
        ),
        (D::NewClaim, new_claim),
        (D::TierChanged, now.tier != before.tier),
        (D::HousingChanged, now.housing != before.housing),
        (D::FamilyChanged, family(now) != family(before)),
    ]
    .into_iter()
    .filter_map(|(difference, holds)| holds.then_some(difference))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            on: None,
            income_fen: 1_000_000,
            rigid_fen: 200_000,
            population: 3,
            labour_force: 1,
            housing: Housing::Rent,
            main_cause: HardshipCause::Illness,
            other_causes: vec![HardshipCause::Schooling],
            needs: vec![Need::Job],
            tier: HardshipTier::Relative,
        }
    }

    #[test]
    fn what_changed_is_named_and_what_only_changed_places_is_not() {
        use SurveyDifference as D;
        let before = facts();
        assert_eq!(differences(&before, &before, false), []);
        let swapped = Facts {
            main_cause: HardshipCause::Schooling,
            other_causes: vec![HardshipCause::Illness],
            ..facts()
        };
        assert_eq!(differences(&before, &swapped, false), []);
        let worse = Facts {
            income_fen: 900_000,
            rigid_fen: 300_000,
            main_cause: HardshipCause::WorkInjury,
            needs: vec![Need::Job, Need::LegalAid],
            tier: HardshipTier::Deep,
            ..facts()
        };
        assert_eq!(
            differences(&before, &worse, true),
            [
                D::IncomeFell,
                D::ExpenseRose,
                D::NewCause,
                D::CauseGone,
                D::NewNeed,
                D::NewClaim,
                D::TierChanged
            ]
        );
        let better = Facts {
            income_fen: 1_100_000,
            rigid_fen: 0,
            other_causes: vec![],
            population: 4,
            housing: Housing::Owned,
            needs: vec![],
            ..facts()
        };
        assert_eq!(
            differences(&before, &better, false),
            [
                D::IncomeRose,
                D::ExpenseFell,
                D::CauseGone,
                D::HousingChanged,
                D::FamilyChanged
            ]
        );
    }

    #[test]
    fn a_fifth_is_much() {
        use IncomeChange as I;
        for (before, now, change) in [
            (1000, 1000, I::Same),
            (1000, 999, I::Fell),
            (1000, 801, I::Fell),
            (1000, 800, I::FellMuch),
            (1000, 1199, I::Rose),
            (1000, 1200, I::RoseMuch),
            (0, 0, I::Same),
            (0, 1, I::RoseMuch),
            (i64::MAX, 0, I::FellMuch),
        ] {
            assert_eq!(income_change(before, now), change, "{before} {now}");
        }
    }
}
