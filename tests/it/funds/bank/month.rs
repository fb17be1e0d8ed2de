//! A month from the statement to the table of adjustment.

use serde_json::json;
use tests::City;

use super::{
    act, balance, bring_in, came, confirm, lines, month, proposals, reconciliation, waiting,
};
use crate::funds::{assert_exact, desk, done, faults, fund, propose, step};

#[tokio::test]
async fn a_month_is_matched_explained_and_settled_by_another_person_and_then_stays() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let of = fund(&shi.finance, json!({})).await;
    came(
        &shi.finance,
        &of,
        "2026-08-03",
        "1000.00",
        "临财〔2026〕1号",
    )
    .await;
    let gift = came(&shi.finance, &of, "2026-08-05", "50.00", "捐字1号").await;
    let proposed = propose(&shi.finance, &of, &[(&qu.place, "600.00")], json!({})).await;
    let proposed = done(proposed, "allocations");
    done(
        step(&shi.chair, &proposed[0], "ISSUE", json!({})).await,
        "allocation",
    );

    let statement = [
        ("2026-08-04", "1000.00", "财政拨款"),
        ("2026-08-06", "-600.00", "转账"),
        ("2026-08-06", "-5.00", "手续费"),
    ];
    let loaded = bring_in(&shi.finance, "2026-08", &statement).await.unwrap();
    assert_eq!((loaded.added, loaded.known), (3, 0));
    let again = bring_in(&shi.finance, "2026-08", &statement).await.unwrap();
    assert_eq!(
        (again.added, again.known),
        (0, 3),
        "the same file adds nothing"
    );
    let august = month(&shi.finance, "2026-08").await;
    assert_eq!(
        (&august["lineCount"], &august["openCount"]),
        (&json!(3), &json!(3))
    );

    let found = proposals(&shi.finance, &august).await;
    assert_eq!(found.len(), 2, "{found:#?}");
    let august = done(confirm(&shi.finance, &august, &found).await, "month");
    assert_eq!(
        (&august["matchedCount"], &august["openCount"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        waiting(&shi.finance, &august).await,
        [(gift.as_str().unwrap().to_owned(), "50.00".to_owned())]
    );
    let before = reconciliation(&shi.finance, &august).await;
    assert_eq!(before["table"], json!(null), "no balance is known");
    assert_eq!(
        before["obstacles"],
        json!([
            "2026年8月还没有结束",
            "请登记“农行专户 0012”的月末余额",
            "还有 1 笔银行流水既没有勾对，也没有说明原因"
        ])
    );

    done(balance(&shi.finance, &august, "2395.00").await, "month");
    let fee = &lines(&shi.finance, &august, Some("OPEN")).await[0];
    let explain = |note: &'static str| {
        act(
            &shi.finance,
            "explainBankLine",
            json!({ "lineId": fee["id"], "note": note }),
        )
    };
    assert_eq!(faults(&explain("短").await), ["INVALID input.note"]);
    assert_eq!(
        faults(&explain("电话 13800138000 确认过").await),
        ["INVALID input.note"]
    );
    done(explain("手续费由行政经费承担").await, "month");
    let table = reconciliation(&shi.finance, &august).await["table"].take();
    assert_eq!(
        table,
        json!({ "books": "450.00", "opening": "2000.00", "bankIn": "0.00", "bankOut": "5.00", "adjustedBooks": "2445.00",
                "bank": "2395.00", "booksIn": "50.00", "booksOut": "0.00", "adjustedBank": "2445.00", "difference": "0.00" })
    );

    city.pass_days(40);
    let august = month(&shi.finance, "2026-08").await;
    let settle = |by: &'static str, note: Option<&'static str>| {
        let (by, august) = (
            if by == "chair" {
                &shi.chair
            } else {
                &shi.finance
            },
            august.clone(),
        );
        async move {
            let input = json!({ "id": august["id"], "version": august["version"], "note": note });
            act(by, "settleBankMonth", input).await
        }
    };
    let query = "mutation($input: SettleBankMonthInput!) { settleBankMonth(input: $input) { errors { code } } }";
    let forbidden = shi
        .finance
        .run_with(
            query,
            json!({ "input": { "id": august["id"], "version": august["version"] } }),
        )
        .await;
    assert_eq!(forbidden["errors"][0]["extensions"]["code"], "FORBIDDEN");
    assert_eq!(
        reconciliation(&shi.chair, &august).await["settleable"],
        json!(true)
    );
    assert_eq!(
        faults(&settle("chair", None).await),
        ["INVALID input.note"],
        "where the difference at the beginning comes from"
    );
    let settled = done(settle("chair", Some("开户时的行政拨款结余")).await, "month");
    assert_eq!(
        (&settled["state"], &settled["settledBy"]["name"]),
        (&json!("SETTLED"), &json!("孙主席"))
    );
    assert_eq!(
        settled["adjustment"],
        json!({ "opening": "2000.00", "difference": "0.00" })
    );

    // Nothing of it changes any more.
    let matched = &lines(&shi.finance, &settled, Some("MATCHED")).await[0];
    for (mutation, input, path) in [
        (
            "unmatchBankLine",
            json!({ "lineId": matched["id"] }),
            "input.monthId",
        ),
        (
            "explainBankLine",
            json!({ "lineId": fee["id"], "note": null }),
            "input.monthId",
        ),
        (
            "setBankBalance",
            json!({ "monthId": settled["id"], "account": "另一个账户", "closing": "1.00" }),
            "input.monthId",
        ),
        (
            "removeBankStatement",
            json!({ "id": settled["statements"][0]["id"], "reason": "传错了账户" }),
            "input.monthId",
        ),
        (
            "matchBankLines",
            json!({ "monthId": settled["id"], "matches": [{ "lineId": fee["id"], "transactionIds": [gift] }] }),
            "input.monthId",
        ),
    ] {
        let answer = act(&shi.finance, mutation, input).await;
        assert_eq!(faults(&answer), [format!("STATE {path}")], "{mutation}");
    }
    let late = bring_in(&shi.finance, "2026-08", &[("2026-08-30", "1.00", "结息")]).await;
    assert_eq!(late.unwrap_err().code(), "BAD_USER_INPUT");
    let earlier = bring_in(&shi.finance, "2026-07", &[("2026-07-30", "1.00", "结息")]).await;
    assert_eq!(earlier.unwrap_err().code(), "BAD_USER_INPUT");

    // What was open finds its other side in the next month, and the settled month stays as it was.
    bring_in(&shi.finance, "2026-09", &[("2026-09-02", "50.00", "捐款")])
        .await
        .unwrap();
    let september = month(&shi.finance, "2026-09").await;
    assert!(
        proposals(&shi.finance, &september).await.is_empty(),
        "too long ago to propose"
    );
    let line = &lines(&shi.finance, &september, Some("OPEN")).await[0];
    let by_hand = [json!({ "lineId": line["id"], "transactionIds": [gift] })];
    done(confirm(&shi.finance, &september, &by_hand).await, "month");
    assert!(waiting(&shi.finance, &september).await.is_empty());
    assert_eq!(waiting(&shi.finance, &settled).await.len(), 1);
    done(balance(&shi.finance, &september, "2445.00").await, "month");
    let table = reconciliation(&shi.finance, &september).await["table"].take();
    assert_eq!(
        (&table["booksIn"], &table["bankOut"], &table["difference"]),
        (&json!("0.00"), &json!("5.00"), &json!("0.00"))
    );
    assert_exact(&city).await;
}

#[tokio::test]
async fn a_batch_is_one_line_and_a_reversal_needs_none() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let of = fund(&shi.finance, json!({})).await;
    let batch = [
        came(&shi.finance, &of, "2026-08-03", "100.00", "批7号").await,
        came(&shi.finance, &of, "2026-08-03", "250.00", "批7号").await,
    ];
    let wrong = came(&shi.finance, &of, "2026-08-04", "9.00", "错").await;
    bring_in(
        &shi.finance,
        "2026-08",
        &[
            ("2026-08-04", "350.00", "批量"),
            ("2026-08-05", "9.00", "捐款"),
        ],
    )
    .await
    .unwrap();
    let august = month(&shi.finance, "2026-08").await;
    assert_eq!(waiting(&shi.finance, &august).await.len(), 3);
    let reverse = json!({ "id": wrong, "reason": "金额录入错误" });
    done(
        crate::funds::change(
            &shi.finance,
            "reverseFundTransaction",
            "transaction { id }",
            reverse,
        )
        .await,
        "transaction",
    );
    assert_eq!(
        waiting(&shi.finance, &august).await.len(),
        2,
        "a mistake and its reversal cancel out"
    );
    let found = proposals(&shi.finance, &august).await;
    assert_eq!(found.len(), 1);
    let mut ids = found[0]["transactionIds"].as_array().unwrap().clone();
    ids.sort_by_key(ToString::to_string);
    let mut wanted = batch.to_vec();
    wanted.sort_by_key(ToString::to_string);
    assert_eq!(ids, wanted);

    let open = lines(&shi.finance, &august, Some("OPEN")).await;
    let line = |amount: &str| open.iter().find(|line| line["amount"] == amount).unwrap();
    let one = |line: &serde_json::Value, ids: &[&serde_json::Value]| json!({ "lineId": line["id"], "transactionIds": ids });
    for (matches, fault) in [
        (
            vec![one(line("350.00"), &[&batch[0]])],
            "INVALID input.matches.0.transactionIds",
        ),
        (
            vec![one(line("350.00"), &[])],
            "INVALID input.matches.0.transactionIds",
        ),
        (vec![], "INVALID input.matches"),
        (
            vec![
                one(line("350.00"), &[&batch[0], &batch[1]]),
                one(line("9.00"), &[&batch[0]]),
            ],
            "STATE input.matches.1.transactionIds",
        ),
    ] {
        let answer = confirm(&shi.finance, &august, &matches).await;
        assert_eq!(faults(&answer), [fault]);
    }
    assert_eq!(
        month(&shi.finance, "2026-08").await["matchedCount"],
        json!(0),
        "all or none"
    );
    done(confirm(&shi.finance, &august, &found).await, "month");
    let matched = &lines(&shi.finance, &august, Some("MATCHED")).await[0];
    assert_eq!(matched["match"]["items"].as_array().unwrap().len(), 2);
    assert_eq!(matched["match"]["matchedBy"]["name"], "钱会计");
    let explained = act(
        &shi.finance,
        "explainBankLine",
        json!({ "lineId": matched["id"], "note": "其实是利息收入" }),
    )
    .await;
    assert_eq!(faults(&explained), ["STATE input.lineId"]);
    let unmatched = act(
        &shi.finance,
        "unmatchBankLine",
        json!({ "lineId": matched["id"] }),
    )
    .await;
    assert_eq!(done(unmatched, "month")["openCount"], json!(2));
    let twice = act(
        &shi.finance,
        "unmatchBankLine",
        json!({ "lineId": matched["id"] }),
    )
    .await;
    assert_eq!(faults(&twice), ["STATE input.lineId"]);
    // A statement of the wrong account goes again, matches and all.
    done(confirm(&shi.finance, &august, &found).await, "month");
    let statement = month(&shi.finance, "2026-08").await["statements"][0]["id"].take();
    let removed = act(
        &shi.finance,
        "removeBankStatement",
        json!({ "id": statement, "reason": "传错了账户" }),
    )
    .await;
    assert_eq!(done(removed, "month")["lineCount"], json!(0));
    assert_eq!(waiting(&shi.finance, &august).await.len(), 2);
}

#[tokio::test]
async fn a_refused_allocation_comes_back_into_the_bank() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let of = fund(&shi.finance, json!({})).await;
    came(&shi.finance, &of, "2026-08-03", "1000.00", "甲").await;
    let proposed = propose(&shi.finance, &of, &[(&qu.place, "600.00")], json!({})).await;
    let issued = done(
        step(
            &shi.chair,
            &done(proposed, "allocations")[0],
            "ISSUE",
            json!({}),
        )
        .await,
        "allocation",
    );
    done(
        step(
            &qu.finance,
            &issued,
            "REFUSE",
            json!({ "reason": "收款账户已注销" }),
        )
        .await,
        "allocation",
    );
    let lines = [
        ("2026-08-03", "1000.00", "拨款"),
        ("2026-08-06", "-600.00", "转账"),
        ("2026-08-06", "600.00", "退票"),
    ];
    bring_in(&shi.finance, "2026-08", &lines).await.unwrap();
    let august = month(&shi.finance, "2026-08").await;
    let found = proposals(&shi.finance, &august).await;
    assert_eq!(found.len(), 3);
    done(confirm(&shi.finance, &august, &found).await, "month");
    done(balance(&shi.finance, &august, "1000.00").await, "month");
    let table = reconciliation(&shi.finance, &august).await["table"].take();
    assert_eq!(
        (&table["books"], &table["opening"], &table["difference"]),
        (&json!("1000.00"), &json!("0.00"), &json!("0.00"))
    );
}

#[tokio::test]
async fn a_balance_that_does_not_follow_is_told_and_stops_the_month() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    bring_in(&shi.finance, "2026-06", &[("2026-06-03", "10.00", "结息")])
        .await
        .unwrap();
    let june = month(&shi.finance, "2026-06").await;
    done(balance(&shi.finance, &june, "110.00").await, "month");
    bring_in(&shi.finance, "2026-07", &[("2026-07-03", "20.00", "结息")])
        .await
        .unwrap();
    let july = month(&shi.finance, "2026-07").await;
    // A line of 1.00 was left out of the file.
    done(balance(&shi.finance, &july, "131.00").await, "month");
    let found = reconciliation(&shi.chair, &july).await;
    assert_eq!(found["table"]["difference"], "1.00");
    assert_eq!(
        found["obstacles"],
        json!([
            "2026年6月还没有对账完成，请先办结",
            "还有 1 笔银行流水既没有勾对，也没有说明原因",
            "调节后余额相差 1.00 元：流水可能有缺漏，或月末余额登记有误"
        ])
    );
    let input = json!({ "id": july["id"], "version": july["version"] });
    let refused = act(&shi.chair, "settleBankMonth", input).await;
    assert_eq!(faults(&refused), ["CONFLICT input.version"]);
    let july = month(&shi.finance, "2026-07").await;
    let input = json!({ "id": july["id"], "version": july["version"] });
    let refused = act(&shi.chair, "settleBankMonth", input).await;
    assert_eq!(faults(&refused), ["STATE input.id"; 3]);
}

#[tokio::test]
async fn a_reversal_that_the_bank_saw_goes_the_other_way() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let of = fund(&shi.finance, json!({})).await;
    let returned = came(&shi.finance, &of, "2026-08-04", "9.00", "甲").await;
    let reverse = json!({ "id": returned, "reason": "对方汇错，已退回" });
    let reversed = crate::funds::change(
        &shi.finance,
        "reverseFundTransaction",
        "transaction { id }",
        reverse,
    )
    .await;
    done(reversed, "transaction");
    let statement = [
        ("2026-08-04", "9.00", "来账"),
        ("2026-08-06", "-9.00", "退汇"),
    ];
    bring_in(&shi.finance, "2026-08", &statement).await.unwrap();
    let august = month(&shi.finance, "2026-08").await;
    assert!(
        waiting(&shi.finance, &august).await.is_empty(),
        "both cancel out until one of them has a line"
    );
    let found = proposals(&shi.finance, &august).await;
    assert_eq!(
        done(confirm(&shi.finance, &august, &found).await, "month")["matchedCount"],
        json!(2)
    );
    done(balance(&shi.finance, &august, "0.00").await, "month");
    let table = reconciliation(&shi.finance, &august).await["table"].take();
    assert_eq!(
        (&table["books"], &table["opening"], &table["difference"]),
        (&json!("0.00"), &json!("0.00"), &json!("0.00"))
    );
}

#[tokio::test]
async fn what_was_booked_anew_is_proposed_and_not_the_mistake() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let of = fund(&shi.finance, json!({})).await;
    let mistake = came(&shi.finance, &of, "2026-08-04", "9.00", "甲").await;
    let reverse = json!({ "id": mistake, "reason": "事由写错重记" });
    let change = crate::funds::change;
    done(
        change(
            &shi.finance,
            "reverseFundTransaction",
            "transaction { id }",
            reverse,
        )
        .await,
        "transaction",
    );
    let anew = came(&shi.finance, &of, "2026-08-06", "9.00", "甲").await;
    bring_in(
        &shi.finance,
        "2026-08",
        &[
            ("2026-08-04", "9.00", "来账 甲"),
            ("2026-08-05", "9.00", "另一笔"),
        ],
    )
    .await
    .unwrap();
    let august = month(&shi.finance, "2026-08").await;
    let found = proposals(&shi.finance, &august).await;
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["transactionIds"], json!([anew]));
}

#[tokio::test]
async fn an_account_without_a_statement_is_asked_for() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    bring_in(&shi.finance, "2026-06", &[("2026-06-03", "10.00", "结息")])
        .await
        .unwrap();
    let june = month(&shi.finance, "2026-06").await;
    done(balance(&shi.finance, &june, "10.00").await, "month");
    let other = |month: &serde_json::Value, account: &'static str, closing: &'static str| {
        let input = json!({ "monthId": month["id"], "account": account, "closing": closing });
        act(&shi.finance, "setBankBalance", input)
    };
    done(other(&june, "工行基本户 0077", "3.00").await, "month");
    for whole in ["15871001040012345", "尾号 1234567"] {
        assert_eq!(
            faults(&other(&june, whole, "3.00").await),
            ["INVALID input.account"]
        );
    }
    bring_in(&shi.finance, "2026-07", &[("2026-07-03", "1.00", "结息")])
        .await
        .unwrap();
    let july = month(&shi.finance, "2026-07").await;
    done(balance(&shi.finance, &july, "11.00").await, "month");
    let asked = json!("“工行基本户 0077”没有2026年7月的流水；没有发生额的，请登记月末余额");
    let obstacles = reconciliation(&shi.finance, &july).await["obstacles"].take();
    assert!(
        obstacles.as_array().unwrap().contains(&asked),
        "{obstacles}"
    );
    done(other(&july, "工行基本户 0077", "3.00").await, "month");
    let found = reconciliation(&shi.finance, &july).await;
    assert!(!found["obstacles"].as_array().unwrap().contains(&asked));
    assert_eq!(
        (&found["table"]["bank"], &found["table"]["difference"]),
        (&json!("14.00"), &json!("0.00"))
    );
}
