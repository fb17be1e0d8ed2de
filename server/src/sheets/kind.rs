//! What a file is, by its content: a name can say anything.

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};

use super::guard;
use super::refusal::Unreadable;
use super::text::{Encoding, encoding};
use super::xls;

/// A file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Office Open XML, .xlsx.
    Xlsx,
    /// The older binary workbook, .xls.
    Xls,
    /// Text with separators, .csv.
    Text(Encoding),
}

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Looks at the whole file without believing it: type, size unpacked, macros, encryption.
pub(crate) fn inspect(file: &File) -> Result<Kind, Unreadable> {
    let mut reader = BufReader::new(file);
    reader.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    reader.by_ref().take(4096).read_to_end(&mut head)?;
    reader.seek(SeekFrom::Start(0))?;
    if head.is_empty() {
        return Err(Unreadable::new("文件是空的", "the file is empty"));
    }
    if head.starts_with(ZIP) {
        guard::workbook(reader)?;
        return Ok(Kind::Xlsx);
    }
    if head.starts_with(COMPOUND) {
        xls::inspect(reader)?;
        return Ok(Kind::Xls);
    }
    let marked = head
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, 0xef | 0xbb | 0xbf))
        .copied()
        .next()
        == Some(b'<');
    if marked {
        return Err(Unreadable::new(
            "这是网页或 XML，不是表格文件（有的系统导出的 .xls 其实是网页）；请用表格软件打开并另存为 .xlsx 后再上传",
            "this is a web page or XML and no spreadsheet; open it in a spreadsheet, save it as .xlsx and upload that",
        ));
    }
    encoding(reader).map(Kind::Text)
}

pub(crate) fn unknown() -> Unreadable {
    Unreadable::new(
        "不是表格文件；请上传 .xlsx、.xls 或 .csv",
        "this is no spreadsheet; upload .xlsx, .xls or .csv",
    )
}

pub(crate) fn with_macros() -> Unreadable {
    Unreadable::new(
        "文件含有宏，为安全起见不予读取；请另存为不含宏的 .xlsx 后再上传",
        "the file contains macros and is not read; save it as .xlsx without macros",
    )
}

pub(crate) fn encrypted() -> Unreadable {
    Unreadable::new(
        "文件设有密码，请取消密码后再上传",
        "the file is protected by a password; remove it and upload again",
    )
}

pub(crate) fn too_large() -> Unreadable {
    Unreadable::new(
        "文件解压后过大，不予读取；请删去多余的工作表、空行和空列后再上传",
        "the file is too large once unpacked; remove superfluous sheets, rows and columns",
    )
}
