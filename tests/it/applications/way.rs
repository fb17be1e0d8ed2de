//! The whole way, as the issue has it: the city's fund goes to the county, a child of a single-parent female
//! worker's family is helped, and the city reads one statement.

use serde_json::{Value, json};

use super::*;
use crate::funds::{assert_exact, lines, statement};

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(line, value)| ((*line).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn a_pupil_is_helped_and_every_fen_is_accounted_for() {
    let field = field().await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let draft = done(
        save(&field.cadre, typed(&field, &home, 0)).await,
        "application",
    );
    assert_eq!(draft["state"], "DRAFT");
    assert_eq!(draft["maskedName"], "王**", "of the pupil");
    assert_eq!(draft["decider"]["name"], "兰山区总工会");
    assert_eq!(draft["next"], json!(["SUBMIT"]));
    assert_eq!(draft["payee"]["account"], "9132000123456789");

    let sent = stepped(&field.cadre, &draft, "SUBMIT", None).await;
    assert_eq!(sent["state"], "SUBMITTED");
    assert_eq!(
        sent["desk"]["name"], "沂州社区工会",
        "a colleague reviews first"
    );
    assert_eq!(
        sent["next"],
        json!(["WITHDRAW"]),
        "but not who submitted it"
    );
    assert_eq!(
        read(&field.colleague, &sent).await["next"],
        json!(["WITHDRAW", "PASS", "RETURN", "REJECT"])
    );
    let up = stepped(&field.colleague, &sent, "PASS", None).await;
    assert_eq!(
        (&up["state"], &up["desk"]["name"]),
        (&json!("SUBMITTED"), &json!("兰山区总工会")),
        "nobody reviews at the township, so it goes on"
    );

    // The county sends it back once.
    let reason = "请补充录取通知书复印件";
    let back = stepped(&field.reviewer, &up, "RETURN", Some(reason)).await;
    assert_eq!(back["state"], "RETURNED");
    let again = with(
        typed(&field, &home, 0),
        json!({ "id": back["id"], "version": back["version"], "asked": "4500.00" }),
    );
    let mended = done(save(&field.cadre, again).await, "application");
    assert_eq!(
        (&mended["asked"], &mended["state"]),
        (&json!("4500.00"), &json!("RETURNED"))
    );
    let sent = stepped(&field.cadre, &mended, "SUBMIT", None).await;
    let up = stepped(&field.colleague, &sent, "PASS", None).await;
    let row = stepped(&field.reviewer, &up, "PASS", None).await;
    assert_eq!(
        (&row["state"], &row["edition"]),
        (&json!("REVIEWED"), &json!(1))
    );
    assert_eq!(row["payee"], Value::Null, "the county reads no names");

    let notice = done(post(&field.reviewer, &[&row], json!({})).await, "notice");
    assert_eq!(
        notice["endsOn"], "2026-08-13",
        "five working days after Thursday the 6th"
    );
    assert_eq!(
        notice["lines"],
        json!([{ "number": 1, "name": "王*明", "union": "沂州社区工会", "programme": "2026年金秋助学", "tier": "RELATIVE", "amount": "4500.00" }])
    );
    let row = read(&field.qu.chair, &row).await;
    assert_eq!(row["next"], json!(["RETURN", "REJECT"]), "it hangs");
    let early = approve(&field.qu.chair, &field, &[(&row, "4500.00")], json!({})).await;
    assert_eq!(crate::funds::faults(&early), ["STATE input.lines.0"]);
    field.city.pass_days(8);
    let row = read(&field.qu.chair, &row).await;
    assert_eq!(row["next"], json!(["RETURN", "REJECT", "APPROVE"]));
    let row = done(
        approve(&field.qu.chair, &field, &[(&row, "4500.00")], json!({})).await,
        "applications",
    )[0]
    .take();
    assert_eq!(
        (&row["state"], &row["granted"]),
        (&json!("APPROVED"), &json!("4500.00"))
    );
    assert_eq!(
        lines(&statement(&field.qu.finance, &field.qu.place, true).await),
        pairs(&[
            ("received", "20000.00"),
            ("available", "15500.00"),
            ("committed", "4500.00"),
            ("budget", "50000.00"),
            ("budgetUsed", "4500.00"),
        ])
    );
    assert_exact(&field.city).await;

    // The bank returns the first payment; the account is corrected and it is paid again.
    let paying = read(&field.qu.finance, &row).await;
    assert_eq!(paying["next"], json!(["SEND", "HAND_OVER"]));
    assert_eq!(
        paying["payee"]["account"], "9132000123456789",
        "who pays reads it"
    );
    let batch = done(pay(&field.qu.finance, &[&paying], json!({})).await, "batch");
    assert_eq!(
        (&batch["open"], &batch["amount"]),
        (&json!(1), &json!("4500.00"))
    );
    assert_eq!(
        lines(&statement(&field.qu.finance, &field.qu.place, true).await)[2..4],
        pairs(&[("paying", "4500.00"), ("budget", "50000.00")])
    );
    let returned = json!([{ "number": 1, "reason": "户名与账号不符" }]);
    let batch = done(settle(&field.qu.finance, &batch, returned).await, "batch");
    assert_eq!((&batch["open"], &batch["returned"]), (&json!(0), &json!(1)));
    let row = read(&field.cadre, &row).await;
    assert_eq!(
        (&row["state"], &row["payee"]["correctable"]),
        (&json!("APPROVED"), &json!(true))
    );
    let input = json!({ "id": row["id"], "version": row["version"], "payeeName": "王秀英", "bank": "临商银行兰山支行", "account": "9132000123456780" });
    let of = format!("application {{ {APPLICATION} }}");
    done(
        change(&field.cadre, "correctAidPayee", &of, input).await,
        "application",
    );
    let paying = read(&field.qu.finance, &row).await;
    assert_eq!(paying["payee"]["account"], "9132000123456780");
    let batch = done(pay(&field.qu.finance, &[&paying], json!({})).await, "batch");
    let batch = done(settle(&field.qu.finance, &batch, json!([])).await, "batch");
    assert_eq!(batch["payments"][0]["state"], "PAID");
    let row = read(&field.cadre, &row).await;
    assert_eq!(
        (&row["state"], &row["next"]),
        (&json!("PAID"), &json!(["CONFIRM"]))
    );
    let row = stepped(&field.cadre, &row, "CONFIRM", None).await;
    assert_eq!(
        (&row["state"], &row["next"]),
        (&json!("RECEIVED"), &json!([]))
    );
    assert_eq!(
        read(&field.qu.finance, &row).await["payee"],
        Value::Null,
        "nobody pays any more"
    );

    // One statement for the city, in which everything adds up.
    let of_city = statement(&field.shi.finance, &field.shi.place, false).await;
    assert_eq!(of_city["addsUp"], true);
    assert_eq!(
        lines(&of_city),
        pairs(&[
            ("income", "100000.00"),
            ("paid", "4500.00"),
            ("available", "95500.00"),
            ("budget", "50000.00"),
            ("budgetUsed", "4500.00"),
        ])
    );
    assert_exact(&field.city).await;

    // And every figure of it.
    let query = "query($id: ID!) { union(id: $id) { figures { given: total(of: AID_GIVEN) fen: total(of: AID_AMOUNT)
        kinds: breakdown(of: AID_AMOUNT, by: AID_KIND) { key value } tiers: breakdown(of: AID_GIVEN, by: TIER) { key value }
        causes: breakdown(of: AID_GIVEN, by: CAUSE) { key value } months: breakdown(of: AID_AMOUNT, by: MONTH) { key value }
        states: breakdown(of: AID_APPLICATIONS, by: AID_STATE) { key label value } } } }";
    let root = field.shi.place.id.to_string();
    let figures = &field.shi.finance.ask(query, json!({ "id": root })).await["union"]["figures"];
    assert_eq!(
        figures,
        &json!({ "given": 1, "fen": 450_000, "kinds": [{ "key": "COLLEGE_AID", "value": 450_000 }], "tiers": [{ "key": "RELATIVE", "value": 1 }],
            "causes": [{ "key": "SCHOOLING", "value": 1 }], "months": [{ "key": "2026-08", "value": 450_000 }],
            "states": [{ "key": "RECEIVED", "label": "已签收", "value": 1 }] })
    );

    // The way so far, for everybody on it.
    let way = read(&field.reviewer, &row).await["way"].take();
    let steps: Vec<&str> = way
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        steps,
        [
            "SUBMIT",
            "PASS",
            "RETURN",
            "SUBMIT",
            "PASS",
            "PASS",
            "PUBLICISE",
            "APPROVE",
            "SEND",
            "BOUNCE",
            "SEND",
            "SETTLE",
            "CONFIRM"
        ]
    );
    assert_eq!(way[2]["reason"], reason);
    assert_eq!(way[9]["reason"], "户名与账号不符");

    // The family's page knows it: the timeline, and that there is nothing more this year.
    let query = "query($id: ID!) { household(id: $id) { aidApplications { state granted }
        timeline(first: 20) { nodes { kind summary } }
        eligibility { outcome steps { kind outcome finding } } } }";
    let page = field.cadre.ask(query, json!({ "id": home["id"] })).await["household"].take();
    assert_eq!(
        page["aidApplications"],
        json!([{ "state": "RECEIVED", "granted": "4500.00" }])
    );
    let kinds: Vec<&str> = page["timeline"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .filter(|kind| kind.starts_with("AID"))
        .collect();
    assert_eq!(
        kinds,
        ["AID_PAID", "AID_APPROVED", "AID_SUBMITTED", "AID_SUBMITTED"]
    );
    assert_eq!(page["eligibility"][0]["outcome"], "NOT_ELIGIBLE");
    assert_eq!(
        page["eligibility"][0]["steps"][3]["finding"],
        "2026 年已享受金秋助学 1 次"
    );

    // Whose turn it was heard of it.
    let query = "{ notifications(first: 10) { nodes { kind } } }";
    let told = async |by: &Person| {
        let nodes = by.ask(query, json!({})).await["notifications"]["nodes"].take();
        let mut kinds: Vec<String> = nodes
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["kind"].as_str().unwrap().to_owned())
            .collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    assert_eq!(told(&field.colleague).await, ["AID_TO_REVIEW"]);
    assert_eq!(told(&field.reviewer).await, ["AID_TO_REVIEW"]);
    assert_eq!(
        told(&field.cadre).await,
        ["AID_APPROVED", "AID_BOUNCED", "AID_PAID", "AID_RETURNED"]
    );
}

#[tokio::test]
async fn what_is_given_in_cash_or_goods_is_paid_at_once_and_what_is_revoked_is_free_again() {
    let field = field().await;
    let first = approved(&field, "王秀英", "3000.00").await;
    let second = approved(&field, "王秀兰", "3500.00").await;
    let third = approved(&field, "王秀芝", "4000.00").await;
    let third = stepped(&field.qu.chair, &third, "REVOKE", Some("家庭情况已变化")).await;
    assert_eq!(
        (&third["state"], &third["desk"]),
        (&json!("REJECTED"), &Value::Null)
    );
    let goods = json!({ "method": "GOODS", "goods": "助学大礼包" });
    let batch = done(pay(&field.qu.finance, &[&first], goods).await, "batch");
    assert_eq!(
        (&batch["open"], &batch["payments"][0]["state"]),
        (&json!(0), &json!("PAID"))
    );
    done(
        pay(&field.qu.finance, &[&second], json!({ "method": "CASH" })).await,
        "batch",
    );
    assert_eq!(
        lines(&statement(&field.qu.finance, &field.qu.place, true).await),
        pairs(&[
            ("received", "20000.00"),
            ("paid", "6500.00"),
            ("available", "13500.00"),
            ("budget", "50000.00"),
            ("budgetUsed", "6500.00"),
        ])
    );
    assert_exact(&field.city).await;
    let again = settle(&field.qu.finance, &batch, json!([])).await;
    assert_eq!(crate::funds::faults(&again), ["STATE input.id"]);
}
