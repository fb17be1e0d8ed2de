//! Numbers that belong to nobody, each given out once.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use crate::values::{CreditCode, IdentityNumber, Phone, Sex, credit_code, identity_number};

/// Serial numbers for one sex and day in one area: every second of 1 to 998.
const SERIALS: u32 = 499;
/// Unassigned areas, 371399 downwards.
const AREAS: u32 = 10;

/// What was given out so far.
#[derive(Debug, Default)]
pub(super) struct Allotment {
    born: HashMap<(NaiveDate, Sex), u32>,
    phones: u64,
    enterprises: u32,
}

impl Allotment {
    /// A number for a person born on the day, or on the next on which a number is left (there are 4,990
    /// for each day and sex).
    pub(super) fn identity_number(&mut self, birth: NaiveDate, sex: Sex) -> IdentityNumber {
        let mut day = birth;
        loop {
            let count = self.born.entry((day, sex)).or_default();
            if *count < SERIALS * AREAS {
                let (area, serial) = (*count / SERIALS, *count % SERIALS);
                *count += 1;
                let serial = serial * 2 + if sex == Sex::Male { 1 } else { 2 };
                let digits = format!("{}{}{serial:03}", 371_399 - area, day.format("%Y%m%d"));
                let text = format!("{digits}{}", identity_number::check_character(&digits));
                if let Ok(number) = IdentityNumber::parse(&text, day) {
                    return number;
                }
            }
            day = day.checked_add_days(Days::new(1)).unwrap_or(birth);
        }
    }

    /// A number of the unassigned block 154. The factor has no part in common with 10⁸, so the first hundred
    /// million numbers differ, in an order that doesn't look counted.
    pub(super) fn phone(&mut self) -> Phone {
        loop {
            let tail = self.phones.wrapping_mul(61_803_399) % 100_000_000;
            self.phones += 1;
            if let Ok(phone) = Phone::parse(&format!("154{tail:08}")) {
                return phone;
            }
        }
    }

    /// A code of a company (91) registered in area 371399 with an organisation code DEM00001 and so on.
    pub(super) fn credit_code(&mut self) -> CreditCode {
        loop {
            self.enterprises += 1;
            let organisation = format!("DEM{:05}", self.enterprises % 100_000);
            let first = format!(
                "91371399{organisation}{}",
                organisation_check(&organisation)
            );
            let code = format!("{first}{}", credit_code::check_character(&first));
            if let Ok(code) = CreditCode::parse(&code) {
                return code;
            }
        }
    }
}

/// The check character of an organisation code (GB 11714-1997): 11 − Σ value × weight mod 11, ten as X,
/// eleven as 0; letters have the values 10 to 35.
fn organisation_check(eight: &str) -> char {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = eight
        .chars()
        .zip(WEIGHTS)
        .map(|(c, weight)| c.to_digit(36).unwrap_or_default() * weight)
        .sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn organisation_codes_check() {
        // The organisation part of Alibaba (China)'s public credit code: 79965505-8; of Huawei's: 19220382-1.
        assert_eq!(organisation_check("79965505"), '8');
        assert_eq!(organisation_check("19220382"), '1');
    }

    #[test]
    fn a_full_day_flows_over_to_the_next() {
        let mut allotment = Allotment::default();
        let day = NaiveDate::from_ymd_opt(1980, 5, 1).unwrap();
        let numbers: HashSet<_> = (0..5000)
            .map(|_| allotment.identity_number(day, Sex::Female))
            .collect();
        assert_eq!(numbers.len(), 5000);
        assert!(
            numbers
                .iter()
                .all(|n| n.sex() == Sex::Female && n.region().starts_with("37139"))
        );
        assert_eq!(
            numbers.iter().filter(|n| n.birth_date() == day).count(),
            4990
        );
    }

    #[test]
    fn telephones_and_codes_differ() {
        let mut allotment = Allotment::default();
        let phones: HashSet<_> = (0..20_000).map(|_| allotment.phone()).collect();
        assert!(phones.len() == 20_000 && phones.iter().all(|p| p.expose().starts_with("154")));
        let codes: HashSet<_> = (0..2000).map(|_| allotment.credit_code()).collect();
        assert_eq!(codes.len(), 2000);
    }
}
