//! Citizen identity numbers: GB 11643-1999, check character by ISO 7064:1983 MOD 11-2.

use std::fmt;

use chrono::NaiveDate;
use thiserror::Error;

use super::normalise::{compact, is_province};

/// Sex as an identity number states it (GB/T 2261.1: 1 male, 2 female).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

/// Why a text is no identity number. No reason repeats a digit of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdentityNumberError {
    /// Nothing was given.
    #[error("the identity number is empty")]
    Empty,
    /// Neither 18 nor (old) 15 characters.
    #[error("an identity number has 18 characters, not {got}")]
    Length {
        /// How many characters there were, white space left out.
        got: usize,
    },
    /// Something else than digits, or an X elsewhere than in the last of 18 places.
    #[error("an identity number is digits with at most a final X")]
    Character,
    /// The first two digits are no province of GB/T 2260.
    #[error("the identity number starts with no province code")]
    Province,
    /// The birth date is not in the calendar.
    #[error("the birth date in the identity number does not exist")]
    BirthDate,
    /// The birth date lies after today.
    #[error("the birth date in the identity number lies in the future")]
    BornInFuture,
    /// The check character differs: most likely a mistyped or swapped digit.
    #[error("the check digit of the identity number is wrong")]
    CheckDigit,
}

/// A valid 18-character identity number. It prints itself masked only; see [`Self::expose`].
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdentityNumber {
    number: String,
    birth_date: NaiveDate,
}

/// Weights of the first 17 places: 2^(18 − i) mod 11 for place i (GB 11643-1999, table A.1).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters for remainders 0 to 10 (GB 11643-1999, table A.2).
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

impl IdentityNumber {
    /// Reads a number as people type it: white space is dropped, full-width characters and a
    /// lower-case x are normalised, an old 15-digit number becomes 18 characters (born 19yy).
    ///
    /// `today` is the civil date before which (or on which) the person must be born. The serial
    /// numbers 996 to 999, which 15-digit numbers kept for people born before 1900, are read as 19yy too.
    ///
    /// # Errors
    /// The first reason found, in the order of [`IdentityNumberError`]'s variants.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, IdentityNumberError> {
        let mut number = compact(text).to_ascii_uppercase();
        let got = number.chars().count();
        if got == 0 {
            return Err(IdentityNumberError::Empty);
        }
        if got != 15 && got != 18 {
            return Err(IdentityNumberError::Length { got });
        }
        let digits = match number.strip_suffix('X') {
            Some(digits) if got == 18 => digits,
            _ => &number,
        };
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(IdentityNumberError::Character);
        }
        if !is_province(&number.as_bytes()[..2]) {
            return Err(IdentityNumberError::Province);
        }
        let old = got == 15;
        if old {
            number.insert_str(6, "19");
        }
        let birth_date = NaiveDate::parse_from_str(&number[6..14], "%Y%m%d")
            .map_err(|_| IdentityNumberError::BirthDate)?;
        if birth_date > today {
            return Err(IdentityNumberError::BornInFuture);
        }
        let check = check_character(&number[..17]);
        if old {
            number.push(check);
        } else if !number.ends_with(check) {
            return Err(IdentityNumberError::CheckDigit);
        }
        Ok(Self { number, birth_date })
    }

    /// The number itself, 18 characters, X in upper case: for encryption, for papers, and for one
    /// audited look.
    pub fn expose(&self) -> &str {
        &self.number
    }

    /// County and last four characters, the birth date hidden: `371302********1234`.
    pub fn masked(&self) -> String {
        format!("{}********{}", &self.number[..6], &self.number[14..])
    }

    /// The day of birth (places 7 to 14).
    pub fn birth_date(&self) -> NaiveDate {
        self.birth_date
    }

    /// Sex by the 17th place: odd for men, even for women.
    pub fn sex(&self) -> Sex {
        if self.number.as_bytes()[16] % 2 == 1 {
            Sex::Male
        } else {
            Sex::Female
        }
    }

    /// The six-digit code of the place of the first registration. Such codes may have been
    /// abolished since, so no list of today's divisions can check them.
    pub fn region(&self) -> &str {
        &self.number[..6]
    }
}

/// The check character of 17 digits.
pub(crate) fn check_character(digits: &str) -> char {
    let sum: u32 = digits
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    CHECK[(sum % 11) as usize]
}

impl fmt::Display for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdentityNumber({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn parse(text: &str) -> Result<IdentityNumber, IdentityNumberError> {
        IdentityNumber::parse(text, day(2014, 8, 6))
    }

    #[test]
    fn accepts_and_normalises() {
        // The two examples printed in GB 11643-1999, annex A: 11010519491231002X and 440524188001010014.
        for (text, number, birth, sex) in [
            (
                "11010519491231002X",
                "11010519491231002X",
                day(1949, 12, 31),
                Sex::Female,
            ),
            (
                "440524188001010014",
                "440524188001010014",
                day(1880, 1, 1),
                Sex::Male,
            ),
            (
                "11010519491231002x",
                "11010519491231002X",
                day(1949, 12, 31),
                Sex::Female,
            ),
            (
                " 110105 1949 1231 002x ",
                "11010519491231002X",
                day(1949, 12, 31),
                Sex::Female,
            ),
            (
                "１１０１０５１９４９１２３１００２Ｘ",
                "11010519491231002X",
                day(1949, 12, 31),
                Sex::Female,
            ),
            // The 15-digit form of the first example (GB 11643-1989: yymmdd, no check character).
            (
                "110105491231002",
                "11010519491231002X",
                day(1949, 12, 31),
                Sex::Female,
            ),
        ] {
            let parsed = parse(text).unwrap();
            assert_eq!(parsed.expose(), number, "{text}");
            assert_eq!((parsed.birth_date(), parsed.sex()), (birth, sex), "{text}");
        }
    }

    #[test]
    fn refuses_with_the_precise_reason() {
        use IdentityNumberError::*;
        for (text, reason) in [
            ("", Empty),
            (" \u{3000}", Empty),
            ("1101051949123100", Length { got: 16 }),
            ("11010519491231002XX", Length { got: 19 }),
            ("1101051949123100X2", Character),
            ("11010549123100X", Character),
            ("一10105194912310022", Character),
            ("990105194912310020", Province),
            ("000000000000000000", Province),
            ("110105194902290022", BirthDate),
            ("110105194913010022", BirthDate),
            ("110105491331002", BirthDate),
            ("110105201408070022", BornInFuture),
            ("110105194912310021", CheckDigit),
            ("110105194912310020", CheckDigit),
        ] {
            assert_eq!(parse(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn may_be_born_today() {
        let digits = "37130220140806001";
        let text = format!("{digits}{}", check_character(digits));
        assert!(parse(&text).is_ok());
        assert_eq!(
            IdentityNumber::parse(&text, day(2014, 8, 5)),
            Err(IdentityNumberError::BornInFuture)
        );
    }

    #[test]
    fn letters_of_several_bytes_before_an_x_are_refused() {
        let text = "🌀𐬀⮗ਾ!Ὑ!aᏸਏ𝒩ὐA!￼𝔞AX";
        assert_eq!(parse(text), Err(IdentityNumberError::Character));
    }

    #[test]
    fn never_prints_itself() {
        let number = parse("11010519491231002X").unwrap();
        assert_eq!(number.masked(), "110105********002X");
        assert_eq!(number.to_string(), "110105********002X");
        assert_eq!(format!("{number:?}"), "IdentityNumber(110105********002X)");
    }

    /// 17 digits with a real province and date.
    fn seventeen() -> impl Strategy<Value = String> {
        (0u32..10_000, 0i64..41_000, 0u32..1000).prop_map(|(area, days, serial)| {
            let birth = day(1900, 1, 1) + chrono::Days::new(days as u64);
            format!("37{area:04}{}{serial:03}", birth.format("%Y%m%d"))
        })
    }

    proptest! {
        #[test]
        fn the_check_character_makes_it_valid(digits in seventeen()) {
            let text = format!("{digits}{}", check_character(&digits));
            let parsed = parse(&text).unwrap();
            prop_assert_eq!(parsed.expose(), &text);
            let printed = format!("{parsed} {parsed:?}");
            prop_assert!(!printed.contains(&text[6..14]));
        }

        // ISO 7064, clause 4: MOD 11-2 finds every single substitution and every transposition of neighbours.
        #[test]
        fn a_single_wrong_digit_is_found(digits in seventeen(), place in 0usize..17, add in 1u8..10) {
            let check = check_character(&digits);
            let mut wrong = digits.into_bytes();
            wrong[place] = b'0' + (wrong[place] - b'0' + add) % 10;
            let text = format!("{}{check}", String::from_utf8(wrong).unwrap());
            prop_assert!(parse(&text).is_err());
        }

        #[test]
        fn swapped_neighbours_are_found(digits in seventeen(), place in 0usize..16) {
            let check = check_character(&digits);
            let mut wrong = digits.into_bytes();
            prop_assume!(wrong[place] != wrong[place + 1]);
            wrong.swap(place, place + 1);
            let text = format!("{}{check}", String::from_utf8(wrong).unwrap());
            prop_assert!(parse(&text).is_err());
        }

        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = parse(&text);
        }
    }
}
