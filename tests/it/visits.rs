//! Visits, promises and the timeline.

use async_graphql::{Request, Variables};
use schema::id::HouseholdId;
use schema::loaders::Loads;
use schema::tenancy::{Access, Role};
use schema::text::Language;
use serde_json::{Value, json};
use tests::{City, Person, Place};

use crate::assignments::{county, page, pair, promise};

const RECORD: &str = "mutation($input: RecordVisitInput!) { recordVisit(input: $input) {
    visit { id visitedOn kind purpose met place metWhom observed claims needs recordedAt
        cadre { name } household { id } measures { text need dueOn state overdue cadre { name } } }
    errors { code path message } } }";

fn visit(household: HouseholdId, day: &str) -> Value {
    json!({ "householdId": household.to_string(), "visitedOn": day, "kind": "HOME", "purpose": "ROUTINE", "met": true })
}

fn with(mut input: Value, more: Value) -> Value {
    let fields = more.as_object().expect("an object").clone();
    input.as_object_mut().expect("an object").extend(fields);
    input
}

async fn record(by: &Person, input: Value) -> Value {
    by.ask(RECORD, json!({ "input": input })).await["recordVisit"].take()
}

fn fault(response: &Value) -> &str {
    response["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("no fault: {response:#}"))
}

fn faults(answer: &Value) -> Vec<String> {
    let path = |error: &Value| {
        let parts: Vec<&str> = error["path"]
            .as_array()
            .expect("a path")
            .iter()
            .skip(1)
            .filter_map(Value::as_str)
            .collect();
        format!(
            "{} {}",
            error["code"].as_str().expect("a code"),
            parts.join(".")
        )
    };
    answer["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(path)
        .collect()
}

async fn figures(viewer: &Person, of: &Place) -> Value {
    let query = "query($id: ID!) { union(id: $id) { figures { visits: total(of: VISITS) month: total(of: VISITS_THIS_MONTH)
        open: total(of: MEASURES_OPEN) due: total(of: MEASURES_DUE) overdue: total(of: MEASURES_OVERDUE) done: total(of: MEASURES_DONE) } } }";
    viewer.ask(query, json!({ "id": of.id.to_string() })).await["union"]["figures"].take()
}

/// A cadre with a household.
async fn cadre(lanshan: &Place, admin: &Person) -> (Person, HouseholdId) {
    let wang = lanshan.cadre("王建国").await;
    let household = lanshan.household("张三").await;
    pair(admin, household, &wang).await;
    (wang, household)
}

#[tokio::test]
async fn a_cadre_records_a_visit_with_its_promises() {
    let (city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let input = with(
        visit(household, "2026-08-05"),
        json!({
            "place": " 家中 ", "metWhom": "本人", "observed": "患病在家\n孩子上初中", "claims": "希望得到助学金",
            "needs": ["SCHOOL_AID", "JOB", "SCHOOL_AID"], "recordedAt": "2026-08-05T10:30:00Z",
            "measures": [{ "text": "指导申请助学金", "need": "SCHOOL_AID", "dueOn": "2026-08-10" }, { "text": "推荐岗位", "dueOn": "2026-09-30" }],
        }),
    );
    let answer = record(&wang, input).await;
    assert_eq!(answer["errors"], json!([]));
    let mut seen = answer["visit"].clone();
    assert!(
        seen["id"]
            .take()
            .as_str()
            .is_some_and(|id| id.starts_with("visit_"))
    );
    assert_eq!(
        seen,
        json!({
            "id": null, "visitedOn": "2026-08-05", "kind": "HOME", "purpose": "ROUTINE", "met": true,
            "place": "家中", "metWhom": "本人", "observed": "患病在家\n孩子上初中", "claims": "希望得到助学金",
            "needs": ["SCHOOL_AID", "JOB"], "recordedAt": "2026-08-05T10:30:00+00:00",
            "cadre": { "name": "王建国" }, "household": { "id": household.to_string() },
            "measures": [
                { "text": "指导申请助学金", "need": "SCHOOL_AID", "dueOn": "2026-08-10", "state": "OPEN", "overdue": false, "cadre": { "name": "王建国" } },
                { "text": "推荐岗位", "need": null, "dueOn": "2026-09-30", "state": "OPEN", "overdue": false, "cadre": { "name": "王建国" } },
            ],
        })
    );
    record(&wang, visit(household, "2026-07-31")).await;
    assert_eq!(
        figures(&city.root().admin().await, &city.root()).await,
        json!({ "visits": 2, "month": 1, "open": 2, "due": 1, "overdue": 0, "done": 0 })
    );
    city.pass_days(30);
    assert_eq!(
        figures(&admin, &lanshan).await,
        json!({ "visits": 2, "month": 0, "open": 2, "due": 0, "overdue": 1, "done": 0 })
    );
    let data = wang
        .ask(
            "{ measures(filter: { mine: true, overdue: true }) { nodes { text overdue } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        data["measures"]["nodes"],
        json!([{ "text": "指导申请助学金", "overdue": true }])
    );
    let data = wang
        .ask(
            "{ measures(filter: { mine: true, overdue: false }) { nodes { text } } }",
            json!({}),
        )
        .await;
    assert_eq!(data["measures"]["nodes"], json!([{ "text": "推荐岗位" }]));
    let data = wang
        .ask(
            "{ measures(filter: { dueBefore: \"2026-08-11\" }) { nodes { text } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        data["measures"]["nodes"],
        json!([{ "text": "指导申请助学金" }])
    );
}

#[tokio::test]
async fn every_fault_of_a_visit_is_told_at_once_and_nothing_is_written() {
    let (_city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let input = with(
        visit(household, "2026-08-07"),
        json!({
            "place": "x".repeat(101), "observed": "a\u{0}b",
            "measures": [{ "text": " ", "dueOn": "2026-08-01" }, { "text": "好", "dueOn": "2036-08-07" }],
        }),
    );
    let answer = record(&wang, input).await;
    assert_eq!(
        faults(&answer),
        [
            "INVALID visitedOn",
            "INVALID place",
            "INVALID observed",
            "INVALID measures.0.dueOn",
            "REQUIRED measures.0.text",
            "INVALID measures.1.dueOn",
        ]
    );
    assert_eq!(answer["visit"], Value::Null);
    // Written down on the phone yesterday, so it can't have been today.
    let input = with(
        visit(household, "2026-08-06"),
        json!({ "recordedAt": "2026-08-05T15:59:59Z" }),
    );
    assert_eq!(faults(&record(&wang, input).await), ["INVALID visitedOn"]);
    // A clock that runs ahead does no harm.
    let input = with(
        visit(household, "2026-08-06"),
        json!({ "recordedAt": "2027-01-01T00:00:00Z" }),
    );
    assert_eq!(
        record(&wang, input).await["visit"]["recordedAt"],
        "2026-08-06T02:00:00+00:00"
    );
    assert_eq!(figures(&admin, &lanshan).await["visits"], 1);
}

#[tokio::test]
async fn a_phone_that_sends_twice_records_once() {
    let (_city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let input = with(
        visit(household, "2026-08-06"),
        json!({ "idempotencyKey": "phone-7f3a-1", "measures": [{ "text": "推荐岗位", "dueOn": "2026-09-01" }] }),
    );
    let (first, second) = tokio::join!(record(&wang, input.clone()), record(&wang, input.clone()));
    assert_eq!(first["errors"], json!([]));
    assert_eq!(first, second);
    assert_eq!(record(&wang, input.clone()).await, first);
    assert_eq!(
        faults(&record(&wang, with(input, json!({ "met": false }))).await),
        ["DUPLICATE idempotencyKey"]
    );
    let seen = figures(&admin, &lanshan).await;
    assert_eq!(
        (seen["visits"].as_i64(), seen["open"].as_i64()),
        (Some(1), Some(1))
    );
}

#[tokio::test]
async fn only_who_answers_for_the_household_records() {
    let (city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let li = lanshan.cadre("李敏").await;
    let clerk = lanshan.person("钱会计", &[Role::Finance]).await;
    let superior = city.root().admin().await;
    let stranger = city.county("费县").await.admin().await;
    let township = lanshan.township("兰山街道").await.admin().await;
    let input = json!({ "input": visit(household, "2026-08-06") });
    for (person, code) in [
        (&li, "FORBIDDEN"),
        (&clerk, "FORBIDDEN"),
        (&superior, "FORBIDDEN"),
        (&stranger, "NOT_FOUND"),
        (&township, "NOT_FOUND"),
    ] {
        assert_eq!(fault(&person.run_with(RECORD, input.clone()).await), code);
    }
    let helper = "mutation($h: ID!, $s: ID!) { addHelper(input: { householdId: $h, staffId: $s }) { errors { code } } }";
    admin
        .ask(
            helper,
            json!({ "h": household.to_string(), "s": li.staff.to_string() }),
        )
        .await;
    for person in [&wang, &li, &admin] {
        assert_eq!(
            record(person, visit(household, "2026-08-06")).await["errors"],
            json!([])
        );
    }
    let measure = promise(&wang, household, "推荐岗位", "2026-09-01").await;
    let drop = "mutation($id: ID!) { dropMeasure(input: { id: $id, version: 1, reason: \"家庭已搬走\" }) { measure { state dropReason } errors { code } } }";
    for (person, code) in [
        (&clerk, "FORBIDDEN"),
        (&superior, "FORBIDDEN"),
        (&stranger, "NOT_FOUND"),
    ] {
        assert_eq!(
            fault(&person.run_with(drop, json!({ "id": measure["id"] })).await),
            code
        );
    }
}

const COMPLETE: &str = "mutation($input: CompleteMeasureInput!) { completeMeasure(input: $input) {
    measure { state proof proofNote doneOn version familyCode } errors { code path message } } }";

async fn complete(by: &Person, input: Value) -> Value {
    by.ask(COMPLETE, json!({ "input": input })).await["completeMeasure"].take()
}

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

#[tokio::test]
async fn a_superior_sees_that_there_was_a_visit_and_a_sibling_nothing() {
    let (city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let input = with(
        visit(household, "2026-08-06"),
        json!({ "place": "家中", "metWhom": "本人", "observed": "患病", "claims": "助学", "measures": [{ "text": "申请助学金", "dueOn": "2026-09-01" }] }),
    );
    record(&wang, input).await;
    let query = "{ visits(filter: { subtree: true }) { nodes { place metWhom observed claims cadre { name } measures { text familyCode proofNote } } }
        measures(filter: { subtree: true }) { nodes { text familyCode need } } }";
    let data = city.root().admin().await.ask(query, json!({})).await;
    let hidden = json!({ "text": "（内容仅本工会可见）", "familyCode": null, "proofNote": null });
    assert_eq!(
        data,
        json!({
            "visits": { "nodes": [{ "place": null, "metWhom": null, "observed": null, "claims": null, "cadre": { "name": "王建国" }, "measures": [hidden] }] },
            "measures": { "nodes": [{ "text": "（内容仅本工会可见）", "familyCode": null, "need": null }] },
        })
    );
    // At the own union, whose role does not see names reads the same.
    let auditor = lanshan.person("孙审计", &[Role::Auditor]).await;
    assert_eq!(auditor.ask(query, json!({})).await, data);
    assert_eq!(
        fault(
            &lanshan
                .person("周馆员", &[Role::Librarian])
                .await
                .run(query)
                .await
        ),
        "FORBIDDEN"
    );

    let sibling = city.county("费县").await;
    let (stranger, below) = (
        sibling.admin().await,
        lanshan.township("兰山街道").await.admin().await,
    );
    for person in [&stranger, &below] {
        let empty = json!({ "visits": { "nodes": [] }, "measures": { "nodes": [] } });
        assert_eq!(person.ask(query, json!({})).await, empty);
        let of = json!({ "h": household.to_string(), "u": lanshan.id.to_string() });
        let data = person
            .ask(
                "query($h: ID!) { visits(filter: { householdId: $h }) { nodes { id } } }",
                json!({ "h": of["h"] }),
            )
            .await;
        assert_eq!(data["visits"]["nodes"], json!([]));
        let other = person
            .run_with(
                "query($u: ID!) { visits(filter: { unionId: $u }) { nodes { id } } }",
                json!({ "u": of["u"] }),
            )
            .await;
        assert_eq!(fault(&other), "NOT_FOUND");
    }
}

#[tokio::test]
async fn a_timeline_tells_everything_newest_first() {
    let (city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    city.pass_days(1);
    let input = with(
        visit(household, "2026-08-07"),
        json!({ "measures": [{ "text": "推荐岗位", "need": "JOB", "dueOn": "2026-09-01" }] }),
    );
    record(&wang, input).await;
    // Written down two days late: it stands at the noon of its day.
    city.pass_days(2);
    record(
        &wang,
        with(
            visit(household, "2026-08-08"),
            json!({ "kind": "PHONE", "purpose": "FOLLOW_UP" }),
        ),
    )
    .await;
    city.pass_days(1);
    let data = wang
        .ask(
            "{ measures(filter: { mine: true }) { nodes { id } } }",
            json!({}),
        )
        .await;
    let id = &data["measures"]["nodes"][0]["id"];
    complete(&wang, json!({ "id": id, "version": 1, "proof": "DOCUMENT", "note": "录用通知", "doneOn": "2026-08-10" })).await;
    let fields = "timeline { nodes { at kind summary by { name } visit { purpose } measure { state } pairing { state } } }";
    let seen = page(&wang, household, fields).await;
    let event = |at: &str, kind: &str, by: Value, summary: &str| json!({ "at": at, "kind": kind, "summary": summary, "by": by, "visit": null, "measure": null, "pairing": null });
    let wang_name = json!({ "name": "王建国" });
    let done = json!({ "state": "DONE" });
    let expected = json!([
        with(
            event(
                "2026-08-10T02:00:00+00:00",
                "MEASURE_DONE",
                wang_name.clone(),
                "帮扶措施已办结（就业岗位），依据：凭证"
            ),
            json!({ "measure": done })
        ),
        with(
            event(
                "2026-08-08T04:00:00+00:00",
                "VISIT",
                wang_name.clone(),
                "走访（电话，回访）"
            ),
            json!({ "visit": { "purpose": "FOLLOW_UP" } })
        ),
        with(
            event(
                "2026-08-07T02:00:00+00:00",
                "MEASURE_PROMISED",
                wang_name.clone(),
                "承诺帮扶措施（就业岗位），2026-09-01 前办结"
            ),
            json!({ "measure": done })
        ),
        with(
            event(
                "2026-08-07T02:00:00+00:00",
                "VISIT",
                wang_name,
                "走访（入户，日常走访）"
            ),
            json!({ "visit": { "purpose": "ROUTINE" } })
        ),
        with(
            event(
                "2026-08-06T02:00:00+00:00",
                "PAIRED",
                json!({ "name": "管理员" }),
                "与王建国结对"
            ),
            json!({ "pairing": { "state": "ACTIVE" } })
        ),
        event(
            "2026-08-06T02:00:00+00:00",
            "REGISTERED",
            Value::Null,
            "建立档案"
        ),
    ]);
    assert_eq!(seen["timeline"]["nodes"], expected);

    // A change of the file shows to its own union only.
    let mut conn = city.owner().await;
    sqlx::query("INSERT INTO household_change (id, household_id, union_id, union_path, at, staff_id, kind, fields) VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, 'CHANGED', '{}')")
        .bind(household.uuid())
        .bind(lanshan.id.uuid())
        .bind(&lanshan.path)
        .bind(city.now())
        .bind(admin.staff.uuid())
        .execute(&mut conn)
        .await
        .expect("a change");
    let kinds = "timeline { nodes { kind } }";
    let count = |seen: &Value| seen["timeline"]["nodes"].as_array().map(Vec::len);
    assert_eq!(count(&page(&wang, household, kinds).await), Some(7));
    assert_eq!(
        count(&page(&city.root().admin().await, household, kinds).await),
        Some(6)
    );

    // Page by page gives the same as at once.
    let all: Vec<Value> =
        page(&wang, household, "timeline { nodes { at kind summary } }").await["timeline"]["nodes"]
            .as_array()
            .expect("events")
            .clone();
    let mut paged = Vec::new();
    let mut after = String::new();
    loop {
        let fields = format!(
            "timeline(first: 2{after}) {{ nodes {{ at kind summary }} pageInfo {{ hasNextPage endCursor }} }}"
        );
        let seen = page(&wang, household, &fields).await;
        paged.extend(
            seen["timeline"]["nodes"]
                .as_array()
                .expect("events")
                .clone(),
        );
        if seen["timeline"]["pageInfo"]["hasNextPage"] != true {
            break;
        }
        after = format!(", after: {}", seen["timeline"]["pageInfo"]["endCursor"]);
    }
    assert_eq!(paged, all);
}

#[tokio::test]
async fn visits_are_paged_newest_first() {
    let (_city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    for day in [
        "2026-08-03",
        "2026-08-05",
        "2026-08-03",
        "2026-08-01",
        "2026-08-05",
    ] {
        record(&wang, visit(household, day)).await;
    }
    let query = "query($after: String) { visits(filter: { mine: true, from: \"2026-08-02\" }, first: 3, after: $after) { nodes { visitedOn } pageInfo { hasNextPage endCursor } } }";
    let first = wang.ask(query, json!({})).await["visits"].take();
    let second = wang
        .ask(query, json!({ "after": first["pageInfo"]["endCursor"] }))
        .await["visits"]
        .take();
    let days = |page: &Value| {
        page["nodes"]
            .as_array()
            .expect("visits")
            .iter()
            .map(|v| v["visitedOn"].as_str().expect("a day").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(days(&first), ["2026-08-05", "2026-08-05", "2026-08-03"]);
    assert_eq!(days(&second), ["2026-08-03"]);
    assert_eq!(second["pageInfo"]["hasNextPage"], false);
    let nested = page_of_visits(&wang, household).await;
    assert_eq!(days(&nested), ["2026-08-05", "2026-08-05"]);
    for bad in [
        "visits(first: 0) { nodes { id } }",
        "visits(first: 101) { nodes { id } }",
        "visits(after: \"!\") { nodes { id } }",
    ] {
        assert_eq!(
            fault(&wang.run(&format!("{{ {bad} }}")).await),
            "BAD_USER_INPUT"
        );
    }
}

async fn page_of_visits(viewer: &Person, household: HouseholdId) -> Value {
    promise(viewer, household, "推荐岗位", "2026-09-01").await;
    page(
        viewer,
        household,
        "visits(first: 2) { nodes { visitedOn } }",
    )
    .await["visits"]
        .take()
}

/// Statements of one request.
pub(crate) async fn statements(by: &Person, city: &City, query: &str, variables: Value) -> u32 {
    let scope = by.scope(Access::Read).await;
    let loads = Loads::default();
    let request = Request::new(query)
        .variables(Variables::from_json(variables))
        .data(Language::Chinese)
        .data(scope.clone())
        .data(loads.loader(scope.clone()));
    let response = loads.drive(city.schema().execute(request)).await;
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    scope.rollback().await;
    scope.statements()
}

/// 20,000 visits and as many promises to 1,000 households in 20 townships of 2 counties.
async fn fill(city: &City) -> Vec<Place> {
    let mut townships = Vec::new();
    for county in ["兰山区", "费县"] {
        let county = city.county(county).await;
        for number in 0..10 {
            townships.push(county.township(&format!("{number}号街道")).await);
        }
    }
    let mut conn = city.owner().await;
    for place in &townships {
        let cadre = place.cadre("王建国").await;
        for statement in [
            "INSERT INTO household (id, union_id, union_path, file_number, kind, status, masked_name, hukou, housing, population, labour_force,
                 income_fen, rigid_fen, main_cause, other_causes, needs, tier, needy_file, single_parent_female_worker, registered_on, created_at, updated_at, cadre_id)
             SELECT gen_random_uuid(), $1, $2, gen_random_uuid()::text, 'LINKED', 'ACTIVE', '张**', 'RURAL', 'OWNED', 3, 1, 1, 1, 'ILLNESS',
                 '{}', '{}', 'DEEP', 'NONE', false, '2026-01-01', now(), now(), $3 FROM generate_series(1, 50)",
            "INSERT INTO visit (id, union_id, union_path, household_id, cadre_id, visited_on, kind, purpose, met, needs, recorded_at, created_at)
             SELECT gen_random_uuid(), $1, $2, h.id, $3, '2026-01-01'::date + n * 10, 'HOME', 'ROUTINE', true, '{}', now(), now()
             FROM household h, generate_series(1, 20) n WHERE h.union_id = $1",
            "INSERT INTO measure (id, union_id, union_path, household_id, cadre_id, promised_on, due_on, state, proof, done_on)
             SELECT gen_random_uuid(), $1, $2, h.id, $3, '2026-01-01', '2026-01-01'::date + n * 20,
                 CASE WHEN n > 8 THEN 'OPEN' ELSE 'DONE' END, CASE WHEN n <= 8 THEN 'DOCUMENT' END, CASE WHEN n <= 8 THEN '2026-02-01'::date END
             FROM household h, generate_series(1, 20) n WHERE h.union_id = $1",
        ] {
            sqlx::query(statement)
                .bind(place.id.uuid())
                .bind(&place.path)
                .bind(cadre.staff.uuid())
                .execute(&mut conn)
                .await
                .expect("rows");
        }
    }
    for table in [
        "household",
        "visit",
        "measure",
        "pairing",
        "unions",
        "staff",
    ] {
        sqlx::query(sqlx::AssertSqlSafe(format!("VACUUM ANALYZE {table}")))
            .execute(&mut conn)
            .await
            .expect("analyzed");
    }
    townships
}

const NESTED: &str = "query($first: Int!, $of: ID) { measures(filter: { unionId: $of, state: OPEN }, first: $first) { nodes { household {
    fileNumber cadre { name activePairingCount } helpers { name } pairings { id } visits(first: 3) { nodes { visitedOn cadre { name } place measures { text } } }
    measures(state: OPEN) { dueOn text } timeline(first: 5) { nodes { summary by { name } } } } } } }";

#[tokio::test]
async fn a_nested_page_costs_the_same_statements_however_many_rows() {
    let city = City::new().await;
    let townships = fill(&city).await;
    let admin = townships[0].admin().await;
    let few = statements(&admin, &city, NESTED, json!({ "first": 2 })).await;
    let many = statements(&admin, &city, NESTED, json!({ "first": 100 })).await;
    assert_eq!(few, many);
    assert!(many <= 20, "{many} statements");
}

/// Sequential scans of a table that a request makes, and rows and index entries read, policies on.
pub(crate) async fn reads(
    city: &City,
    by: &Person,
    table: &str,
    query: &str,
    variables: Value,
) -> (i64, i64) {
    let stat = "SELECT t.seq_scan, t.seq_tup_read + (SELECT coalesce(sum(i.idx_tup_read), 0)::bigint FROM pg_stat_user_indexes i WHERE i.relid = t.relid)
        FROM pg_stat_user_tables t WHERE t.relname = $1 AND t.schemaname = 'city_3713'";
    let counted = async || {
        // The one connection of the pool tells at once what it read.
        sqlx::query("SELECT pg_stat_force_next_flush()")
            .execute(city.app_pool())
            .await
            .expect("told");
        sqlx::query_as::<_, (i64, i64)>(stat)
            .bind(table)
            .fetch_one(&mut city.owner().await)
            .await
            .expect("counted")
    };
    by.principal().await;
    let before = counted().await;
    statements(by, city, query, variables).await;
    let after = counted().await;
    (after.0 - before.0, after.1 - before.1)
}

#[tokio::test]
async fn lists_read_the_rows_they_show_and_not_the_table() {
    let city = City::with_pool(1).await;
    let townships = fill(&city).await;
    let (root, admin) = (city.root().admin().await, townships[3].admin().await);
    let cadre = townships[5].cadre("李敏").await;
    let visits = "{ visits { nodes { id } } }";
    let below = "{ visits(filter: { subtree: true }) { nodes { id } } }";
    let mine = "{ visits(filter: { mine: true }) { nodes { id } } }";
    let due = "{ measures(filter: { state: OPEN }) { nodes { id } } }";
    let due_below = "{ measures(filter: { subtree: true, overdue: true }) { nodes { id } } }";
    let due_mine = "{ measures(filter: { mine: true, state: OPEN }) { nodes { id } } }";
    // A page of 20 fetches 21 rows.
    for (person, table, query, most) in [
        (&admin, "visit", visits, 60),
        (&root, "visit", below, 60),
        (&cadre, "visit", mine, 60),
        (&root, "measure", due_below, 60),
        (&cadre, "measure", due_mine, 60),
        (&admin, "measure", due, 60),
    ] {
        let (scans, rows) = reads(&city, person, table, query, json!({})).await;
        assert_eq!(scans, 0, "{query} scans {table}");
        assert!(rows <= most, "{query} reads {rows} rows of {table}");
    }
    let nested = "{ measures(filter: { state: OPEN }) { nodes { household { visits(first: 3) { nodes { id } } } } } }";
    let (scans, rows) = reads(&city, &admin, "visit", nested, json!({})).await;
    assert_eq!(scans, 0);
    // The visits of 20 households, 20 each, of which the last four are kept.
    assert!(rows <= 20 * 20, "{rows} visits read");
}
