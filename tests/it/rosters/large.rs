//! A roster of the size of a county.

use axum::http::StatusCode;
use rust_xlsxwriter::Workbook;
use serde_json::json;
use tests::City;

use super::desk::{Desk, HEADINGS, counts, figures_are_true, head, loaded, member, settled};

/// An .xlsx with so many households and two and a half people in each, whose numbers begin after one.
fn workbook(households: u32, after: u32) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut lines = HEADINGS.to_owned();
    let mut serial = after;
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
    let bytes = workbook(4_000, 0);
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

    // Another one, of which the planner still thinks that it is as empty as the last one was left.
    let mut owner = city.owner().await;
    sqlx::raw_sql("ANALYZE roster_row; ANALYZE roster_household")
        .execute(&mut owner)
        .await
        .unwrap();
    let (_, answer) = desk
        .upload(Some(&own), &street, workbook(2_000, 10_000))
        .await;
    let roster = settled(&own, answer["roster"]["id"].as_str().unwrap()).await;
    loaded(&own, &roster, false).await;
    assert_eq!(counts(&city).await.0, 6_000);
    let read = rows_read(&city).await;
    assert!(read < 500_000, "{read} rows of what was found were read");
    figures_are_true(&city).await;
}

/// Rows of the households of rosters that were read since the beginning, once it is known that all six
/// thousand were removed: PostgreSQL tells what a transaction did some seconds later.
async fn rows_read(city: &City) -> i64 {
    for _ in 0..300 {
        let (removed, read): (i64, i64) = sqlx::query_as(
            "SELECT n_tup_del, seq_tup_read + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes i WHERE i.relid = t.relid)::bigint
             FROM pg_stat_user_tables t WHERE relname = 'roster_household'",
        )
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap();
        if removed == 6_000 {
            return read;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("PostgreSQL does not tell what was removed");
}
