//! Rows out of a file, batch by batch.

use std::fs::File;
use std::io::{BufReader, Seek as _, SeekFrom};

use schema::rosters::cell::{Place, Row};
use schema::rosters::header::{Cells, Found, Sheet};
use schema::rosters::rules::MAX_COLUMNS;

use super::kind::Kind;
use super::refusal::Unreadable;
use super::{text, workbook};

/// Rows of one batch.
const BATCH: usize = 1_000;

/// The columns that a file has, and headings that none is known by.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Headings {
    pub(super) fields: Vec<&'static str>,
    pub(super) ignored: Vec<String>,
}

/// Reads the file to its end; `take` gets each batch and answers whether it wants more.
pub(super) fn read(
    file: &File,
    kind: Kind,
    take: &mut dyn FnMut(Vec<(Place, Row)>) -> bool,
) -> Result<Headings, Unreadable> {
    let mut reader = BufReader::new(file);
    reader.seek(SeekFrom::Start(0))?;
    let mut rows = Rows {
        found: Found::default(),
        take,
    };
    let result = match kind {
        Kind::Xlsx => workbook::xlsx(reader, &mut rows),
        Kind::Xls => workbook::xls(reader, &mut rows),
        Kind::Text(encoding) => text::read(reader, encoding, &mut rows),
    };
    match result {
        Ok(()) | Err(Stopped::NobodyListens) => {}
        Err(Stopped::Unreadable(reason)) => return Err(reason),
    }
    rows.flush();
    Ok(Headings {
        fields: rows.found.fields,
        ignored: rows.found.ignored,
    })
}

/// Why reading ended early.
#[derive(Debug)]
pub(super) enum Stopped {
    Unreadable(Unreadable),
    NobodyListens,
}

impl<E: Into<Unreadable>> From<E> for Stopped {
    fn from(error: E) -> Self {
        Self::Unreadable(error.into())
    }
}

/// Where rows go.
pub(super) struct Rows<'a> {
    found: Found,
    take: &'a mut dyn FnMut(Vec<(Place, Row)>) -> bool,
}

impl Rows<'_> {
    /// Hands on a row of a sheet; `line` counts from 1.
    pub(super) fn row(
        &mut self,
        sheet: &mut Sheet,
        line: u32,
        cells: Cells,
    ) -> Result<(), Stopped> {
        if cells.is_empty() {
            return Ok(());
        }
        if cells.iter().any(|(column, _)| *column >= MAX_COLUMNS) {
            return Err(Unreadable::new(
                format!("表格超过 {MAX_COLUMNS} 列（第 {line} 行）；请删去多余的列后再上传"),
                format!("the sheet has more than {MAX_COLUMNS} columns (row {line}); remove superfluous ones"),
            )
            .into());
        }
        sheet.feed(line, cells, &mut self.found);
        if self.found.rows.len() >= BATCH && !self.flush() {
            return Err(Stopped::NobodyListens);
        }
        Ok(())
    }

    pub(super) fn end(&mut self, sheet: Sheet) {
        sheet.finish(&mut self.found);
    }

    fn flush(&mut self) -> bool {
        let rows = std::mem::take(&mut self.found.rows);
        rows.is_empty() || (self.take)(rows)
    }
}
