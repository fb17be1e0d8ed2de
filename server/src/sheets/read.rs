//! Rows out of a file, batch by batch.

use std::fs::File;
use std::io::{BufReader, Seek as _, SeekFrom};

use schema::sheets::MAX_COLUMNS;
use schema::sheets::cell::{Place, Row};
use schema::sheets::header::{Cells, Found, Heading, Sheet};

use super::kind::Kind;
use super::refusal::Unreadable;
use super::{text, workbook};

/// Rows of one batch.
const BATCH: usize = 1_000;

/// The columns that a file has, and headings that none is known by.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Headings {
    pub(crate) fields: Vec<&'static str>,
    pub(crate) ignored: Vec<String>,
}

/// Reads the file to its end; `take` gets each batch and answers whether it wants more.
pub(crate) fn read<H: Heading>(
    file: &File,
    kind: Kind,
    take: &mut dyn FnMut(Vec<(Place, Row)>) -> bool,
) -> Result<Headings, Unreadable> {
    let mut reader = BufReader::new(file);
    reader.seek(SeekFrom::Start(0))?;
    let mut rows = Rows::<H> {
        sheet: None,
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
pub(crate) enum Stopped {
    Unreadable(Unreadable),
    NobodyListens,
}

impl<E: Into<Unreadable>> From<E> for Stopped {
    fn from(error: E) -> Self {
        Self::Unreadable(error.into())
    }
}

/// Where rows go.
pub(crate) struct Rows<'a, H> {
    sheet: Option<Sheet<H>>,
    found: Found,
    take: &'a mut dyn FnMut(Vec<(Place, Row)>) -> bool,
}

/// Whatever takes rows out of a file.
pub(crate) trait Sink {
    /// Begins a sheet; `alone` where its name says nothing of a row's place.
    fn begin(&mut self, name: &str, alone: bool);

    /// Hands on a row of the sheet; `line` counts from 1.
    fn row(&mut self, line: u32, cells: Cells) -> Result<(), Stopped>;

    /// Ends the sheet.
    fn end(&mut self);

    /// Whether a text is a heading.
    fn is_heading(&self, text: &str) -> bool;
}

impl<H: Heading> Sink for Rows<'_, H> {
    fn begin(&mut self, name: &str, alone: bool) {
        let sheet = Sheet::new(name);
        self.sheet = Some(if alone { sheet.alone() } else { sheet });
    }

    fn row(&mut self, line: u32, cells: Cells) -> Result<(), Stopped> {
        let Some(sheet) = self.sheet.as_mut().filter(|_| !cells.is_empty()) else {
            return Ok(());
        };
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

    fn end(&mut self) {
        if let Some(sheet) = self.sheet.take() {
            sheet.finish(&mut self.found);
        }
    }

    fn is_heading(&self, text: &str) -> bool {
        H::of(text).is_some()
    }
}

impl<H> Rows<'_, H> {
    fn flush(&mut self) -> bool {
        let rows = std::mem::take(&mut self.found.rows);
        rows.is_empty() || (self.take)(rows)
    }
}
