//! Which papers a change makes stale: exactly those on which something would now read otherwise.

use serde_json::{Value, json};

use super::{Home, KINDS, home};

/// One change of one fact, as the API makes it.
struct Change {
    what: &'static str,
    query: &'static str,
    input: Value,
}

const HOUSEHOLD: &str = "mutation($input: UpdateHouseholdInput!) { done: updateHousehold(input: $input) { errors { code path message } } }";
const MEMBER: &str = "mutation($input: UpdateMemberInput!) { done: updateMember(input: $input) { errors { code path message } } }";
const STAFF: &str = "mutation($input: UpdateStaffInput!) { done: updateStaff(input: $input) { errors { code path message } } }";
const UNION: &str = "mutation($input: UpdateUnionInput!) { done: updateUnion(input: $input) { errors { code path message } } }";

pub(super) async fn ids(home: &Home) -> Value {
    let query = "query($id: ID!) { household(id: $id) {
        version union { id version } cadre { id version }
        members { id version name idNumber phone relation sex ethnicity birthDate health education school grade
            migrantWorker employer workPlace trade monthlyWage contractSigned socialInsurance unionMember skills wish }
        measures { id version } } }";
    home.admin
        .ask(query, json!({ "id": home.household.to_string() }))
        .await["household"]
        .take()
}

fn with(mut input: Value, field: &str, value: &Value) -> Value {
    input[field] = value.clone();
    input
}

/// Every fact of a file that can be edited, each by itself.
async fn changes(home: &Home) -> Vec<Change> {
    let now = ids(home).await;
    let mut all = Vec::new();
    let base = json!({ "id": home.household.to_string(), "version": now["version"] });
    for (field, value) in [
        ("address", json!("通达路 10 号")),
        ("note", json!("门朝西")),
        ("divisionCode", json!("371302001")),
        ("hukou", json!("URBAN")),
        ("housing", json!("OWNED")),
        ("population", json!(4)),
        ("labourForce", json!(2)),
        ("annualIncomePerHead", json!("9801")),
        ("annualRigidExpense", json!("1")),
        ("mainCause", json!("DISASTER")),
        ("otherCauses", json!([])),
        ("needs", json!(["HOUSING"])),
        ("tier", json!("RELATIVE")),
        ("needyFile", json!("FILED")),
        ("singleParentFemaleWorker", json!(true)),
        ("consentOn", json!("2026-08-01")),
    ] {
        let input = with(base.clone(), field, &value);
        let input = if field == "consentOn" {
            with(input, "consentForm", &json!("书面"))
        } else {
            input
        };
        all.push(Change {
            what: field,
            query: HOUSEHOLD,
            input,
        });
    }
    for (place, field, value) in [
        (0, "name", json!("赵小江")),
        (1, "name", json!("赵高山")),
        (0, "phone", json!("13900139000")),
        (1, "phone", json!("13900139001")),
        (1, "relation", json!("GRANDCHILD")),
        (1, "sex", json!("FEMALE")),
        (1, "idNumber", json!("371302201005010027")),
        (0, "ethnicity", json!("回族")),
        (1, "ethnicity", json!("回族")),
        (0, "health", json!("DISABLED")),
        (0, "education", json!("JUNIOR_MIDDLE")),
        (1, "school", json!("示例二中")),
        (1, "grade", json!("初二")),
        (0, "employer", json!("示例物流")),
        (0, "workPlace", json!("费县")),
        (0, "trade", json!("司机")),
        (0, "monthlyWage", json!("3300")),
        (0, "contractSigned", json!(true)),
        (0, "socialInsurance", json!(true)),
        (0, "unionMember", json!(true)),
        (0, "skills", json!("电焊")),
        (0, "wish", json!("SEEKING")),
    ] {
        let member = &now["members"][place];
        let mut facts = member.clone();
        let row = facts.as_object_mut().expect("a member");
        row.retain(|name, value| !["id", "version"].contains(&name.as_str()) && !value.is_null());
        if row.contains_key("idNumber") {
            row.remove("birthDate");
        }
        if field == "idNumber" {
            row.remove("birthDate");
        }
        let facts = with(facts, field, &value);
        all.push(Change {
            what: field,
            query: MEMBER,
            input: json!({ "id": member["id"], "version": member["version"], "member": facts }),
        });
    }
    let cadre = json!({ "id": now["cadre"]["id"], "version": now["cadre"]["version"] });
    for (field, value) in [
        ("name", json!("王建设")),
        ("title", json!("副主席")),
        ("phone", json!("0539-7654321")),
        ("employment", json!("PART")),
    ] {
        all.push(Change {
            what: field,
            query: STAFF,
            input: with(cadre.clone(), field, &value),
        });
    }
    all.push(Change {
        what: "union",
        query: UNION,
        input: json!({ "id": now["union"]["id"], "version": now["union"]["version"], "name": "兰山区职工总会" }),
    });
    all
}

async fn shown(home: &Home) -> Vec<Value> {
    let mut all = Vec::new();
    for kind in KINDS {
        let mut facts = home.facts(&home.print(&home.cadre, kind).await).await;
        let row = facts.as_object_mut().expect("facts");
        row.remove("printedAt");
        row.remove("printedBy");
        all.push(facts);
    }
    all
}

#[tokio::test]
async fn a_paper_is_marked_if_and_only_if_it_would_read_otherwise() {
    let home = home().await;
    // A superior edits the cadre and the union too: the marks must reach papers that they can't see.
    let superior = home.city.root().admin().await;
    let count = changes(&home).await.len();
    let mut before = shown(&home).await;
    let mut marked = 0;
    for index in 0..count {
        // Read anew: each edit raises versions.
        let change = changes(&home).await.swap_remove(index);
        let by = if change.query == UNION {
            &superior
        } else {
            &home.admin
        };
        let answer = by.ask(change.query, json!({ "input": change.input })).await;
        assert_eq!(
            answer["done"]["errors"],
            json!([]),
            "{}: {answer:#}",
            change.what
        );
        let stale = home.stale().await;
        let after = shown(&home).await;
        for (place, kind) in KINDS.iter().enumerate() {
            let differs = before[place] != after[place];
            let fields = &stale[*kind];
            assert_eq!(
                differs,
                !fields.is_empty(),
                "{} {} on {kind}: {fields:?}",
                change.what,
                change.input
            );
            marked += usize::from(differs);
        }
        assert!(
            home.stale().await.values().all(Vec::is_empty),
            "printing again empties the marks"
        );
        before = after;
    }
    assert!(marked > 40, "{marked}");
}

#[tokio::test]
async fn promises_pairings_and_people_mark_too() {
    let home = home().await;
    let id = home.household.to_string();
    home.print_all().await;
    let query = "mutation($input: AddMeasureInput!) { done: addMeasure(input: $input) { errors { code path message } } }";
    let input =
        json!({ "input": { "householdId": id, "text": "介绍工作", "dueOn": "2026-09-01" } });
    home.cadre.ask(query, input).await;
    let stale = home.stale().await;
    assert_eq!(stale["HOUSEHOLD_FILE"], ["measures"]);
    assert!(stale["VISIT_RECORD"].is_empty() && stale["NOTICE"].is_empty());

    home.print_all().await;
    let measure = ids(&home).await["measures"][0].clone();
    let query = "mutation($input: DropMeasureInput!) { done: dropMeasure(input: $input) { errors { code path message } } }";
    let input = json!({ "input": { "id": measure["id"], "version": measure["version"], "reason": "已自行解决" } });
    assert_eq!(
        home.cadre.ask(query, input).await["done"]["errors"],
        json!([])
    );
    assert_eq!(home.stale().await["HOUSEHOLD_FILE"], ["measures"]);

    home.print_all().await;
    let query = "query($id: ID!) { household(id: $id) { pairings { id version state } } }";
    let pairing =
        home.admin.ask(query, json!({ "id": id })).await["household"]["pairings"][0].clone();
    let query = "mutation($input: EndPairingInput!) { done: endPairing(input: $input) { errors { code path message } } }";
    let input = json!({ "input": { "id": pairing["id"], "version": pairing["version"], "reason": "DECLINED" } });
    assert_eq!(
        home.admin.ask(query, input).await["done"]["errors"],
        json!([])
    );
    let stale = home.stale().await;
    assert_eq!(stale["HOUSEHOLD_FILE"], ["cadre"]);
    assert!(
        stale["VISIT_RECORD"].is_empty(),
        "who visited does not change: {stale:?}"
    );

    home.print_all().await;
    let query = "mutation($input: AddMemberInput!) { done: addMember(input: $input) { errors { code path message } } }";
    let member = json!({ "name": "赵小溪", "relation": "DAUGHTER", "sex": "FEMALE", "health": "GOOD",
        "education": "PRIMARY", "migrantWorker": false });
    let version = ids(&home).await["version"].clone();
    let input = json!({ "input": { "householdId": id, "version": version, "member": member } });
    let answer = home.admin.ask(query, input).await;
    assert_eq!(answer["done"]["errors"], json!([]), "{answer:#}");
    let stale = home.stale().await;
    assert_eq!(stale["HOUSEHOLD_FILE"], ["members"]);
    assert_eq!(stale["APPLICATION"], ["members"]);
    assert!(stale["NOTICE"].is_empty());
}

#[tokio::test]
async fn marks_gather_until_the_paper_is_printed_again() {
    let home = home().await;
    home.print_all().await;
    for (field, value) in [
        ("address", json!("通达路 11 号")),
        ("tier", json!("RELATIVE")),
        ("address", json!("通达路 12 号")),
    ] {
        let version = ids(&home).await["version"].clone();
        let input = json!({ "id": home.household.to_string(), "version": version, field: value });
        let answer = home.admin.ask(HOUSEHOLD, json!({ "input": input })).await;
        assert_eq!(answer["done"]["errors"], json!([]), "{answer:#}");
        home.city.pass_seconds(60);
    }
    let stale = home.stale().await;
    assert_eq!(stale["HOUSEHOLD_FILE"], ["address", "tier"]);
    assert_eq!(stale["NOTICE"], ["tier"]);
    home.print(&home.cadre, "NOTICE").await;
    let stale = home.stale().await;
    assert!(stale["NOTICE"].is_empty());
    assert_eq!(stale["VISIT_RECORD"], ["address", "tier"]);
}

#[tokio::test]
async fn papers_go_with_their_household_when_its_union_is_merged() {
    let home = home().await;
    home.print_all().await;
    let into = home.city.county("费县").await;
    let query = "query($id: ID!) { union(id: $id) { version } }";
    let superior = home.city.root().admin().await;
    let id = home.county.id.to_string();
    let version = superior.ask(query, json!({ "id": id })).await["union"]["version"].clone();
    let query = "mutation($input: MergeUnionInput!) { done: mergeUnion(input: $input) { errors { code path message } } }";
    let input = json!({ "input": { "id": id, "version": version, "intoId": into.id.to_string() } });
    let answer = superior.ask(query, input).await;
    assert_eq!(answer["done"]["errors"], json!([]), "{answer:#}");
    let query = "{ papers { nodes { kind staleFields } } }";
    let admin = into.admin().await;
    let papers = admin.ask(query, json!({})).await["papers"]["nodes"].take();
    let papers = papers.as_array().unwrap();
    assert_eq!(papers.len(), 4);
    for paper in papers {
        assert_eq!(paper["staleFields"], json!(["union"]), "{paper}");
    }
    home.print(&admin, "NOTICE").await;
}

/// A change that began before a print and ends after it is on the paper, because printing waits for it.
#[tokio::test]
async fn printing_waits_for_a_change_that_is_underway() {
    let home = home().await;
    let mut change = home.city.owner().await;
    let pid: i32 = sqlx::query_scalar("SELECT pg_backend_pid()")
        .fetch_one(&mut change)
        .await
        .unwrap();
    sqlx::query("BEGIN").execute(&mut change).await.unwrap();
    sqlx::query("SELECT FROM household WHERE id = $1 FOR UPDATE")
        .bind(home.household.uuid())
        .execute(&mut change)
        .await
        .unwrap();
    let mut watch = home.city.owner().await;
    let ends = async {
        // A print that does not wait would end before anything is seen to wait for the change.
        let waits =
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid)))";
        while !sqlx::query_scalar::<_, bool>(waits)
            .bind(pid)
            .fetch_one(&mut watch)
            .await
            .unwrap()
        {}
        sqlx::query("COMMIT").execute(&mut change).await.unwrap();
        true
    };
    let print = home.print(&home.cadre, "HOUSEHOLD_FILE");
    tokio::pin!(ends, print);
    let waited = tokio::select! {
        waited = &mut ends => waited,
        _ = &mut print => false,
    };
    assert!(waited);
    print.await;
}
