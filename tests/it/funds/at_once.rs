//! Several at the same money.

use futures::future::join_all;
use serde_json::{Value, json};
use tests::City;

use super::{assert_exact, desk, done, faults, funded, lines, propose, statement, step};

#[tokio::test]
async fn of_two_who_want_the_last_yuan_one_gets_it_and_the_other_is_told_what_lacks() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let counties = [
        desk(city.county("兰山区").await).await,
        desk(city.county("费县").await).await,
    ];
    for _ in 0..8 {
        let fund = funded(&shi.finance, "500.00").await;
        let mut proposals = Vec::new();
        for county in &counties {
            proposals.push(
                done(
                    propose(&shi.finance, &fund, &[(&county.place, "500.00")], json!({})).await,
                    "allocations",
                )[0]
                .take(),
            );
        }
        let answers: Vec<Value> = join_all(
            proposals
                .iter()
                .map(|row| step(&shi.chair, row, "ISSUE", json!({}))),
        )
        .await;
        let refusals: Vec<String> = answers.iter().flat_map(faults).collect();
        assert_eq!(refusals, ["LIMIT input.id"], "{answers:#?}");
        let told = answers
            .iter()
            .find(|answer| answer["allocation"].is_null())
            .unwrap();
        assert_eq!(
            told["errors"][0]["message"],
            "可用资金 0.00 元，还差 500.00 元；请减少金额或另选资金"
        );
    }
    assert_exact(&city).await;
}

#[tokio::test]
async fn one_allocation_ends_once_however_many_end_it() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let fund = funded(&shi.finance, "10000.00").await;
    for _ in 0..8 {
        let proposed = done(
            propose(&shi.finance, &fund, &[(&qu.place, "100.00")], json!({})).await,
            "allocations",
        );
        let issued = done(
            step(&shi.chair, &proposed[0], "ISSUE", json!({})).await,
            "allocation",
        );
        let why = json!({ "reason": "款项有误退回" });
        let answers = tokio::join!(
            step(&qu.finance, &issued, "RECEIVE", json!({})),
            step(&qu.chair, &issued, "REFUSE", why.clone()),
            step(&shi.finance, &issued, "RECALL", why.clone()),
            step(&qu.finance, &issued, "RECEIVE", json!({})),
        );
        let answers = [answers.0, answers.1, answers.2, answers.3];
        let ended = answers
            .iter()
            .filter(|answer| answer["errors"] == json!([]))
            .count();
        assert_eq!(ended, 1, "{answers:#?}");
        let refusals = answers.iter().flat_map(faults);
        for refusal in refusals {
            assert!(
                ["CONFLICT input.version", "STATE input.id"].contains(&refusal.as_str()),
                "{refusal}"
            );
        }
    }
    let whole = lines(&statement(&shi.finance, &shi.place, false).await);
    assert_eq!(whole[0], ("income".to_owned(), "10000.00".to_owned()));
    assert_eq!(whole[1], ("available".to_owned(), "10000.00".to_owned()));
    assert_exact(&city).await;
}

#[tokio::test]
async fn a_transaction_is_taken_back_once_however_many_take_it_back() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let fund = funded(&shi.finance, "100.00").await;
    let posted = done(
        super::income(&shi.finance, &fund, "10.00").await,
        "transaction",
    );
    let input = json!({ "id": posted["id"], "reason": "金额录入错误" });
    let all = (0..4).map(|_| {
        super::change(
            &shi.finance,
            "reverseFundTransaction",
            "transaction { id }",
            input.clone(),
        )
    });
    let refusals: Vec<String> = join_all(all).await.iter().flat_map(faults).collect();
    assert_eq!(refusals, ["STATE input.id"; 3]);
    assert_exact(&city).await;
}

#[tokio::test]
async fn what_comes_while_a_year_is_closed_is_carried_or_refused_and_never_left_behind() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let fund = funded(&shi.finance, "100.00").await;
    city.pass_days(150);
    let closing = super::change(
        &shi.chair,
        "closeFundYear",
        "closedYears",
        json!({ "year": 2026 }),
    );
    let coming = join_all((0..6).map(|_| super::income(&shi.finance, &fund, "10.00")));
    let (closed, incomes) = tokio::join!(closing, coming);
    assert_eq!(closed["closedYears"], json!([2026]), "{closed:#}");
    let taken = incomes
        .iter()
        .filter(|income| income["errors"] == json!([]))
        .count();
    for refusal in incomes.iter().flat_map(faults) {
        assert_eq!(refusal, "STATE input.year");
    }
    let (left, carried): (i64, i64) = sqlx::query_as(
        "SELECT coalesce(sum(balance_fen) FILTER (WHERE year = 2026), 0)::bigint, coalesce(sum(balance_fen) FILTER (WHERE year = 2027), 0)::bigint
         FROM fund_account WHERE kind = 'AVAILABLE'",
    )
    .fetch_one(&mut city.owner().await)
    .await
    .unwrap();
    assert_eq!(
        (left, carried),
        (0, 10_000 + 1_000 * i64::try_from(taken).unwrap())
    );
    assert_exact(&city).await;
}
