//! Several people at once, taking back, and a server that dies.

use serde_json::json;
use tests::City;

use super::desk::{
    Desk, HEADINGS, cancel, counts, figures_are_true, head, load, loaded, roster, settled,
};

fn heads(from: u32, count: u32) -> String {
    let mut text = HEADINGS.to_owned();
    for serial in from..from + count {
        text += &head("张三丰", serial);
    }
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_loads_of_one_roster_one_wins() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, colleague, desk) = (street.admin().await, street.admin().await, Desk::new(&city));
    let roster = desk.checked(&own, &street, &heads(1, 40)).await;
    let (one, two) = tokio::join!(load(&own, &roster, false), load(&colleague, &roster, false));
    let refused = [&one, &two]
        .iter()
        .filter(|payload| payload["errors"][0]["code"] == "STATE")
        .count();
    assert_eq!(refused, 1, "{one} {two}");
    settled(&own, roster["id"].as_str().unwrap()).await;
    assert_eq!(counts(&city).await.0, 40);
    figures_are_true(&city).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_rosters_with_the_same_people_one_is_checked_again() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let one = desk.checked(&own, &street, &heads(1, 30)).await;
    let two = desk.checked(&own, &street, &heads(21, 30)).await;
    assert_eq!(
        (&one["goodCount"], &two["goodCount"]),
        (&json!(30), &json!(30))
    );
    assert_eq!(loaded(&own, &one, false).await["state"], "LOADED");
    let two = loaded(&own, &two, false).await;
    assert_eq!(
        (&two["state"], &two["goodCount"], &two["knownCount"]),
        (&json!("CHECKED"), &json!(20), &json!(10)),
        "{two}"
    );
    assert!(two["remark"].as_str().unwrap().contains("没有导入任何内容"));
    assert_eq!(counts(&city).await.0, 30);
    assert_eq!(loaded(&own, &two, false).await["loadedHouseholdCount"], 20);
    assert_eq!(counts(&city).await.0, 50);
    figures_are_true(&city).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_roster_that_is_taken_back_leaves_nothing() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let checked = desk.checked(&own, &street, &heads(1, 10)).await;
    assert_eq!(cancel(&own, &checked).await["roster"]["state"], "CANCELLED");
    assert_eq!(
        load(&own, &checked, false).await["errors"][0]["code"],
        "STATE"
    );
    assert_eq!(cancel(&own, &checked).await["errors"][0]["code"], "STATE");
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM roster_row")
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!(rows, 0);
    // While it is loaded: either it was too late, and all is there, or nothing is.
    for round in 0_u32..4 {
        let before = counts(&city).await.0;
        let checked = desk
            .checked(&own, &street, &heads(1_000 * (round + 1), 800))
            .await;
        assert_eq!(load(&own, &checked, false).await["errors"], json!([]));
        tokio::time::sleep(std::time::Duration::from_millis(u64::from(round) * 60)).await;
        let taken_back = cancel(&own, &checked).await["errors"] == json!([]);
        let after = settled(&own, checked["id"].as_str().unwrap()).await;
        // A load that was stopped ends a moment after that.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let expected = if taken_back {
            ("CANCELLED", before)
        } else {
            ("LOADED", before + 800)
        };
        assert_eq!(
            (after["state"].as_str().unwrap(), counts(&city).await.0),
            expected
        );
    }
    figures_are_true(&city).await;
}

#[tokio::test]
async fn work_that_broke_off_is_told_and_can_be_done_again() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let checked = desk.checked(&own, &street, &heads(1, 5)).await;
    let id = checked["id"].as_str().unwrap();
    let mut owner = city.owner().await;
    // As a server leaves it that was killed a while ago.
    for (state, seen) in [("READING", "REFUSED"), ("LOADING", "CHECKED")] {
        sqlx::query("UPDATE roster SET state = $1, beat_at = now() - interval '2 minutes'")
            .bind(state)
            .execute(&mut owner)
            .await
            .unwrap();
        let roster = roster(&own, id).await;
        assert_eq!(roster["state"], seen);
        assert!(roster["remark"].as_str().unwrap().contains("中断"));
    }
    assert_eq!(loaded(&own, &checked, false).await["state"], "LOADED");
    assert_eq!(counts(&city).await.0, 5);
}
