//! Finding personal numbers in free text: to refuse them in public texts, to strike them from log lines.
//!
//! A *run* is a stretch of digits with at most one space or dash between two of them. In a run every
//! sequence of its groups is tried, so that a number is found in any spelling (138 1234 5678), while
//! a number that is part of a longer one (an order number) is not. Landline numbers are not looked
//! for: those of offices stand in public texts by right.

use std::{borrow::Cow, ops::Range};

use chrono::NaiveDate;

use crate::values::{
    IdentityNumber,
    normalise::{half_width, is_dash},
    phone,
};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonalNumber {
    /// A citizen identity number of 18 or 15 characters that is valid.
    Identity,
    /// A mobile telephone number.
    MobilePhone,
    /// A payment card: 16 to 19 digits that pass the check of ISO/IEC 7812-1 (Luhn) and begin as cards do.
    BankCard,
}

impl PersonalNumber {
    /// What [`scrub`] writes in its place.
    fn mark(self) -> &'static str {
        match self {
            Self::Identity => "[identity number]",
            Self::MobilePhone => "[mobile number]",
            Self::BankCard => "[card number]",
        }
    }
}

/// The first personal number's kind, if the text has one.
pub fn contains_personal_number(text: &str) -> Option<PersonalNumber> {
    find(text).map(|(kind, _)| kind)
}

/// The text with a mark in place of each personal number.
pub fn scrub(text: &str) -> Cow<'_, str> {
    let mut scrubbed = Cow::Borrowed(text);
    // From the start each time: what stood beside a number may be one by itself now.
    while let Some((kind, place)) = find(&scrubbed) {
        scrubbed.to_mut().replace_range(place, kind.mark());
    }
    scrubbed
}

/// A digit (or X) of the text: half-width, with its bytes' place.
struct Place {
    digit: char,
    bytes: Range<usize>,
    /// Whether a separator or the run's begin stands before it.
    opens_group: bool,
}

fn find(text: &str) -> Option<(PersonalNumber, Range<usize>)> {
    let mut run: Vec<Place> = Vec::new();
    let mut before = None;
    let mut separated = false;
    for (at, original) in text.char_indices() {
        let c = half_width(original);
        let is_final_x = matches!(c, 'x' | 'X') && run.len() >= 17 && !separated;
        if c.is_ascii_digit() || is_final_x {
            let opens_group = run.is_empty() || separated;
            run.push(Place {
                digit: c.to_ascii_uppercase(),
                bytes: at..at + original.len_utf8(),
                opens_group,
            });
            separated = false;
        } else if !run.is_empty() && !separated && (c == ' ' || is_dash(c)) {
            separated = true;
        } else {
            let after = if separated { None } else { Some(c) };
            if let Some(found) = find_in_run(&run, before, after) {
                return Some(found);
            }
            run.clear();
            separated = false;
            before = Some(c);
        }
        if run.is_empty() {
            before = Some(c);
        }
    }
    find_in_run(&run, before, None)
}

/// Tries the longest sequences first, from the left. Numbers glued to letters (`id7f13812345678`) are
/// parts of technical identifiers, save where an identity number stands whole.
fn find_in_run(
    run: &[Place],
    before: Option<char>,
    after: Option<char>,
) -> Option<(PersonalNumber, Range<usize>)> {
    let glued = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let starts = (0..run.len()).filter(|&i| run[i].opens_group);
    for start in starts {
        let longest = run.len().min(start + 19);
        for end in (start + 11..=longest).rev() {
            let ends_group = run.get(end).is_none_or(|next| next.opens_group);
            let is_glued = start == 0 && glued(before) || end == run.len() && glued(after);
            if !ends_group || is_glued {
                continue;
            }
            if let Some(kind) = classify(&run[start..end]) {
                return Some((kind, run[start].bytes.start..run[end - 1].bytes.end));
            }
        }
    }
    // Identity numbers carry so much of their own proof that they are found within anything.
    run.windows(18).find_map(|window| {
        let digits: String = window.iter().map(|place| place.digit).collect();
        is_identity(&digits).then(|| {
            (
                PersonalNumber::Identity,
                window[0].bytes.start..window[17].bytes.end,
            )
        })
    })
}

fn classify(places: &[Place]) -> Option<PersonalNumber> {
    let digits: String = places.iter().map(|place| place.digit).collect();
    match digits.len() {
        11 if phone::is_mobile(&digits) && is_grouped_like_mobile(places) => {
            Some(PersonalNumber::MobilePhone)
        }
        13 if digits.starts_with("86") && phone::is_mobile(&digits[2..]) => {
            Some(PersonalNumber::MobilePhone)
        }
        15 | 18 if is_identity(&digits) => Some(PersonalNumber::Identity),
        16..=19 if is_card(&digits) => Some(PersonalNumber::BankCard),
        _ => None,
    }
}

/// A year with month and day after a count (158 2014-08-06) has eleven digits too, in groups in which nobody
/// writes a telephone number.
fn is_grouped_like_mobile(places: &[Place]) -> bool {
    let opens: Vec<usize> = (1..places.len())
        .filter(|&i| places[i].opens_group)
        .collect();
    matches!(
        opens.as_slice(),
        [] | [3] | [4] | [5] | [7] | [3, 7] | [3, 6] | [4, 8] | [4, 7]
    )
}

fn is_identity(digits: &str) -> bool {
    let day = |year| NaiveDate::from_ymd_opt(year, 12, 31);
    let Some(end) = day(2099) else { return false };
    let parsed = IdentityNumber::parse(digits, end);
    parsed.is_ok_and(|number| day(1899).is_some_and(|start| number.birth_date() > start))
}

/// First digits 3 to 6 are those of payment cards (ISO/IEC 7812-1), 9 those of Chinese debit cards from before
/// 62 was given to them.
fn is_card(digits: &str) -> bool {
    if !matches!(digits.as_bytes()[0], b'3'..=b'6' | b'9')
        || !digits.bytes().all(|b| b.is_ascii_digit())
    {
        return false;
    }
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            match place % 2 {
                1 if digit > 4 => digit * 2 - 9,
                1 => digit * 2,
                _ => digit,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn finds_personal_numbers_in_any_spelling() {
        use PersonalNumber::*;
        for (text, kind, scrubbed) in [
            // The example of GB 11643-1999, 18 and 15 characters.
            (
                "身份证11010519491231002X。",
                Identity,
                "身份证[identity number]。",
            ),
            (
                "身份证 110105 19491231 002x",
                Identity,
                "身份证 [identity number]",
            ),
            (
                "１１０１０５１９４９１２３１００２Ｘ",
                Identity,
                "[identity number]",
            ),
            ("旧证110105491231002号", Identity, "旧证[identity number]号"),
            (
                "id=11010519491231002X&x=1",
                Identity,
                "id=[identity number]&x=1",
            ),
            (
                "NO9911010519491231002X77",
                Identity,
                "NO99[identity number]77",
            ),
            ("电话13812345678", MobilePhone, "电话[mobile number]"),
            (
                "电话：138-1234-5678，请联系",
                MobilePhone,
                "电话：[mobile number]，请联系",
            ),
            ("+86 138 1234 5678", MobilePhone, "+[mobile number]"),
            ("8613812345678", MobilePhone, "[mobile number]"),
            ("138 1234 5678 18:00", MobilePhone, "[mobile number] 18:00"),
            (
                "13812345678 8312345",
                MobilePhone,
                "[mobile number] 8312345",
            ),
            (
                "甲13812345678 13912345678乙",
                MobilePhone,
                "甲[mobile number] [mobile number]乙",
            ),
            // Test card numbers of the networks' public documentation (Visa, UnionPay of 16 and 19 digits).
            ("卡号4111111111111111", BankCard, "卡号[card number]"),
            ("卡号 6200 0000 0000 0005", BankCard, "卡号 [card number]"),
            ("6205500000000000004", BankCard, "[card number]"),
        ] {
            assert_eq!(contains_personal_number(text), Some(kind), "{text}");
            assert_eq!(scrub(text), scrubbed, "{text}");
        }
    }

    #[test]
    fn leaves_other_numbers_alone() {
        for text in [
            "",
            "临会发〔2014〕20号，2014年8月6日至2014年9月6日",
            "工会电话 0539-8312345，服务热线12351",
            "2014-08-06 2014-09-06",
            "共158 2014-08-06",
            "2026-11-24T01:02:41.123456789Z",
            "统一社会信用代码91330100799655058B",
            "订单1381234567890123",
            "138123456789",
            "0198c0de-1381-7234-8567-813812345678",
            "trace=4bf92f3577b34da6a3ce929d0e0e4736 x13812345678",
            "371302001001",
            "ISBN 978-7-111-54742-6",
            // A wrong check character, a day that does not exist, a wrong Luhn sum.
            "110105194912310021",
            "110105490231002",
            "4111111111111112",
            "370000元和1234.50元",
        ] {
            assert_eq!(contains_personal_number(text), None, "{text}");
            assert!(matches!(scrub(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_left_after_scrubbing(text in "[0-9xX \\-a张]{0,60}") {
            let scrubbed = scrub(&text).into_owned();
            prop_assert_eq!(contains_personal_number(&scrubbed), None);
            prop_assert_eq!(scrub(&scrubbed), scrubbed.as_str());
        }

        #[test]
        fn a_mobile_number_between_words_is_found(before in "[\u{4e00}-\u{9fa5}：，]{0,5}", tail in 0u32..1_000_000_000, lead in 3u8..10) {
            let number = format!("1{lead}{tail:09}");
            let scrubbed = scrub(&format!("{before}{number}。")).into_owned();
            prop_assert_eq!(scrubbed, format!("{before}[mobile number]。"));
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = scrub(&text);
        }
    }
}
