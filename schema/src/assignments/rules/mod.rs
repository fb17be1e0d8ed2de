//! Rules of pairing, visits and promises. No I/O.

mod codes;
mod proposal;

pub use codes::{
    HandOverState, MeasureProof, MeasureState, PairingEndReason, PairingState, TimelineKind,
    VisitKind, VisitPurpose,
};
pub use proposal::{Candidate, Proposed, Unpaired, propose};

use chrono::{Months, NaiveDate};

/// Households that one cadre answers for at most (notice §3.2); the table has as many slots.
pub const MAX_LOAD: usize = 4;

/// A cadre with fewer households is a shortfall: shown, never refused (notice §3.2).
pub const MIN_LOAD: usize = 2;

/// How many wrong codes may be entered before a family's code no longer closes the promise.
pub const CODE_ATTEMPTS: i16 = 5;

/// The first free one of a cadre's four places.
#[must_use]
pub fn free_slot(taken: &[i16]) -> Option<i16> {
    (1..=4).find(|slot| !taken.contains(slot))
}

/// What is wrong with the day of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueFault {
    /// Due before it was promised.
    BeforePromise,
    /// Due more than five years later, which is a slip of the pen.
    TooFar,
}

/// Whether a promise of one day may fall due on another.
///
/// # Errors
/// See [`DueFault`].
pub fn check_due(promised_on: NaiveDate, due_on: NaiveDate) -> Result<(), DueFault> {
    if due_on < promised_on {
        return Err(DueFault::BeforePromise);
    }
    match promised_on.checked_add_months(Months::new(60)) {
        Some(last) if due_on > last => Err(DueFault::TooFar),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_places_and_no_fifth() {
        for (taken, free) in [
            (&[][..], Some(1)),
            (&[1], Some(2)),
            (&[2, 4], Some(1)),
            (&[4, 1, 2], Some(3)),
            (&[1, 2, 3, 4], None),
        ] {
            assert_eq!(free_slot(taken), free, "{taken:?}");
        }
    }

    #[test]
    fn a_promise_falls_due_after_it_was_made() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (promised, due, verdict) in [
            ("2014-08-06", "2014-08-06", Ok(())),
            ("2014-08-06", "2014-08-05", Err(DueFault::BeforePromise)),
            ("2014-08-06", "2019-08-06", Ok(())),
            ("2014-08-06", "2019-08-07", Err(DueFault::TooFar)),
        ] {
            assert_eq!(
                check_due(day(promised), day(due)),
                verdict,
                "{promised} {due}"
            );
        }
    }
}
