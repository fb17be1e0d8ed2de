//! Changing the tree: what is done, what is refused, and that nothing changed where it was refused.

use std::sync::Arc;

use schema::statistics;
use schema::tenancy::Role;
use schema::unions::rules::UnionLevel;
use serde_json::{Value, json};
use tests::{City, Person, Place};
use tokio::task::JoinSet;

use crate::writers::register;

const CREATE: &str = "mutation($input: CreateUnionInput!) { createUnion(input: $input) {
    union { id name shortName level state creditCode divisionCode telephone memberCount parent { name } version }
    errors { code path message } } }";
const UPDATE: &str = "mutation($input: UpdateUnionInput!) { updateUnion(input: $input) {
    union { name shortName creditCode address memberCount householdKind version } errors { code path message } } }";
const MOVE: &str = "mutation($input: MoveUnionInput!) { moveUnion(input: $input) {
    union { name version ancestors { name } } errors { code path message } } }";
const MERGE: &str = "mutation($input: MergeUnionInput!) { mergeUnion(input: $input) {
    union { name state version } errors { code path message } } }";

pub(crate) fn state_mutation(name: &str) -> String {
    format!(
        "mutation($input: UnionStateInput!) {{ {name}(input: $input) {{ union {{ name state version }} errors {{ code path message }} }} }}"
    )
}

/// The refusals of a payload, as (code, last step of the path, message).
pub(crate) fn refusals(data: &Value) -> Vec<(String, String, String)> {
    let payload = data.as_object().unwrap().values().next().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    payload["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            (
                text(&error["code"]),
                text(error["path"].as_array().unwrap().last().unwrap()),
                text(&error["message"]),
            )
        })
        .collect()
}

pub(crate) async fn refused(
    person: &Person,
    query: &str,
    input: Value,
    code: &str,
    at: &str,
    says: &str,
) {
    let data = person.ask(query, json!({ "input": input })).await;
    let found = refusals(&data);
    assert!(
        found
            .iter()
            .any(|(c, p, m)| c == code && p == at && m.contains(says)),
        "expected {code} at {at} saying “{says}”, got {data:#}"
    );
}

pub(crate) async fn error_code(person: &Person, query: &str, input: Value) -> String {
    let response = person.run_with(query, json!({ "input": input })).await;
    response["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("{response:#}"))
        .to_owned()
}

/// Every row of `unions`, for telling that nothing changed.
async fn tree(city: &City) -> Vec<(String, String, String, i32)> {
    sqlx::query_as("SELECT path, name, state, version FROM unions ORDER BY path")
        .fetch_all(&mut city.owner().await)
        .await
        .unwrap()
}

pub(crate) async fn assert_figures_true(city: &City) {
    let differences = statistics::verify(&mut city.owner().await).await.unwrap();
    assert!(differences.is_empty(), "{differences:#?}");
}

/// Every path is its parent's with one segment more, and every row carries its union's path.
pub(crate) async fn assert_paths_true(city: &City) {
    let mut owner = city.owner().await;
    let wrong: Vec<String> = sqlx::query_scalar(
        "SELECT u.path FROM unions u LEFT JOIN unions p ON p.id = u.parent_id
         WHERE left(u.path, length(u.path) - 5) <> coalesce(p.path, '')",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert!(wrong.is_empty(), "{wrong:?}");
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT conrelid::regclass::text FROM pg_constraint
         WHERE contype = 'f' AND confrelid = 'unions'::regclass AND array_length(conkey, 1) = 2",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert!(tables.len() >= 17, "{tables:?}");
    for table in tables {
        let sql = format!(
            "SELECT count(*) FROM {table} t JOIN unions u ON u.id = t.union_id WHERE u.path <> t.union_path"
        );
        let wrong: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&mut owner)
            .await
            .unwrap();
        assert_eq!(wrong, 0, "{table}");
    }
}

pub(crate) async fn fold_all(city: &City) {
    let mut worker = city.connect_as("lianxin_worker").await;
    while statistics::fold::fold(&mut worker, 1_000).await.unwrap() > 0 {}
}

pub(crate) async fn total(person: &Person, place: &Place, measure: &str) -> i64 {
    let query =
        format!("query($id: ID!) {{ union(id: $id) {{ figures {{ total(of: {measure}) }} }} }}");
    let data = person
        .ask(&query, json!({ "id": place.id.to_string() }))
        .await;
    data["union"]["figures"]["total"].as_i64().unwrap()
}

fn id(place: &Place) -> String {
    place.id.to_string()
}

#[tokio::test]
async fn a_superior_enters_a_union_and_its_facts_are_checked() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    sqlx::query("UPDATE unions SET division_code = '371302' WHERE id = $1")
        .bind(lanshan.id.uuid())
        .execute(&mut city.owner().await)
        .await
        .unwrap();
    let input = json!({
        "parentId": id(&lanshan), "name": " 兰山街道总工会 ", "level": "TOWNSHIP", "creditCode": "91330100799655058b",
        "divisionCode": "371302001000", "telephone": "0539 8312345", "memberCount": 12, "migrantMemberCount": 3,
        "idempotencyKey": "create-lanshan-street",
    });
    let first = admin.ask(CREATE, json!({ "input": input })).await;
    let mut union = first["createUnion"]["union"].clone();
    let made = union["id"].take();
    assert_eq!(
        union,
        json!({ "id": null, "name": "兰山街道总工会", "shortName": "兰山街道", "level": "TOWNSHIP", "state": "ACTIVE",
            "creditCode": "91330100799655058B", "divisionCode": "371302001", "telephone": "0539-8312345", "memberCount": 12,
            "parent": { "name": "兰山区总工会" }, "version": 1 })
    );
    assert_eq!(first["createUnion"]["errors"], json!([]));
    // The same key again: the same union, and nothing more.
    let again = admin.ask(CREATE, json!({ "input": input })).await;
    assert_eq!(again["createUnion"]["union"]["id"], made);
    assert_eq!(total(&admin, &lanshan, "UNIONS").await, 2);
    let found = admin
        .ask("{ searchUnions(text: \"lsjd\") { name } }", json!({}))
        .await;
    assert_eq!(
        found,
        json!({ "searchUnions": [{ "name": "兰山街道总工会" }] })
    );

    let before = tree(&city).await;
    let new = |change: Value| {
        let mut input =
            json!({ "parentId": id(&lanshan), "name": "银雀山街道总工会", "level": "TOWNSHIP" });
        input
            .as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        input
    };
    for (change, code, at, says) in [
        (
            json!({ "level": "COUNTY" }),
            "INVALID",
            "parentId",
            "不能归入县区总工会“兰山区总工会”",
        ),
        (
            json!({ "level": "MUNICIPAL" }),
            "INVALID",
            "parentId",
            "请选择级别合适的工会",
        ),
        (
            json!({ "creditCode": "91330100799655058B" }),
            "DUPLICATE",
            "creditCode",
            "另一个工会",
        ),
        (
            json!({ "creditCode": "91330100799655058C" }),
            "INVALID",
            "creditCode",
            "18 位",
        ),
        (
            json!({ "divisionCode": "371399" }),
            "INVALID",
            "divisionCode",
            "没有这个区划代码",
        ),
        (
            json!({ "divisionCode": "37130" }),
            "INVALID",
            "divisionCode",
            "位数字",
        ),
        (
            json!({ "name": "兰山街道总工会" }),
            "DUPLICATE",
            "name",
            "请换一个名称",
        ),
        (json!({ "name": "  " }), "REQUIRED", "name", "请填写"),
        (
            json!({ "name": "a\u{0}b工会" }),
            "INVALID",
            "name",
            "控制字符",
        ),
        (
            json!({ "memberCount": 3, "migrantMemberCount": 4 }),
            "INVALID",
            "migrantMemberCount",
            "会员人数之间",
        ),
        (
            json!({ "memberCount": -1 }),
            "INVALID",
            "memberCount",
            "负数",
        ),
        (json!({ "telephone": "12" }), "INVALID", "telephone", "区号"),
        (
            json!({ "idempotencyKey": "create-lanshan-street" }),
            "DUPLICATE",
            "idempotencyKey",
            "另一次提交",
        ),
    ] {
        refused(&admin, CREATE, new(change), code, at, says).await;
    }
    // All faults of a form at once.
    let data = admin
        .ask(
            CREATE,
            json!({ "input": new(json!({ "name": "", "creditCode": "x", "telephone": "1" })) }),
        )
        .await;
    assert_eq!(refusals(&data).len(), 3, "{data:#}");
    assert_eq!(tree(&city).await, before);
    assert_figures_true(&city).await;
}

#[tokio::test]
async fn only_administrators_change_the_tree_and_only_below_them() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let street = lanshan.township("兰山街道").await;
    let cadre = lanshan.cadre("王建国").await;
    let auditor = lanshan.person("李经审", &[Role::Auditor]).await;
    let admin = lanshan.admin().await;
    let before = tree(&city).await;
    let new = |parent: &Place| json!({ "parentId": id(parent), "name": "某某工会", "level": "GRASSROOTS" });
    let state = |place: &Place| json!({ "id": id(place), "version": 1, "reason": "试" });
    for person in [&cadre, &auditor] {
        assert_eq!(error_code(person, CREATE, new(&lanshan)).await, "FORBIDDEN");
        assert_eq!(
            error_code(
                person,
                UPDATE,
                json!({ "id": id(&street), "version": 1, "name": "新名" })
            )
            .await,
            "FORBIDDEN"
        );
        assert_eq!(
            error_code(
                person,
                MOVE,
                json!({ "id": id(&street), "version": 1, "newParentId": id(&lanshan) })
            )
            .await,
            "FORBIDDEN"
        );
        assert_eq!(
            error_code(person, &state_mutation("dissolveUnion"), state(&street)).await,
            "FORBIDDEN"
        );
    }
    // Another branch is not there, and the superior is not the own.
    assert_eq!(error_code(&admin, CREATE, new(&fei)).await, "NOT_FOUND");
    assert_eq!(
        error_code(
            &admin,
            MOVE,
            json!({ "id": id(&street), "version": 1, "newParentId": id(&fei) })
        )
        .await,
        "NOT_FOUND"
    );
    assert_eq!(
        error_code(
            &admin,
            MERGE,
            json!({ "id": id(&fei), "version": 1, "intoId": id(&lanshan) })
        )
        .await,
        "NOT_FOUND"
    );
    assert_eq!(
        error_code(&admin, CREATE, new(&city.root())).await,
        "FORBIDDEN"
    );
    assert_eq!(
        error_code(
            &admin,
            UPDATE,
            json!({ "id": id(&city.root()), "version": 1, "name": "新名" })
        )
        .await,
        "FORBIDDEN"
    );
    // The own union's facts are its own; where it stands and whether it goes on are the superior's.
    refused(
        &admin,
        &state_mutation("dissolveUnion"),
        state(&lanshan),
        "STATE",
        "id",
        "由上级工会办理",
    )
    .await;
    refused(
        &admin,
        MOVE,
        json!({ "id": id(&lanshan), "version": 1, "newParentId": id(&street) }),
        "STATE",
        "id",
        "由上级工会办理",
    )
    .await;
    let root = city.root().admin().await;
    refused(
        &root,
        &state_mutation("dissolveUnion"),
        state(&city.root()),
        "STATE",
        "id",
        "组织树的根",
    )
    .await;
    assert_eq!(tree(&city).await, before);
}

#[tokio::test]
async fn an_edit_of_an_old_version_shows_the_row_as_it_is_now() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    let edit = json!({ "id": id(&lanshan), "version": 1, "name": "兰山区工会联合会", "address": "金雀山路", "memberCount": 20, "householdKind": "LINKED" });
    let data = admin.ask(UPDATE, json!({ "input": edit })).await;
    assert_eq!(
        data["updateUnion"],
        json!({ "union": { "name": "兰山区工会联合会", "shortName": "兰山区", "creditCode": null, "address": "金雀山路",
            "memberCount": 20, "householdKind": "LINKED", "version": 2 }, "errors": [] })
    );
    // What is left out stays; null empties.
    let data = admin
        .ask(
            UPDATE,
            json!({ "input": { "id": id(&lanshan), "version": 2, "address": null } }),
        )
        .await;
    assert_eq!(data["updateUnion"]["union"]["address"], Value::Null);
    assert_eq!(data["updateUnion"]["union"]["memberCount"], 20);
    let late = admin
        .ask(
            UPDATE,
            json!({ "input": { "id": id(&lanshan), "version": 2, "name": "别名工会" } }),
        )
        .await;
    assert_eq!(refusals(&late)[0].0, "CONFLICT");
    assert_eq!(late["updateUnion"]["union"]["name"], "兰山区工会联合会");
    assert_eq!(late["updateUnion"]["union"]["version"], 3);
    // The doors exclude each other while households are open (notice §3.1).
    register(&city, &lanshan.cadre("王建国").await).await;
    refused(
        &admin,
        UPDATE,
        json!({ "id": id(&lanshan), "version": 3, "householdKind": "OWN_UNIT" }),
        "STATE",
        "householdKind",
        "不能并存",
    )
    .await;
}

#[tokio::test]
async fn a_subtree_moves_with_its_rows_its_figures_and_its_people() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let street = lanshan.township("兰山街道").await;
    let village = street.village("前街村").await;
    let below = village.child("某某公司工会", UnionLevel::Grassroots).await;
    village.managed_by(&street).await;
    below.managed_by(&lanshan).await;
    let cadre = street.cadre("王建国").await;
    let county_admin = lanshan.admin().await;
    let root = city.root().admin().await;
    // Some figures folded, some pending.
    for _ in 0..3 {
        register(&city, &cadre).await;
    }
    fold_all(&city).await;
    register(&city, &cadre).await;
    assert_eq!(total(&root, &lanshan, "HOUSEHOLDS").await, 4);

    let data = root
        .ask(
            MOVE,
            json!({ "input": { "id": id(&street), "version": 1, "newParentId": id(&fei) } }),
        )
        .await;
    assert_eq!(
        data["moveUnion"],
        json!({ "union": { "name": "兰山街道总工会", "version": 2, "ancestors": [{ "name": "临沂市总工会" }, { "name": "费县总工会" }] }, "errors": [] })
    );
    for (place, households, unions) in [
        (&city.root(), 4, 6),
        (&lanshan, 0, 1),
        (&fei, 4, 4),
        (&street, 4, 3),
        (&below, 0, 1),
    ] {
        assert_eq!(
            total(&root, place, "HOUSEHOLDS").await,
            households,
            "{}",
            place.path
        );
        assert_eq!(
            total(&root, place, "UNIONS").await,
            unions,
            "{}",
            place.path
        );
    }
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
    fold_all(&city).await;
    assert_figures_true(&city).await;
    // Its people work on; the old superior's see nothing of it any more.
    register(&city, &cadre).await;
    assert_eq!(total(&root, &fei, "HOUSEHOLDS").await, 5);
    let gone = county_admin
        .ask(
            "query($id: ID!) { union(id: $id) { name } }",
            json!({ "id": id(&street) }),
        )
        .await;
    assert_eq!(gone, json!({ "union": null }));
    // The street still manages the village, the county that is no superior any more manages nothing.
    let data = root
        .ask(
            "{ stewardships { nodes { union { name } steward { name } endsOn } } }",
            json!({}),
        )
        .await;
    let today = city.now().date_naive();
    let mut nodes = data["stewardships"]["nodes"].as_array().unwrap().clone();
    nodes.sort_by_key(|node| node["union"]["name"].to_string());
    assert_eq!(
        json!(nodes),
        json!([
            { "union": { "name": "前街村工会" }, "steward": { "name": "兰山街道总工会" }, "endsOn": null },
            { "union": { "name": "某某公司工会" }, "steward": { "name": "兰山区总工会" }, "endsOn": (today - chrono::Days::new(1)).to_string() },
        ])
    );
    assert_eq!(
        county_admin.principal().await.own_unions,
        [lanshan.id.uuid()]
    );
}

#[tokio::test]
async fn what_can_not_stand_there_is_not_moved() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let street = lanshan.township("兰山街道").await;
    let other = lanshan.township("银雀山街道").await;
    let group = street.child("集团工会", UnionLevel::Grassroots).await;
    let branch = group.child("分公司工会", UnionLevel::Grassroots).await;
    street.village("前街村").await;
    let root = city.root().admin().await;
    let before = tree(&city).await;
    let to = |what: &Place, place: &Place| json!({ "id": id(what), "version": 1, "newParentId": id(place) });
    refused(
        &root,
        MOVE,
        to(&group, &branch),
        "INVALID",
        "newParentId",
        "在它之下",
    )
    .await;
    refused(
        &root,
        MOVE,
        to(&group, &group),
        "INVALID",
        "newParentId",
        "请另选",
    )
    .await;
    refused(
        &root,
        MOVE,
        to(&lanshan, &street),
        "INVALID",
        "newParentId",
        "在它之下",
    )
    .await;
    refused(
        &root,
        MOVE,
        to(&street, &other),
        "INVALID",
        "newParentId",
        "级别合适",
    )
    .await;
    refused(
        &root,
        MOVE,
        to(&street, &lanshan),
        "STATE",
        "newParentId",
        "已在“兰山区总工会”之下",
    )
    .await;
    let late = root
        .ask(
            MOVE,
            json!({ "input": { "id": id(&group), "version": 7, "newParentId": id(&other) } }),
        )
        .await;
    assert_eq!(refusals(&late)[0].0, "CONFLICT");
    assert_eq!(late["moveUnion"]["union"]["version"], 1);
    // A name that is taken there, a superior that takes nothing new.
    other.child("集团工会", UnionLevel::Grassroots).await;
    refused(
        &root,
        MOVE,
        to(&group, &other),
        "DUPLICATE",
        "name",
        "集团工会",
    )
    .await;
    let suspended = root
        .ask(
            &state_mutation("suspendUnion"),
            json!({ "input": { "id": id(&other), "version": 1, "reason": "整顿" } }),
        )
        .await;
    assert_eq!(
        suspended["suspendUnion"]["union"],
        json!({ "name": "银雀山街道总工会", "state": "SUSPENDED", "version": 2 })
    );
    refused(
        &root,
        MOVE,
        to(&branch, &other),
        "STATE",
        "newParentId",
        "停止活动",
    )
    .await;
    // Too deep: a chain of twelve levels.
    let mut deep = group.clone();
    for level in 5..=12 {
        deep = deep
            .child(&format!("第{level}级工会"), UnionLevel::Grassroots)
            .await;
    }
    refused(
        &root,
        CREATE,
        json!({ "parentId": id(&deep), "name": "第十三级工会", "level": "GRASSROOTS" }),
        "LIMIT",
        "parentId",
        "最多 12 级",
    )
    .await;
    let after = tree(&city).await;
    for row in before.iter().filter(|row| row.1 != "银雀山街道总工会") {
        assert!(after.contains(row), "{row:?} changed");
    }
    assert_figures_true(&city).await;
}

#[tokio::test]
async fn a_union_is_suspended_resumed_and_ends_when_it_has_nothing_left() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let street = lanshan.township("兰山街道").await;
    let village = street.village("前街村").await;
    let admin = lanshan.admin().await;
    street.cadre("王建国").await;
    let state = |place: &Place, version: i32| json!({ "id": id(place), "version": version, "reason": "机构调整" });
    refused(
        &admin,
        &state_mutation("resumeUnion"),
        state(&street, 1),
        "STATE",
        "id",
        "不能改为",
    )
    .await;
    refused(
        &admin,
        &state_mutation("suspendUnion"),
        json!({ "id": id(&street), "version": 1, "reason": " " }),
        "REQUIRED",
        "reason",
        "请填写",
    )
    .await;
    admin
        .ask(
            &state_mutation("suspendUnion"),
            json!({ "input": state(&street, 1) }),
        )
        .await;
    refused(
        &admin,
        CREATE,
        json!({ "parentId": id(&street), "name": "后街村工会", "level": "COMMUNITY" }),
        "STATE",
        "parentId",
        "请先恢复",
    )
    .await;
    let resumed = admin
        .ask(
            &state_mutation("resumeUnion"),
            json!({ "input": state(&street, 2) }),
        )
        .await;
    assert_eq!(resumed["resumeUnion"]["union"]["state"], "ACTIVE");
    let conflict = admin
        .ask(
            &state_mutation("suspendUnion"),
            json!({ "input": state(&street, 2) }),
        )
        .await;
    assert_eq!(
        (
            refusals(&conflict)[0].0.as_str(),
            &conflict["suspendUnion"]["union"]["version"]
        ),
        ("CONFLICT", &json!(3))
    );
    refused(
        &admin,
        &state_mutation("dissolveUnion"),
        state(&street, 3),
        "STATE",
        "id",
        "下级工会 1 个、在岗人员 1 人、帮扶户 0 户",
    )
    .await;
    let household = register(&city, &village.cadre("李秀英").await).await;
    refused(
        &admin,
        &state_mutation("dissolveUnion"),
        state(&village, 1),
        "STATE",
        "id",
        "帮扶户 1 户",
    )
    .await;
    let mut owner = city.owner().await;
    sqlx::query("UPDATE staff SET state = 'LEFT' WHERE union_id = $1")
        .bind(village.id.uuid())
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query("UPDATE household SET status = 'CLOSED', close_reason = 'RELIEVED' WHERE id = $1")
        .bind(household)
        .execute(&mut owner)
        .await
        .unwrap();
    statistics::rebuild(&mut owner).await.unwrap();
    let ended = admin
        .ask(
            &state_mutation("dissolveUnion"),
            json!({ "input": state(&village, 1) }),
        )
        .await;
    assert_eq!(
        ended["dissolveUnion"],
        json!({ "union": { "name": "前街村工会", "state": "DISSOLVED", "version": 2 }, "errors": [] })
    );
    assert_eq!(total(&admin, &lanshan, "UNIONS").await, 2);
    let children = admin
        .ask(
            "query($id: ID!) { union(id: $id) { childCount children { nodes { name } } } }",
            json!({ "id": id(&street) }),
        )
        .await;
    assert_eq!(
        children["union"],
        json!({ "childCount": 0, "children": { "nodes": [] } })
    );
    // What ended stays ended, and its name is free again.
    for name in [
        "resumeUnion",
        "suspendUnion",
        "dissolveUnion",
        "approveUnion",
        "activateUnion",
    ] {
        refused(
            &admin,
            &state_mutation(name),
            state(&village, 2),
            "STATE",
            "id",
            "不能改为",
        )
        .await;
    }
    refused(
        &admin,
        UPDATE,
        json!({ "id": id(&village), "version": 2, "name": "新名工会" }),
        "STATE",
        "id",
        "已合并或撤销",
    )
    .await;
    admin.ask(CREATE, json!({ "input": { "parentId": id(&street), "name": "前街村工会", "level": "COMMUNITY" } })).await;
    assert_eq!(total(&admin, &lanshan, "UNIONS").await, 3);
    assert_figures_true(&city).await;
}

#[tokio::test]
async fn a_merged_union_gives_everything_to_the_one_that_stays() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let ends = lanshan.township("兰山街道").await;
    let stays = fei.township("费城街道").await;
    let village = ends.village("前街村").await;
    let cadre = ends.cadre("王建国").await;
    let villager = village.cadre("李秀英").await;
    let root = city.root().admin().await;
    register(&city, &cadre).await;
    register(&city, &villager).await;
    fold_all(&city).await;
    register(&city, &cadre).await;
    let merge = |what: &Place, into: &Place, version: i32| json!({ "id": id(what), "version": version, "intoId": id(into) });

    refused(
        &root,
        MERGE,
        merge(&ends, &village, 1),
        "INVALID",
        "intoId",
        "在它之下",
    )
    .await;
    refused(
        &root,
        MERGE,
        merge(&ends, &ends, 1),
        "INVALID",
        "intoId",
        "请另选",
    )
    .await;
    refused(
        &root,
        MERGE,
        merge(&lanshan, &stays, 1),
        "INVALID",
        "intoId",
        "级别",
    )
    .await;
    let late = root
        .ask(MERGE, json!({ "input": merge(&ends, &stays, 9) }))
        .await;
    assert_eq!(refusals(&late)[0].0, "CONFLICT");
    assert_eq!(
        late["mergeUnion"]["union"],
        json!({ "name": "兰山街道总工会", "state": "ACTIVE", "version": 1 })
    );

    let data = root
        .ask(MERGE, json!({ "input": merge(&ends, &stays, 1) }))
        .await;
    assert_eq!(
        data["mergeUnion"],
        json!({ "union": { "name": "兰山街道总工会", "state": "MERGED", "version": 2 }, "errors": [] })
    );
    for (place, households, unions, cadres) in [
        (&city.root(), 3, 5, 2),
        (&lanshan, 0, 1, 0),
        (&fei, 3, 3, 2),
        (&stays, 3, 2, 2),
        (&ends, 0, 0, 0),
    ] {
        assert_eq!(
            total(&root, place, "HOUSEHOLDS").await,
            households,
            "{}",
            place.path
        );
        assert_eq!(
            total(&root, place, "UNIONS").await,
            unions,
            "{}",
            place.path
        );
        assert_eq!(
            total(&root, place, "CADRES").await,
            cadres,
            "{}",
            place.path
        );
    }
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
    fold_all(&city).await;
    assert_figures_true(&city).await;
    // Whoever worked there works here now, with the households they had.
    let principal = cadre.principal().await;
    assert_eq!(
        (principal.union_id, principal.path.as_str()),
        (stays.id.uuid(), stays.path.as_str())
    );
    register(&city, &cadre).await;
    assert_eq!(total(&root, &stays, "HOUSEHOLDS").await, 4);
    refused(
        &root,
        MERGE,
        merge(&ends, &stays, 2),
        "STATE",
        "id",
        "不能改为",
    )
    .await;
}

#[tokio::test]
async fn a_person_with_a_post_at_both_hinders_a_merger() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let one = lanshan.township("兰山街道").await;
    let two = lanshan.township("银雀山街道").await;
    let person = one.cadre("王建国").await;
    sqlx::query(
        "INSERT INTO staff (id, union_id, union_path, person_id, name, title, employment, state, roles, search)
         VALUES (gen_random_uuid(), $1, $2, $3, '王建国', '干事', 'PART', 'ACTIVE', '{VIEWER}', '王建国')",
    )
    .bind(two.id.uuid())
    .bind(&two.path)
    .bind(person.claims.person_id)
    .execute(&mut city.owner().await)
    .await
    .unwrap();
    let admin = lanshan.admin().await;
    let before = tree(&city).await;
    refused(
        &admin,
        MERGE,
        json!({ "id": id(&one), "version": 1, "intoId": id(&two) }),
        "STATE",
        "id",
        "先结束其中一个岗位",
    )
    .await;
    assert_eq!(tree(&city).await, before);
}

#[tokio::test]
async fn the_function_behind_a_merger_serves_only_superiors_of_both() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let mut app = city.connect_as("lianxin_app").await;
    for path in ["", lanshan.path.as_str(), "3713.zzzz."] {
        let set = format!("SET lianxin.path = '{path}'");
        sqlx::query(sqlx::AssertSqlSafe(set))
            .execute(&mut app)
            .await
            .unwrap();
        let error = sqlx::query("SELECT hand_over_rows($1, $2)")
            .bind(fei.id.uuid())
            .bind(lanshan.id.uuid())
            .execute(&mut app)
            .await
            .unwrap_err();
        assert_eq!(
            error.as_database_error().unwrap().code().unwrap(),
            "42501",
            "{path}"
        );
    }
}

#[tokio::test]
async fn of_two_at_once_one_has_the_credit_code_and_one_the_move() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let yinan = city.county("沂南县").await;
    let street = lanshan.township("兰山街道").await;
    let root = Arc::new(city.root().admin().await);
    let mut both = JoinSet::new();
    for parent in [&lanshan, &fei] {
        let (root, input) = (
            root.clone(),
            json!({ "parentId": id(parent), "name": "某厂工会", "level": "GRASSROOTS", "creditCode": "914403001922038216" }),
        );
        both.spawn(async move { root.ask(CREATE, json!({ "input": input })).await });
    }
    let answers = both.join_all().await;
    let refused: Vec<_> = answers.iter().flat_map(refusals).collect();
    assert_eq!(refused.len(), 1, "{answers:#?}");
    assert_eq!(
        (refused[0].0.as_str(), refused[0].1.as_str()),
        ("DUPLICATE", "creditCode")
    );

    let mut both = JoinSet::new();
    for parent in [&fei, &yinan] {
        let (root, input) = (
            root.clone(),
            json!({ "id": id(&street), "version": 1, "newParentId": id(parent) }),
        );
        both.spawn(async move { root.ask(MOVE, json!({ "input": input })).await });
    }
    let answers = both.join_all().await;
    let refused: Vec<_> = answers.iter().flat_map(refusals).collect();
    assert_eq!(refused.len(), 1, "{answers:#?}");
    assert_eq!(refused[0].0, "CONFLICT");
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
}

#[tokio::test]
async fn two_moves_at_once_make_no_cycle() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let one = lanshan.child("甲集团工会", UnionLevel::Grassroots).await;
    let two = lanshan.child("乙集团工会", UnionLevel::Grassroots).await;
    let root = Arc::new(city.root().admin().await);
    let mut both = JoinSet::new();
    for (what, under) in [(&one, &two), (&two, &one)] {
        let (root, input) = (
            root.clone(),
            json!({ "id": id(what), "version": 1, "newParentId": id(under) }),
        );
        both.spawn(async move { root.ask(MOVE, json!({ "input": input })).await });
    }
    let answers = both.join_all().await;
    let refused: Vec<_> = answers.iter().flat_map(refusals).collect();
    assert_eq!(refused.len(), 1, "{answers:#?}");
    assert_eq!(
        (refused[0].0.as_str(), refused[0].1.as_str()),
        ("INVALID", "newParentId")
    );
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moving_a_subtree_while_twenty_write_keeps_every_path_and_figure_true() {
    const WRITES: usize = 12;
    let city = City::with_pool(30).await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let street = lanshan.township("兰山街道").await;
    let still = fei.township("费城街道").await;
    let root = city.root().admin().await;
    let mut writers = JoinSet::new();
    for number in 0..20 {
        // Most stand in the subtree that moves: at its root, below it, and beside it.
        let place = match number % 4 {
            0 => street.clone(),
            1 | 2 => street.village(&format!("第{number}村")).await,
            _ => still.clone(),
        };
        let (city, person) = (
            city.clone(),
            place.person("干部", &[Role::Admin, Role::Cadre]).await,
        );
        writers.spawn(async move {
            for write in 0..WRITES {
                if write % 4 == 3 && number % 4 == 0 {
                    let input = json!({ "parentId": id(&place), "name": format!("{number}厂{write}工会"), "level": "GRASSROOTS" });
                    let data = person.ask(CREATE, json!({ "input": input })).await;
                    assert_eq!(data["createUnion"]["errors"], json!([]));
                } else {
                    register(&city, &person).await;
                }
            }
        });
    }
    let folding = {
        let city = city.clone();
        tokio::spawn(async move {
            let mut worker = city.connect_as("lianxin_worker").await;
            loop {
                statistics::fold::fold(&mut worker, 37).await.unwrap();
                tokio::time::sleep(std::time::Duration::from_millis(3)).await;
            }
        })
    };
    let mut moves = 0;
    while !writers.is_empty() {
        let to = if moves % 2 == 0 { &fei } else { &lanshan };
        let data = root.ask(MOVE, json!({ "input": { "id": id(&street), "version": moves + 1, "newParentId": id(to) } })).await;
        assert_eq!(data["moveUnion"]["errors"], json!([]), "move {moves}");
        moves += 1;
        while let Some(done) = writers.try_join_next() {
            done.unwrap();
        }
    }
    folding.abort();
    assert!(moves >= 3, "only {moves} moves happened while others wrote");
    let households: i64 = 20 * WRITES as i64 - 5 * (WRITES as i64 / 4);
    assert_eq!(total(&root, &city.root(), "HOUSEHOLDS").await, households);
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
    fold_all(&city).await;
    assert_figures_true(&city).await;
}
