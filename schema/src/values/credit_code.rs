//! Unified social credit codes of organisations: GB 32100-2015.

use std::fmt;

use thiserror::Error;

use super::normalise::{compact, is_dash};

/// Why a text is no unified social credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CreditCodeError {
    /// Nothing was given.
    #[error("the credit code is empty")]
    Empty,
    /// Not 18 characters.
    #[error("a credit code has 18 characters, not {got}")]
    Length {
        /// How many characters there were, white space and dashes left out.
        got: usize,
    },
    /// A character that the standard does not use (I, O, S, V and Z look like digits and are left out).
    #[error("a credit code does not contain {0:?}")]
    Character(char),
    /// Places 3 to 8 are a division code and must be digits.
    #[error("places 3 to 8 of a credit code are digits")]
    Division,
    /// The check character differs.
    #[error("the check character of the credit code is wrong")]
    CheckCharacter,
}

/// A valid code: registering department, kind, six-digit division of the register, nine-character
/// organisation code, check character. It is public, unlike a person's number, and prints itself.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode(String);

/// The 31 characters in the order of their values (GB 32100-2015, table 2).
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

impl CreditCode {
    /// Reads a code, white space and dashes dropped, full-width and lower-case letters normalised.
    ///
    /// # Errors
    /// See [`CreditCodeError`].
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let code: String = compact(text)
            .chars()
            .filter(|&c| !is_dash(c))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let got = code.chars().count();
        if got == 0 {
            return Err(CreditCodeError::Empty);
        }
        if got != 18 {
            return Err(CreditCodeError::Length { got });
        }
        if let Some(stranger) = code.chars().find(|&c| value(c).is_none()) {
            return Err(CreditCodeError::Character(stranger));
        }
        if !code[2..8].bytes().all(|b| b.is_ascii_digit()) {
            return Err(CreditCodeError::Division);
        }
        if !code.ends_with(check_character(&code[..17])) {
            return Err(CreditCodeError::CheckCharacter);
        }
        Ok(Self(code))
    }

    /// The 18 characters, letters in upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it was given by the trade unions' own register (8 全国总工会 in the first place).
    pub fn is_trade_union(&self) -> bool {
        self.0.starts_with('8')
    }
}

fn value(c: char) -> Option<u32> {
    let place = ALPHABET.iter().position(|&known| char::from(known) == c)?;
    u32::try_from(place).ok()
}

/// The check character of 17 characters: 31 − Σ value × 3^(i−1) mod 31 (GB 32100-2015, annex A).
pub(crate) fn check_character(first_17: &str) -> char {
    let mut weight = 1;
    let mut sum = 0;
    for c in first_17.chars() {
        sum += value(c).unwrap_or_default() * weight;
        weight = weight * 3 % 31;
    }
    char::from(ALPHABET[((31 - sum % 31) % 31) as usize])
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CreditCode({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accepts_and_normalises() {
        // Codes that these companies print on their own public pages: Huawei, Alibaba (China), Tencent.
        for text in [
            "914403001922038216",
            "91330100799655058B",
            "9144030071526726XG",
        ] {
            assert_eq!(CreditCode::parse(text).unwrap().as_str(), text);
        }
        let spelt = CreditCode::parse(" 91330100-799655058ｂ ").unwrap();
        assert_eq!(spelt.to_string(), "91330100799655058B");
        assert!(!spelt.is_trade_union());
    }

    #[test]
    fn refuses_with_the_precise_reason() {
        use CreditCodeError::*;
        for (text, reason) in [
            ("", Empty),
            ("91440300192203821", Length { got: 17 }),
            // I, O, S, V, Z are not used (GB 32100-2015, 4.2).
            ("91440300192203821I", Character('I')),
            ("9144030019220382O6", Character('O')),
            ("91440300192203821中", Character('中')),
            ("91A40300192203821A", Division),
            ("914403001922038217", CheckCharacter),
        ] {
            assert_eq!(CreditCode::parse(text), Err(reason), "{text}");
        }
    }

    proptest! {
        // 31 is prime and 3 generates all its residues, so one wrong character always shows.
        #[test]
        fn a_single_wrong_character_is_found(body in "[0-9A-HJ-NPQRTUWXY]{9}", place in 0usize..9, add in 1usize..31) {
            let first = format!("91371302{body}");
            let good = format!("{first}{}", check_character(&first));
            prop_assert!(CreditCode::parse(&good).is_ok());
            let mut wrong = good.into_bytes();
            let now = ALPHABET.iter().position(|&c| c == wrong[8 + place]).unwrap();
            wrong[8 + place] = ALPHABET[(now + add) % 31];
            prop_assert_eq!(
                CreditCode::parse(&String::from_utf8(wrong).unwrap()),
                Err(CreditCodeError::CheckCharacter)
            );
        }

        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = CreditCode::parse(&text);
        }
    }
}
