//! Word and Excel files, which are archives (ECMA-376): taken when they are what they say, and hold
//! nothing that would run.

use std::io::{Cursor, Read as _};

use schema::error::Refusal;
use zip::ZipArchive;

use super::content::{invalid, unknown};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The list of parts (ECMA-376, part 2, 10.1.2.2).
const TYPES: &str = "[Content_Types].xml";
/// Of that list, in bytes.
const MAX_TYPES: u64 = 1 << 20;

/// The media type of a Word or Excel file.
pub(super) fn judge(bytes: &[u8]) -> Result<&'static str, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unknown())?;
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(|name| name.to_ascii_lowercase()))
        .collect::<Result<_, _>>()
        .map_err(|_| unknown())?;
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let (media_type, main) = match (has("word/document.xml"), has("xl/workbook.xml")) {
        (true, false) => (WORD, "wordprocessingml.document.main+xml"),
        (false, true) => (EXCEL, "spreadsheetml.sheet.main+xml"),
        _ => return Err(unknown()),
    };
    let types = types(&mut archive).ok_or_else(unknown)?;
    let runs = |name: &String| {
        name.ends_with("vbaproject.bin")
            || name.contains("/activex/")
            || name.contains("/macrosheets/")
            || name.contains("/embeddings/") && name.ends_with(".bin")
    };
    if types.contains("macroEnabled") || names.iter().any(runs) {
        return Err(invalid(
            "文件里有宏或嵌入的程序；请另存为不含宏的 .docx、.xlsx 或 PDF 后再上传",
            "the file holds macros or embedded programs; save it without them as .docx, .xlsx or PDF",
        ));
    }
    if !types.contains(main) {
        return Err(unknown());
    }
    Ok(media_type)
}

fn types(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<String> {
    let mut text = String::new();
    let list = archive.by_name(TYPES).ok()?;
    list.take(MAX_TYPES).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    const WORD_TYPES: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    const EXCEL_TYPES: &str = r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    const MACRO_TYPES: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"#;

    #[test]
    fn word_and_excel_without_macros_are_taken() {
        let word = archive(&[(TYPES, WORD_TYPES), ("word/document.xml", "<w/>")]);
        assert_eq!(judge(&word), Ok(WORD));
        let excel = archive(&[(TYPES, EXCEL_TYPES), ("xl/workbook.xml", "<x/>")]);
        assert_eq!(judge(&excel), Ok(EXCEL));
    }

    #[test]
    fn everything_else_in_an_archive_is_refused() {
        let word = ("word/document.xml", "<w/>");
        let vast = " ".repeat(3 << 20);
        for (what, parts) in [
            (
                "macros",
                vec![(TYPES, WORD_TYPES), word, ("word/vbaProject.bin", "x")],
            ),
            ("macros by type", vec![(TYPES, MACRO_TYPES), word]),
            (
                "a control",
                vec![
                    (TYPES, WORD_TYPES),
                    word,
                    ("word/activeX/activeX1.bin", "x"),
                ],
            ),
            (
                "a program within",
                vec![
                    (TYPES, WORD_TYPES),
                    word,
                    ("word/embeddings/oleObject1.bin", "x"),
                ],
            ),
            ("any archive", vec![("a.exe", "MZ")]),
            ("no list", vec![word]),
            ("a list that says nothing", vec![(TYPES, "<Types/>"), word]),
            ("a list without end", vec![(TYPES, vast.as_str()), word]),
            (
                "both",
                vec![(TYPES, WORD_TYPES), word, ("xl/workbook.xml", "<x/>")],
            ),
        ] {
            assert!(judge(&archive(&parts)).is_err(), "{what}");
        }
        assert!(judge(b"PK\x03\x04 and no more").is_err());
    }
}
