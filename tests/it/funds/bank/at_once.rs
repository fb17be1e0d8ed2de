//! Two persons at the same line, or at the same transaction.

use futures::future::join_all;
use serde_json::json;
use tests::City;

use super::{act, bring_in, came, confirm, lines, month};
use crate::funds::{desk, faults, fund};

#[tokio::test]
async fn of_two_who_match_the_same_one_wins_and_the_other_is_told() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let of = fund(&shi.finance, json!({})).await;
    for turn in 0..6 {
        let day = format!("2026-08-0{}", turn % 5 + 1);
        let transactions = [
            came(&shi.finance, &of, &day, "70.00", "甲").await,
            came(&shi.finance, &of, &day, "70.00", "乙").await,
        ];
        let words = [format!("拨款 {turn} 一"), format!("拨款 {turn} 二")];
        let entries = [
            (day.as_str(), "70.00", words[0].as_str()),
            (day.as_str(), "70.00", words[1].as_str()),
        ];
        bring_in(&shi.finance, "2026-08", &entries).await.unwrap();
        let august = month(&shi.finance, "2026-08").await;
        let open = lines(&shi.finance, &august, Some("OPEN")).await;
        let [first, second] = [0, 1].map(|at| &open[at]["id"]);
        let one = |line: &serde_json::Value, transaction: &serde_json::Value| {
            [json!({ "lineId": line, "transactionIds": [transaction] })]
        };
        // Of the first turns the line is one, of the others the transaction.
        let choices = if turn % 2 == 0 {
            [one(first, &transactions[0]), one(first, &transactions[1])]
        } else {
            [one(first, &transactions[0]), one(second, &transactions[0])]
        };
        let answers = join_all([
            confirm(&shi.finance, &august, &choices[0]),
            confirm(&shi.chair, &august, &choices[1]),
        ])
        .await;
        let told: Vec<String> = answers.iter().flat_map(faults).collect();
        let path = if turn % 2 == 0 {
            "STATE input.matches.0.lineId"
        } else {
            "STATE input.matches.0.transactionIds"
        };
        assert_eq!(told, [path], "{answers:#?}");
        // Clean up for the next turn.
        let august = month(&shi.finance, "2026-08").await;
        let statement = json!({ "id": august["statements"][0]["id"], "reason": "重新来过一遍" });
        assert_eq!(
            faults(&act(&shi.finance, "removeBankStatement", statement).await),
            [""; 0]
        );
    }
}

#[tokio::test]
async fn the_same_file_at_once_is_loaded_once() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let entries = [("2026-08-03", "10.00", "甲"), ("2026-08-04", "20.00", "乙")];
    let answers = join_all([
        bring_in(&shi.finance, "2026-08", &entries),
        bring_in(&shi.chair, "2026-08", &entries),
        bring_in(&shi.finance, "2026-08", &entries),
    ])
    .await;
    let added: usize = answers.iter().flatten().map(|loaded| loaded.added).sum();
    assert_eq!(added, 2, "{answers:#?}");
    assert_eq!(month(&shi.finance, "2026-08").await["lineCount"], json!(2));
}

#[tokio::test]
async fn what_is_matched_while_the_month_is_settled_is_in_it_or_refused() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let of = fund(&shi.finance, json!({})).await;
    let transaction = came(&shi.finance, &of, "2026-07-03", "70.00", "甲").await;
    bring_in(&shi.finance, "2026-07", &[("2026-07-03", "70.00", "甲")])
        .await
        .unwrap();
    let july = month(&shi.finance, "2026-07").await;
    super::balance(&shi.finance, &july, "70.00").await;
    let line = &lines(&shi.finance, &july, None).await[0];
    let explain = json!({ "lineId": line["id"], "note": "待查明款项来源" });
    act(&shi.finance, "explainBankLine", explain).await;
    let july = month(&shi.finance, "2026-07").await;
    let settle =
        json!({ "id": july["id"], "version": july["version"], "note": "期初没有余额可说" });
    let matches = [json!({ "lineId": line["id"], "transactionIds": [transaction] })];
    let (settled, matched) = tokio::join!(
        act(&shi.chair, "settleBankMonth", settle),
        confirm(&shi.finance, &july, &matches),
    );
    let now = month(&shi.finance, "2026-07").await;
    match (faults(&settled).as_slice(), faults(&matched).as_slice()) {
        ([], [told]) => {
            assert_eq!(told, "STATE input.monthId");
            assert_eq!(
                (&now["state"], &now["matchedCount"]),
                (&json!("SETTLED"), &json!(0))
            );
        }
        ([told], []) => {
            assert_eq!(told, "CONFLICT input.version");
            assert_eq!(
                (&now["state"], &now["matchedCount"]),
                (&json!("OPEN"), &json!(1))
            );
        }
        other => panic!("{other:?}"),
    }
}
