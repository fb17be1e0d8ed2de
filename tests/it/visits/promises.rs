//! Keeping a promise, with proof, or dropping it.

use serde_json::{Value, json};

use super::{cadre, complete, faults, figures, with};
use crate::assignments::{county, promise};

#[tokio::test]
async fn the_familys_code_closes_a_promise_and_guessing_does_not() {
    let (_city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let measure = promise(&wang, household, "推荐岗位", "2026-09-01").await;
    let code = measure["familyCode"].as_str().expect("a code").to_owned();
    assert!(
        code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()),
        "{code}"
    );
    let input = |code: &str| json!({ "id": measure["id"], "version": 1, "proof": "FAMILY_CODE", "code": code, "doneOn": "2026-08-06", "idempotencyKey": "complete-1" });
    let wrong = if code == "000000" { "111111" } else { "000000" };
    let answer = complete(&wang, input(wrong)).await;
    assert_eq!(faults(&answer), ["INVALID code"]);
    assert_eq!(
        answer["errors"][0]["message"],
        "确认码不对，还可以再试 4 次；请向家庭核对"
    );
    assert_eq!(faults(&complete(&wang, input(" ")).await), ["INVALID code"]);
    // The wrong ones left the key free, so the right one goes through with it, and a replay answers the same.
    let mut right = input(&format!(" {code} "));
    right["idempotencyKey"] = json!("complete-2");
    let done = complete(&wang, right.clone()).await;
    assert_eq!(
        done,
        json!({ "measure": { "state": "DONE", "proof": "FAMILY_CODE", "proofNote": null, "doneOn": "2026-08-06", "version": 2, "familyCode": null }, "errors": [] })
    );
    assert_eq!(complete(&wang, right).await, done);

    // Five wrong codes end it, whoever enters them, one after the other or at once.
    let second = promise(&wang, household, "再推荐岗位", "2026-09-01").await;
    let code = second["familyCode"].as_str().expect("a code").to_owned();
    let wrong = if code == "000000" { "111111" } else { "000000" };
    let input = |code: &str| json!({ "id": second["id"], "version": 1, "proof": "FAMILY_CODE", "code": code, "doneOn": "2026-08-06" });
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let (wang, input) = (wang.clone(), input(wrong));
        guesses.spawn(async move { complete(&wang, input).await });
    }
    let mut codes: Vec<String> = guesses.join_all().await.iter().flat_map(faults).collect();
    codes.sort();
    assert_eq!(
        codes,
        [
            "INVALID code",
            "INVALID code",
            "INVALID code",
            "INVALID code",
            "LIMIT code"
        ]
    );
    assert_eq!(faults(&complete(&wang, input(&code)).await), ["LIMIT code"]);
    let word = json!({ "id": second["id"], "version": 1, "proof": "FAMILY_WORD", "note": "8月6日电话，本人确认", "doneOn": "2026-08-06" });
    assert_eq!(
        complete(&wang, word).await["measure"]["proofNote"],
        "8月6日电话，本人确认"
    );
    let seen = figures(&admin, &lanshan).await;
    assert_eq!(
        (seen["open"].as_i64(), seen["done"].as_i64()),
        (Some(0), Some(2))
    );
}

#[tokio::test]
async fn a_promise_is_closed_once_with_proof() {
    let (city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let measure = promise(&wang, household, "推荐岗位", "2026-09-01").await;
    let input = |more: Value| {
        with(
            json!({ "id": measure["id"], "version": 1, "proof": "DOCUMENT", "note": "录用通知", "doneOn": "2026-08-06" }),
            more,
        )
    };
    assert_eq!(
        faults(&complete(&wang, input(json!({ "note": " " }))).await),
        ["REQUIRED note"]
    );
    assert_eq!(
        faults(&complete(&wang, input(json!({ "doneOn": "2026-08-07" }))).await),
        ["INVALID doneOn"]
    );
    assert_eq!(
        faults(&complete(&wang, input(json!({ "doneOn": "2026-08-05" }))).await),
        ["INVALID doneOn"]
    );
    assert_eq!(
        faults(&complete(&wang, input(json!({ "proof": "FAMILY_CODE" }))).await),
        ["REQUIRED code"]
    );
    let (one, two) = tokio::join!(
        complete(&wang, input(json!({}))),
        complete(&admin, input(json!({})))
    );
    let lost = if one["errors"] == json!([]) { two } else { one };
    assert_eq!(faults(&lost), ["CONFLICT version"]);
    assert_eq!(lost["measure"]["state"], "DONE");
    assert_eq!(lost["measure"]["version"], 2);
    assert_eq!(
        faults(&complete(&wang, input(json!({ "version": 2 }))).await),
        ["STATE id"]
    );

    let other = promise(&wang, household, "陪同就医", "2026-08-20").await;
    let drop = "mutation($id: ID!, $v: Int!, $r: String!) { dropMeasure(input: { id: $id, version: $v, reason: $r }) { measure { state dropReason } errors { code path } } }";
    let data = wang
        .ask(drop, json!({ "id": other["id"], "v": 1, "r": "" }))
        .await;
    assert_eq!(faults(&data["dropMeasure"]), ["REQUIRED reason"]);
    let data = wang
        .ask(
            drop,
            json!({ "id": other["id"], "v": 1, "r": "家属已陪同" }),
        )
        .await;
    assert_eq!(
        data["dropMeasure"],
        json!({ "measure": { "state": "DROPPED", "dropReason": "家属已陪同" }, "errors": [] })
    );
    let past = "mutation($h: ID!) { addMeasure(input: { householdId: $h, text: \"推荐岗位\", dueOn: \"2026-08-05\" }) { errors { code path } } }";
    let data = wang.ask(past, json!({ "h": household.to_string() })).await;
    assert_eq!(faults(&data["addMeasure"]), ["INVALID dueOn"]);
    city.pass_days(60);
    assert_eq!(
        figures(&admin, &lanshan).await,
        json!({ "visits": 0, "month": 0, "open": 0, "due": 0, "overdue": 0, "done": 1 })
    );
}
