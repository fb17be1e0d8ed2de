//! Files of needy workers: granted on application without money, and ended by a proposal and a decision.

use serde_json::{Value, json};

use super::*;
use crate::funds::{assert_exact, faults};

const FILE: &str = "id number kind state asked granted maskedName filedOn ending endedOn followedUntil relapsed version next
    desk { name } payee { beneficiary name account } way { step from to reason }";

fn standard() -> Value {
    json!({ "year": 2026, "kind": "NEEDY_FILE", "name": "2026年困难职工建档", "opensOn": "2026-01-01", "closesOn": "2027-12-31",
        "terms": {
            "rules": [
                { "kind": "TIER", "tiers": ["DEEP", "RELATIVE"], "sentence": "深度困难、相对困难", "source": "演示标准" },
                { "kind": "WITHOUT", "facts": ["NEEDY_FILE"], "sentence": "没有建档", "source": "演示标准" } ],
            "amounts": [], "papers": ["入户调查表", "家庭经济状况核对报告"], "decides": "COUNTY" } })
}

fn applied(standard: &Value, home: &Value) -> Value {
    json!({ "householdId": home["id"], "programmeId": standard["id"], "reason": "母亲独自抚养两名学生，收入低",
        "papers": ["入户调查表", "家庭经济状况核对报告"] })
}

async fn act(by: &Person, row: &Value, what: &str, more: Value) -> Value {
    let input = json!({ "step": what, "lines": seen(&[row]) });
    let of = format!("applications {{ {FILE} }}");
    change(by, "stepAidApplications", &of, with(input, more)).await
}

async fn acted(by: &Person, row: &Value, what: &str, more: Value) -> Value {
    done(act(by, row, what, more).await, "applications")[0].take()
}

async fn fact(by: &Person, home: &Value) -> Value {
    let query = "query($id: ID!) { household(id: $id) { needyFile version changes(first: 5) { nodes { fields { field before after } } } } }";
    by.ask(query, json!({ "id": home["id"] })).await["household"].take()
}

async fn counted(by: &Person) -> Value {
    let query = "{ viewer { union { figures { breakdown(of: HOUSEHOLDS, by: NEEDY_FILE) { key value } } } } }";
    by.ask(query, json!({})).await["viewer"]["union"]["figures"]["breakdown"].take()
}

/// An application whose notice is over.
async fn ripe(field: &Field, standard: &Value, home: &Value) -> Value {
    let draft = done(
        save(&field.cadre, applied(standard, home)).await,
        "application",
    );
    let row = acted(&field.cadre, &draft, "SUBMIT", json!({})).await;
    let row = acted(&field.colleague, &row, "PASS", json!({})).await;
    let row = acted(&field.reviewer, &row, "PASS", json!({})).await;
    publicised(field, &[&row]).await.remove(0)
}

#[tokio::test]
async fn a_family_is_filed_relieved_and_filed_again() {
    let field = field().await;
    let standard = opened(&field.shi.chair, standard()).await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let draft = done(
        save(&field.cadre, applied(&standard, &home)).await,
        "application",
    );
    assert_eq!(
        fact(&field.cadre, &home).await["needyFile"],
        "NONE",
        "a draft is none"
    );
    let row = acted(&field.cadre, &draft, "SUBMIT", json!({})).await;
    assert_eq!(
        (&row["asked"], &row["payee"]["name"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(row["payee"]["beneficiary"], "王秀英");
    let now = fact(&field.cadre, &home).await;
    assert_eq!(now["needyFile"], "APPLIED");
    let written =
        json!({ "fields": [{ "field": "needyFile", "before": "NONE", "after": "APPLIED" }] });
    assert!(
        now["changes"]["nodes"]
            .as_array()
            .unwrap()
            .contains(&written),
        "{now:#}"
    );
    assert_eq!(
        counted(&field.qu.chair).await,
        json!([{ "key": "APPLIED", "value": 1 }])
    );

    // Nobody writes another fact by hand; the others of the file are as ever.
    let typed = json!({ "id": home["id"], "version": now["version"], "needyFile": "FILED" });
    let answer = change(&field.cadre, "updateHousehold", "household { id }", typed).await;
    assert_eq!(faults(&answer), ["STATE input.needyFile"]);
    let typed = json!({ "id": home["id"], "version": now["version"], "population": 4, "needyFile": "APPLIED" });
    done(
        change(&field.cadre, "updateHousehold", "household { id }", typed).await,
        "household",
    );

    let row = acted(&field.colleague, &row, "PASS", json!({})).await;
    let row = acted(&field.reviewer, &row, "PASS", json!({})).await;
    let notice = done(post(&field.reviewer, &[&row], json!({})).await, "notice");
    assert_eq!(
        notice["lines"],
        json!([{ "number": 1, "name": "王*英", "union": "沂州社区工会", "programme": "2026年困难职工建档", "tier": "RELATIVE", "amount": null }])
    );
    let row = read(&field.qu.chair, &row).await;
    assert_eq!(
        faults(&act(&field.qu.chair, &row, "FILE", json!({})).await),
        ["STATE input.lines"],
        "it hangs"
    );
    field.city.pass_days(8);
    assert_eq!(
        faults(&act(&field.reviewer, &row, "FILE", json!({})).await),
        ["STATE input.lines"],
        "who reviewed it"
    );
    let row = acted(&field.qu.chair, &row, "FILE", json!({})).await;
    assert_eq!(
        (&row["state"], &row["filedOn"], &row["desk"]),
        (&json!("FILED"), &json!("2026-08-14"), &Value::Null)
    );
    assert_eq!(fact(&field.cadre, &home).await["needyFile"], "FILED");
    assert_eq!(
        read(&field.cadre, &row).await["next"],
        json!(["PROPOSE_END"])
    );
    assert_exact(&field.city).await;

    // The end: proposed, kept, proposed again, decided.
    let why = json!({ "reason": "子女已就业，收入稳定" });
    assert_eq!(
        faults(&act(&field.cadre, &row, "PROPOSE_END", why.clone()).await),
        ["REQUIRED input.ending"]
    );
    let ending = with(why, json!({ "ending": "RELIEVED" }));
    let row = acted(&field.cadre, &row, "PROPOSE_END", ending.clone()).await;
    assert_eq!(
        (&row["state"], &row["desk"]["name"]),
        (&json!("ENDING"), &json!("兰山区总工会"))
    );
    assert_eq!(
        fact(&field.cadre, &home).await["needyFile"],
        "FILED",
        "until it is decided"
    );
    let row = acted(
        &field.reviewer,
        &row,
        "KEEP",
        json!({ "reason": "请再观察一个季度" }),
    )
    .await;
    assert_eq!(
        (&row["state"], &row["ending"]),
        (&json!("FILED"), &Value::Null)
    );
    let row = acted(&field.cadre, &row, "PROPOSE_END", ending).await;
    for (until, fault) in [
        (Value::Null, "REQUIRED input.followedUntil"),
        (json!("2026-08-14"), "INVALID input.followedUntil"),
        (json!("2029-08-15"), "INVALID input.followedUntil"),
    ] {
        let answer = act(
            &field.reviewer,
            &row,
            "END",
            json!({ "followedUntil": until }),
        )
        .await;
        assert_eq!(faults(&answer), [fault]);
    }
    let row = acted(
        &field.reviewer,
        &row,
        "END",
        json!({ "followedUntil": "2027-08-14" }),
    )
    .await;
    assert_eq!(
        (&row["state"], &row["endedOn"], &row["followedUntil"]),
        (
            &json!("RELIEVED"),
            &json!("2026-08-14"),
            &json!("2027-08-14")
        )
    );
    assert_eq!(
        counted(&field.qu.chair).await,
        json!([{ "key": "RELIEVED", "value": 1 }])
    );
    let query =
        "query($id: ID!) { household(id: $id) { timeline(first: 3) { nodes { kind summary } } } }";
    let events = field.cadre.ask(query, json!({ "id": home["id"] })).await["household"]["timeline"]
        ["nodes"]
        .take();
    assert_eq!(events[0]["kind"], "NEEDY_FILE_ENDED", "{events:#}");
    assert_eq!(events[0]["summary"], "困难职工档案已核销：解困脱困");

    // 返困: the same programme, another file.
    let again = ripe(&field, &standard, &home).await;
    let again = acted(&field.qu.chair, &again, "FILE", json!({})).await;
    assert_eq!(
        (&again["relapsed"], &row["relapsed"]),
        (&json!(true), &json!(false))
    );
    assert_exact(&field.city).await;
}

#[tokio::test]
async fn what_came_to_nothing_leaves_the_fact_as_it_was() {
    let field = field().await;
    let standard = opened(&field.shi.chair, standard()).await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let typed = json!({ "id": home["id"], "version": home["version"], "needyFile": "REMOVED" });
    done(
        change(&field.cadre, "updateHousehold", "household { id }", typed).await,
        "household",
    );
    let draft = done(
        save(&field.cadre, applied(&standard, &home)).await,
        "application",
    );
    let second = save(&field.cadre, applied(&standard, &home)).await;
    assert_eq!(
        faults(&second),
        ["DUPLICATE input.programmeId"],
        "one at a time"
    );

    let row = acted(&field.cadre, &draft, "SUBMIT", json!({})).await;
    let why = json!({ "reason": "请补充入户调查表" });
    let row = acted(&field.colleague, &row, "RETURN", why.clone()).await;
    assert_eq!(
        fact(&field.cadre, &home).await["needyFile"],
        "REMOVED",
        "returned"
    );
    let row = acted(&field.cadre, &row, "SUBMIT", json!({})).await;
    assert_eq!(fact(&field.cadre, &home).await["needyFile"], "APPLIED");
    acted(&field.colleague, &row, "REJECT", why.clone()).await;
    assert_eq!(
        fact(&field.cadre, &home).await["needyFile"],
        "REMOVED",
        "rejected"
    );

    let row = ripe(&field, &standard, &home).await;
    let row = acted(&field.qu.chair, &row, "FILE", json!({})).await;
    acted(&field.qu.chair, &row, "REVOKE", why).await;
    assert_eq!(
        fact(&field.cadre, &home).await["needyFile"],
        "REMOVED",
        "revoked"
    );
    assert_exact(&field.city).await;
}

#[tokio::test]
async fn a_file_takes_no_money_and_aid_is_no_file() {
    let field = field().await;
    for more in [
        json!({ "amounts": [{ "least": "100.00" }] }),
        json!({ "householdCap": "100.00" }),
    ] {
        let mut input = standard();
        input["terms"] = with(input["terms"].take(), more);
        let answer = change(
            &field.shi.chair,
            "createProgramme",
            "programme { id }",
            input,
        )
        .await;
        assert_eq!(faults(&answer), ["INVALID input.terms.amounts"]);
    }
    let standard = opened(&field.shi.chair, standard()).await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    for (more, fault) in [
        (json!({ "asked": "100.00" }), "INVALID input.asked"),
        (json!({ "payeeName": "王秀英" }), "INVALID input.asked"),
        (
            json!({ "memberId": child(&home, 0) }),
            "INVALID input.memberId",
        ),
    ] {
        let answer = save(&field.cadre, with(applied(&standard, &home), more)).await;
        assert_eq!(faults(&answer), [fault]);
    }
    let mut unasked = super::typed(&field, &home, 0);
    unasked["asked"] = Value::Null;
    assert_eq!(
        faults(&save(&field.cadre, unasked).await),
        ["INVALID input.asked"]
    );

    let file = ripe(&field, &standard, &home).await;
    let answer = approve(&field.qu.chair, &field, &[(&file, "100.00")], json!({})).await;
    assert_eq!(faults(&answer), ["STATE input.lines.0"]);
    let aid = reviewed(&field, "赵春梅").await;
    let aid = publicised(&field, &[&aid]).await.remove(0);
    assert_eq!(
        faults(&act(&field.qu.chair, &aid, "FILE", json!({})).await),
        ["STATE input.lines.0"]
    );

    let line = json!([{ "programme": "NEEDY_FILE", "amount": "100.00" }]);
    let answer = change(
        &field.qu.finance,
        "saveFundBudget",
        "budget { id }",
        json!({ "year": 2027, "lines": line }),
    )
    .await;
    assert_eq!(faults(&answer), ["INVALID input.lines.0.programme"]);
}

#[tokio::test]
async fn the_database_itself_keeps_the_fact_and_wants_another_person_for_the_end() {
    let field = field().await;
    let standard = opened(&field.shi.chair, standard()).await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let row = ripe(&field, &standard, &home).await;
    let row = acted(&field.qu.chair, &row, "FILE", json!({})).await;
    let row = acted(
        &field.cadre,
        &row,
        "PROPOSE_END",
        json!({ "ending": "RETIRED", "reason": "已办理退休手续" }),
    )
    .await;

    let scope = field.cadre.scope(schema::tenancy::Access::Write).await;
    let by_hand = "UPDATE household SET needy_file = 'NONE'";
    let refused = sea_orm::ConnectionTrait::execute_unprepared(&*scope, by_hand)
        .await
        .unwrap_err();
    assert!(
        refused.to_string().contains("the file decides it"),
        "{refused}"
    );

    // Who proposed it got a post at the county.
    let mut owner = field.city.owner().await;
    sqlx::query("UPDATE aid_application SET proposer_id = (SELECT person_id FROM staff WHERE id = $1) WHERE id = $2")
        .bind(field.reviewer.staff.uuid())
        .bind(schema::id::split(row["id"].as_str().unwrap()).unwrap().1)
        .execute(&mut owner)
        .await
        .unwrap();
    let answer = act(&field.reviewer, &row, "END", json!({})).await;
    assert_eq!(faults(&answer), ["STATE input.lines"]);
    let row = acted(&field.qu.chair, &row, "END", json!({})).await;
    assert_eq!(
        (&row["state"], &row["followedUntil"]),
        (&json!("REMOVED"), &Value::Null)
    );
}

#[tokio::test]
async fn those_whom_nobody_touched_and_nobody_aided_are_found() {
    let field = field().await;
    let standard = opened(&field.shi.chair, standard()).await;
    let aided = family(&field.cadre, "赵春梅", &["赵小亮"]).await;
    let row = passed_on(&field, &super::typed(&field, &aided, 0)).await;
    let row = publicised(&field, &[&row]).await.remove(0);
    done(
        approve(&field.qu.chair, &field, &[(&row, "3000.00")], json!({})).await,
        "applications",
    );
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let row = ripe(&field, &standard, &home).await;
    acted(&field.qu.chair, &row, "FILE", json!({})).await;

    let found = async |by: &Person, filter: Value| {
        let query = "query($filter: HouseholdFilter!) { households(filter: $filter) { nodes { headName } } }";
        let nodes = by.ask(query, json!({ "filter": filter })).await["households"]["nodes"].take();
        let names = nodes
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["headName"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    let below = json!({ "subtree": true });
    let of = |more: Value| with(below.clone(), more);
    let county = &field.qu.chair;
    assert_eq!(
        found(county, of(json!({ "needyFile": "FILED" }))).await,
        ["王**"]
    );
    assert_eq!(
        found(county, of(json!({ "needyFile": "NONE" }))).await,
        ["赵**"]
    );
    assert_eq!(
        found(county, of(json!({ "neverAided": true }))).await,
        ["王**"]
    );
    let today = "2026-08-22";
    assert_eq!(
        found(county, of(json!({ "untouchedSince": today }))).await,
        ["赵**"],
        "filed today is touched"
    );
    field.city.pass_days(1);
    let tomorrow = "2026-08-23";
    assert_eq!(
        found(county, of(json!({ "untouchedSince": tomorrow }))).await,
        ["赵**", "王**"]
    );
    assert_eq!(
        found(
            county,
            of(json!({ "untouchedSince": tomorrow, "needyFile": "FILED", "neverAided": true }))
        )
        .await,
        ["王**"]
    );
}

#[tokio::test]
async fn a_survey_does_not_undo_what_was_decided() {
    let field = field().await;
    let standard = opened(&field.shi.chair, standard()).await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let draft = done(
        save(&field.cadre, applied(&standard, &home)).await,
        "application",
    );
    let admin = field.village.admin().await;
    let input = json!({ "householdId": home["id"], "cadreId": field.cadre.staff.to_string() });
    done(
        change(&admin, "pairHousehold", "pairing { id }", input).await,
        "pairing",
    );
    let round = crate::surveys::opened(&field.qu.chair, json!({})).await;
    acted(&field.cadre, &draft, "SUBMIT", json!({})).await;
    let task = crate::surveys::task_of(
        &field.cadre,
        &round,
        home["id"].as_str().unwrap().parse().unwrap(),
    )
    .await;
    crate::surveys::recorded(&field.cadre, crate::surveys::form(&task)).await;
    let now = fact(&field.cadre, &home).await;
    assert_eq!(now["needyFile"], "APPLIED", "the form said NONE");
    assert_exact(&field.city).await;
}

#[tokio::test]
async fn of_two_who_decide_one_file_one_is_told() {
    let field = field().await;
    let standard = opened(&field.shi.chair, standard()).await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let row = ripe(&field, &standard, &home).await;
    let other = field.qu.place.person("钱主席", &[Role::Admin]).await;
    let why = json!({ "reason": "核对发现家庭有经营性用房" });
    let (filed, rejected) = tokio::join!(
        act(&field.qu.chair, &row, "FILE", json!({})),
        act(&other, &row, "REJECT", why),
    );
    let refused: Vec<String> = [&filed, &rejected].into_iter().flat_map(faults).collect();
    assert_eq!(refused, ["CONFLICT input.lines.0"]);
    let now = read(&field.cadre, &row).await;
    let fact = fact(&field.cadre, &home).await;
    let pair = (
        now["state"].as_str().unwrap(),
        fact["needyFile"].as_str().unwrap(),
    );
    assert!(
        [("FILED", "FILED"), ("REJECTED", "NONE")].contains(&pair),
        "{pair:?}"
    );
    assert_exact(&field.city).await;
}
