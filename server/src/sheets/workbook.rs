//! Workbooks, cell by cell.

use std::io::{Read, Seek};

use calamine::{Data, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xls, Xlsx};
use chrono::NaiveDate;
use schema::sheets::cell::Cell;
use schema::sheets::header::Cells;

use super::kind::encrypted;
use super::read::{Sink, Stopped};
use super::refusal::Unreadable;

/// Sheets of one workbook at most.
const SHEETS: usize = 50;

fn broken(error: impl std::fmt::Display) -> Unreadable {
    tracing::debug!(%error, "a workbook can't be read");
    Unreadable::broken()
}

/// Names of the sheets that people see.
fn names(sheets: &[calamine::Sheet]) -> Result<Vec<String>, Unreadable> {
    let shown = sheets.iter().filter(|sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    });
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    if names.len() > SHEETS {
        return Err(Unreadable::new(
            format!("工作簿超过 {SHEETS} 个工作表，请拆分后再上传"),
            format!("the workbook has more than {SHEETS} sheets; split it"),
        ));
    }
    Ok(names)
}

/// Reads an .xlsx by a stream of its cells, so that its length costs no memory.
pub(crate) fn xlsx(reader: impl Read + Seek, rows: &mut dyn Sink) -> Result<(), Stopped> {
    let mut workbook = Xlsx::new(reader).map_err(broken)?;
    let names = names(workbook.sheets_metadata())?;
    for name in &names {
        rows.begin(name, names.len() == 1);
        let mut cells = workbook.worksheet_cells_reader(name).map_err(broken)?;
        let (mut line, mut held) = (0, Cells::new());
        while let Some(record) = cells.next_cell_with_formula_metadata().map_err(broken)? {
            let (row, column) = record.pos;
            if row != line {
                rows.row(line + 1, std::mem::take(&mut held))?;
                line = row;
            }
            if let Some(cell) = cell(&record.value) {
                let is_formula = record.formula.is_some();
                held.push((column, if is_formula { Cell::Formula } else { cell }));
            }
        }
        rows.row(line + 1, held)?;
        rows.end();
    }
    Ok(())
}

/// Reads an .xls, which was looked at before for what it takes in memory.
pub(crate) fn xls(reader: impl Read + Seek, rows: &mut dyn Sink) -> Result<(), Stopped> {
    let mut workbook = Xls::new(reader).map_err(|error| match error {
        calamine::XlsError::Password => encrypted(),
        other => broken(other),
    })?;
    let names = names(workbook.sheets_metadata())?;
    for name in &names {
        rows.begin(name, names.len() == 1);
        let range = workbook.worksheet_range(name).map_err(broken)?;
        let formulas = workbook.worksheet_formula(name).map_err(broken)?;
        let (top, left) = range.start().unwrap_or_default();
        for (at, row) in (top..).zip(range.rows()) {
            let mut held = Cells::new();
            for (column, value) in (left..).zip(row) {
                let Some(cell) = owned(value) else {
                    continue;
                };
                let formula = formulas.get_value((at, column));
                let is_formula = formula.is_some_and(|formula| !formula.is_empty());
                held.push((column, if is_formula { Cell::Formula } else { cell }));
            }
            rows.row(at + 1, held)?;
        }
        rows.end();
    }
    Ok(())
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    match value {
        DataRef::Int(number) => Some(Cell::Number(*number as f64)),
        DataRef::Float(number) => Some(Cell::Number(*number)),
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::Bool(flag) => Some(Cell::Flag(*flag)),
        DataRef::DateTime(instant) => Some(date(instant)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_cell(text),
        DataRef::Error(error) => Some(Cell::Error(error.to_string())),
        DataRef::Empty => None,
    }
}

fn owned(value: &Data) -> Option<Cell> {
    match value {
        Data::Int(number) => Some(Cell::Number(*number as f64)),
        Data::Float(number) => Some(Cell::Number(*number)),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text_cell(text),
        Data::Bool(flag) => Some(Cell::Flag(*flag)),
        Data::DateTime(instant) => Some(date(instant)),
        Data::Error(error) => Some(Cell::Error(error.to_string())),
        Data::Empty => None,
    }
}

fn text_cell(text: &str) -> Option<Cell> {
    let text = text.trim();
    (!text.is_empty()).then(|| Cell::Text(text.to_owned()))
}

fn date(instant: &ExcelDateTime) -> Cell {
    let (year, month, day, ..) = instant.to_ymd_hms_milli();
    let day = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    match day.filter(|_| instant.is_datetime()) {
        Some(day) => Cell::Date(day),
        None => Cell::Number(instant.as_f64()),
    }
}
