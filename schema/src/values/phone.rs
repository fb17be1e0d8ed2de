//! Telephone numbers of mainland China: mobile, and landline with area code.

use std::fmt;

use thiserror::Error;

use super::normalise::{compact, is_dash};

/// Why a text is no telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// Nothing was given.
    #[error("the telephone number is empty")]
    Empty,
    /// Something else than digits, white space, dashes, brackets and a leading plus.
    #[error("a telephone number is made of digits")]
    Character,
    /// A foreign country code.
    #[error("only numbers of mainland China (+86) are taken")]
    Foreign,
    /// A landline number without its area code.
    #[error("a landline number needs its area code")]
    AreaCodeMissing,
    /// Begins with a digit no number begins with, or an area code that does not exist.
    #[error("no telephone number begins like this")]
    Prefix,
    /// Too few or too many digits for its kind.
    #[error("the telephone number has {got} digits")]
    Length {
        /// How many digits there were, country code left out.
        got: usize,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Mobile,
    /// Length of the area code, with its zero.
    Landline(u8),
}

/// A valid number in its national form. It prints itself masked only; see [`Self::expose`].
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone {
    digits: String,
    kind: Kind,
}

impl Phone {
    /// Reads a number as people type it: white space, dashes and brackets are dropped, full-width
    /// characters normalised, +86 / 0086 / 86 taken away.
    ///
    /// Mobile: 11 digits beginning 13 to 19. Landline: area code (010, 02x, or 0xxx with x from 3),
    /// then 8 digits (7 or 8 with a four-digit area code), the first from 2 to 8. Both by the
    /// numbering plan for telecommunication networks (电信网编号计划).
    ///
    /// # Errors
    /// See [`PhoneError`]. Extensions (转 802) and service numbers (12351, 400) are refused.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let typed: String = compact(text)
            .chars()
            .filter(|&c| !is_dash(c) && c != '(' && c != ')')
            .collect();
        if typed.is_empty() {
            return Err(PhoneError::Empty);
        }
        let national = strip_country(&typed)?;
        if !national.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PhoneError::Character);
        }
        let kind = kind_of(&national)?;
        Ok(Self {
            digits: national,
            kind,
        })
    }

    /// The number itself: `13812345678`, or `0539-8312345` for a landline. Reading it again gives an
    /// equal value.
    pub fn expose(&self) -> String {
        match self.kind {
            Kind::Mobile => self.digits.clone(),
            Kind::Landline(area) => {
                let (area, local) = self.digits.split_at(usize::from(area));
                format!("{area}-{local}")
            }
        }
    }

    /// `138****1234`; for a landline the area code and the last two digits, `0539-*****45`.
    pub fn masked(&self) -> String {
        match self.kind {
            Kind::Mobile => format!("{}****{}", &self.digits[..3], &self.digits[7..]),
            Kind::Landline(area) => {
                let (area, local) = self.digits.split_at(usize::from(area));
                let hidden = local.len() - 2;
                format!("{area}-{}{}", "*".repeat(hidden), &local[hidden..])
            }
        }
    }

    /// Whether text messages can reach it.
    pub fn is_mobile(&self) -> bool {
        self.kind == Kind::Mobile
    }
}

/// The national form: a landline abroad is dialled without the zero of its area code, here it gets it back.
fn strip_country(typed: &str) -> Result<String, PhoneError> {
    let international = typed.strip_prefix('+').or_else(|| typed.strip_prefix("00"));
    let rest = match international {
        Some(number) => number.strip_prefix("86").ok_or(PhoneError::Foreign)?,
        None => match typed.strip_prefix("86") {
            Some(rest) if rest.len() == 11 && is_mobile(rest) => return Ok(rest.to_owned()),
            _ => return Ok(typed.to_owned()),
        },
    };
    if rest.starts_with('0') || rest.starts_with('1') && rest.len() == 11 {
        Ok(rest.to_owned())
    } else {
        Ok(format!("0{rest}"))
    }
}

/// Whether the digits are those of a mobile number.
pub(crate) fn is_mobile(digits: &str) -> bool {
    digits.len() == 11
        && matches!(digits.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.iter().all(u8::is_ascii_digit))
}

fn kind_of(digits: &str) -> Result<Kind, PhoneError> {
    let wrong_length = Err(PhoneError::Length { got: digits.len() });
    let (area, local_lengths) = match digits.as_bytes() {
        [b'1', ..] if is_mobile(digits) => return Ok(Kind::Mobile),
        [b'1', b'3'..=b'9', ..] => return wrong_length,
        // 026 is kept for Taiwan and not in use.
        [b'0', b'1', b'0', ..] | [b'0', b'2', b'0'..=b'5' | b'7'..=b'9', ..] => (3, 8..=8),
        [b'0', b'3'..=b'9', _, _, ..] => (4, 7..=8),
        [b'2'..=b'8', ..] if matches!(digits.len(), 7 | 8) => {
            return Err(PhoneError::AreaCodeMissing);
        }
        _ => return Err(PhoneError::Prefix),
    };
    let local = &digits.as_bytes()[usize::from(area)..];
    match local {
        _ if !local_lengths.contains(&local.len()) => wrong_length,
        [b'2'..=b'8', ..] => Ok(Kind::Landline(area)),
        _ => Err(PhoneError::Prefix),
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accepts_and_normalises() {
        for (text, plain, masked) in [
            ("13812341234", "13812341234", "138****1234"),
            ("138 1234 1234", "13812341234", "138****1234"),
            ("+86-138-1234-1234", "13812341234", "138****1234"),
            ("0086 13812341234", "13812341234", "138****1234"),
            ("8613812341234", "13812341234", "138****1234"),
            ("１３８１２３４１２３４", "13812341234", "138****1234"),
            ("19900001234", "19900001234", "199****1234"),
            // 0539 is Linyi; seven-digit numbers.
            ("0539-8312345", "0539-8312345", "0539-*****45"),
            ("（0539）8312345", "0539-8312345", "0539-*****45"),
            ("+86 539 8312345", "0539-8312345", "0539-*****45"),
            ("+86 0539 8312345", "0539-8312345", "0539-*****45"),
            // 010 Beijing and 021 Shanghai have three-digit codes and eight-digit numbers.
            ("010 6852 1234", "010-68521234", "010-******34"),
            ("+862163231234", "021-63231234", "021-******34"),
            ("0531－82951234", "0531-82951234", "0531-******34"),
        ] {
            let phone = Phone::parse(text).unwrap();
            assert_eq!(
                (phone.expose().as_str(), phone.masked().as_str()),
                (plain, masked),
                "{text}"
            );
            assert_eq!(Phone::parse(&phone.expose()), Ok(phone.clone()), "{text}");
            assert_eq!(phone.is_mobile(), plain.starts_with('1'), "{text}");
        }
    }

    #[test]
    fn refuses_with_the_precise_reason() {
        use PhoneError::*;
        for (text, reason) in [
            ("", Empty),
            (" - ", Empty),
            ("1381234123a", Character),
            ("0539-8312345转802", Character),
            ("+85223456789", Foreign),
            ("8312345", AreaCodeMissing),
            ("12351", Prefix),
            ("12812341234", Prefix),
            ("026-82312345", Prefix),
            ("0539-1312345", Prefix),
            ("4008123123", Prefix),
            ("1381234123", Length { got: 10 }),
            ("138123412345", Length { got: 12 }),
            ("0539-831234", Length { got: 10 }),
            ("010-6852123", Length { got: 10 }),
        ] {
            assert_eq!(Phone::parse(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn never_prints_itself() {
        let phone = Phone::parse("13812345678").unwrap();
        assert_eq!(
            format!("{phone} {phone:?}"),
            "138****5678 Phone(138****5678)"
        );
    }

    proptest! {
        #[test]
        fn spelling_does_not_matter(tail in 0u32..1_000_000_000, lead in 3u8..10) {
            let plain = format!("1{lead}{tail:09}");
            let spelt = format!("+86 {}-{}-{}", &plain[..3], &plain[3..7], &plain[7..]);
            prop_assert_eq!(Phone::parse(&plain), Phone::parse(&spelt));
            prop_assert!(Phone::parse(&plain).is_ok());
        }

        #[test]
        fn never_panics(text in "\\PC{0,20}") {
            let _ = Phone::parse(&text);
        }
    }
}
