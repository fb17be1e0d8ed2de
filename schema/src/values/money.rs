//! Money in whole fen: no fraction can be lost, no sum can wrap around.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// An amount in fen (1/100 yuan), which may be negative (a reversal, an entry's other side).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fen(pub i64);

/// Why a text is no amount, or why a sum has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Nothing was given.
    #[error("the amount is empty")]
    Empty,
    /// Not digits with at most one point, a minus in front at most. Thousands separators, exponents, plus
    /// signs and white space are refused: two readers could take them for two amounts.
    #[error("an amount is written like 1234.50")]
    Form,
    /// Parts of a fen.
    #[error("an amount has at most two decimals")]
    Decimals,
    /// Beyond what 64 bits hold (about 92 thousand million million yuan).
    #[error("the amount is out of range")]
    Range,
}

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of whole yuan.
    ///
    /// # Errors
    /// [`MoneyError::Range`].
    pub fn from_yuan(yuan: i64) -> Result<Self, MoneyError> {
        Self(100).times(yuan)
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::Range`].
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.0
            .checked_add(other.0)
            .map(Self)
            .ok_or(MoneyError::Range)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`MoneyError::Range`].
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.0
            .checked_sub(other.0)
            .map(Self)
            .ok_or(MoneyError::Range)
    }

    /// The amount so many times.
    ///
    /// # Errors
    /// [`MoneyError::Range`].
    pub fn times(self, count: i64) -> Result<Self, MoneyError> {
        self.0.checked_mul(count).map(Self).ok_or(MoneyError::Range)
    }

    /// The amount with the other sign.
    ///
    /// # Errors
    /// [`MoneyError::Range`], for the least amount only.
    pub fn negated(self) -> Result<Self, MoneyError> {
        self.0.checked_neg().map(Self).ok_or(MoneyError::Range)
    }

    /// The sum of all; zero for none.
    ///
    /// # Errors
    /// [`MoneyError::Range`], also where only a sum on the way is out of range.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// Whether above zero.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl FromStr for Fen {
    type Err = MoneyError;

    /// Reads decimal yuan: `1234`, `1234.5`, `1234.50`, `-0.05`.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        if text.is_empty() {
            return Err(MoneyError::Empty);
        }
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (yuan, decimals) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(MoneyError::Form),
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if yuan.is_empty() || !is_digits(yuan) || !is_digits(decimals) {
            return Err(MoneyError::Form);
        }
        if decimals.len() > 2 {
            return Err(MoneyError::Decimals);
        }
        let fen: i128 = format!("{yuan}{decimals:0<2}")
            .parse()
            .map_err(|_| MoneyError::Range)?;
        let signed = if negative { -fen } else { fen };
        i64::try_from(signed)
            .map(Self)
            .map_err(|_| MoneyError::Range)
    }
}

impl fmt::Display for Fen {
    /// Decimal yuan, always two decimals: `1234.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_yuan() {
        for (text, fen) in [
            ("0", 0),
            ("-0", 0),
            ("1", 100),
            ("1234.50", 123_450),
            ("1234.5", 123_450),
            ("0.05", 5),
            ("-0.05", -5),
            ("007.00", 700),
            ("92233720368547758.07", i64::MAX),
            ("-92233720368547758.08", i64::MIN),
        ] {
            assert_eq!(text.parse(), Ok(Fen(fen)), "{text}");
        }
    }

    #[test]
    fn refuses_with_the_precise_reason() {
        use MoneyError::*;
        for (text, reason) in [
            ("", Empty),
            ("-", Form),
            (".5", Form),
            ("5.", Form),
            ("+5", Form),
            (" 5", Form),
            ("1,234.00", Form),
            ("1e3", Form),
            ("1.2.3", Form),
            ("--1", Form),
            ("１２", Form),
            ("NaN", Form),
            ("1.234", Decimals),
            ("1.000", Decimals),
            ("92233720368547758.08", Range),
            ("99999999999999999999999999999999999999999999", Range),
        ] {
            assert_eq!(text.parse::<Fen>(), Err(reason), "{text}");
        }
    }

    #[test]
    fn arithmetic_is_checked() {
        assert_eq!(Fen(i64::MAX).plus(Fen(1)), Err(MoneyError::Range));
        assert_eq!(Fen(i64::MIN).minus(Fen(1)), Err(MoneyError::Range));
        assert_eq!(Fen(i64::MIN).negated(), Err(MoneyError::Range));
        assert_eq!(Fen::from_yuan(i64::MAX), Err(MoneyError::Range));
        assert_eq!(Fen::from_yuan(12), Ok(Fen(1200)));
        assert_eq!(Fen::sum([Fen(1), Fen(-3), Fen(2)]), Ok(Fen::ZERO));
        assert!(Fen(1).is_positive() && !Fen::ZERO.is_positive());
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_again(fen in any::<i64>()) {
            prop_assert_eq!(Fen(fen).to_string().parse(), Ok(Fen(fen)));
        }

        #[test]
        fn what_is_added_can_be_taken_away(a in any::<i64>(), b in any::<i64>()) {
            if let Ok(sum) = Fen(a).plus(Fen(b)) {
                prop_assert_eq!(sum.minus(Fen(b)), Ok(Fen(a)));
            }
        }

        #[test]
        fn never_panics(text in "[-+.,0-9eE ]{0,30}") {
            let _ = text.parse::<Fen>();
        }
    }
}
