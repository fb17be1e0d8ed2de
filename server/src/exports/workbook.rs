//! Writing a table as an Excel workbook, row by row into a file: memory does not grow with the rows.

use std::path::Path;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use schema::exports::Cell;
use tokio::sync::mpsc::Receiver;

/// Rows of one worksheet, below Excel's own limit of 1,048,576; what is more goes on in another.
const SHEET_ROWS: u32 = 1_000_000;

/// What stands above the rows.
pub(super) struct Head {
    pub(super) title: String,
    /// Headings, and widths in characters.
    pub(super) columns: Vec<(String, u16)>,
}

struct Formats {
    head: Format,
    text: Format,
    number: Format,
    money: Format,
    date: Format,
    time: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x00F2_F3F5))
                .set_border_bottom(FormatBorder::Thin)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter),
            text: cell(),
            number: cell().set_num_format("0"),
            money: cell().set_num_format("#,##0.00"),
            date: cell().set_num_format("yyyy-mm-dd"),
            time: cell().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }
}

/// Writes what comes until the sender is gone, and saves.
///
/// # Errors
/// A fault of the disk.
pub(super) fn write(
    path: &Path,
    head: &Head,
    mut rows: Receiver<Vec<Vec<Cell>>>,
) -> Result<(), XlsxError> {
    let formats = Formats::new();
    let mut book = Workbook::new();
    book.set_tempdir(path.parent().unwrap_or_else(|| Path::new(".")))?;
    let mut number = 1;
    let mut ended = false;
    let mut waiting: Vec<Vec<Cell>> = Vec::new();
    while !ended {
        let sheet = book.add_worksheet_with_constant_memory()?;
        begin(sheet, head, number, &formats)?;
        let mut row = 1;
        loop {
            let batch = match std::mem::take(&mut waiting) {
                batch if !batch.is_empty() => batch,
                _ => match rows.blocking_recv() {
                    Some(batch) => batch,
                    None => {
                        ended = true;
                        break;
                    }
                },
            };
            if row > SHEET_ROWS {
                waiting = batch;
                number += 1;
                break;
            }
            for cells in &batch {
                line(sheet, row, cells, &formats)?;
                row += 1;
            }
        }
        let last = u16::try_from(head.columns.len()).unwrap_or(u16::MAX) - 1;
        sheet.autofilter(0, 0, row - 1, last)?;
    }
    book.save(path)
}

fn begin(
    sheet: &mut Worksheet,
    head: &Head,
    number: usize,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match number {
        1 => sheet.set_name(&head.title)?,
        n => sheet.set_name(format!("{} {n}", head.title))?,
    };
    sheet.set_freeze_panes(1, 0)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    for (at, (_, width)) in (0..).zip(&head.columns) {
        sheet.set_column_width(at, f64::from(*width))?;
    }
    sheet.set_row_height(0, 30)?;
    for (at, (title, _)) in (0..).zip(&head.columns) {
        sheet.write_string_with_format(0, at, title, &formats.head)?;
    }
    Ok(())
}

fn line(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (at, cell) in (0..).zip(cells) {
        match cell {
            Cell::Empty => continue,
            Cell::Text(text) => sheet.write_string_with_format(row, at, text, &formats.text)?,
            Cell::Number(number) => {
                sheet.write_number_with_format(row, at, *number as f64, &formats.number)?
            }
            // Exact up to 90 million million yuan, as Excel itself has numbers.
            Cell::Money(fen) => {
                sheet.write_number_with_format(row, at, fen.0 as f64 / 100.0, &formats.money)?
            }
            Cell::Date(date) => sheet.write_datetime_with_format(row, at, date, &formats.date)?,
            Cell::Time(time) => sheet.write_datetime_with_format(row, at, time, &formats.time)?,
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader as _, Xlsx, open_workbook};
    use schema::values::money::Fen;
    use tokio::sync::mpsc::channel;

    use super::*;

    /// Writes the rows in batches of 100 and answers the cells of every sheet.
    fn written(rows: Vec<Vec<Cell>>) -> Vec<(String, Vec<Vec<Data>>)> {
        let place = tempfile::tempdir().expect("a directory");
        let path = place.path().join("table.xlsx");
        let columns = ["甲", "乙", "丙", "丁", "戊"].map(|title| (title.to_owned(), 12));
        let (send, receive) = channel(1);
        let sender = std::thread::spawn(move || {
            for batch in rows.chunks(100) {
                send.blocking_send(batch.to_vec())
                    .expect("the writer reads");
            }
        });
        let head = Head {
            title: "表".to_owned(),
            columns: columns.to_vec(),
        };
        write(&path, &head, receive).expect("written");
        sender.join().expect("sent");
        let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
        let names = book.sheet_names();
        let sheet = |name: String| {
            let range = book.worksheet_range(&name).expect("a sheet");
            (name, range.rows().map(<[Data]>::to_vec).collect())
        };
        names.into_iter().map(sheet).collect()
    }

    #[test]
    fn cells_are_what_they_are() {
        let day = chrono::NaiveDate::from_ymd_opt(2014, 8, 6).expect("a day");
        let row = vec![
            Cell::Text("=1+1 <&>\u{b}🙂".to_owned()),
            Cell::Number(-3),
            Cell::Money(Fen(123_456)),
            Cell::Date(day),
            Cell::Empty,
        ];
        let sheets = written(vec![row]);
        let [(name, rows)] = sheets.as_slice() else {
            panic!("{sheets:?}")
        };
        assert_eq!(name, "表");
        assert_eq!(rows[0][0], Data::String("甲".to_owned()));
        // A text that looks like a formula stays a text.
        let Data::String(text) = &rows[1][0] else {
            panic!("{rows:?}")
        };
        assert!(text.starts_with("=1+1 <&>") && text.ends_with('🙂'));
        assert_eq!(rows[1][1], Data::Float(-3.0));
        assert_eq!(rows[1][2], Data::Float(1234.56));
        let Data::DateTime(date) = &rows[1][3] else {
            panic!("{rows:?}")
        };
        // Days since 30 December 1899, as Excel counts.
        assert_eq!(date.as_f64(), 41857.0);
    }

    #[test]
    fn a_table_without_rows_has_its_headings() {
        let sheets = written(Vec::new());
        assert_eq!(sheets[0].1.len(), 1);
    }

    #[test]
    fn rows_keep_their_order() {
        let rows = (0..1234).map(|n| vec![Cell::Number(n)]).collect();
        let sheets = written(rows);
        let numbers = sheets[0].1.iter().skip(1);
        for (expected, row) in numbers.enumerate() {
            assert_eq!(row[0], Data::Float(expected as f64));
        }
        assert_eq!(sheets[0].1.len(), 1235);
    }
}
