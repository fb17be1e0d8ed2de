//! The faulty rows as a workbook: corrected, it can be uploaded as it is.

use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};
use schema::rosters::columns::COLUMNS;
use schema::rosters::service::FaultyRow;
use schema::sheets::cell::Cell;

/// Columns before those of the roster.
const BEFORE: u16 = 3;

/// Writes rows as they come, so that their number costs no memory.
pub(super) struct Faulty {
    workbook: Workbook,
    row: u32,
}

impl Faulty {
    pub(super) fn new() -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name("有问题的户")?;
        let text = Format::new().set_num_format("@");
        for at in 0..=COLUMNS.len() as u16 + BEFORE {
            sheet.set_column_format(at, &text)?;
            sheet.set_column_width(at, 16.0)?;
        }
        sheet.set_column_width(0, 60.0)?;
        let bold = Format::new().set_bold();
        for (at, heading) in (0..).zip(["问题说明", "原工作表", "原行号"]) {
            sheet.write_string_with_format(0, at, heading, &bold)?;
        }
        for (at, column) in (BEFORE..).zip(COLUMNS) {
            sheet.write_string_with_format(0, at, column.label, &bold)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self { workbook, row: 0 })
    }

    pub(super) fn add(&mut self, rows: &[FaultyRow]) -> Result<(), XlsxError> {
        let why = Format::new().set_font_color(Color::RGB(0x00C0_1818));
        let sheet = self.workbook.worksheet_from_index(0)?;
        for row in rows {
            self.row += 1;
            sheet.write_string_with_format(self.row, 0, &row.reason, &why)?;
            sheet.write_string(self.row, 1, &row.place.sheet)?;
            sheet.write_number(self.row, 2, row.place.line)?;
            for (at, column) in (BEFORE..).zip(COLUMNS) {
                match row.row.cells.get(column.field) {
                    Some(Cell::Number(number)) if number.abs() < 1e15 => {
                        sheet.write_number(self.row, at, *number)?;
                    }
                    Some(Cell::Formula) => {}
                    Some(cell) => {
                        sheet.write_string(self.row, at, cell.shown())?;
                    }
                    // Rows of one household stay together, wherever they are moved to.
                    None if column.field == "family" => {
                        sheet.write_string(self.row, at, format!("第{}户", row.family + 1))?;
                    }
                    None => {}
                }
            }
        }
        Ok(())
    }

    pub(super) fn bytes(mut self) -> Result<Vec<u8>, XlsxError> {
        self.workbook.save_to_buffer()
    }
}
