//! Looking into an older workbook (.xls) before a library reads it, which holds whole sheets in memory.

use std::io::{Read, Seek};

use cfb::CompoundFile;

use super::kind::{encrypted, unknown, with_macros};
use super::refusal::Unreadable;

/// Cells of the rectangle around what a sheet holds.
const CELLS: u64 = 4_000_000;

/// Refuses what is no workbook, is encrypted, has macros, or is far wider than its content.
pub(crate) fn inspect(reader: impl Read + Seek) -> Result<(), Unreadable> {
    let mut file = CompoundFile::open(reader)?;
    if file.exists("/EncryptedPackage") {
        return Err(encrypted());
    }
    if file.exists("/_VBA_PROJECT_CUR") || file.exists("/Macros") {
        return Err(with_macros());
    }
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| file.is_stream(name));
    let Some(name) = name else {
        return Err(unknown());
    };
    let mut stream = Vec::new();
    file.open_stream(name)?.read_to_end(&mut stream)?;
    sheets(&stream)
}

/// Walks over the records ([MS-XLS] 2.1.4): a type, a length, and so many bytes.
fn sheets(stream: &[u8]) -> Result<(), Unreadable> {
    let (mut rows, mut columns) = (0_u64, 0_u64);
    let mut rest = stream;
    while let [a, b, c, d, more @ ..] = rest {
        let kind = u16::from_le_bytes([*a, *b]);
        let length = usize::from(u16::from_le_bytes([*c, *d]));
        let Some((data, more)) = more.split_at_checked(length) else {
            break;
        };
        rest = more;
        match kind {
            // BOF: the next sheet.
            0x0809 => (rows, columns) = (0, 0),
            // FILEPASS
            0x002f => return Err(encrypted()),
            // FORMULA, MULRK, RSTRING, LABELSST, NUMBER, LABEL, BOOLERR, RK
            0x0006 | 0x00bd | 0x00d6 | 0x00fd | 0x0203 | 0x0204 | 0x0205 | 0x027e => {
                let [row, _, column, _, ..] = data else {
                    return Err(Unreadable::broken());
                };
                let row = u16::from_le_bytes([*row, data[1]]);
                let mut column = u16::from_le_bytes([*column, data[3]]);
                // MULRK ends with its last column.
                if kind == 0x00bd
                    && let [.., low, high] = data
                {
                    column = column.max(u16::from_le_bytes([*low, *high]));
                }
                rows = rows.max(u64::from(row) + 1);
                columns = columns.max(u64::from(column) + 1);
                if rows * columns > CELLS {
                    return Err(Unreadable::new(
                        "这个 .xls 表格过宽或过长；请另存为 .xlsx 后再上传",
                        "this .xls is too wide or too long; save it as .xlsx",
                    ));
                }
            }
            _ => {}
        }
    }
    Ok(())
}
