//! Codes of administrative divisions: GB/T 2260 (six digits), and the statistical codes of townships
//! and villages below it (统计用区划代码, nine and twelve digits).
//!
//! Lists in use are not uniform, so reading is liberal and writing is strict: a prefecture is found
//! as `3713` and as `371300`, and shorter codes are found filled with zeros to twelve digits. Here a
//! code has one form, the shortest. Development zones (`371371` 临沂高新技术产业开发区) are county
//! level in the statistical codes only, not in GB/T 2260, and are taken like any county.

use std::fmt;

use thiserror::Error;

use super::normalise::{compact, is_province};

/// Level of a division, from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DivisionLevel {
    /// 省 (2 digits)
    Province,
    /// 地级市 (4)
    Prefecture,
    /// 县区 (6)
    County,
    /// 乡镇街道 (9)
    Township,
    /// 村居 (12)
    Village,
}

impl DivisionLevel {
    const ALL: [Self; 5] = [
        Self::Province,
        Self::Prefecture,
        Self::County,
        Self::Township,
        Self::Village,
    ];

    /// How many digits the shortest form of a code of this level has.
    pub fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::Prefecture => 4,
            Self::County => 6,
            Self::Township => 9,
            Self::Village => 12,
        }
    }
}

/// Why a text is no division code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DivisionCodeError {
    /// Nothing was given.
    #[error("the division code is empty")]
    Empty,
    /// Not 2, 4, 6, 9 or 12 digits.
    #[error("a division code has 2, 4, 6, 9 or 12 digits, not {got}")]
    Length {
        /// How many characters there were.
        got: usize,
    },
    /// Something else than digits.
    #[error("a division code is digits")]
    Character,
    /// The first two digits are no province of GB/T 2260.
    #[error("the division code starts with no province code")]
    Province,
    /// A level between is left out (zeros with digits after them).
    #[error("the division code leaves out the level above")]
    Gap,
}

/// A well-formed code. That it names a place that exists is for the list of divisions to say.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DivisionCode(String);

impl DivisionCode {
    /// Reads a code of any level, with or without trailing zeros.
    ///
    /// Four prefectures without counties (Dongguan, Zhongshan, Danzhou, Jiayuguan) have townships directly,
    /// with a county part `00`: `441900003`. That is the only gap allowed.
    ///
    /// # Errors
    /// See [`DivisionCodeError`].
    pub fn parse(text: &str) -> Result<Self, DivisionCodeError> {
        let code = compact(text);
        let got = code.chars().count();
        if got == 0 {
            return Err(DivisionCodeError::Empty);
        }
        if !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DivisionCodeError::Character);
        }
        if !DivisionLevel::ALL.iter().any(|level| level.digits() == got) {
            return Err(DivisionCodeError::Length { got });
        }
        if !is_province(&code.as_bytes()[..2]) {
            return Err(DivisionCodeError::Province);
        }
        let short = Self(shorten(&code).to_owned());
        let gap = DivisionLevel::ALL[1..].iter().any(|&level| {
            level < short.level()
                && level != DivisionLevel::County
                && short.part(level).bytes().all(|b| b == b'0')
        });
        if gap {
            Err(DivisionCodeError::Gap)
        } else {
            Ok(short)
        }
    }

    /// The shortest form: 2, 4, 6, 9 or 12 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Twelve digits, filled with zeros, as the statistical tables print every level.
    pub fn statistical(&self) -> String {
        format!("{:0<12}", self.0)
    }

    /// The level that the code's length says.
    pub fn level(&self) -> DivisionLevel {
        match self.0.len() {
            2 => DivisionLevel::Province,
            4 => DivisionLevel::Prefecture,
            6 => DivisionLevel::County,
            9 => DivisionLevel::Township,
            _ => DivisionLevel::Village,
        }
    }

    /// The division right above; none above a province. A township without a county is in its prefecture.
    pub fn parent(&self) -> Option<Self> {
        let above = DivisionLevel::ALL
            .iter()
            .rev()
            .find(|&&level| level < self.level())?;
        Some(Self(shorten(&self.0[..above.digits()]).to_owned()))
    }

    /// The code at a level above (or its own); none where the level is below, or left out.
    pub fn at(&self, level: DivisionLevel) -> Option<Self> {
        let code = Self(self.0.get(..level.digits())?.to_owned());
        (shorten(&code.0) == code.0).then_some(code)
    }

    /// Whether the other division is this one or lies in it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    fn part(&self, level: DivisionLevel) -> &str {
        let start = match level {
            DivisionLevel::Province => 0,
            DivisionLevel::Prefecture => 2,
            DivisionLevel::County => 4,
            DivisionLevel::Township => 6,
            DivisionLevel::Village => 9,
        };
        &self.0[start..level.digits()]
    }
}

/// Without the parts at the end that are zeros only.
fn shorten(code: &str) -> &str {
    let significant = code.trim_end_matches('0').len();
    let length = DivisionLevel::ALL
        .iter()
        .map(|level| level.digits())
        .find(|&digits| digits >= significant)
        .unwrap_or(code.len());
    &code[..length]
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DivisionCode({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> DivisionCode {
        DivisionCode::parse(text).unwrap()
    }

    #[test]
    fn has_one_form_and_level() {
        use DivisionLevel::*;
        for (text, form, level) in [
            ("37", "37", Province),
            ("370000", "37", Province),
            ("3713", "3713", Prefecture),
            ("371300", "3713", Prefecture),
            ("371300000000", "3713", Prefecture),
            ("371302", "371302", County),
            ("371371", "371371", County),
            ("110100", "1101", Prefecture),
            ("371302001", "371302001", Township),
            ("371302001000", "371302001", Township),
            // The village part may end in a zero of its own.
            ("371371100230", "371371100230", Village),
            ("371371100", "371371100", Township),
            // 儋州: townships without a county (statistical codes).
            ("460400100", "460400100", Township),
        ] {
            assert_eq!(
                (code(text).as_str(), code(text).level()),
                (form, level),
                "{text}"
            );
        }
        assert_eq!(code("3713").statistical(), "371300000000");
    }

    #[test]
    fn refuses_with_the_precise_reason() {
        use DivisionCodeError::*;
        for (text, reason) in [
            (" ", Empty),
            ("37130", Length { got: 5 }),
            ("3713020010", Length { got: 10 }),
            ("37130x", Character),
            ("990000", Province),
            ("370002", Gap),
            ("371302000001", Gap),
        ] {
            assert_eq!(DivisionCode::parse(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn knows_what_lies_above() {
        let chain: Vec<String> =
            std::iter::successors(Some(code("371302001001")), DivisionCode::parent)
                .map(|c| c.to_string())
                .collect();
        assert_eq!(chain, ["371302001001", "371302001", "371302", "3713", "37"]);
        assert_eq!(code("441900003").parent(), Some(code("4419")));
        assert_eq!(code("441900003").at(DivisionLevel::County), None);
        assert_eq!(
            code("371302001001").at(DivisionLevel::County),
            Some(code("371302"))
        );
        assert_eq!(code("371302").at(DivisionLevel::Village), None);
    }

    #[test]
    fn contains_itself_and_what_is_below() {
        assert!(code("371300").contains(&code("371302001001")));
        assert!(code("371302").contains(&code("371302")));
        assert!(!code("371302").contains(&code("371311001")));
        assert!(!code("371302").contains(&code("3713")));
        // Leading digits alone do not make a part: 37 13 and 37 1.
        assert!(!code("3713").contains(&code("371400")));
    }

    proptest! {
        #[test]
        fn filling_with_zeros_changes_nothing(text in "37[0-9]{10}") {
            if let Ok(parsed) = DivisionCode::parse(&text) {
                prop_assert_eq!(DivisionCode::parse(&parsed.statistical()), Ok(parsed.clone()));
                prop_assert_eq!(DivisionCode::parse(parsed.as_str()), Ok(parsed.clone()));
                if let Some(parent) = parsed.parent() {
                    prop_assert!(parent.contains(&parsed) && parent.level() < parsed.level());
                }
            }
        }

        #[test]
        fn never_panics(text in "\\PC{0,16}") {
            let _ = DivisionCode::parse(&text);
        }
    }
}
