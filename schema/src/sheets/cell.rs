//! What stands in a cell, and why it can't stay so.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// Text.
    #[serde(rename = "t")]
    Text(String),
    /// A number, with the fifteen digits that a spreadsheet keeps.
    #[serde(rename = "n")]
    Number(f64),
    /// A number that the spreadsheet shows as a date.
    #[serde(rename = "d")]
    Date(NaiveDate),
    /// TRUE or FALSE.
    #[serde(rename = "b")]
    Flag(bool),
    /// A formula; what it came to when the file was saved is nobody's word.
    #[serde(rename = "f")]
    Formula,
    /// An error of the spreadsheet, such as #N/A.
    #[serde(rename = "e")]
    Error(String),
}

impl Cell {
    /// The cell as its reader saw it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => digits(*number).unwrap_or_else(|| {
                format!("{number:.5E}")
                    .replace('E', "E+")
                    .replace("E+-", "E-")
            }),
            Self::Date(day) => day.format("%Y-%m-%d").to_string(),
            Self::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Formula => "=".to_owned(),
        }
    }
}

/// A number with the fifteen digits that it truly has; `None` for one that needs more.
#[must_use]
pub fn digits(number: f64) -> Option<String> {
    if !number.is_finite() || number.abs() >= 1e15 {
        return None;
    }
    // 0.1 + 0.2 is 0.300000000000000 to a spreadsheet.
    let rounded: f64 = format!("{number:.14e}").parse().ok()?;
    Some(rounded.to_string())
}

/// One row under the headings: identifiers of columns, and the cells that are not empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Row {
    /// The cells by the column's identifier.
    pub cells: BTreeMap<String, Cell>,
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// Name of the sheet; empty where the file has none.
    pub sheet: String,
    /// Row of the sheet, counted from 1.
    pub line: u32,
}

impl Place {
    /// The place in words.
    #[must_use]
    pub fn words(&self) -> Text {
        if self.sheet.is_empty() {
            Text::new(format!("第 {} 行", self.line), format!("row {}", self.line))
        } else {
            Text::new(
                format!("“{}”第 {} 行", self.sheet, self.line),
                format!("row {} of \"{}\"", self.line, self.sheet),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_the_digits_that_it_has() {
        for (number, text) in [
            (0.1 + 0.2, Some("0.3")),
            (13_905_391_234.0, Some("13905391234")),
            (8000.5, Some("8000.5")),
            (-1.0, Some("-1")),
            (371_302_800_101_123.0, Some("371302800101123")),
            (3.713_021_980e17, None),
            (f64::NAN, None),
        ] {
            assert_eq!(digits(number).as_deref(), text, "{number}");
        }
        assert_eq!(Cell::Number(3.713_02e17).shown(), "3.71302E+17");
    }
}
