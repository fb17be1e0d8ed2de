//! Cells as people and spreadsheets write them.

use super::super::columns::column;
use super::*;

fn of(field: &str, cell: Cell) -> Result<Option<Value>, String> {
    read(column(field).unwrap(), &cell)
        .map_err(|text| text.in_language(Language::English).to_owned())
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn identity_numbers_are_read_as_spreadsheets_mangle_them() {
    for (cell, number) in [
        (text("37130219780101001x"), "37130219780101001X"),
        (text("'371302197801010010"), "371302197801010010"),
        (text(" 371302 19780101 0010\u{a0}"), "371302197801010010"),
        (
            text("３７１３０２１９７８０１０１００１Ｘ"),
            "37130219780101001X",
        ),
        (Cell::Number(371_302_780_101_001.0), "371302780101001"),
    ] {
        assert_eq!(
            of("idNumber", cell.clone()),
            Ok(Some(Value::Text(number.into()))),
            "{cell:?}"
        );
    }
    for cell in [
        Cell::Number(3.713_021_978_010_1e17),
        Cell::Number(371_302_197_801_010_015.0),
        text("3.71302E+17"),
        text("3.71302e17"),
    ] {
        assert!(
            of("idNumber", cell.clone()).is_err_and(|why| why.contains("lost")),
            "{cell:?}"
        );
    }
    assert!(of("idNumber", Cell::Formula).is_err());
    assert_eq!(
        of("phone", Cell::Number(15_400_000_001.0)),
        Ok(Some(Value::Text("15400000001".into())))
    );
}

#[test]
fn dates_are_read_in_the_usual_forms() {
    let day = NaiveDate::from_ymd_opt(2014, 8, 6).unwrap();
    for cell in [
        text("2014-08-06"),
        text("2014-8-6"),
        text("2014.8.6"),
        text("2014/08/06"),
        text("2014年8月6日"),
        text("2014 年 8 月 6 日"),
        text("20140806"),
        text("２０１４－０８－０６"),
        text("2014-08-06 00:00:00"),
        Cell::Date(day),
        Cell::Number(41857.0),
        Cell::Number(41857.75),
        Cell::Number(20_140_806.0),
    ] {
        assert_eq!(
            of("birthDate", cell.clone()),
            Ok(Some(Value::Day(day))),
            "{cell:?}"
        );
    }
    for cell in [
        text("14.8.6"),
        text("2014-13-01"),
        text("八月"),
        text("2014年8月"),
        Cell::Number(12.0),
        Cell::Flag(true),
    ] {
        assert!(of("birthDate", cell.clone()).is_err(), "{cell:?}");
    }
}

#[test]
fn amounts_are_exact() {
    for (cell, fen) in [
        (text("8000"), 800_000),
        (text("8,000.5元"), 800_050),
        (text("1.2万元"), 1_200_000),
        (text("0.85 万"), 850_000),
        (text("1.234567万元"), 1_234_567),
        (Cell::Number(8000.1 + 0.2), 800_030),
        (text("￥12000"), 1_200_000),
        (Cell::Number(0.0), 0),
    ] {
        assert_eq!(
            of("annualIncomePerHead", cell.clone()),
            Ok(Some(Value::Money(Fen(fen)))),
            "{cell:?}"
        );
    }
    for cell in [
        text("1,20"),
        text("八千"),
        text("1.2345678万元"),
        text("0.001"),
        Cell::Number(1e16),
        text("8000-9000"),
    ] {
        assert!(of("annualIncomePerHead", cell.clone()).is_err(), "{cell:?}");
    }
}

#[test]
fn words_numbers_and_strokes() {
    assert_eq!(of("migrantWorker", text("√")), Ok(Some(Value::Flag(true))));
    assert_eq!(
        of("contractSigned", text("未签订")),
        Ok(Some(Value::Flag(false)))
    );
    assert!(of("migrantWorker", text("也许")).is_err());
    assert_eq!(of("population", text("3人")), Ok(Some(Value::Whole(3))));
    assert_eq!(
        of("population", Cell::Number(3.0)),
        Ok(Some(Value::Whole(3)))
    );
    assert!(of("population", Cell::Number(3.5)).is_err());
    assert_eq!(of("note", text("——")), Ok(None));
    assert_eq!(
        of("otherCauses", text("子女上学、收入低，子女上学")),
        Ok(Some(Value::Codes(vec!["SCHOOLING", "LOW_INCOME"])))
    );
    assert!(of("otherCauses", text("子女上学、懒")).is_err());
    assert_eq!(
        of("family", Cell::Number(12.0)),
        Ok(Some(Value::Text("12".into())))
    );
}
