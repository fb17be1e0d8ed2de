//! Files as unions send them, and files as nobody should.

use std::fs::File;
use std::io::{Cursor, Seek as _, SeekFrom, Write as _};

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use schema::rosters::columns::{COLUMNS, Column};
use schema::sheets::cell::{Cell, Place, Row};
use schema::text::Language;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::kind::{Kind, inspect};
use super::read::{Headings, read};
use super::refusal::Unreadable;
use super::text::Encoding;

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file
}

type Read = (Kind, Headings, Vec<(Place, Row)>);

fn open(bytes: &[u8]) -> Result<Read, Unreadable> {
    let file = file(bytes);
    let kind = inspect(&file)?;
    let mut rows = Vec::new();
    let headings = read::<&'static Column>(&file, kind, &mut |batch| {
        rows.extend(batch);
        true
    })?;
    Ok((kind, headings, rows))
}

/// Why a file is refused, in English.
fn refusal(bytes: &[u8]) -> String {
    let Unreadable(text) = open(bytes).expect_err("a refusal");
    assert!(!text.in_language(Language::Chinese).is_ascii());
    text.in_language(Language::English).to_owned()
}

fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            sheet.write_string(at, column, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

const ROSTER: &[&[&str]] = &[
    &["困难职工花名册"],
    &["姓名", "与户主关系", "身份证号"],
    &["张三", "户主", "371302197801010010"],
];

/// A workbook whose part is replaced or added.
fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(sheet(ROSTER))).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let entry = from.by_index_raw(index).unwrap();
        let own = entry.name().unwrap().into_owned();
        if own != name {
            to.raw_copy_file(entry).unwrap();
        }
    }
    to.start_file(name, SimpleFileOptions::default()).unwrap();
    to.write_all(content).unwrap();
    to.finish().unwrap().into_inner()
}

fn with_sheet(rows: &str) -> Vec<u8> {
    let xml = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    with_part("xl/worksheets/sheet1.xml", xml.as_bytes())
}

#[test]
fn cells_come_as_they_are_from_a_workbook() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("村居花名册").unwrap();
    for (at, heading) in (0..).zip([
        "姓名",
        "与户主关系",
        "出生日期",
        "家庭人口",
        "是否农民工",
        "备注",
    ]) {
        sheet.write_string(3, at, heading).unwrap();
    }
    sheet.write_string(4, 0, "张三").unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let day = ExcelDateTime::from_ymd(1978, 1, 1).unwrap();
    sheet.write_datetime_with_format(4, 2, &day, &date).unwrap();
    sheet.write_number(4, 3, 3.0).unwrap();
    sheet.write_boolean(4, 4, true).unwrap();
    sheet
        .write_formula(4, 5, Formula::new("=1+1").set_result("2"))
        .unwrap();
    let (kind, headings, rows) = open(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(kind, Kind::Xlsx);
    assert_eq!(
        headings.fields,
        [
            "name",
            "relation",
            "birthDate",
            "population",
            "migrantWorker",
            "note"
        ]
    );
    let (place, row) = &rows[0];
    assert_eq!((place.sheet.as_str(), place.line), ("", 5));
    let day = chrono::NaiveDate::from_ymd_opt(1978, 1, 1).unwrap();
    for (field, cell) in [
        ("name", Cell::Text("张三".into())),
        ("birthDate", Cell::Date(day)),
        ("population", Cell::Number(3.0)),
        ("migrantWorker", Cell::Flag(true)),
        ("note", Cell::Formula),
    ] {
        assert_eq!(row.cells.get(field), Some(&cell), "{field}");
    }
    assert_eq!(row.cells.len(), 5);
}

#[test]
fn text_is_read_in_the_encodings_of_spreadsheets() {
    let text = "花名册,,\n姓名,与户主关系,家庭住址\n张三,户主,\"沂州社区,3号楼\"\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Unicode),
        (
            [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
            Encoding::Unicode,
        ),
        ([b"\xff\xfe".as_slice(), &utf16].concat(), Encoding::Unicode),
        (gb.into_owned(), Encoding::Gb18030),
        (
            text.replace(',', "\t")
                .replace("\"沂州社区\t3号楼\"", "沂州社区,3号楼")
                .into_bytes(),
            Encoding::Unicode,
        ),
    ] {
        let (kind, headings, rows) = open(&bytes).unwrap();
        assert_eq!(kind, Kind::Text(encoding));
        assert_eq!(headings.fields, ["name", "relation", "address"]);
        assert_eq!(
            rows[0].1.cells["address"],
            Cell::Text("沂州社区,3号楼".into())
        );
        assert_eq!(rows[0].0.line, 3);
    }
}

#[test]
fn a_character_between_two_blocks_is_no_other_encoding() {
    for shift in 0..3 {
        let text = format!(
            "{}姓名,与户主关系,家庭住址\n{}",
            "a".repeat(shift),
            "张三,户主,沂州社区\n".repeat(9_000)
        );
        let file = file(text.as_bytes());
        assert_eq!(inspect(&file).unwrap(), Kind::Text(Encoding::Unicode));
    }
}

#[test]
fn what_is_no_spreadsheet_is_refused_by_its_content() {
    for (bytes, why) in [
        (Vec::new(), "empty"),
        (
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec(),
            "no spreadsheet",
        ),
        (b"%PDF-1.7\n\x01\x02".to_vec(), "no spreadsheet"),
        (
            b"<html><table><tr><td>1</td></tr></table></html>".to_vec(),
            "web page",
        ),
        (b"\xef\xbb\xbf <?xml version=\"1.0\"?>".to_vec(), "web page"),
        (b"PK\x03\x04garbage".to_vec(), "damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1garbage".to_vec(),
            "damaged",
        ),
        (
            b"\xc3\x28\xff\xff,\xff\n".to_vec(),
            "neither UTF-8 nor GB 18030",
        ),
    ] {
        let told = refusal(&bytes);
        assert!(told.contains(why), "{bytes:?}: {told}");
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    assert!(refusal(&zip.finish().unwrap().into_inner()).contains("no spreadsheet"));
    assert!(refusal(&with_part("xl/workbook.bin", b"")).contains("xlsb"));
}

#[test]
fn macros_and_passwords_are_refused() {
    assert!(refusal(&with_part("xl/vbaProject.bin", b"macro")).contains("macros"));
    let compound = |stream: &str, storage: Option<&str>| {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        if let Some(storage) = storage {
            file.create_storage(storage).unwrap();
        }
        file.create_stream(stream)
            .unwrap()
            .write_all(&[0; 8])
            .unwrap();
        file.into_inner().into_inner()
    };
    assert!(refusal(&compound("/EncryptedPackage", None)).contains("password"));
    assert!(refusal(&compound("/Workbook", Some("/_VBA_PROJECT_CUR"))).contains("macros"));
    assert!(refusal(&compound("/WordDocument", None)).contains("no spreadsheet"));
}

#[test]
fn an_old_workbook_far_wider_than_its_content_is_refused() {
    let mut stream = Vec::new();
    // NUMBER in the last row and column.
    for (row, column) in [(0_u16, 0_u16), (65_535, 255)] {
        stream.extend(0x0203_u16.to_le_bytes());
        stream.extend(14_u16.to_le_bytes());
        stream.extend(row.to_le_bytes());
        stream.extend(column.to_le_bytes());
        stream.extend([0; 10]);
    }
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook")
        .unwrap()
        .write_all(&stream)
        .unwrap();
    assert!(refusal(&file.into_inner().into_inner()).contains("too wide"));
}

#[test]
fn a_zip_bomb_is_refused_whether_it_tells_its_size_or_not() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default())
        .unwrap();
    zip.start_file("xl/styles.xml", SimpleFileOptions::default())
        .unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..17 {
        zip.write_all(&block).unwrap();
    }
    let mut bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 100_000);
    assert!(refusal(&bomb).contains("too large"));
    // The same with a lie in its directory: whatever comes out is counted, or found to be damaged.
    let honest = (17_u32 << 20).to_le_bytes();
    let at: Vec<usize> = (0..bomb.len() - 4)
        .filter(|at| bomb[*at..*at + 4] == honest)
        .collect();
    assert!(!at.is_empty());
    for at in at {
        bomb[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    let told = refusal(&bomb);
    assert!(
        told.contains("too large") || told.contains("damaged"),
        "{told}"
    );
}

#[test]
fn sheets_that_are_too_wide_or_lie_about_formulas_are_refused() {
    let wide = with_sheet(r#"<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>"#);
    assert!(refusal(&wide).contains("columns"));
    // A list with four thousand million places for one shared formula.
    let shared = with_sheet(
        r#"<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="4000000000">1</f><v>1</v></c></row>"#,
    );
    assert!(refusal(&shared).contains("damaged"));
    let entity = with_sheet(
        r#"<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="&#52;000000000">1</f><v>1</v></c></row>"#,
    );
    assert!(refusal(&entity).contains("damaged"));
    assert!(refusal(&with_sheet("<row><c r=\"A1\">")).contains("damaged"));
}

#[test]
fn a_sheet_may_claim_any_size_and_have_a_million_empty_cells() {
    let cells: String = (0..20_000)
        .map(|row| {
            format!(
                r#"<row r="{}"><c r="A{}" s="1"/><c r="ZZ{}" s="1"/></row>"#,
                row + 1,
                row + 1,
                row + 1
            )
        })
        .collect();
    let (_, headings, rows) = open(&with_sheet(&cells)).unwrap();
    assert!(headings.fields.is_empty() && rows.is_empty());
}

#[test]
fn an_empty_formula_is_an_empty_cell() {
    let mut cells = String::from(r#"<row r="1">"#);
    for (column, heading) in ["A", "B", "C"]
        .into_iter()
        .zip(["姓名", "与户主关系", "身份证号"])
    {
        cells += &format!(r#"<c r="{column}1" t="inlineStr"><is><t>{heading}</t></is></c>"#);
    }
    cells += "</row>";
    for row in 2..100 {
        cells += &format!(
            r#"<row r="{row}"><c r="A{row}" t="str"><f>IF(1=2,1,"")</f><v></v></c></row>"#
        );
    }
    let (_, headings, rows) = open(&with_sheet(&cells)).unwrap();
    assert_eq!(headings.fields, ["name", "relation", "idNumber"]);
    assert!(rows.is_empty(), "{rows:?}");
}

#[test]
fn the_template_can_be_read_and_holds_nothing_yet() {
    let bytes = crate::rosters::template::template().unwrap();
    let (_, headings, rows) = open(&bytes).unwrap();
    assert_eq!(
        headings.fields,
        COLUMNS
            .iter()
            .map(|column| column.field)
            .collect::<Vec<_>>()
    );
    assert!(headings.ignored.is_empty() && rows.is_empty(), "{rows:?}");
}

#[test]
fn nobody_who_stopped_listening_is_read_to() {
    let row: &[&str] = &["张三", "户主", "371302197801010010"];
    let rows: Vec<&[&str]> = [ROSTER, &vec![row; 3_000]].concat();
    let file = file(&sheet(&rows));
    let kind = inspect(&file).unwrap();
    let mut batches = 0;
    read::<&'static Column>(&file, kind, &mut |_| {
        batches += 1;
        false
    })
    .unwrap();
    assert!(batches <= 2, "{batches}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_roster_that_was_written_reads_back_equal(
        rows in prop::collection::vec(prop::collection::vec("[a-z0-9甲-龟，。\"'; ]{0,12}", 3..=3), 1..20)
    ) {
        let fields = ["name", "relation", "address"];
        let mut lines: Vec<Vec<&str>> = vec![vec!["姓名", "与户主关系", "家庭住址"]];
        lines.extend(rows.iter().map(|row| row.iter().map(String::as_str).collect()));
        let expected: Vec<Vec<Option<String>>> = rows
            .iter()
            .map(|row| row.iter().map(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty())).collect())
            .filter(|row: &Vec<Option<String>>| row.iter().any(Option::is_some))
            .collect();
        let borrowed: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
        let mut csv = csv::Writer::from_writer(Vec::new());
        for line in &lines {
            csv.write_record(line).unwrap();
        }
        for bytes in [sheet(&borrowed), csv.into_inner().unwrap()] {
            let (_, _, found) = open(&bytes).unwrap();
            let found: Vec<Vec<Option<String>>> = found
                .iter()
                .map(|(_, row)| fields.iter().map(|field| row.cells.get(*field).map(Cell::shown)).collect())
                .collect();
            prop_assert_eq!(&found, &expected);
        }
    }
}

#[test]
fn rows_of_text_are_counted_as_a_spreadsheet_counts_them() {
    let rows = [
        "花名册",
        "",
        "姓名,与户主关系,身份证号",
        "",
        "\"张\n三\",户主,371302197801010010",
        "",
        "李四,户主,371302197801010010",
    ];
    for (end, last) in [("\n", ""), ("\r\n", ""), ("\n", "\n"), ("\r\n", "\r\n\r\n")] {
        let text = rows.join(end) + last;
        let (_, _, found) = open(text.as_bytes()).unwrap();
        let lines: Vec<u32> = found.iter().map(|(place, _)| place.line).collect();
        assert_eq!(lines, [5, 7], "{text:?}");
        assert_eq!(
            found[1].1.cells["name"],
            Cell::Text("李四".to_owned()),
            "{text:?}"
        );
    }
    // As an old Macintosh writes it.
    let (_, _, found) = open(rows.join("\r").as_bytes()).unwrap();
    assert_eq!(found.len(), 2);
}
