//! Rules of funds. No I/O.

mod allocation;
pub mod bank;
mod codes;
mod statement;

pub use allocation::AllocationStep;
pub use codes::{
    BankLineState, BankMonthState, BankSide, FundAccountKind, FundAllocationKind,
    FundAllocationState, FundBudgetState, FundSource, FundTransactionKind, ProgrammeKind,
};
pub use statement::{Balances, Flows, StatementCell};

use crate::values::money::Fen;

/// The share of a base at a rate in ten-thousandths, rounded down to the fen.
///
/// Rounded down, because what is set apart may not be more than the decision allows.
#[must_use]
pub fn share(base: Fen, rate: i32) -> Fen {
    let fen = i128::from(base.0) * i128::from(rate) / 10_000;
    // A rate is 10,000 at most, so the share is never more than the base.
    Fen(i64::try_from(fen).unwrap_or(base.0))
}

/// What an amount lacks to be taken from what there is; `None` where there is enough.
#[must_use]
pub fn lacking(there: Fen, wanted: Fen) -> Option<Fen> {
    (there < wanted).then(|| Fen(wanted.0.saturating_sub(there.0)))
}

/// The most that one act may move: ten thousand million yuan, which no union's fund reaches.
pub const LARGEST: Fen = Fen(1_000_000_000_000);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_down_to_the_fen() {
        for (base, rate, expected) in [
            (100_000_000, 500, 5_000_000),
            (1, 9_999, 0),
            (3, 3_334, 1),
            (i64::MAX, 10_000, i64::MAX),
            (i64::MAX, 1, i64::MAX / 10_000),
        ] {
            assert_eq!(share(Fen(base), rate), Fen(expected), "{base} × {rate}");
        }
    }

    #[test]
    fn what_lacks_is_told_to_the_fen() {
        assert_eq!(lacking(Fen(50_000), Fen(50_000)), None);
        assert_eq!(lacking(Fen(50_000), Fen(50_001)), Some(Fen(1)));
    }
}
