//! What a cell says, read as people and spreadsheets write it. What was lost is refused, never guessed.

use chrono::{Days, NaiveDate};

use super::cell::{Cell, digits};
use super::key;
use crate::text::Text;
use crate::values::Fen;
use crate::values::normalise::{compact, half_width};

/// Longest text of a cell, in characters; far more than any field takes.
const LONGEST: usize = 4_000;
/// The first and last days that a serial number of a spreadsheet may mean: 1901 and 2119.
const SERIALS: std::ops::RangeInclusive<u64> = 367..=80_000;

/// Whether there is anything to read in a cell.
///
/// # Errors
/// The sentence for what nobody can take for a value: a formula, an error, far too much text.
pub fn says_something(cell: &Cell) -> Result<bool, Text> {
    match cell {
        Cell::Formula => Err(Text::new(
            "单元格是公式；请复制后“选择性粘贴”为数值",
            "this is a formula; paste it as a value",
        )),
        Cell::Error(_) => Err(Text::new(
            "单元格显示的是表格软件的错误",
            "the spreadsheet shows an error here",
        )),
        Cell::Text(text) if is_blank(text) => Ok(false),
        Cell::Text(text) if text.chars().count() > LONGEST => Err(Text::new(
            format!("内容过长，最多 {LONGEST} 个字"),
            format!("at most {LONGEST} characters"),
        )),
        _ => Ok(true),
    }
}

/// Whether a text stands for an empty cell: nothing, or one of the strokes that forms are filled with.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    matches!(
        key(text).as_str(),
        "" | "/" | "\\" | "-" | "--" | "—" | "——" | "－"
    )
}

/// Words, or a number as it was typed.
///
/// # Errors
/// The sentence for what is wrong with it and what to do.
pub fn words(cell: &Cell) -> Result<String, Text> {
    match cell {
        Cell::Number(number) => digits(*number).ok_or_else(lost),
        other => Ok(unquoted(&other.shown()).to_owned()),
    }
}

/// A text without the apostrophe that keeps a number a text.
#[must_use]
pub fn unquoted(text: &str) -> &str {
    text.trim().trim_start_matches(['\'', '‘', '’', '`'])
}

/// Why digits that a spreadsheet did not keep can't be had back.
#[must_use]
pub fn lost() -> Text {
    Text::new(
        "表格软件把它当作数字保存，15 位以后的数字已经丢失，无法还原；请把这一列设为“文本”格式后重新填写",
        "the spreadsheet kept this as a number, so the digits after the fifteenth are lost; format the column as text and enter it again",
    )
}

/// Whether digits were lost to a power of ten, such as 3.71E+17.
#[must_use]
pub fn is_scientific(text: &str) -> bool {
    let text = compact(text).to_ascii_uppercase();
    let Some((mantissa, power)) = text.split_once('E') else {
        return false;
    };
    let power = power.trim_start_matches(['+', '-']);
    mantissa.parse::<f64>().is_ok()
        && !power.is_empty()
        && power.bytes().all(|b| b.is_ascii_digit())
}

/// A day.
///
/// # Errors
/// The sentence for what is wrong with it and what to do.
pub fn date(cell: &Cell) -> Result<NaiveDate, Text> {
    let found = match cell {
        Cell::Date(day) => Some(*day),
        Cell::Number(number) => digits(*number).and_then(|text| serial_or_digits(&text)),
        other => written_date(unquoted(&other.shown())),
    };
    found.ok_or_else(|| {
        Text::new(
            "日期有误，请写成 2014-08-06 的形式",
            "not a date; write it as 2014-08-06",
        )
    })
}

/// A serial number of a spreadsheet, which counts days from the end of 1899, or eight digits.
fn serial_or_digits(text: &str) -> Option<NaiveDate> {
    let whole = text.split('.').next()?;
    if whole.len() == 8 {
        return NaiveDate::parse_from_str(whole, "%Y%m%d").ok();
    }
    let serial: u64 = whole.parse().ok()?;
    SERIALS.contains(&serial).then_some(())?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial))
}

fn written_date(text: &str) -> Option<NaiveDate> {
    let text: String = text.trim().chars().map(half_width).collect();
    // A time of day after the date says nothing here.
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let day = if day.len() < 8 && text.contains(['年', '月']) {
        compact(&text)
    } else {
        day.to_owned()
    };
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        return NaiveDate::parse_from_str(&day, "%Y%m%d").ok();
    }
    let day = day.trim_end_matches(['日', '号']);
    let parts: Vec<&str> = day
        .split(['-', '.', '/', '年', '月', '。'])
        .map(str::trim)
        .collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let plain = |part: &&&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || ![year, month, day].iter().all(plain) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// An amount in yuan, or in 万元 where the cell says so.
///
/// # Errors
/// The sentence for what is wrong with it and what to do.
pub fn money(cell: &Cell) -> Result<Fen, Text> {
    let text = match cell {
        Cell::Number(number) => digits(*number),
        Cell::Text(text) => Some(compact(unquoted(text))),
        _ => None,
    };
    let found = text.as_deref().and_then(amount);
    match found {
        Some(Ok(fen)) => Ok(fen),
        Some(Err(())) => Err(Text::new(
            "金额最多两位小数（分）",
            "an amount has at most two decimals",
        )),
        None => Err(Text::new(
            "金额有误，请写成 1234.50 的形式，单位为元；以万元计请写“1.2万元”",
            "not an amount; write yuan as 1234.50, or 1.2万元",
        )),
    }
}

/// An amount as written; the inner error is one with parts of a fen.
fn amount(text: &str) -> Option<Result<Fen, ()>> {
    let text = text.trim_start_matches(['¥', '￥']);
    let (text, power) = match text
        .strip_suffix("万元")
        .or_else(|| text.strip_suffix('万'))
    {
        Some(text) => (text, 4),
        None => (text.strip_suffix('元').unwrap_or(text), 0),
    };
    let plain = without_separators(text)?;
    let (yuan, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    // The point moves, digit by digit, so that nothing is rounded.
    let decimals = format!("{decimals:0<power$}");
    let (more, rest) = decimals.split_at(power);
    let rest = rest.trim_end_matches('0');
    if rest.len() > 2 {
        return Some(Err(()));
    }
    let point = if rest.is_empty() { "" } else { "." };
    format!("{yuan}{more}{point}{rest}").parse().ok().map(Ok)
}

/// A decimal number whose commas stand where thousands end.
fn without_separators(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let ok = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let point = if decimals.is_empty() { "" } else { "." };
    ok.then(|| format!("{}{point}{decimals}", whole.replace(',', "")))
}
