//! Text with separators, in the encodings that spreadsheets write.

use std::io::Read;

use encoding_rs::{GB18030, UTF_8};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use schema::sheets::cell::Cell;

use super::kind::unknown;
use super::read::{Sink, Stopped};
use super::refusal::Unreadable;

/// How the text is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8 or UTF-16 as its first bytes say, or UTF-8 without them.
    Unicode,
    /// GB 18030, which holds GBK and GB 2312.
    Gb18030,
}

/// Finds the encoding, and refuses what is no text.
pub(crate) fn encoding(mut reader: impl Read) -> Result<Encoding, Unreadable> {
    let mut buffer = vec![0; 64 * 1024];
    let (mut kept, mut first, mut is_utf8) = (0, true, true);
    loop {
        let got = reader.read(&mut buffer[kept..])?;
        let end = kept + got;
        if first && matches!(buffer[..end], [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
            return Ok(Encoding::Unicode);
        }
        first = false;
        // No encoding of Chinese text but UTF-16 has such bytes.
        let is_binary = |byte: &u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
        if buffer[kept..end].iter().any(is_binary) {
            return Err(unknown());
        }
        if is_utf8 {
            kept = match std::str::from_utf8(&buffer[..end]) {
                Ok(_) => 0,
                // A character that the next block may complete.
                Err(error) if error.error_len().is_none() && got > 0 => {
                    let begins = error.valid_up_to();
                    buffer.copy_within(begins..end, 0);
                    end - begins
                }
                Err(_) => {
                    is_utf8 = false;
                    0
                }
            };
        }
        if got == 0 {
            return Ok(if is_utf8 {
                Encoding::Unicode
            } else {
                Encoding::Gb18030
            });
        }
    }
}

fn decoded<R: Read>(reader: R, encoding: Encoding) -> DecodeReaderBytes<R, Vec<u8>> {
    let otherwise = match encoding {
        Encoding::Unicode => UTF_8,
        Encoding::Gb18030 => GB18030,
    };
    DecodeReaderBytesBuilder::new()
        .encoding(Some(otherwise))
        .bom_override(true)
        .strip_bom(true)
        .build(reader)
}

/// Reads the rows.
pub(crate) fn read(
    mut reader: impl Read + std::io::Seek,
    encoding: Encoding,
    rows: &mut dyn Sink,
) -> Result<(), Stopped> {
    let (separator, ends) = form(decoded(&mut reader, encoding), rows)?;
    reader.seek(std::io::SeekFrom::Start(0))?;
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .terminator(ends)
        // So that the last row ends as the others do.
        .from_reader(decoded(reader, encoding).chain(&b"\n"[..]));
    rows.begin("", true);
    let mut record = csv::StringRecord::new();
    let (mut within, mut number) = (0, 0);
    while table.read_record(&mut record).map_err(|error| {
        tracing::debug!(kind = ?error.kind(), "no table");
        Unreadable::broken()
    })? {
        // A spreadsheet counts rows: empty ones too, and not the lines within cells. Where the row ends is
        // known, for empty ones are passed over before the next begins.
        within += record.iter().map(lines_within).sum::<u64>();
        number += 1;
        let line = match ends {
            csv::Terminator::Any(_) => (table.position().line() - 1).saturating_sub(within),
            _ => number,
        };
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let mut cells = Vec::new();
        for (column, text) in (0..).zip(&record) {
            if text.contains('\u{fffd}') {
                return Err(Unreadable::new(
                    format!("第 {line} 行的文字无法识别（编码不是 UTF-8 或 GB18030）；请另存为 .xlsx 后再上传"),
                    format!("the text of row {line} is neither UTF-8 nor GB 18030; save it as .xlsx"),
                )
                .into());
            }
            let text = text.trim();
            if !text.is_empty() {
                cells.push((column, Cell::Text(text.to_owned())));
            }
        }
        rows.row(line, cells)?;
    }
    rows.end();
    Ok(())
}

fn lines_within(cell: &str) -> u64 {
    cell.bytes().filter(|byte| *byte == b'\n').count() as u64
}

/// What stands between the cells: of a comma, a tab and a semicolon the one that makes the most headings of
/// the beginning. And what ends a row: a line feed, which
/// may follow a carriage return, or that alone, as an old Macintosh wrote.
fn form(reader: impl Read, sink: &dyn Sink) -> std::io::Result<(u8, csv::Terminator)> {
    let mut head = Vec::new();
    reader.take(16 * 1024).read_to_end(&mut head)?;
    let headings = |separator: u8| {
        let table = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(head.as_slice());
        let rows = table.into_byte_records().take(20).flatten();
        let known = |cell: &[u8]| sink.is_heading(&String::from_utf8_lossy(cell));
        let counts = rows.map(|row| row.iter().filter(|cell| known(cell)).count());
        counts.max().unwrap_or_default()
    };
    let separator = [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|separator| (headings(*separator), *separator == b','))
        .unwrap_or(b',');
    let feeds = head.iter().filter(|byte| **byte == b'\n').count();
    let alone = head
        .windows(2)
        .filter(|two| two[0] == b'\r' && two[1] != b'\n');
    let ends = if alone.count() > feeds {
        csv::Terminator::CRLF
    } else {
        csv::Terminator::Any(b'\n')
    };
    Ok((separator, ends))
}
