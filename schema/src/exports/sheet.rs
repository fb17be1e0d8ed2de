//! A table: its question, its columns, and how an answer becomes cells.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::tenancy::Permission;
use crate::text::{Language, Text};
use crate::values::money::Fen;

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A count.
    Number(i64),
    /// An amount.
    Money(Fen),
    /// A day.
    Date(NaiveDate),
    /// An instant, as clocks in China show it.
    Time(NaiveDateTime),
}

/// What a column's values are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Text, or a list of texts.
    Text,
    /// A count.
    Number,
    /// An amount.
    Money,
    /// A day.
    Date,
    /// An instant.
    Time,
    /// 是 or 否.
    YesNo,
    /// A code of an enum, or several, shown by their names.
    Code(fn(&str, Language) -> Option<&'static str>),
    /// The value of the cell with this key in a breakdown.
    Breakdown(&'static str),
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    title: Text,
    /// Its width in characters.
    pub width: u16,
    kind: Kind,
    /// Where in a row's JSON the value stands (RFC 6901).
    at: &'static str,
    /// Only in tables that hold names: without them it would be empty.
    pub(super) names: bool,
}

impl Column {
    pub(super) fn new(zh: &str, en: &str, width: u16, kind: Kind, at: &'static str) -> Self {
        Self {
            title: Text::new(zh, en),
            width,
            kind,
            at,
            names: false,
        }
    }

    /// Marks a column that only tables with names have.
    pub(super) fn named(mut self) -> Self {
        self.names = true;
        self
    }

    /// Its heading.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        self.title.in_language(language)
    }

    /// The cell of a row.
    pub(super) fn cell(&self, row: &Value, language: Language) -> Cell {
        let Some(value) = row.pointer(self.at).filter(|value| !value.is_null()) else {
            return Cell::Empty;
        };
        self.kind.read(value, language)
    }
}

impl Kind {
    /// The cell of a value in an answer of the API.
    pub(crate) fn read(self, value: &Value, language: Language) -> Cell {
        let text = value.as_str();
        let cell = match self {
            Self::Text => joined(value, |text| text.to_owned()).map(Cell::Text),
            Self::Number => value.as_i64().map(Cell::Number),
            Self::Money => text.and_then(|text| text.parse().ok()).map(Cell::Money),
            Self::Date => text.and_then(|text| text.parse().ok()).map(Cell::Date),
            Self::Time => text
                .and_then(|text| text.parse::<DateTime<Utc>>().ok())
                .map(|at| Cell::Time(at.naive_utc() + TimeDelta::hours(8))),
            Self::YesNo => value.as_bool().map(|yes| Cell::Text(word(yes, language))),
            Self::Code(label) => joined(value, |code| {
                label(code, language).unwrap_or(code).to_owned()
            })
            .map(Cell::Text),
            Self::Breakdown(key) => value.as_array().map(|cells| {
                let cell = cells.iter().find(|cell| cell["key"] == key);
                Cell::Number(cell.and_then(|cell| cell["value"].as_i64()).unwrap_or(0))
            }),
        };
        cell.unwrap_or(Cell::Empty)
    }
}

fn joined(value: &Value, word: impl Fn(&str) -> String) -> Option<String> {
    match value {
        Value::String(text) => Some(word(text)),
        Value::Array(texts) => {
            let words: Vec<String> = texts.iter().filter_map(Value::as_str).map(word).collect();
            Some(words.join("、"))
        }
        _ => None,
    }
}

fn word(yes: bool, language: Language) -> String {
    Text::new(
        if yes { "是" } else { "否" },
        if yes { "yes" } else { "no" },
    )
    .in_language(language)
    .to_owned()
}

/// As whom the rows are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// As somebody who sees no names, unless there is a reason for them.
    Masked,
    /// As whoever ordered it, and only with a reason: the policies show the rows to nobody else than who
    /// sees names, for what they say of a family.
    Named,
    /// As whoever pays, and only with a reason: the policies show who is to be paid to nobody else.
    Payer,
    /// As whoever ordered it: the policies show the rows as above, and no column says anything of a family.
    Own,
}

/// A table.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub(super) title: Text,
    /// What one needs to read the list.
    pub(super) permission: Permission,
    /// As whom its rows are read.
    pub(super) reader: Reader,
    /// The question, with the variables of the list (`$filter`, or what it takes instead) and `$after`.
    pub(super) query: &'static str,
    /// Where in the answer the connection stands, or the rows themselves where they come without pages.
    pub(super) connection: &'static str,
    /// Where in the answer a row of its own stands that comes first, such as a total.
    pub(super) first: Option<&'static str>,
    /// Where in a node the rows stand, for a list within a list; the node is then at `/above` of each.
    pub(super) each: Option<&'static str>,
    /// Its columns.
    pub(super) columns: Vec<Column>,
}

impl Sheet {
    /// Its name.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        self.title.in_language(language)
    }

    /// Whether it can hold names of the people helped.
    pub(super) fn has_names(&self) -> bool {
        self.columns.iter().any(|column| column.names)
    }
}

/// How a coded enum is shown.
macro_rules! code {
    ($kind:ty) => {
        $crate::exports::sheet::Kind::Code(|code, language| {
            <$kind>::from_code(code).map(|value| value.label(language))
        })
    };
}
pub(crate) use code;
