//! Tables that people hand in: what stands in a cell, which headings it stands under, and what it says.
//! What a heading means, the area that takes the table knows.

pub mod cell;
pub mod header;
pub mod values;

/// Columns of one sheet at most.
pub const MAX_COLUMNS: u32 = 200;

/// A heading or a word without what typing adds: width of characters, spaces, case, quotes.
#[must_use]
pub fn key(text: &str) -> String {
    text.chars()
        .map(crate::values::normalise::half_width)
        .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'' | '*' | '★' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A heading without what stands in brackets, whole, and by which power of ten amounts below it are meant
/// (4 for 万元).
#[must_use]
pub fn heading(text: &str) -> (String, String, u32) {
    let whole = key(text);
    let (bare, unit) = match whole.find('(') {
        Some(at) => {
            let (bare, rest) = whole.split_at(at);
            (bare.to_owned(), rest.trim_matches(['(', ')']))
        }
        None => (whole.clone(), ""),
    };
    let power = if matches!(unit, "万元" | "万") {
        4
    } else {
        0
    };
    (bare, whole, power)
}
