//! Money of applications over the end of a year, and four eyes in the database.

use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};

use super::*;
use crate::funds::{assert_exact, faults, lines, statement};

#[tokio::test]
async fn what_is_committed_goes_on_into_the_next_year_and_is_paid_there() {
    let field = field().await;
    let kept = approved(&field, "王秀英", "3000.00").await;
    let dropped = approved(&field, "王秀兰", "3500.00").await;
    let sent = approved(&field, "王秀芝", "4000.00").await;
    let batch = done(pay(&field.qu.finance, &[&sent], json!({})).await, "batch");
    field.city.pass_days(150);
    let close = json!({ "year": 2026 });
    let closing = change(
        &field.qu.chair,
        "closeFundYear",
        "closedYears",
        close.clone(),
    )
    .await;
    assert_eq!(
        faults(&closing),
        ["STATE input.year"],
        "the bank has not answered"
    );
    done(settle(&field.qu.finance, &batch, json!([])).await, "batch");
    let closing = change(&field.qu.chair, "closeFundYear", "closedYears", close).await;
    assert_eq!(closing["closedYears"], json!([2026]), "{closing:#}");
    assert_exact(&field.city).await;

    let batch = done(pay(&field.qu.finance, &[&kept], json!({})).await, "batch");
    done(settle(&field.qu.finance, &batch, json!([])).await, "batch");
    stepped(&field.qu.chair, &dropped, "REVOKE", Some("家庭情况已变化")).await;
    assert_exact(&field.city).await;
    let query = "query($id: ID!) { union(id: $id) { old: fundStatement(year: 2026) { addsUp total { paid carried available committed budgetUsed } }
        new: fundStatement(year: 2027) { addsUp total { opening paid available committed } } } }";
    let id = field.qu.place.id.to_string();
    let both = field.qu.finance.ask(query, json!({ "id": id })).await["union"].take();
    assert_eq!(
        both,
        json!({
            "old": { "addsUp": true, "total": { "paid": "4000.00", "carried": "16000.00", "available": "0.00", "committed": "0.00", "budgetUsed": "10500.00" } },
            "new": { "addsUp": true, "total": { "opening": "16000.00", "paid": "3000.00", "available": "13000.00", "committed": "0.00" } } })
    );
}

#[tokio::test]
async fn a_late_return_comes_back_until_the_family_has_confirmed() {
    let field = field().await;
    let first = approved(&field, "王秀英", "3000.00").await;
    let second = approved(&field, "王秀兰", "3500.00").await;
    let batch = done(
        pay(&field.qu.finance, &[&first, &second], json!({})).await,
        "batch",
    );
    let batch = done(settle(&field.qu.finance, &batch, json!([])).await, "batch");
    let late = json!([{ "number": 1, "reason": "账户已销户" }]);
    let batch = done(settle(&field.qu.finance, &batch, late).await, "batch");
    assert_eq!((&batch["returned"], &batch["open"]), (&json!(1), &json!(0)));
    let back = batch["payments"][0]["application"].clone();
    assert_eq!(back["state"], "APPROVED");
    assert_eq!(
        lines(&statement(&field.qu.finance, &field.qu.place, true).await)[1..4],
        [
            ("paid".to_owned(), "3500.00".to_owned()),
            ("available".to_owned(), "13500.00".to_owned()),
            ("committed".to_owned(), "3000.00".to_owned())
        ]
    );
    let paid = read(&field.cadre, &batch["payments"][1]["application"]).await;
    stepped(&field.cadre, &paid, "CONFIRM", None).await;
    let later = json!([{ "number": 2, "reason": "账户已销户" }]);
    assert_eq!(
        faults(&settle(&field.qu.finance, &batch, later).await),
        ["STATE input.returned"]
    );
    assert_exact(&field.city).await;
}

#[tokio::test]
async fn the_database_itself_wants_four_eyes_and_the_notice() {
    let field = field().await;
    let row = reviewed(&field, "王秀英").await;
    let id = schema::id::split(row["id"].as_str().unwrap()).unwrap().1;
    let fund = schema::id::split(field.fund["id"].as_str().unwrap())
        .unwrap()
        .1;
    let version = row["version"].as_i64().unwrap();
    let refused = async |by: &Person, sql: String| {
        let mut conn = field.city.connect_as("lianxin_app").await;
        let mut tx = conn.begin().await.unwrap();
        for (fact, value) in [
            ("person", by.claims.person_id.to_string()),
            ("staff", by.staff.uuid().to_string()),
            ("path", by.place.path.clone()),
            ("unions", by.place.id.uuid().to_string()),
            ("names", by.place.id.uuid().to_string()),
        ] {
            sqlx::query("SELECT set_config($1, $2, true)")
                .bind(format!("lianxin.{fact}"))
                .bind(value)
                .execute(&mut *tx)
                .await
                .unwrap();
        }
        let error = tx
            .execute(AssertSqlSafe(sql.clone()))
            .await
            .expect_err(&sql);
        error.as_database_error().unwrap().message().to_owned()
    };
    let taken = |what: &str, version: i64, facts: &str| {
        format!(
            "SELECT step_aid('{{{id}}}', '{{{version}}}', '{what}', '2026-08-06', now(), '原因说明', '[{facts}]')"
        )
    };
    let money = format!(r#"{{"fund_id":"{fund}","year":2026,"granted_fen":300000}}"#);
    let changed = "the application was changed meanwhile";
    let eyes = "violates check constraint \"aid_application_four_eyes\"";

    // Not before its notice, not in another union's name, not past the functions.
    assert_eq!(
        refused(&field.qu.chair, taken("APPROVE", version, &money)).await,
        changed
    );
    let not_theirs = "this step is not the caller's";
    assert_eq!(
        refused(&field.shi.chair, taken("REJECT", version, "{}")).await,
        not_theirs
    );
    assert_eq!(
        refused(&field.cadre, taken("REJECT", version, "{}")).await,
        not_theirs
    );
    let own_function = refused(&field.qu.finance, taken("SEND", version, "{}")).await;
    assert_eq!(own_function, "SEND has a function of its own");
    let writes =
        format!("UPDATE aid_application SET state = 'PAID' WHERE id = '{id}' RETURNING id");
    assert_eq!(
        {
            let mut conn = field.city.connect_as("lianxin_app").await;
            conn.execute(AssertSqlSafe(writes))
                .await
                .unwrap()
                .rows_affected()
        },
        0
    );
    let forged = refused(
        &field.cadre,
        "INSERT INTO aid_event SELECT * FROM aid_event".to_owned(),
    )
    .await;
    assert_eq!(forged, "permission denied for table aid_event");

    let row = publicised(&field, &[&row]).await.remove(0);
    let version = row["version"].as_i64().unwrap();
    let late = |sql: String| sql.replace("2026-08-06", "2026-08-20");
    let hangs = refused(&field.qu.chair, taken("APPROVE", version, &money)).await;
    assert_eq!(hangs, "the notice still hangs");
    let by_reviewer = refused(&field.reviewer, late(taken("APPROVE", version, &money))).await;
    assert!(by_reviewer.contains(eyes), "{by_reviewer}");

    let row = done(
        approve(&field.qu.chair, &field, &[(&row, "3000.00")], json!({})).await,
        "applications",
    )[0]
    .take();
    let version = row["version"].as_i64().unwrap();
    let paid = format!(
        "SELECT pay_aid(gen_random_uuid(), '{{{id}}}', '{{{version}}}', 'CASH', '2026-08-20', now(), NULL, NULL)"
    );
    let by_approver = refused(&field.qu.chair, paid).await;
    assert!(by_approver.contains(eyes), "{by_approver}");
    assert_exact(&field.city).await;
}

#[tokio::test]
async fn verifying_the_ledger_finds_an_application_whose_money_is_not_what_its_state_says() {
    let field = field().await;
    approved(&field, "王秀英", "3000.00").await;
    assert_exact(&field.city).await;
    let mut owner = field.city.owner().await;
    for change in [
        "granted_fen = 300001",
        "state = 'PAID', paid_on = '2026-08-20', payer_id = gen_random_uuid(), paid_year = 2026",
        "state = 'REJECTED', desk_id = NULL",
    ] {
        let mut tx = owner.begin().await.unwrap();
        tx.execute(AssertSqlSafe(format!(
            "UPDATE aid_application SET {change}"
        )))
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let faults = schema::funds::verify(&mut owner).await.unwrap().faults;
        assert!(
            matches!(faults.as_slice(), [schema::funds::LedgerFault::Aid { .. }]),
            "{change}: {faults:?}"
        );
        owner.execute("UPDATE aid_application SET granted_fen = 300000, state = 'APPROVED', paid_on = NULL, desk_id = decider_id").await.unwrap();
    }
}

#[tokio::test]
async fn nobody_has_two_hands_in_one_application() {
    let field = field().await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let draft = done(
        save(&field.cadre, typed(&field, &home, 0)).await,
        "application",
    );
    let sent = stepped(&field.cadre, &draft, "SUBMIT", None).await;
    for what in ["PASS", "RETURN", "REJECT"] {
        let own = step(&field.cadre, &[&sent], what, Some("自己审核自己")).await;
        assert_eq!(faults(&own), ["STATE input.lines"], "{what}");
    }
    // The county's chair reviews it, and may not approve it then.
    let up = stepped(&field.colleague, &sent, "PASS", None).await;
    let row = stepped(&field.qu.chair, &up, "PASS", None).await;
    let row = publicised(&field, &[&row]).await.remove(0);
    assert_eq!(row["next"], json!(["RETURN", "REJECT"]));
    let own = approve(&field.qu.chair, &field, &[(&row, "3000.00")], json!({})).await;
    assert_eq!(faults(&own), ["STATE input.lines"]);
    let other = field.qu.place.person("李副主席", &[Role::Admin]).await;
    let row = done(
        approve(&other, &field, &[(&row, "3000.00")], json!({})).await,
        "applications",
    )[0]
    .take();
    let own = pay(&other, &[&row], json!({})).await;
    assert_eq!(faults(&own), ["STATE input.lines"]);
}

#[tokio::test]
async fn where_nobody_else_is_there_the_union_above_reviews() {
    let field = field().await;
    let lonely = field
        .qu
        .place
        .township("银雀山街道")
        .await
        .village("金雀社区")
        .await;
    let only = lonely.person("冯干部", &[Role::Cadre]).await;
    let home = family(&only, "王秀英", &["王小明"]).await;
    let draft = done(save(&only, typed(&field, &home, 0)).await, "application");
    let sent = stepped(&only, &draft, "SUBMIT", None).await;
    assert_eq!(sent["desk"]["name"], "兰山区总工会");
}

/// Lines of a statement of the county's bank, as if loaded from its file.
async fn stated(field: &Field, lines: &[(&str, i64, &str, Option<&str>)]) {
    let mut owner = field.city.owner().await;
    let (month, statement) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    let (union, path) = (field.qu.place.id.uuid(), field.qu.place.path.as_str());
    for sql in [
        "INSERT INTO bank_month (id, union_id, union_path, month, state, created_at) VALUES ($1, $3, $4, '2026-08-01', 'OPEN', now())",
        "INSERT INTO bank_statement (id, union_id, union_path, month, account, created_at) VALUES ($2, $3, $4, '2026-08-01', '基本户' || left($1::text, 0), now())",
    ] {
        sqlx::query(sql)
            .bind(month)
            .bind(statement)
            .bind(union)
            .bind(path)
            .execute(&mut owner)
            .await
            .unwrap();
    }
    for (day, fen, summary, party) in lines {
        sqlx::query(
            "INSERT INTO bank_line (id, statement_id, union_id, union_path, month, day, amount_fen, summary, party, key)
             VALUES (gen_random_uuid(), $1, $2, $3, '2026-08-01', $4::date, $5, $6, $7, gen_random_uuid()::text)",
        )
        .bind(statement)
        .bind(union)
        .bind(path)
        .bind(day)
        .bind(fen)
        .bind(summary)
        .bind(party)
        .execute(&mut owner)
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn what_the_statement_says_came_back_is_proposed_and_written_down() {
    let field = field().await;
    let (one, two) = (
        approved(&field, "王秀英", "3000.00").await,
        approved(&field, "赵春梅", "3500.00").await,
    );
    let batch = done(
        pay(&field.qu.finance, &[&one, &two], json!({})).await,
        "batch",
    );
    let back = async |by: &Person| {
        let query = "query($id: ID!) { aidPaymentBatch(id: $id) { bankReturns { number reason line { amount summary party } } } }";
        by.ask(query, json!({ "id": batch["id"] })).await["aidPaymentBatch"]["bankReturns"].take()
    };
    assert_eq!(back(&field.qu.finance).await, json!([]));
    stated(
        &field,
        &[
            ("2026-08-24", 300_000, "退汇 户名不符", Some("王秀英")),
            ("2026-08-24", 350_000, "利息", None),
            ("2026-08-05", 350_000, "退汇", None),
            ("2026-08-24", -350_000, "退汇", None),
        ],
    )
    .await;
    let found = back(&field.qu.finance).await;
    assert_eq!(
        found,
        json!([{ "number": 1, "reason": "银行退回：退汇 户名不符",
            "line": { "amount": "3000.00", "summary": "退汇 户名不符", "party": "王秀英" } }])
    );
    assert_eq!(
        back(&field.shi.finance).await,
        json!([]),
        "not the superior's"
    );
    let returned = json!([{ "number": found[0]["number"], "reason": found[0]["reason"] }]);
    let batch = done(settle(&field.qu.finance, &batch, returned).await, "batch");
    assert_eq!((&batch["returned"], &batch["open"]), (&json!(1), &json!(0)));
    assert_eq!(batch["payments"][0]["application"]["state"], "APPROVED");
    assert_eq!(
        back(&field.qu.finance).await,
        json!([]),
        "what was written down is none any more"
    );
    assert_exact(&field.city).await;
}
