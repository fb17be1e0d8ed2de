//! Looking into a zip before a library unpacks it: what it claims, and what truly comes out.

use std::io::{self, BufRead, BufReader, Read, Seek};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::kind::{encrypted, too_large, unknown, with_macros};
use super::refusal::Unreadable;

/// Entries of a workbook at most; one has a few dozen.
const ENTRIES: usize = 2_000;
/// Bytes that all parts may have unpacked; fifty thousand rows of forty columns have about 150 million.
const ALL: u64 = 256 << 20;
/// Bytes of the table of texts, which is held in memory.
const TEXTS: u64 = 64 << 20;
/// Bytes of any other part that is no sheet.
const PART: u64 = 16 << 20;
/// Shared formulas of a sheet at most: their numbers are places in a list.
const SHARED: u64 = 100_000;

/// Refuses a zip that is no workbook or that is dangerous to unpack.
pub(crate) fn workbook(reader: impl Read + Seek) -> Result<(), Unreadable> {
    let mut zip = ZipArchive::new(reader).map_err(|error| {
        tracing::debug!(%error, "no zip");
        Unreadable::broken()
    })?;
    if zip.len() > ENTRIES {
        return Err(too_large());
    }
    let (mut is_workbook, mut claimed) = (false, 0_u64);
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let entry = zip.by_index_raw(index).map_err(|_| Unreadable::broken())?;
        let name = entry.name().map_err(|_| Unreadable::broken())?;
        let name = name.replace('\\', "/").to_ascii_lowercase();
        if name.ends_with("vbaproject.bin") {
            return Err(with_macros());
        }
        if name == "xl/workbook.bin" || name == "content.xml" {
            return Err(Unreadable::new(
                "这种工作簿（.xlsb、.ods）暂不支持；请另存为 .xlsx 后再上传",
                "workbooks of this kind (.xlsb, .ods) are not read; save it as .xlsx",
            ));
        }
        if entry.encrypted() {
            return Err(encrypted());
        }
        is_workbook |= name == "xl/workbook.xml";
        // Pictures are never unpacked.
        if [".xml", ".rels", ".vml"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            claimed = claimed.saturating_add(entry.size());
            parts.push((index, name));
        }
    }
    if !is_workbook {
        return Err(unknown());
    }
    if claimed > ALL {
        return Err(too_large());
    }
    let mut left = ALL;
    for (index, name) in parts {
        let is_sheet = name.starts_with("xl/worksheets/");
        let most = match name.as_str() {
            _ if is_sheet => left,
            "xl/sharedstrings.xml" => TEXTS.min(left),
            _ => PART.min(left),
        };
        let entry = zip.by_index(index).map_err(|_| Unreadable::broken())?;
        let (length, formulas) = unpack(entry.take(most + 1))?;
        if length > most {
            return Err(too_large());
        }
        left -= length;
        if is_sheet && formulas {
            let entry = zip.by_index(index).map_err(|_| Unreadable::broken())?;
            shared_formulas(BufReader::new(entry))?;
        }
    }
    Ok(())
}

/// How many bytes come out, and whether something that looks like a formula is among them.
fn unpack(mut part: impl Read) -> io::Result<(u64, bool)> {
    let mut buffer = [0; 64 * 1024];
    let (mut length, mut formulas) = (0_u64, false);
    let mut last = [0_u8; 2];
    loop {
        let got = part.read(&mut buffer)?;
        if got == 0 {
            return Ok((length, formulas));
        }
        length += got as u64;
        if formulas {
            continue;
        }
        // Across the border of two blocks too.
        let border = [last[0], last[1], buffer[0], buffer[got.min(2) - 1]];
        let is_formula = |three: &[u8]| {
            matches!(
                three,
                [
                    b'<' | b':',
                    b'f',
                    b' ' | b'>' | b'/' | b'\t' | b'\r' | b'\n'
                ]
            )
        };
        formulas = border.windows(3).any(is_formula) || buffer[..got].windows(3).any(is_formula);
        last = if got >= 2 {
            [buffer[got - 2], buffer[got - 1]]
        } else {
            [last[1], buffer[0]]
        };
    }
}

/// Refuses a sheet whose shared formulas have numbers for which a list would have to be huge.
fn shared_formulas(part: impl BufRead) -> Result<(), Unreadable> {
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|_| Unreadable::broken())?;
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "f" => {
                for attribute in tag.attributes() {
                    let attribute = attribute.map_err(|_| Unreadable::broken())?;
                    if attribute.key.local_name().as_ref() == "si"
                        && !attribute
                            .value
                            .parse()
                            .is_ok_and(|number: u64| number <= SHARED)
                    {
                        return Err(Unreadable::broken());
                    }
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
