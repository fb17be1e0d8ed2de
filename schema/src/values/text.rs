//! Free text from people: cleaned once, on the way in.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// More characters than the field takes.
    #[error("the text has {got} characters, at most {max} are taken")]
    TooLong {
        /// The most characters that the field takes.
        max: usize,
        /// How many characters there are after cleaning.
        got: usize,
    },
    /// A character without a shape: a control character (NUL above all, which PostgreSQL can't store),
    /// or one that turns the direction of what follows and so can disguise it.
    #[error("the text contains the invisible character U+{:04X}", u32::from(*.0))]
    Invisible(char),
    /// A line break in a field of one line.
    #[error("the text has more than one line")]
    LineBreak,
}

/// One line: NFC, white space trimmed, tabs made spaces; 1 to `max` characters (Unicode scalar values).
///
/// # Errors
/// See [`TextError`].
pub fn line(text: &str, max: usize) -> Result<String, TextError> {
    let clean = clean(text)?;
    if clean.contains('\n') {
        return Err(TextError::LineBreak);
    }
    sized(clean, max)
}

/// Several lines: as [`line()`], line breaks kept as `\n`, white space at the end of each line dropped.
///
/// # Errors
/// See [`TextError`].
pub fn lines(text: &str, max: usize) -> Result<String, TextError> {
    let clean = clean(text)?;
    let trimmed: Vec<&str> = clean.split('\n').map(str::trim_end).collect();
    sized(trimmed.join("\n"), max)
}

/// For a field that may stay empty: nothing but white space is `None`.
///
/// # Errors
/// Those of the cleaner given, [`line()`] or [`lines`], save [`TextError::Empty`].
pub fn optional(
    cleaner: fn(&str, usize) -> Result<String, TextError>,
    text: &str,
    max: usize,
) -> Result<Option<String>, TextError> {
    match cleaner(text, max) {
        Ok(text) => Ok(Some(text)),
        Err(TextError::Empty) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Composed, without marks that only files carry, with one kind of line break.
fn clean(text: &str) -> Result<String, TextError> {
    let unified = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let composed: String = unified
        .nfc()
        .filter(|c| !matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}'))
        .map(|c| if c == '\t' { ' ' } else { c })
        .collect();
    if let Some(invisible) = composed.chars().find(|&c| is_invisible(c) && c != '\n') {
        return Err(TextError::Invisible(invisible));
    }
    Ok(composed.trim().to_owned())
}

/// Control characters (category Cc), direction marks (UAX #9) and non-characters.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff)
}

fn sized(text: String, max: usize) -> Result<String, TextError> {
    match text.chars().count() {
        0 => Err(TextError::Empty),
        got if got > max => Err(TextError::TooLong { max, got }),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cleans() {
        assert_eq!(line("　入户走访 ", 10).unwrap(), "入户走访");
        assert_eq!(line("甲\t乙", 10).unwrap(), "甲 乙");
        assert_eq!(line("\u{feff}甲\u{200b}乙", 10).unwrap(), "甲乙");
        // UAX #15: e + combining acute composes to one character.
        assert_eq!(line("e\u{301}", 1).unwrap(), "é");
        assert_eq!(lines("\n一 \r\n\r\n二\r三\n", 10).unwrap(), "一\n\n二\n三");
        assert_eq!(optional(line, " \u{3000}", 5), Ok(None));
        assert_eq!(optional(lines, "甲\n乙", 5), Ok(Some("甲\n乙".into())));
    }

    #[test]
    fn refuses_with_the_precise_reason() {
        assert_eq!(line(" ", 5), Err(TextError::Empty));
        assert_eq!(
            line("一二三", 2),
            Err(TextError::TooLong { max: 2, got: 3 })
        );
        // A character outside the first plane counts once, whatever its bytes.
        assert_eq!(line("𠮷𠮷", 2).unwrap(), "𠮷𠮷");
        assert_eq!(line("a\0b", 5), Err(TextError::Invisible('\0')));
        assert_eq!(lines("a\u{1b}[31m", 9), Err(TextError::Invisible('\u{1b}')));
        assert_eq!(
            line("张\u{202e}三", 9),
            Err(TextError::Invisible('\u{202e}'))
        );
        assert_eq!(line("一\n二", 9), Err(TextError::LineBreak));
        assert_eq!(
            TextError::Invisible('\0').to_string(),
            "the text contains the invisible character U+0000"
        );
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            for cleaner in [line, lines] {
                if let Ok(once) = cleaner(&text, 1000) {
                    prop_assert!(!once.contains('\0'));
                    prop_assert_eq!(cleaner(&once, 1000), Ok(once));
                }
            }
        }
    }
}
