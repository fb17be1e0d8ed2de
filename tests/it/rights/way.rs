//! The whole way of a case.

use serde_json::json;

use super::{Field, arrears, assert_figures_true, figures, recover, refer, save, seen, step};
use crate::funds::{change, done};

#[tokio::test]
async fn unpaid_wages_are_reported_referred_coordinated_settled_and_counted() {
    let field = Field::new().await;
    let case = field.reported().await;
    assert_eq!(case["state"], "REPORTED");
    assert_eq!(case["label"], "赵**等3人");
    assert_eq!(case["claimed"], "20000.50");
    assert_eq!(case["details"]["facts"]["wagesFrom"], "2026-03-01");
    // Who reports does not accept; who handles cases is told.
    assert_eq!(case["next"], json!(["NOTE"]));
    let told = "{ notifications { nodes { kind text } } }";
    let news = field.legal.ask(told, json!(null)).await;
    assert_eq!(news["notifications"]["nodes"][0]["kind"], "RIGHTS_REPORTED");

    let case = done(step(&field.legal, &case, "ACCEPT", json!({})).await, "case");
    let case = done(refer(&field.legal, &case, &field.there).await, "case");
    assert_eq!(case["state"], "REFERRED");
    assert_eq!(case["referral"]["toName"], "兰山区总工会");
    let news = field.other.ask(told, json!(null)).await;
    assert_eq!(news["notifications"]["nodes"][0]["kind"], "RIGHTS_REFERRED");

    let theirs = seen(&field.other, &case).await;
    assert_eq!(theirs["workers"][0]["idNumber"], "371302198001010017");
    assert_eq!(theirs["unionName"], "小河村工会");
    assert_eq!(theirs["next"], json!(["RECEIVE", "TAKE", "RETURN"]));
    let theirs = done(
        step(&field.other, &theirs, "RECEIVE", json!({})).await,
        "case",
    );
    assert_eq!(theirs["referral"]["state"], "RECEIVED");
    assert_eq!(theirs["next"], json!(["TAKE", "RETURN"]));
    let theirs = done(step(&field.other, &theirs, "TAKE", json!({})).await, "case");
    assert_eq!(theirs["handlerName"], "兰山区总工会");
    assert_eq!(theirs["state"], "ACCEPTED");
    let home = seen(&field.legal, &case).await;
    assert_eq!(home["handledHere"], false);
    assert_eq!(
        home["next"],
        json!(["NOTE", "RECALL", "RECOVER", "CORRECT"])
    );

    let letter = json!({ "caseId": case["id"], "department": "LABOUR_INSPECTION", "recipient": "兰山区劳动保障监察大队",
        "title": "关于商请协调处理拖欠工资问题的函", "body": "赵小河等3名职工反映……", "dueOn": "2026-08-20" });
    let of = "letter { id version state case { state } }";
    let letter = done(
        change(&field.other, "saveRightsLetter", of, letter).await,
        "letter",
    );
    let send = json!({ "id": letter["id"], "version": letter["version"], "step": "SEND", "number": "兰工函〔2026〕12号" });
    let letter = done(
        change(&field.other, "stepRightsLetter", of, send).await,
        "letter",
    );
    assert_eq!(letter["case"]["state"], "COORDINATING");
    field.city.pass_days(5);
    let answer = json!({ "id": letter["id"], "version": letter["version"], "step": "ANSWER", "text": "已责令单位限期支付" });
    done(
        change(&field.other, "stepRightsLetter", of, answer).await,
        "letter",
    );

    let theirs = seen(&field.other, &case).await;
    let settled =
        json!({ "route": "DEPARTMENT", "awarded": "20000.50", "text": "单位承诺十日内付清" });
    let theirs = done(step(&field.other, &theirs, "SETTLE", settled).await, "case");
    assert_eq!(theirs["result"], "SETTLED");
    let theirs = done(recover(&field.other, &theirs, "15000.50").await, "case");
    let theirs = done(recover(&field.other, &theirs, "5000.00").await, "case");
    assert_eq!(theirs["recovered"], "20000.50");
    let finished = step(
        &field.other,
        &theirs,
        "FINISH",
        json!({ "text": "工资已全部付清" }),
    )
    .await;
    assert_eq!(finished["errors"], json!([]));
    // Handed back: not theirs any more.
    assert_eq!(finished["case"], json!(null));
    assert_eq!(seen(&field.other, &case).await, json!(null));

    let home = seen(&field.legal, &case).await;
    assert_eq!(home["referral"]["state"], "DONE");
    assert_eq!(home["handlerName"], "小河村工会");
    let closed = json!({ "satisfaction": "SATISFIED", "text": "职工已收到全部工资" });
    let home = done(step(&field.legal, &home, "CLOSE", closed).await, "case");
    assert_eq!(home["state"], "CLOSED");
    assert_eq!(home["result"], "SETTLED");
    let steps: Vec<&str> = home["way"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        steps,
        [
            "REPORT",
            "ACCEPT",
            "REFER",
            "RECEIVE",
            "TAKE",
            "COORDINATE",
            "ANSWER",
            "SETTLE",
            "RECOVER",
            "RECOVER",
            "FINISH",
            "CLOSE"
        ]
    );
    assert_eq!(home["way"][7]["unionName"], "兰山区总工会");

    // The city counts it where the worker lives.
    let root = field.city.root().admin().await;
    let fields = "cases: total(of: RIGHTS_CASES) workers: total(of: RIGHTS_WORKERS) claimed: total(of: RIGHTS_CLAIMED)
        recovered: total(of: RIGHTS_RECOVERED) closed: total(of: RIGHTS_CLOSED)
        months: breakdown(of: RIGHTS_RECOVERED, by: MONTH) { key value } took: breakdown(of: RIGHTS_CLOSED, by: DURATION) { key label value }";
    let found = figures(&root, &field.city.root(), fields).await;
    assert_eq!(
        found,
        json!({ "cases": 1, "workers": 3, "claimed": 2_000_050, "recovered": 2_000_050, "closed": 1,
            "months": [{ "key": "2026-08", "value": 2_000_050 }], "took": [{ "key": "MONTH", "label": "一个月内", "value": 1 }] })
    );
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn what_is_known_can_be_changed_and_what_was_wrong_is_cancelled() {
    let field = Field::new().await;
    let case = field.accepted().await;
    let first = &case["workers"][0];
    let mut input = arrears(&field.employer);
    input["id"] = case["id"].clone();
    input["version"] = case["version"].clone();
    input["workersConcerned"] = json!(12);
    // The one who is there stays as he is, the other leaves, a third comes.
    input["workers"] = json!([{ "name": "孙石头", "claimed": "100.00" }, { "id": first["id"], "claimed": "900.00" }]);
    let case = done(save(&field.cadre, input.clone()).await, "case");
    assert_eq!(case["label"], "孙**等12人");
    assert_eq!(case["collective"], true);
    assert_eq!(case["claimed"], "1000.00");
    assert_eq!(case["workers"][1]["name"], "赵小河");
    assert_eq!(case["workers"][1]["phone"], "13800000001");
    // The same version twice is a conflict that shows the case as it is.
    let again = save(&field.cadre, input).await;
    assert_eq!(again["errors"][0]["code"], "CONFLICT");
    assert_eq!(again["case"]["version"], case["version"]);

    let case = done(recover(&field.legal, &case, "300.00").await, "case");
    let input = json!({ "id": case["recoveries"][0]["id"], "caseId": case["id"], "version": case["version"], "reason": "金额录入错误" });
    let of = format!("case {{ {} }}", super::CASE);
    let case = done(
        change(&field.legal, "cancelRightsRecovery", &of, input.clone()).await,
        "case",
    );
    assert_eq!(case["recovered"], "0.00");
    assert_eq!(case["recoveries"][0]["reason"], "金额录入错误");
    let mut twice = input;
    twice["version"] = case["version"].clone();
    let twice = change(&field.legal, "cancelRightsRecovery", &of, twice).await;
    assert_eq!(twice["errors"][0]["code"], "STATE");

    // Lost, and taken up again: the outcome is open once more.
    let lost = json!({ "route": "ARBITRATION", "text": "仲裁委不支持请求" });
    let case = done(step(&field.legal, &case, "LOSE", lost).await, "case");
    let case = done(
        step(
            &field.legal,
            &case,
            "CONTINUE",
            json!({ "text": "职工决定起诉" }),
        )
        .await,
        "case",
    );
    assert_eq!(case["state"], "ACCEPTED");
    assert_eq!(case["result"], json!(null));
    assert_eq!(case["route"], json!(null));
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn a_case_is_found_by_its_number_however_it_is_typed() {
    let field = Field::new().await;
    let (case, _) = (field.reported().await, field.reported().await);
    let number = case["number"].as_str().unwrap();
    let short = number.trim_start_matches("WQ").trim_start_matches('0');
    for (typed, found) in [
        (number, 1),
        (&number.to_lowercase(), 1),
        (short, 1),
        (" ", 2),
        ("999999", 0),
    ] {
        let query = "query($number: String) { rightsCases(filter: { number: $number }) { nodes { number } } }";
        let cases = field.legal.ask(query, json!({ "number": typed })).await;
        let cases = cases["rightsCases"]["nodes"].as_array().unwrap();
        assert_eq!(cases.len(), found, "{typed}");
    }
}
