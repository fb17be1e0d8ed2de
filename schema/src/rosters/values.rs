//! What a cell says, read as people and spreadsheets write it. What was lost is refused, never guessed.

use chrono::NaiveDate;

use super::choices::Choices;
use super::columns::{Column, Kind};
use crate::sheets::cell::{Cell, digits};
use crate::sheets::key;
use crate::sheets::values::{date, is_scientific, lost, money, says_something, unquoted, words};
use crate::text::{Language, Text};
use crate::values::Fen;
use crate::values::normalise::compact;

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words, a number of a person or a telephone as written.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// An amount.
    Money(Fen),
    /// A whole number.
    Whole(i32),
    /// Yes or no.
    Flag(bool),
    /// One of a list.
    Code(&'static str),
    /// Some of a list.
    Codes(Vec<&'static str>),
}

/// Reads a cell; `None` where it says nothing.
///
/// # Errors
/// The sentence for what is wrong with it and what to do.
pub fn read(column: &Column, cell: &Cell) -> Result<Option<Value>, Text> {
    if !says_something(cell)? {
        return Ok(None);
    }
    match column.kind {
        Kind::Text => words(cell).map(Value::Text),
        Kind::IdNumber => id_number(cell).map(Value::Text),
        Kind::Phone => phone(cell).map(Value::Text),
        Kind::Date => date(cell).map(Value::Day),
        Kind::Money => money(cell).map(Value::Money),
        Kind::Whole => whole(cell).map(Value::Whole),
        Kind::Flag => flag(cell).map(Value::Flag),
        Kind::One(choices) => one(choices, &cell.shown()).map(Value::Code),
        Kind::Some(choices) => some(choices, &cell.shown()).map(Value::Codes),
    }
    .map(Some)
}

fn id_number(cell: &Cell) -> Result<String, Text> {
    match cell {
        Cell::Number(number) => digits(*number).ok_or_else(lost),
        other => {
            let text = other.shown();
            if is_scientific(&text) {
                return Err(lost());
            }
            Ok(compact(unquoted(&text)).to_ascii_uppercase())
        }
    }
}

fn phone(cell: &Cell) -> Result<String, Text> {
    match cell {
        Cell::Number(number) => digits(*number).ok_or_else(lost),
        other => {
            let text = other.shown();
            if is_scientific(&text) {
                return Err(lost());
            }
            Ok(unquoted(&text).to_owned())
        }
    }
}

fn whole(cell: &Cell) -> Result<i32, Text> {
    let text = match cell {
        Cell::Number(number) => digits(*number).unwrap_or_default(),
        other => compact(unquoted(&other.shown())),
    };
    text.trim_end_matches(['人', '口', '个', '名'])
        .parse()
        .map_err(|_| Text::new("应为整数", "a whole number is needed"))
}

fn flag(cell: &Cell) -> Result<bool, Text> {
    let text = match cell {
        Cell::Flag(flag) => return Ok(*flag),
        other => key(&other.shown()),
    };
    match text.as_str() {
        "是" | "有" | "√" | "✓" | "✔" | "y" | "yes" | "true" | "1" | "对" => {
            return Ok(true);
        }
        "否" | "无" | "×" | "✗" | "✘" | "n" | "no" | "false" | "0" | "没有" | "不是" => {
            return Ok(false);
        }
        _ => {}
    }
    match text.chars().next() {
        Some('已') => Ok(true),
        Some('未') => Ok(false),
        _ => Err(Text::new("请填“是”或“否”", "write 是 (yes) or 否 (no)")),
    }
}

fn one(choices: &Choices, text: &str) -> Result<&'static str, Text> {
    choices.find(&key(text)).ok_or_else(|| not_among(choices))
}

fn some(choices: &Choices, text: &str) -> Result<Vec<&'static str>, Text> {
    let mut codes = Vec::new();
    for word in text.split(['、', ',', '，', ';', '；', '/', ' ', '\u{3000}', '\n', '+']) {
        if key(word).is_empty() {
            continue;
        }
        let code = one(choices, word)?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(codes)
}

fn not_among(choices: &Choices) -> Text {
    let list = |language: Language| {
        let names = choices.all().into_iter().map(|choice| match language {
            Language::Chinese => choice.label,
            Language::English => choice.english,
        });
        names.collect::<Vec<_>>()
    };
    Text::new(
        format!("没有这个选项；可填：{}", list(Language::Chinese).join("、")),
        format!("not one of: {}", list(Language::English).join(", ")),
    )
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;
