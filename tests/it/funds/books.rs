//! Income, dues, reversals, and how they are read.

use serde_json::json;
use tests::City;

use super::{
    assert_exact, change, desk, done, faults, fund, funded, income, lines, passed, statement,
};

#[tokio::test]
async fn income_is_a_transaction_with_two_sides() {
    let city = City::new().await;
    let qu = desk(city.county("兰山区").await).await;
    let of = fund(&qu.finance, json!({})).await;
    let posted = done(income(&qu.finance, &of, "1234.56").await, "transaction");
    assert_eq!(posted["kind"], "INCOME");
    assert_eq!(posted["onDay"], "2026-08-06");
    assert_eq!(posted["postedBy"]["name"], "钱会计");
    let entries: Vec<_> = posted["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry["account"]["kind"].as_str().unwrap(),
                entry["amount"].as_str().unwrap(),
                entry["number"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        entries,
        [("INCOME", "-1234.56", 1), ("AVAILABLE", "1234.56", 1)]
    );
    for (yuan, fault) in [
        ("0.00", "INVALID input.amount"),
        ("-1.00", "INVALID input.amount"),
        ("99999999999.00", "INVALID input.amount"),
    ] {
        assert_eq!(faults(&income(&qu.finance, &of, yuan).await), [fault]);
    }
    let late = json!({ "fundId": of["id"], "amount": "1.00", "purpose": "财政拨款", "onDay": "2026-08-07" });
    assert_eq!(
        faults(&change(&qu.finance, "recordFundIncome", "transaction { id }", late).await),
        ["INVALID input.onDay"]
    );
    assert_exact(&city).await;
}

#[tokio::test]
async fn the_same_key_is_posted_once() {
    let city = City::new().await;
    let qu = desk(city.county("兰山区").await).await;
    let of = fund(&qu.finance, json!({})).await;
    let input = json!({ "fundId": of["id"], "amount": "10.00", "purpose": "财政拨款", "idempotencyKey": "income-2026-08" });
    let first = done(
        change(
            &qu.finance,
            "recordFundIncome",
            "transaction { id }",
            input.clone(),
        )
        .await,
        "transaction",
    );
    let again = done(
        change(&qu.finance, "recordFundIncome", "transaction { id }", input).await,
        "transaction",
    );
    assert_eq!(first, again);
    assert_eq!(
        lines(&statement(&qu.finance, &qu.place, true).await)[0].1,
        "10.00"
    );
}

#[tokio::test]
async fn a_mistake_is_taken_back_by_its_mirror_image_and_stays_to_be_seen() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let of = fund(&shi.finance, json!({})).await;
    let posted = done(income(&shi.finance, &of, "500.00").await, "transaction");
    let select = format!("transaction {{ {} }}", super::TRANSACTION);
    let reverse = async |id: &serde_json::Value, reason: &str| {
        change(
            &shi.finance,
            "reverseFundTransaction",
            &select,
            json!({ "id": id, "reason": reason }),
        )
        .await
    };
    assert_eq!(
        faults(&reverse(&posted["id"], "错").await),
        ["INVALID input.reason"]
    );
    passed(&shi, &qu, &of, "100.00", json!({})).await;
    assert_eq!(
        faults(&reverse(&posted["id"], "金额录入错误").await),
        ["LIMIT input.id"],
        "100 of it went on"
    );
    done(income(&shi.finance, &of, "100.00").await, "transaction");
    let taken = done(reverse(&posted["id"], "金额录入错误").await, "transaction");
    assert_eq!(
        (taken["kind"].as_str(), &taken["reverses"]["id"]),
        (Some("REVERSAL"), &posted["id"])
    );
    assert_eq!(
        faults(&reverse(&posted["id"], "金额录入错误").await),
        ["STATE input.id"]
    );
    assert_eq!(
        faults(&reverse(&taken["id"], "冲正也录错了").await),
        ["STATE input.id"]
    );
    let list = shi
        .finance
        .ask(
            "{ fundTransactions { nodes { id kind reversedBy { id } } } }",
            json!({}),
        )
        .await;
    let sent = list["fundTransactions"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["kind"] == "ALLOCATION_SETTLED")
        .unwrap();
    assert_eq!(
        faults(&reverse(&sent["id"], "下拨有误冲正").await),
        ["STATE input.id"],
        "what an allocation posted is recalled or returned"
    );
    assert_exact(&city).await;
}

#[tokio::test]
async fn what_is_extracted_of_the_dues_stays_within_the_decision() {
    let city = City::new().await;
    let qu = desk(city.county("兰山区").await).await;
    let of = fund(
        &qu.finance,
        json!({ "source": "UNION_DUES", "name": "工会经费提取" }),
    )
    .await;
    let twice = json!({ "name": "工会经费提取二", "source": "UNION_DUES", "year": 2026 });
    assert_eq!(
        faults(&change(&qu.finance, "createFund", "fund { id }", twice).await),
        ["DUPLICATE input.source"]
    );
    assert_eq!(
        faults(&income(&qu.finance, &of, "1.00").await),
        ["STATE input.fundId"],
        "nothing was decided yet"
    );
    let set = async |rate: &str, version: Option<i64>| {
        let input =
            json!({ "year": 2026, "version": version, "base": "333333.33", "ratePercent": rate });
        change(
            &qu.finance,
            "setFundDues",
            "dues { due extracted ratePercent version }",
            input,
        )
        .await
    };
    let dues = done(set("5", None).await, "dues");
    assert_eq!(
        dues,
        json!({ "due": "16666.66", "extracted": "0.00", "ratePercent": "5.00", "version": 1 })
    );
    assert_eq!(faults(&set("6", None).await), ["CONFLICT input.version"]);
    for wrong in ["0", "100.01", "5.123", "x", "-1"] {
        assert_eq!(
            faults(&set(wrong, Some(1)).await),
            ["INVALID input.ratePercent"],
            "{wrong}"
        );
    }
    assert_eq!(
        faults(&income(&qu.finance, &of, "16666.67").await),
        ["LIMIT input.amount"]
    );
    done(income(&qu.finance, &of, "16666.66").await, "transaction");
    assert_eq!(
        faults(&income(&qu.finance, &of, "0.01").await),
        ["LIMIT input.amount"]
    );
    assert_eq!(
        faults(&set("4.99", Some(1)).await),
        ["LIMIT input.ratePercent"],
        "more is extracted already"
    );
    let raised = done(set("5.01", Some(1)).await, "dues");
    assert_eq!(
        (raised["due"].as_str(), raised["extracted"].as_str()),
        (Some("16699.99"), Some("16666.66"))
    );
    let read = qu
        .chair
        .ask(
            "{ fundDues(year: 2026) { due } none: fundDues(year: 2025) { due } }",
            json!({}),
        )
        .await;
    assert_eq!(
        read,
        json!({ "fundDues": { "due": "16699.99" }, "none": null })
    );
}

#[tokio::test]
async fn every_account_opens_to_its_entries() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let of = funded(&shi.finance, "1000.00").await;
    passed(&shi, &qu, &of, "100.00", json!({ "programme": "WARMTH" })).await;
    city.pass_seconds(1);
    passed(&shi, &qu, &of, "50.00", json!({ "programme": "WARMTH" })).await;
    let query = "query($u: ID!) { fundAccounts(year: 2026, unionId: $u) { nodes { id kind programme balance fund { name } } } }";
    let data = shi
        .finance
        .ask(query, json!({ "u": qu.place.id.to_string() }))
        .await;
    let accounts = data["fundAccounts"]["nodes"].as_array().unwrap();
    assert_eq!(accounts.len(), 2);
    let available = accounts
        .iter()
        .find(|row| row["kind"] == "AVAILABLE")
        .unwrap();
    assert_eq!(
        (
            available["balance"].as_str(),
            available["programme"].as_str()
        ),
        (Some("150.00"), Some("WARMTH"))
    );
    let query = "query($f: FundTransactionFilter!) { fundTransactions(filter: $f, first: 1) { nodes { kind amount postedBy { name } } pageInfo { hasNextPage endCursor } } }";
    let filter =
        json!({ "f": { "unionId": qu.place.id.to_string(), "accountId": available["id"] } });
    let page = shi.finance.ask(query, filter).await;
    assert_eq!(
        page["fundTransactions"]["nodes"],
        json!([{ "kind": "ALLOCATION_RECEIVED", "amount": "50.00", "postedBy": { "name": "钱会计" } }])
    );
    assert_eq!(page["fundTransactions"]["pageInfo"]["hasNextPage"], true);
}
