//! What holds of the arithmetic whatever the amounts.

use proptest::prelude::*;

use super::tests::{aid, amounts, day, facts, line, offer};
use super::*;
use crate::funds::rules::ProgrammeKind;

proptest! {
    /// Compared is the exact fraction: as with the least common denominator, for any amounts.
    #[test]
    fn a_comparison_never_rounds(
        per_head in 0_i64..=10_000_000_000,
        persons in 1_i32..=50,
        rigid in 0_i64..=10_000_000_000,
        line in 1_i64..=10_000_000,
        percent in 1_i32..=1000,
    ) {
        let income = Income { per_head, persons, rigid: Some(rigid), line, percent };
        let left = i128::from(per_head) * i128::from(persons) - i128::from(rigid);
        // The whole part of left ÷ 12 ÷ persons × 100 decides alone: a limit that it does not reach it stays
        // below, whatever the rest is.
        let whole = (left * 100).div_euclid(12 * i128::from(persons));
        let exact = whole < i128::from(line) * i128::from(percent);
        prop_assert_eq!(income.is_below(), exact);
    }

    /// More income never makes anybody eligible, a higher line never takes it away.
    #[test]
    fn a_line_is_a_threshold(
        per_head in 0_i64..=100_000_000,
        more in 0_i64..=100_000_000,
        persons in 1_i32..=50,
        rigid in 0_i64..=100_000_000,
        line in 1_i64..=1_000_000,
        higher in 0_i64..=1_000_000,
    ) {
        let income = Income { per_head, persons, rigid: Some(rigid), line, percent: 100 };
        let richer = Income { per_head: per_head + more, ..income.clone() };
        let raised = Income { line: line + higher, ..income.clone() };
        prop_assert!(income.is_below() || !richer.is_below());
        prop_assert!(!income.is_below() || raised.is_below());
    }

    /// Whatever was given and capped, nothing above a cap and nothing below zero is suggested.
    #[test]
    fn caps_hold(
        least in 1_i64..=1_000_000,
        more in 0_i64..=1_000_000,
        cap in 1_i64..=1_000_000,
        given in 0_i64..=2_000_000,
    ) {
        let mut offer = offer(ProgrammeKind::LivingRelief, vec![]);
        offer.terms.amounts = amounts(&[(None, None, least, least + more)]);
        offer.terms.household_cap_fen = Some(cap);
        let history = History(vec![aid(ProgrammeKind::LivingRelief, 2014, None, given)]);
        let verdict = eligibility(&offer, &facts(), &line(), &history, day());
        let found = verdict.suggestion.unwrap();
        prop_assert!(0 <= found.from_fen && found.from_fen <= found.to_fen);
        prop_assert!(found.to_fen + given <= cap || found.to_fen == 0);
        prop_assert!(found.to_fen <= least + more);
        prop_assert_eq!(found.capped, found.to_fen < least + more);
    }
}
