//! Numbers of bank accounts.

use std::fmt;

use super::normalise::{half_width, is_dash};

/// Digits of an account at least and at most: cards have 16 to 19, passbooks and companies' accounts others.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=30;

/// An account's number: digits alone. `Debug` never shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct BankAccount(String);

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankAccountError {
    /// Something that is no digit.
    Character,
    /// Too few or too many digits.
    Length(usize),
    /// A card of UnionPay (62…) whose last digit does not fit the others (ISO/IEC 7812-1, Luhn).
    CheckDigit,
}

impl BankAccount {
    /// Reads a number as people type it, with spaces and dashes between digits.
    ///
    /// # Errors
    /// See [`BankAccountError`].
    pub fn parse(text: &str) -> Result<Self, BankAccountError> {
        let typed = text.chars().map(half_width);
        let digits: String = typed
            .filter(|c| !c.is_whitespace() && !is_dash(*c))
            .collect();
        if !digits.chars().all(|c| c.is_ascii_digit()) {
            return Err(BankAccountError::Character);
        }
        if !DIGITS.contains(&digits.len()) {
            return Err(BankAccountError::Length(digits.len()));
        }
        if digits.starts_with("62") && (16..=19).contains(&digits.len()) && !luhn(&digits) {
            return Err(BankAccountError::CheckDigit);
        }
        Ok(Self(digits))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_typed() {
        let typed = "６２２２ 0202-0011 2233 446";
        let parsed = BankAccount::parse(typed);
        let digits = "6222020200112233446";
        assert_eq!(parsed.is_ok(), luhn(digits), "the check decides");
        assert_eq!(
            BankAccount::parse("9132 0001 2345").unwrap().as_str(),
            "913200012345"
        );
    }

    #[test]
    fn what_is_none_is_told_why() {
        assert_eq!(
            BankAccount::parse("62220A"),
            Err(BankAccountError::Character)
        );
        assert_eq!(BankAccount::parse("1234"), Err(BankAccountError::Length(4)));
        // one digit of a card mistyped, each in turn
        let card = (0..10)
            .map(|last| format!("622202020011223344{last}"))
            .find(|card| luhn(card))
            .unwrap();
        for place in 2..card.len() {
            let mut wrong = card.clone().into_bytes();
            wrong[place] = b'0' + (wrong[place] - b'0' + 1) % 10;
            let wrong = String::from_utf8(wrong).unwrap();
            assert_eq!(
                BankAccount::parse(&wrong),
                Err(BankAccountError::CheckDigit),
                "{wrong}"
            );
        }
    }
}
