//! Households out of rows, and what is told of them.

use super::*;
use crate::text::Language;

fn line(number: i32, cells: &[(&str, &str)]) -> Line {
    let cells = cells
        .iter()
        .map(|(field, text)| ((*field).to_owned(), Cell::Text((*text).to_owned())));
    Line {
        number,
        place: Place {
            sheet: String::new(),
            line: u32::try_from(number + 2).unwrap(),
        },
        row: Row {
            cells: cells.collect(),
        },
    }
}

const HEAD: &[(&str, &str)] = &[
    ("name", "张三"),
    ("relation", "户主"),
    ("idNumber", "371302197801010010"),
    ("health", "良好"),
    ("education", "初中"),
    ("migrantWorker", "是"),
    ("address", "沂州社区3号楼"),
    ("hukou", "农业"),
    ("housing", "自建房"),
    ("population", "2"),
    ("labourForce", "1"),
    ("annualIncomePerHead", "8000"),
    ("mainCause", "患病"),
    ("tier", "相对困难"),
];
const WIFE: &[(&str, &str)] = &[
    ("name", "李四"),
    ("relation", "妻子"),
    ("sex", "女"),
    ("health", "良好"),
    ("education", "小学"),
    ("migrantWorker", "否"),
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 6).unwrap()
}

fn told(reading: &Reading) -> Vec<(usize, &str)> {
    reading
        .faults
        .iter()
        .map(|fault| (fault.line, fault.field.as_str()))
        .collect()
}

fn with(
    cells: &[(&'static str, &'static str)],
    field: &'static str,
    text: &'static str,
) -> Vec<(&'static str, &'static str)> {
    let mut cells: Vec<_> = cells
        .iter()
        .copied()
        .filter(|(other, _)| *other != field)
        .collect();
    cells.push((field, text));
    cells
}

#[test]
fn a_household_is_read_with_its_head_first() {
    let reading = interpret(&[line(0, WIFE), line(1, HEAD)], today());
    assert_eq!(told(&reading), []);
    assert_eq!(reading.members, [1, 0]);
    assert_eq!(reading.draft.members[0].name.as_str(), "张三");
    assert_eq!(reading.draft.members.len(), 2);
}

#[test]
fn each_faulty_cell_is_told_once_at_its_place() {
    let head = with(&with(HEAD, "population", "两"), "hukou", "火星");
    let wife = with(&with(WIFE, "sex", ""), "idNumber", "3.71302E+17");
    let reading = interpret(&[line(0, &head), line(1, &wife)], today());
    assert_eq!(
        told(&reading),
        [(0, "hukou"), (0, "population"), (1, "idNumber")]
    );
    let wife = with(&with(WIFE, "sex", ""), "name", "");
    let reading = interpret(&[line(0, HEAD), line(1, &wife)], today());
    assert_eq!(told(&reading), [(1, "name"), (1, "sex")]);
}

#[test]
fn a_household_needs_exactly_one_head() {
    let reading = interpret(&[line(0, WIFE)], today());
    assert!(told(&reading).contains(&(0, "relation")));
    let second = with(HEAD, "idNumber", "371302198001010017");
    let reading = interpret(&[line(0, HEAD), line(1, &second)], today());
    assert!(
        told(&reading).contains(&(1, "relation")),
        "{:?}",
        told(&reading)
    );
}

#[test]
fn rows_of_one_household_agree() {
    let wife = with(&with(WIFE, "address", "别处"), "tier", "相对困难");
    let reading = interpret(&[line(0, HEAD), line(1, &wife)], today());
    assert_eq!(told(&reading), [(1, "address")]);
    let words = reading.faults[0].reason.in_language(Language::Chinese);
    assert_eq!(words, "与第 2 行同一户的内容不一致");
}
