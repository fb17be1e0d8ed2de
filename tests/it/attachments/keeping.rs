//! Bytes and rows belong together, whatever happens in between.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use schema::id::AttachmentId;
use server::attachments::{Cleaned, Part, clean, verify};
use sqlx::Executor as _;
use tests::photograph;

use super::{Home, home, remove, seen};

/// One round of cleaning at an instant.
async fn cleaned(home: &Home, at: DateTime<Utc>) -> usize {
    let mut worker = home.city.connect_as("lianxin_worker").await;
    let schema = home.city.schema_name();
    let Cleaned { removed, .. } = clean(&mut worker, &home.files.store, schema, at)
        .await
        .unwrap();
    removed
}

async fn faults(home: &Home) -> (usize, Vec<String>) {
    let mut owner = home.city.owner().await;
    let schema = home.city.schema_name();
    let (seen, faults) = verify(&mut owner, &home.files.store, schema).await.unwrap();
    (seen, faults.iter().map(ToString::to_string).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_ends_between_bytes_and_row_leaves_nothing_to_be_seen() {
    let home = home().await;
    let photo = photograph(40, 30, 60);
    let of = ("visitId", home.visit.as_str());
    home.files.add(&home.cadre, of, "一.jpg", &photo).await;
    // The row can't be written while somebody holds its table, and the bytes are there by then.
    let mut holder = home.city.owner().await;
    holder
        .execute("BEGIN; LOCK TABLE attachment_private IN EXCLUSIVE MODE")
        .await
        .unwrap();
    let sending = home.files.send(&home.cadre, of, "二.jpg", &photo);
    let ended = tokio::time::timeout(Duration::from_secs(3), sending).await;
    assert!(ended.is_err(), "it waited");
    holder.execute("ROLLBACK").await.unwrap();
    assert_eq!(home.files.objects(), 4, "the bytes came before the row");
    assert_eq!(seen(&home, &home.cadre).await.len(), 1);
    assert_eq!(faults(&home).await, (1, vec![]));

    // Bytes may be waiting for their row, so they are left alone for a day.
    assert_eq!(cleaned(&home, Utc::now() + TimeDelta::hours(23)).await, 0);
    assert_eq!(cleaned(&home, Utc::now() + TimeDelta::hours(25)).await, 2);
    assert_eq!(home.files.objects(), 2);
    assert_eq!(faults(&home).await, (1, vec![]));
    home.files.add(&home.cadre, of, "二.jpg", &photo).await;
}

#[tokio::test]
async fn what_was_removed_goes_after_thirty_days_with_its_name() {
    let home = home().await;
    let photo = photograph(40, 30, 60);
    let of = ("visitId", home.visit.as_str());
    let gone = home
        .files
        .add(&home.cadre, of, "张德胜家.jpg", &photo)
        .await;
    home.files.add(&home.cadre, of, "留着.jpg", &photo).await;
    remove(&home.cadre, &gone, "拍糊了").await;
    let removed = home.city.now();
    // The objects were written by the clock of the machine.
    let late = |days: i64| (removed + TimeDelta::days(days)).max(Utc::now() + TimeDelta::days(2));
    let names = async || -> Vec<String> {
        let names = sqlx::query_scalar("SELECT file_name FROM attachment_private ORDER BY 1");
        names.fetch_all(&mut home.city.owner().await).await.unwrap()
    };
    if late(29) == removed + TimeDelta::days(29) {
        assert_eq!(cleaned(&home, late(29)).await, 0);
        assert_eq!(names().await.len(), 2);
    }
    assert_eq!(cleaned(&home, late(31)).await, 2);
    assert_eq!(names().await, ["留着.jpg"]);
    assert_eq!(home.files.objects(), 2);
    assert_eq!(faults(&home).await, (1, vec![]));
    assert_eq!(cleaned(&home, late(31)).await, 0);
}

#[tokio::test]
async fn one_server_cleans_at_a_time() {
    let home = home().await;
    let schema = home.city.schema_name();
    let orphan = AttachmentId::new();
    home.files
        .store
        .put(schema, orphan, Part::Whole, b"x".to_vec())
        .await
        .unwrap();
    let mut other = home.city.connect_as("lianxin_worker").await;
    sqlx::query("SELECT pg_advisory_lock(hashtextextended($1 || ':attachments', 0))")
        .bind(schema)
        .execute(&mut other)
        .await
        .unwrap();
    let later = Utc::now() + TimeDelta::days(2);
    assert_eq!(cleaned(&home, later).await, 0);
    other
        .execute("SELECT pg_advisory_unlock_all()")
        .await
        .unwrap();
    assert_eq!(cleaned(&home, later).await, 1);
}

#[tokio::test]
async fn what_is_missing_or_was_changed_is_found() {
    let home = home().await;
    let of = ("visitId", home.visit.as_str());
    let mut ids = Vec::new();
    for shade in [10, 60, 110, 160] {
        ids.push(
            home.files
                .add(&home.cadre, of, "a.jpg", &photograph(40, 30, shade))
                .await,
        );
    }
    assert_eq!(faults(&home).await, (4, vec![]));
    let file = |id: &str, small: bool| {
        let name = id.trim_start_matches("attachment_");
        let shelf = home
            .files
            .config
            .objects_dir()
            .join("city_3713")
            .join(&name[30..]);
        shelf.join(format!("{name}{}", if small { ".small" } else { "" }))
    };
    std::fs::remove_file(file(&ids[0], true)).unwrap();
    let mut bytes = std::fs::read(file(&ids[1], false)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(file(&ids[1], false), bytes).unwrap();
    std::fs::copy(file(&ids[3], false), file(&ids[2], false)).unwrap();
    let (seen, found) = faults(&home).await;
    assert_eq!((seen, found.len()), (4, 3), "{found:?}");
    for (fault, (id, words)) in found.iter().zip([
        (&ids[0], "there is no object"),
        (&ids[1], "was changed"),
        (&ids[2], "does not belong here"),
    ]) {
        assert!(
            fault.starts_with(id.as_str()) && fault.contains(words),
            "{fault}"
        );
    }
}
