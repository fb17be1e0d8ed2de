//! What the database keeps, and what superiors and others see.

use serde_json::json;
use tests::{City, Person};

use super::{
    ACCOUNT, act, balance, bring_in, came, confirm, lines, month, proposals, reconciliation,
};
use crate::funds::isolation::{refused, uuid};
use crate::funds::{desk, done, faults, fund};

#[tokio::test]
async fn superiors_read_how_far_a_month_is_and_nothing_of_its_lines() {
    let city = City::new().await;
    let (shi, qu, fei) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
        desk(city.county("费县").await).await,
    );
    bring_in(
        &qu.finance,
        "2026-07",
        &[("2026-07-03", "70.00", "付张三救助金")],
    )
    .await
    .unwrap();
    let july = month(&qu.finance, "2026-07").await;
    let query = "query($id: ID!, $union: ID!) { bankMonth(id: $id) { state lineCount openCount adjustment { difference } statements { account } }
        bankMonths(unionId: $union) { nodes { id } } bankLines(monthId: $id) { nodes { summary } } bankOpenTransactions(monthId: $id) { nodes { amount } }
        bankProposals(monthId: $id) { days } bankReconciliation(monthId: $id) { obstacles settleable table { bank } } }";
    let variables = json!({ "id": july["id"], "union": qu.place.id.to_string() });
    let seen = shi.chair.ask(query, variables.clone()).await;
    assert_eq!(
        seen["bankMonth"],
        json!({ "state": "OPEN", "lineCount": 1, "openCount": 1, "adjustment": null, "statements": [] })
    );
    assert_eq!(seen["bankLines"]["nodes"], json!([]));
    assert_eq!(
        seen["bankReconciliation"],
        json!({ "obstacles": [], "settleable": false, "table": null })
    );
    let elsewhere = fei
        .chair
        .run_with("query($id: ID!) { bankMonth(id: $id) { state } bankReconciliation(monthId: $id) { settleable } }", json!({ "id": july["id"] }))
        .await;
    assert_eq!(
        elsewhere["data"],
        json!({ "bankMonth": null, "bankReconciliation": null })
    );
    // Once it is settled they read its differences too.
    let line = &lines(&qu.finance, &july, None).await[0];
    done(balance(&qu.finance, &july, "70.00").await, "month");
    let explain = json!({ "lineId": line["id"], "note": "待查明款项来源" });
    done(act(&qu.finance, "explainBankLine", explain).await, "month");
    let july = month(&qu.finance, "2026-07").await;
    let settle = json!({ "id": july["id"], "version": july["version"] });
    done(act(&qu.chair, "settleBankMonth", settle).await, "month");
    let seen = shi.chair.ask(query, variables).await;
    assert_eq!(seen["bankMonth"]["adjustment"]["difference"], "0.00");
    assert_eq!(seen["bankReconciliation"]["table"]["bank"], "70.00");
    assert_eq!(seen["bankLines"]["nodes"], json!([]));
}

/// A month with a line that `by` has matched.
async fn matched(city: &City, by: &Person) -> (serde_json::Value, serde_json::Value) {
    let of = fund(by, json!({})).await;
    let transaction = came(by, &of, "2026-07-03", "70.00", "甲").await;
    bring_in(by, "2026-07", &[("2026-07-03", "70.00", "甲")])
        .await
        .unwrap();
    let july = month(by, "2026-07").await;
    let found = proposals(by, &july).await;
    done(confirm(by, &july, &found).await, "month");
    done(balance(by, &july, "70.00").await, "month");
    let _ = city;
    (month(by, "2026-07").await, transaction)
}

#[tokio::test]
async fn whoever_matched_does_not_settle_in_the_service_and_in_the_database() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let (july, _) = matched(&city, &shi.chair).await;
    assert_eq!(
        reconciliation(&shi.chair, &july).await["settleable"],
        json!(false)
    );
    let input = json!({ "id": july["id"], "version": july["version"] });
    let told = act(&shi.chair, "settleBankMonth", input).await;
    assert_eq!(faults(&told), ["STATE input.id"]);
    let (id, version) = (uuid(&july["id"]), &july["version"]);
    let settle = format!("SELECT settle_bank_month('{id}', {version}, now(), '{{}}', NULL)");
    assert!(
        refused(&city, &shi.chair, &settle)
            .await
            .contains("bank_month_four_eyes")
    );
    assert_eq!(
        refused(&city, &qu.chair, &settle).await,
        "this month is not the caller's"
    );
    // Nobody writes a month as settled.
    let forged = format!(
        "UPDATE bank_month SET state = 'SETTLED', figures = '{{}}', settled_at = now(), settler_id = gen_random_uuid() WHERE id = '{id}'"
    );
    assert!(
        refused(&city, &shi.finance, &forged)
            .await
            .contains("row-level security")
    );
}

#[tokio::test]
async fn the_database_keeps_sums_equal_and_settled_months_as_they_are() {
    let city = City::new().await;
    let shi = desk(city.root()).await;
    let (july, transaction) = matched(&city, &shi.finance).await;
    let (root, transaction) = (shi.place.id.uuid(), uuid(&transaction));
    let line = uuid(&lines(&shi.finance, &july, None).await[0]["id"]);
    let again = format!(
        "INSERT INTO bank_match_item (transaction_id, line_id, union_id, union_path, month, amount_fen)
         VALUES ('{transaction}', '{line}', '{root}', '3713.', '2026-07-01', 7000)"
    );
    assert!(
        refused(&city, &shi.finance, &again)
            .await
            .contains("bank_match_item_pkey")
    );
    let less = format!("DELETE FROM bank_match_item WHERE line_id = '{line}'");
    assert!(
        refused(&city, &shi.finance, &less)
            .await
            .contains("does not come to its amount")
    );
    let settle = json!({ "id": july["id"], "version": july["version"] });
    done(act(&shi.chair, "settleBankMonth", settle).await, "month");
    for sql in [
        format!("DELETE FROM bank_match WHERE line_id = '{line}'"),
        format!("DELETE FROM bank_line WHERE id = '{line}'"),
        format!("UPDATE bank_line SET amount_fen = 1 WHERE id = '{line}'"),
        format!("UPDATE bank_statement SET closing_fen = 1 WHERE union_id = '{root}'"),
        format!(
            "INSERT INTO bank_statement (id, union_id, union_path, month, account, created_at)
             VALUES (gen_random_uuid(), '{root}', '3713.', '2026-07-01', '{ACCOUNT}2', now())"
        ),
    ] {
        assert_eq!(
            refused(&city, &shi.finance, &sql).await,
            "the month is settled",
            "{sql}"
        );
    }
    let earlier = format!(
        "INSERT INTO bank_month (id, union_id, union_path, month, state, created_at)
         VALUES (gen_random_uuid(), '{root}', '3713.', '2026-06-01', 'OPEN', now())"
    );
    assert_eq!(
        refused(&city, &shi.finance, &earlier).await,
        "a later month is settled"
    );
}

#[tokio::test]
async fn a_union_that_was_merged_keeps_what_it_reconciled() {
    let city = City::new().await;
    let (lanshan, fei) = (city.county("兰山区").await, city.county("费县").await);
    let (ends, stays) = (
        lanshan.township("兰山街道").await,
        fei.township("费城街道").await,
    );
    let of = desk(ends.clone()).await;
    bring_in(&of.finance, "2026-07", &[("2026-07-03", "70.00", "甲")])
        .await
        .unwrap();
    let root = desk(city.root()).await;
    let input = json!({ "id": ends.id.to_string(), "version": 1, "intoId": stays.id.to_string() });
    let merged = crate::funds::change(&root.chair, "mergeUnion", "union { state }", input).await;
    assert_eq!(done(merged, "union")["state"], "MERGED");
    let kept: Vec<i64> = sqlx::query_scalar(
        "SELECT count(*) FROM (SELECT union_id FROM bank_month UNION ALL SELECT union_id FROM bank_statement
             UNION ALL SELECT union_id FROM bank_line) AS rows GROUP BY union_id",
    )
    .fetch_all(&mut city.owner().await)
    .await
    .unwrap();
    assert_eq!(kept, [3]);
}
