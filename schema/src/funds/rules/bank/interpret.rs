//! What the rows of a bank statement say.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};
use sha2::{Digest as _, Sha256};

use super::columns::BankColumn as C;
use crate::privacy::scrub;
use crate::sheets::cell::{Cell, Place, Row, digits};
use crate::sheets::header::Heading as _;
use crate::sheets::key;
use crate::sheets::values::{date, money, says_something, unquoted, words};
use crate::text::Text;
use crate::values::Fen;
use crate::values::normalise::compact;

/// Longest texts that are kept, in characters; banks print fewer.
const SUMMARY: usize = 200;
const PARTY: usize = 100;
/// Digits from which on a number in a text is taken for an account: serial numbers within texts are shorter.
const ACCOUNT: usize = 15;

/// A line of a bank statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankEntry {
    /// The day.
    pub day: NaiveDate,
    /// Above zero where it came in.
    pub amount: Fen,
    /// The account's balance after it, where the file says.
    pub balance: Option<Fen>,
    /// Summary, purpose and remark, without numbers of persons and accounts.
    pub summary: String,
    /// Name of the other side.
    pub party: Option<String>,
    /// Last four digits of the other side's account.
    pub party_tail: Option<String>,
    /// The bank's number of it.
    pub serial: Option<String>,
    /// What makes it the same line when it comes again: the bank's number with day and amount, or else day,
    /// amount, balance and words.
    pub key: String,
}

/// What a file says of a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BankTable {
    /// Its lines, each once.
    pub entries: Vec<BankEntry>,
    /// Lines that stood in it before.
    pub repeated: usize,
    /// The balance after the last line, where the balances follow one another.
    pub closing: Option<Fen>,
}

/// A cell that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// Its row.
    pub place: Place,
    /// Its column.
    pub column: C,
    /// What stands there.
    pub value: String,
    /// What is wrong with it and what to do.
    pub reason: Text,
}

impl CellFault {
    /// The whole sentence: row, column, value, reason.
    #[must_use]
    pub fn sentence(&self) -> Text {
        let place = self.place.words();
        let (zh, en) = self.column.label();
        let value = scrub(&self.value);
        let (zh_value, en_value) = if value.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("“{value}”"), format!(" \"{value}\""))
        };
        let in_language = |language| self.reason.in_language(language).to_owned();
        use crate::text::Language::{Chinese, English};
        Text::new(
            format!(
                "{}“{zh}”{zh_value}：{}",
                place.in_language(Chinese),
                in_language(Chinese)
            ),
            format!(
                "{}, {en}{en_value}: {}",
                place.in_language(English),
                in_language(English)
            ),
        )
    }
}

/// Which columns a statement lacks, with these that it has.
#[must_use]
pub fn lacks(fields: &[&str]) -> Option<Text> {
    let has = |column: C| fields.contains(&column.field());
    if has(C::Day) && (has(C::Amount) || has(C::In) || has(C::Out)) {
        return None;
    }
    Some(Text::new(
        "没有找到表头：请确认有“交易日期”列，以及“收入”“支出”（或“贷方发生额”“借方发生额”）列或一列“金额”",
        "no headings were found: there must be 交易日期 (date), and 收入 and 支出 (credit and debit) or one 金额 (amount)",
    ))
}

/// Reads the rows of a statement of the month that begins with `month`. Where anything is at fault, nothing
/// of the file is to be taken.
///
/// # Errors
/// Every cell that can't be read.
pub fn interpret(rows: &[(Place, Row)], month: NaiveDate) -> Result<BankTable, Vec<CellFault>> {
    let (mut faults, mut table) = (Vec::new(), BankTable::default());
    let (mut seen, mut alike) = (HashSet::new(), HashMap::new());
    let mut all = Vec::new();
    for (place, row) in rows {
        let mut reading = Reading {
            place,
            row,
            faults: &mut faults,
        };
        let Some(mut entry) = reading.entry(month) else {
            continue;
        };
        if entry.serial.is_none() && entry.balance.is_none() {
            // Nothing tells two payments of a day apart but that there are two.
            let number: &mut u32 = alike.entry(entry.key.clone()).or_default();
            *number += 1;
            let _ = write!(entry.key, "|{number}");
        }
        entry.key = digest(&entry.key);
        all.push((entry.amount, entry.balance));
        if seen.insert(entry.key.clone()) {
            table.entries.push(entry);
        } else {
            all.pop();
            table.repeated += 1;
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    table.closing = closing(&all);
    Ok(table)
}

/// The balance at the end, of lines that go up or down in time without a gap.
fn closing(lines: &[(Fen, Option<Fen>)]) -> Option<Fen> {
    let balances: Vec<Fen> = lines
        .iter()
        .map(|(_, balance)| *balance)
        .collect::<Option<_>>()?;
    let follows = |before: Fen, amount: Fen, after: Fen| before.plus(amount) == Ok(after);
    let pairs = || (1..balances.len()).map(|at| (at - 1, at));
    if pairs().all(|(a, b)| follows(balances[a], lines[b].0, balances[b])) {
        return balances.last().copied();
    }
    pairs()
        .all(|(a, b)| follows(balances[b], lines[a].0, balances[a]))
        .then(|| balances.first().copied())
        .flatten()
}

fn digest(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash.iter().take(16).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

struct Reading<'a> {
    place: &'a Place,
    row: &'a Row,
    faults: &'a mut Vec<CellFault>,
}

impl Reading<'_> {
    fn cell(&self, column: C) -> Option<&Cell> {
        self.row.cells.get(column.field())
    }

    fn fault(&mut self, column: C, reason: Text) {
        let value = self.cell(column).map(Cell::shown).unwrap_or_default();
        self.faults.push(CellFault {
            place: self.place.clone(),
            column,
            value: value.chars().take(60).collect(),
            reason,
        });
    }

    fn has_word(&self, of: &[&str]) -> bool {
        self.row.cells.values().any(
            |cell| matches!(cell, Cell::Text(text) if of.iter().any(|word| text.contains(word))),
        )
    }

    /// The line of the row; none for a row that is no line, and for one at fault.
    fn entry(&mut self, month: NaiveDate) -> Option<BankEntry> {
        let dated = self.cell(C::Day).and_then(|cell| day(cell).ok());
        let moves = [C::Out, C::In, C::Amount].into_iter().any(|column| {
            self.cell(column)
                .is_some_and(|cell| says_something(cell) != Ok(false))
        });
        // Totals and notes below and between the lines have no day.
        if dated.is_none() && (!moves || self.has_word(&["合计", "总计", "小计", "累计"])) {
            return None;
        }
        if !moves {
            if !self.has_word(&["期初", "上期", "承前", "过次", "期末", "结转", "余额"])
            {
                let reason =
                    Text::new("这一行有日期而没有金额", "this row has a day and no amount");
                self.fault(C::Amount, reason);
            }
            return None;
        }
        let before = self.faults.len();
        let on = self.day(month);
        let amount = self.amount();
        let balance = self.money(C::Balance);
        if self.faults.len() > before {
            return None;
        }
        let (on, amount) = (on?, amount?);
        if amount == Fen::ZERO {
            return None;
        }
        let account = self.words(C::PartyAccount);
        let account = account.map(|text| compact(&text)).unwrap_or_default();
        let mut summary = String::new();
        for column in [C::Summary, C::Purpose, C::Remark, C::Voucher] {
            let Some(text) = self.words(column) else {
                continue;
            };
            if !summary.contains(&text) {
                summary = [summary.as_str(), &text].join(" ").trim().to_owned();
            }
        }
        let summary = clip(&masked(&summary, &account), SUMMARY);
        let party = self.words(C::Party);
        let party = party.map(|text| clip(&masked(&text, &account), PARTY));
        let serial = self.words(C::Serial).map(|text| clip(&text, 60));
        let words = key(&[summary.as_str(), party.as_deref().unwrap_or_default()].concat());
        let balance_text = balance.map(|fen| fen.to_string()).unwrap_or_default();
        Some(BankEntry {
            key: match &serial {
                Some(serial) => format!("s|{serial}|{on}|{amount}"),
                None => format!("d|{on}|{amount}|{balance_text}|{words}"),
            },
            day: on,
            amount,
            balance,
            summary,
            party,
            party_tail: tail(&account),
            serial,
        })
    }

    fn day(&mut self, month: NaiveDate) -> Option<NaiveDate> {
        let read = match self.cell(C::Day) {
            Some(cell) => says_something(cell).and_then(|_| day(cell)),
            None => Err(Text::new("没有日期", "there is no day")),
        };
        match read {
            Ok(day) if (day.year(), day.month()) == (month.year(), month.month()) => Some(day),
            Ok(_) => {
                let (year, number) = (month.year(), month.month());
                let reason = Text::new(
                    format!("不在 {year} 年 {number} 月；请只上传这个月的流水"),
                    format!("not in {year}-{number:02}; send the lines of that month only"),
                );
                self.fault(C::Day, reason);
                None
            }
            Err(reason) => {
                self.fault(C::Day, reason);
                None
            }
        }
    }

    fn money(&mut self, column: C) -> Option<Fen> {
        let cell = self.cell(column)?;
        match says_something(cell).and_then(|something| {
            something
                .then(|| signed(cell))
                .transpose()
                .map(|read| read.filter(|_| something))
        }) {
            Ok(read) => read,
            Err(reason) => {
                self.fault(column, reason);
                None
            }
        }
    }

    /// What came in, below zero what went out.
    fn amount(&mut self) -> Option<Fen> {
        let [out, came] = [C::Out, C::In].map(|column| {
            let money = self.money(column);
            money.filter(|fen| *fen != Fen::ZERO)
        });
        match (out, came) {
            (Some(_), Some(_)) => {
                let reason = Text::new(
                    "同一行既有收入又有支出",
                    "one row has both a credit and a debit",
                );
                self.fault(C::In, reason);
                None
            }
            (Some(out), None) => out.negated().ok(),
            (None, Some(came)) => Some(came),
            (None, None) => {
                let amount = self.money(C::Amount).unwrap_or(Fen::ZERO);
                let Some(cell) = self.cell(C::Direction) else {
                    return Some(amount);
                };
                match key(&cell.shown()).as_str() {
                    "" => Some(amount),
                    "借" | "支" | "支出" | "付" | "付款" | "出" | "转出" | "往" | "往账" | "d"
                    | "dr" | "debit" => amount.negated().ok(),
                    "贷" | "收" | "收入" | "收款" | "入" | "转入" | "来" | "来账" | "c" | "cr"
                    | "credit" => Some(amount),
                    _ => {
                        let reason = Text::new(
                            "看不出是收入还是支出；请写“收”“支”或“借”“贷”",
                            "neither in nor out; write 收 or 支",
                        );
                        self.fault(C::Direction, reason);
                        None
                    }
                }
            }
        }
    }

    fn words(&self, column: C) -> Option<String> {
        let cell = self.cell(column)?;
        if says_something(cell) != Ok(true) {
            return None;
        }
        // A number whose last digits the spreadsheet lost says nothing.
        let text = words(cell).ok()?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        (!text.is_empty()).then_some(text)
    }
}

/// A day as banks write it, a time of day run on to it included.
fn day(cell: &Cell) -> Result<NaiveDate, Text> {
    let text = match cell {
        Cell::Number(number) => digits(*number),
        Cell::Text(text) => Some(compact(unquoted(text))),
        _ => None,
    };
    match text {
        Some(text) if text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit()) => {
            date(&Cell::Text(text[..8].to_owned()))
        }
        _ => date(cell),
    }
}

/// An amount with its sign: -1,234.50, +100, (80.00), ¥3.
fn signed(cell: &Cell) -> Result<Fen, Text> {
    let text = match cell {
        Cell::Number(number) => digits(*number).unwrap_or_else(|| cell.shown()),
        other => compact(unquoted(&other.shown())),
    };
    let mut rest = text.trim_start_matches(['¥', '￥']);
    for name in ["CNY", "RMB", "人民币"] {
        rest = rest.strip_prefix(name).unwrap_or(rest);
    }
    let (negative, rest) = match rest.strip_prefix(['-', '−', '－']) {
        Some(rest) => (true, rest),
        None => match rest
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'))
        {
            Some(rest) => (true, rest),
            None => (false, rest.strip_prefix(['+', '＋']).unwrap_or(rest)),
        },
    };
    let fen = money(&Cell::Text(rest.to_owned()))?;
    if fen < Fen::ZERO || fen > crate::funds::rules::LARGEST {
        return Err(Text::new(
            "金额有误，请核对",
            "not an amount that an account has; please check",
        ));
    }
    Ok(if negative { Fen(-fen.0) } else { fen })
}

/// A text without numbers of persons and accounts; of an account its last four digits stay.
fn masked(text: &str, account: &str) -> String {
    let text = match tail(account) {
        Some(tail) if account.len() >= 8 => text.replace(account, &format!("尾号{tail}")),
        _ => text.to_owned(),
    };
    let text = scrub(&text);
    let (mut out, mut run) = (String::new(), String::new());
    for c in text.chars().map(Some).chain([None]) {
        if let Some(digit) = c.filter(char::is_ascii_digit) {
            run.push(digit);
            continue;
        }
        if run.len() >= ACCOUNT {
            let _ = write!(out, "尾号{}", &run[run.len() - 4..]);
        } else {
            out.push_str(&run);
        }
        run.clear();
        out.extend(c);
    }
    out
}

fn tail(account: &str) -> Option<String> {
    let digits: Vec<char> = account.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 4).then(|| digits[digits.len() - 4..].iter().collect())
}

fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
#[path = "interpret_tests.rs"]
mod tests;
