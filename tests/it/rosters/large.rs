//! A roster of the size of a county.

use axum::http::StatusCode;
use rust_xlsxwriter::Workbook;
use serde_json::json;
use tests::City;

use super::desk::{Desk, HEADINGS, counts, figures_are_true, head, loaded, member, settled};

/// An .xlsx with so many households and two and a half people in each.
fn workbook(households: u32) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut lines = HEADINGS.to_owned();
    let mut serial = 0;
    let mut next = || {
        serial += 1;
        serial
    };
    for at in 0..households {
        lines += &head("张三丰", next());
        lines += &member("李桂英", "妻子", next());
        if at % 2 == 0 {
            lines += &member("张小宝", "长子", next());
        }
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(lines.as_bytes());
    for (row, record) in (0..).zip(reader.records()) {
        for (column, text) in (0..).zip(&record.unwrap()) {
            if !text.is_empty() {
                sheet.write_string(row, column, text).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_thousand_households_with_ten_thousand_members_are_loaded_whole() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let bytes = workbook(4_000);
    let (status, answer) = desk.upload(Some(&own), &street, bytes).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{answer}");
    let roster = settled(&own, answer["roster"]["id"].as_str().unwrap()).await;
    assert_eq!(roster["remark"], json!(null));
    for (field, count) in [
        ("rowCount", 10_000),
        ("householdCount", 4_000),
        ("memberCount", 10_000),
        ("goodCount", 4_000),
    ] {
        assert_eq!(roster[field], count, "{field}");
    }
    let roster = loaded(&own, &roster, false).await;
    assert_eq!(
        (
            &roster["loadedHouseholdCount"],
            &roster["loadedMemberCount"]
        ),
        (&json!(4_000), &json!(10_000))
    );
    assert_eq!(counts(&city).await, (4_000, 10_000, 4_000, 4_000));
    figures_are_true(&city).await;
}
