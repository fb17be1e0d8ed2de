//! What is not taken, and what is said then.

use serde_json::{Value, json};

use super::*;
use crate::funds::faults;

#[tokio::test]
async fn faults_of_an_application_are_told_each_at_its_field() {
    let field = field().await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let other = family(&field.cadre, "赵春梅", &["赵小亮"]).await;
    for (more, fault) in [
        (json!({ "asked": "0.00" }), "INVALID input.asked"),
        (json!({ "reason": " " }), "REQUIRED input.reason"),
        (json!({ "papers": ["房产证"] }), "INVALID input.papers"),
        (json!({ "payeeName": "" }), "REQUIRED input.payeeName"),
        (json!({ "account": "12ab" }), "INVALID input.account"),
        (
            json!({ "account": "6222020200112233440" }),
            "INVALID input.account",
        ),
        (json!({ "bank": null }), "INVALID input.bank"),
        (json!({ "memberId": null }), "REQUIRED input.memberId"),
        (
            json!({ "memberId": child(&other, 0) }),
            "INVALID input.memberId",
        ),
    ] {
        let answer = save(&field.cadre, with(typed(&field, &home, 0), more)).await;
        assert_eq!(faults(&answer), [fault], "{answer:#}");
    }
}

#[tokio::test]
async fn only_who_is_eligible_and_has_the_papers_is_submitted() {
    let field = field().await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let mut draft = done(
        save(
            &field.cadre,
            with(
                typed(&field, &home, 0),
                json!({ "papers": [], "asked": "5000.01" }),
            ),
        )
        .await,
        "application",
    );
    assert_eq!(
        draft["papers"],
        json!([{ "name": "录取通知书", "present": false }])
    );
    let answer = step(&field.cadre, &[&draft], "SUBMIT", None).await;
    assert_eq!(
        faults(&answer),
        ["LIMIT input.lines.0", "REQUIRED input.lines.0"]
    );
    assert_eq!(
        answer["errors"][0]["message"],
        "申请金额超过标准，最多 5000.00 元"
    );
    assert_eq!(answer["errors"][1]["message"], "还缺材料：录取通知书");
    let again = with(
        typed(&field, &home, 0),
        json!({ "id": draft["id"], "version": draft["version"] }),
    );
    draft = done(save(&field.cadre, again.clone()).await, "application");
    assert_eq!(
        faults(&save(&field.cadre, again).await),
        ["CONFLICT input.version"]
    );

    // The mother alone is no single parent any more.
    let mut owner = field.city.owner().await;
    sqlx::query("UPDATE household SET single_parent_female_worker = false")
        .execute(&mut owner)
        .await
        .unwrap();
    let answer = step(&field.cadre, &[&draft], "SUBMIT", None).await;
    assert_eq!(faults(&answer), ["STATE input.lines.0"]);
    assert_eq!(
        answer["errors"][0]["message"],
        "暂不能提交：单亲女职工家庭（单亲女职工家庭：否）"
    );
    // The mutation's input is shared by what names one application.
    let query = "mutation($input: AidApplicationInput!) { deleteAidApplication(input: $input) { application { id } errors { code } } }";
    let input = json!({ "id": draft["id"], "version": draft["version"] });
    let gone = field.cadre.ask(query, json!({ "input": input })).await;
    assert_eq!(
        gone["deleteAidApplication"],
        json!({ "application": null, "errors": [] })
    );
    assert_eq!(read(&field.cadre, &draft).await, Value::Null);
}

#[tokio::test]
async fn steps_are_taken_from_where_they_lead_on_with_a_reason_and_within_what_was_publicised() {
    let field = field().await;
    let row = reviewed(&field, "王秀英").await;
    assert_eq!(
        faults(&step(&field.reviewer, &[&row], "PASS", None).await),
        ["STATE input.lines.0"]
    );
    assert_eq!(
        faults(&step(&field.reviewer, &[&row], "RETURN", None).await),
        ["REQUIRED input.reason"]
    );
    let number = Some("联系电话 13905391234");
    assert_eq!(
        faults(&step(&field.reviewer, &[&row], "RETURN", number).await),
        ["INVALID input.reason"]
    );
    assert_eq!(
        faults(&step(&field.reviewer, &[&row], "APPROVE", None).await),
        ["STATE input.step"]
    );
    assert_eq!(
        faults(&step(&field.reviewer, &[], "PASS", None).await),
        ["INVALID input.lines"]
    );
    let row = publicised(&field, &[&row]).await.remove(0);
    let more = approve(&field.qu.chair, &field, &[(&row, "4000.01")], json!({})).await;
    assert_eq!(faults(&more), ["LIMIT input.lines.0.granted"]);
    let poor = approve(
        &field.qu.chair,
        &field,
        &[(&row, "4000.00")],
        json!({ "year": 2027 }),
    )
    .await;
    assert_eq!(faults(&poor), ["LIMIT input.fundId"]);

    // A donor's wish, and a budget that is used up.
    let wish = crate::funds::fund(&field.qu.finance, json!({ "programmes": ["WARMTH"] })).await;
    done(
        crate::funds::income(&field.qu.finance, &wish, "9000.00").await,
        "transaction",
    );
    let other = approve(
        &field.qu.chair,
        &field,
        &[(&row, "4000.00")],
        json!({ "fundId": wish["id"] }),
    )
    .await;
    assert_eq!(faults(&other), ["STATE input.fundId"]);
    let refused = field
        .cadre
        .run_with(
            "mutation($input: ApproveAidApplicationsInput!) { approveAidApplications(input: $input) { errors { code } } }",
            json!({ "input": { "fundId": field.fund["id"], "year": 2026, "lines": [{ "id": row["id"], "version": row["version"], "granted": "1.00" }] } }),
        )
        .await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "FORBIDDEN");
}

#[tokio::test]
async fn a_budget_that_is_used_up_is_told() {
    let field = field().await;
    let fund = funded(&field.qu.finance, "90000.00").await;
    let row = reviewed(&field, "王秀英").await;
    let row = publicised(&field, &[&row]).await.remove(0);
    let mut owner = field.city.owner().await;
    sqlx::query("UPDATE fund_account SET balance_fen = 100000 WHERE kind = 'BUDGET_FREE'")
        .execute(&mut owner)
        .await
        .unwrap();
    let short = approve(
        &field.qu.chair,
        &field,
        &[(&row, "4000.00")],
        json!({ "fundId": fund["id"] }),
    )
    .await;
    assert_eq!(faults(&short), ["LIMIT input.year"]);
    assert_eq!(
        short["errors"][0]["message"],
        "2026 年该项目的预算余额为 1000.00 元，还差 3000.00 元；请先调整预算"
    );
}

#[tokio::test]
async fn nothing_is_given_to_who_is_not_there_any_more() {
    let field = field().await;
    let mut owner = field.city.owner().await;
    let row = reviewed(&field, "王秀英").await;
    let row = publicised(&field, &[&row]).await.remove(0);
    let gone = "UPDATE member SET removed_on = '2026-08-10' WHERE relation = 'SON'";
    sqlx::query(gone).execute(&mut owner).await.unwrap();
    let answer = approve(&field.qu.chair, &field, &[(&row, "4000.00")], json!({})).await;
    assert_eq!(faults(&answer), ["STATE input.lines.0"]);
    let back = "UPDATE member SET removed_on = NULL";
    sqlx::query(back).execute(&mut owner).await.unwrap();
    let row = done(
        approve(&field.qu.chair, &field, &[(&row, "4000.00")], json!({})).await,
        "applications",
    )[0]
    .take();
    let closed = "UPDATE household SET status = 'CLOSED', close_reason = 'DECEASED'";
    sqlx::query(closed).execute(&mut owner).await.unwrap();
    for method in ["BANK", "CASH"] {
        let answer = pay(&field.qu.finance, &[&row], json!({ "method": method })).await;
        assert_eq!(faults(&answer), ["STATE input.lines.0"], "{method}");
    }
    // Also for code that forgets to look.
    let id = schema::id::split(row["id"].as_str().unwrap()).unwrap().1;
    let forgets = format!(
        "SELECT set_config('lianxin.maintenance', 'on', false), set_config('lianxin.unions', '{}', false)",
        field.qu.place.id.uuid()
    );
    sqlx::query(sqlx::AssertSqlSafe(forgets))
        .execute(&mut owner)
        .await
        .unwrap();
    let refused =
        sqlx::query("SELECT take_aid_step($1, $2, 'HAND_OVER', '2026-08-20', now(), NULL, '{}')")
            .bind(id)
            .bind(i32::try_from(row["version"].as_i64().unwrap()).unwrap())
            .execute(&mut owner)
            .await
            .unwrap_err();
    assert!(
        refused.to_string().contains("is not there any more"),
        "{refused}"
    );
    stepped(
        &field.qu.chair,
        &row,
        "REVOKE",
        Some("家庭已注销，撤销批准"),
    )
    .await;
}

#[tokio::test]
async fn who_withdrew_may_apply_again() {
    let field = field().await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let draft = done(
        save(&field.cadre, typed(&field, &home, 0)).await,
        "application",
    );
    let sent = stepped(&field.cadre, &draft, "SUBMIT", None).await;
    let gone = stepped(
        &field.colleague,
        &sent,
        "WITHDRAW",
        Some("家庭改申请生活救助"),
    )
    .await;
    assert_eq!(
        (&gone["state"], &gone["next"]),
        (&json!("WITHDRAWN"), &json!([]))
    );
    let again = done(
        save(&field.cadre, typed(&field, &home, 0)).await,
        "application",
    );
    assert_ne!(again["number"], gone["number"]);
}
