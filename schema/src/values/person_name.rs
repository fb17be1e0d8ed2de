//! Names of persons: Chinese, of the minorities as they are written in Chinese (买买提·艾力), and Latin.

use std::fmt;

use pinyin::ToPinyin;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::{
    normalise::{half_width, is_dash},
    surnames,
    text::is_invisible,
};

/// Fewest characters of a name.
pub const MIN_CHARACTERS: usize = 2;
/// Most characters of a name: long names of minorities and foreigners fit, a sentence does not.
pub const MAX_CHARACTERS: usize = 50;

/// The separating dot of names in Chinese (间隔号, GB/T 15834-2011).
const DOT: char = '·';

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PersonNameError {
    /// Nothing but white space.
    #[error("the name is empty")]
    Empty,
    /// Fewer than [`MIN_CHARACTERS`].
    #[error("a name has at least {MIN_CHARACTERS} characters")]
    TooShort,
    /// More than [`MAX_CHARACTERS`].
    #[error("a name has at most {MAX_CHARACTERS} characters, not {got}")]
    TooLong {
        /// How many there were.
        got: usize,
    },
    /// A control character, NUL or another without a shape.
    #[error("the name contains an invisible character")]
    Invisible,
    /// A digit: a number was typed into the name's field.
    #[error("the name contains a digit")]
    Digit,
    /// Neither a Chinese character nor a Latin letter nor a separator of names: punctuation, emoji, masks.
    #[error("the name contains {0:?}")]
    Character(char),
    /// Chinese characters and Latin letters together; civil registers have no such names.
    #[error("the name mixes Chinese characters and letters")]
    Mixed,
    /// A dot, hyphen or apostrophe at the begin or end, or two together.
    #[error("a separator stands at the edge of the name or beside another")]
    Separator,
}

/// A valid name. It prints itself in full; use [`Self::masked`] where others read.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name as people type it: composed (NFC), trimmed, full-width letters made half-width, any
    /// shape of the separating dot made `·`. White space within a Chinese name is typesetting (张　三)
    /// and dropped; within a Latin name it is made one space.
    ///
    /// # Errors
    /// See [`PersonNameError`].
    pub fn parse(text: &str) -> Result<Self, PersonNameError> {
        if text.chars().any(|c| is_invisible(c) && !c.is_whitespace())
            || text.contains(['\n', '\r'])
        {
            return Err(PersonNameError::Invisible);
        }
        let typed: String = text.nfc().map(half_width).map(unify).collect();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let is_chinese = typed.chars().any(is_han);
        let name = words.join(if is_chinese { "" } else { " " });
        if name.is_empty() {
            return Err(PersonNameError::Empty);
        }
        check_characters(&name, is_chinese)?;
        match name.chars().count() {
            got if got < MIN_CHARACTERS => Err(PersonNameError::TooShort),
            got if got > MAX_CHARACTERS => Err(PersonNameError::TooLong { got }),
            _ => Ok(Self(name)),
        }
    }

    /// The name in full.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The surname and a star for each hidden character, `张**`, `欧阳*`. Of a name with separators the first
    /// character and the separators stay, `买**·**`, `J*** *****`.
    pub fn masked(&self) -> String {
        let shown = if self.is_plain_chinese() {
            let (surname, given) = surnames::split(&self.0);
            // Nobody is shown in full because the whole name looks like a surname (欧阳 as 欧 and 阳).
            if given.is_empty() {
                1
            } else {
                surname.chars().count()
            }
        } else {
            1
        };
        let mask = |(place, c): (usize, char)| {
            if place < shown || is_separator(c) {
                c
            } else {
                '*'
            }
        };
        self.0.chars().enumerate().map(mask).collect()
    }

    /// With one character hidden, as public notices have it: `张*丰`, `张*`, of a name with separators
    /// the second character.
    pub fn one_hidden(&self) -> String {
        let hide = |(place, c): (usize, char)| if place == 1 { '*' } else { c };
        self.0.chars().enumerate().map(hide).collect()
    }

    /// Initials in lower case: `zs` for 张三, of a Latin name those of its words.
    pub fn initials(&self) -> String {
        self.spellings()
            .into_iter()
            .next()
            .unwrap_or_default()
            .initials
    }

    /// Full pinyin in lower case without tones and spaces (ü as v): `zhangsan`; a Latin name's letters.
    pub fn pinyin(&self) -> String {
        self.spellings().into_iter().next().unwrap_or_default().full
    }

    /// One lower-case string for `LIKE '%…%'` with [`search_term`]: the characters without separators,
    /// initials and full pinyin, for each reading of the surname. The parts are set apart by `|`, which
    /// no term contains, so nothing is found across two parts.
    pub fn search_text(&self) -> String {
        let mut parts = vec![fold(&self.0)];
        for spelling in self.spellings() {
            for part in [spelling.initials, spelling.full] {
                if !part.is_empty() && !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
        parts.join("|")
    }

    fn is_plain_chinese(&self) -> bool {
        self.0.chars().all(is_han)
    }

    /// One spelling for each reading of the surname, the standard one first.
    fn spellings(&self) -> Vec<Spelling> {
        if !self.0.chars().any(is_han) {
            let initials = self
                .0
                .split(is_separator)
                .filter_map(|word| word.chars().next());
            return vec![Spelling {
                initials: fold(&initials.collect::<String>()),
                full: fold(&self.0),
            }];
        }
        if !self.is_plain_chinese() {
            return vec![spell(&self.0)];
        }
        let (surname, given) = surnames::split(&self.0);
        let given = spell(given);
        let usual = spell(surname);
        let Some(readings) = surnames::readings(surname) else {
            return vec![usual.then(&given)];
        };
        let count = surname.chars().count();
        let spelt = readings.iter().map(|reading| {
            // A compound surname's second syllable starts with the same letter in every reading.
            let initials = reading
                .chars()
                .take(1)
                .chain(usual.initials.chars().skip(1).take(count - 1));
            Spelling {
                initials: initials.collect(),
                full: (*reading).to_owned(),
            }
            .then(&given)
        });
        spelt.collect()
    }
}

/// What a person typed into a name search, made to match [`PersonName::search_text`]: normalised and
/// folded in the same way, separators dropped, the metacharacters of `LIKE` escaped by a backslash
/// (PostgreSQL's default). `None` when nothing to search for is left: that is no search, not a match of all.
pub fn search_term(query: &str) -> Option<String> {
    let mut term = String::new();
    for c in fold(query).chars() {
        if matches!(c, '%' | '_' | '\\') {
            term.push('\\');
        }
        term.push(c);
    }
    (!term.is_empty()).then_some(term)
}

/// As [`PersonName::search_text`], for a name that is no person's and for codes beside it.
pub(crate) fn search_text(name: &str, codes: &[Option<&str>]) -> String {
    let spelling = spell(name);
    [fold(name), spelling.initials, spelling.full]
        .into_iter()
        .chain(codes.iter().flatten().map(|code| fold(code)))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("|")
}

#[derive(Clone, Default)]
struct Spelling {
    initials: String,
    full: String,
}

impl Spelling {
    fn then(&self, next: &Self) -> Self {
        Self {
            initials: format!("{}{}", self.initials, next.initials),
            full: format!("{}{}", self.full, next.full),
        }
    }
}

/// Characters without a known reading are passed over.
fn spell(text: &str) -> Spelling {
    let mut spelling = Spelling::default();
    for reading in text.to_pinyin().flatten() {
        let plain = fold(reading.plain());
        spelling.initials.extend(plain.chars().next());
        spelling.full.push_str(&plain);
    }
    spelling
}

/// Lower case, composed, half-width, ü as v, without separators, the part mark and invisible characters.
fn fold(text: &str) -> String {
    text.nfc()
        .map(half_width)
        .map(unify)
        .filter(|&c| !is_separator(c) && !c.is_whitespace() && !is_invisible(c) && c != '|')
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ü' { 'v' } else { c })
        .collect()
}

/// One shape for each separator.
fn unify(c: char) -> char {
    match c {
        '•' | '・' | '‧' | '∙' | '･' | '⋅' | '●' => DOT,
        '’' | '‘' | 'ʼ' | '`' => '\'',
        c if is_dash(c) => '-',
        c => c,
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, DOT | '-' | '\'' | '.' | ' ')
}

/// Chinese characters: the unified blocks with extensions A to H, compatibility characters that
/// normalisation leaves, and 〇.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic()
}

fn check_characters(name: &str, is_chinese: bool) -> Result<(), PersonNameError> {
    for c in name.chars() {
        match c {
            c if c.is_numeric() && !is_han(c) => return Err(PersonNameError::Digit),
            c if is_latin(c) && is_chinese => return Err(PersonNameError::Mixed),
            c if is_han(c) || is_latin(c) || c == DOT => {}
            '-' | '\'' | '.' | ' ' if !is_chinese => {}
            c => return Err(PersonNameError::Character(c)),
        }
    }
    // A full stop may end a Latin name (Jr.) and stand before a space (J. Smith).
    let edge = |c: char| is_separator(c) && c != '.';
    let doubled = name
        .chars()
        .zip(name.chars().skip(1))
        .any(|(a, b)| is_separator(a) && is_separator(b) && (a, b) != ('.', ' '));
    if doubled || name.starts_with(is_separator) || name.ends_with(edge) {
        return Err(PersonNameError::Separator);
    }
    Ok(())
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonName({})", self.masked())
    }
}

#[cfg(test)]
#[path = "person_name_tests.rs"]
mod tests;
