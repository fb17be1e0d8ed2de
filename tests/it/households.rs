//! Registering, reading, changing and finding households.

use serde_json::{Value, json};
use tests::{City, Person, Place};

const REGISTER: &str = "mutation($input: RegisterHouseholdInput!) { registerHousehold(input: $input) {
    household { id version fileNumber headName masked phone union { name } members { id version name idNumber phone age birthDate sex disputed } }
    errors { code path message } } }";

/// A household of two with everything that is needed.
fn family(place: &Place) -> Value {
    json!({
        "unionId": place.id.to_string(), "kind": "LINKED", "address": "兰山街道沂州社区 3 号楼", "hukou": "RURAL", "housing": "RENT",
        "population": 3, "labourForce": 1, "annualIncomePerHead": "9800.50", "annualRigidExpense": "12000.00",
        "mainCause": "ILLNESS", "otherCauses": ["LOW_INCOME"], "needs": ["MEDICAL_AID", "JOB"], "tier": "DEEP",
        "members": [
            { "name": "张三丰", "idNumber": "37139019800101001X", "relation": "SELF", "health": "SERIOUS_ILLNESS", "education": "PRIMARY", "migrantWorker": true, "phone": "15400000001" },
            { "name": "李桂英", "birthDate": "1955-05-05", "sex": "FEMALE", "relation": "MOTHER", "health": "GOOD", "education": "NONE", "migrantWorker": false },
        ],
    })
}

/// A number of the fictional area that passes its check.
fn number(serial: u32) -> String {
    let body = format!("37139019800101{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .chars()
        .zip(weights)
        .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
        .sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    format!("{body}{check}")
}

fn family_of(place: &Place, head: &str, serial: u32) -> Value {
    let mut input = family(place);
    input["members"][0]["name"] = head.into();
    input["members"][0]["idNumber"] = number(serial).into();
    input
}

async fn register(person: &Person, input: Value) -> Value {
    person.ask(REGISTER, json!({ "input": input })).await["registerHousehold"].take()
}

async fn registered(person: &Person, input: Value) -> Value {
    let mut payload = register(person, input).await;
    assert_eq!(payload["errors"], json!([]));
    payload["household"].take()
}

fn codes(payload: &Value) -> Vec<(String, String)> {
    let path = |error: &Value| {
        error["path"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| part.as_str().unwrap())
            .collect::<Vec<_>>()
            .join(".")
    };
    payload["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["code"].as_str().unwrap().to_owned(), path(error)))
        .collect()
}

async fn total(person: &Person, of: &str) -> i64 {
    let data = person
        .ask(
            &format!("{{ viewer {{ union {{ figures {{ total(of: {of}) }} }} }} }}"),
            json!({}),
        )
        .await;
    data["viewer"]["union"]["figures"]["total"]
        .as_i64()
        .unwrap()
}

#[tokio::test]
async fn a_registered_household_is_whole_for_its_union_and_masked_above() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let (own, above) = (street.admin().await, county.admin().await);
    let mut input = family(&street);
    input["members"][0]["idNumber"] = number(1).into();
    let household = registered(&own, input).await;
    assert_eq!(household["headName"], "张三丰");
    assert_eq!(household["phone"], "15400000001");
    assert_eq!(household["members"][0]["idNumber"], number(1));
    assert_eq!(household["members"][0]["age"], 46);
    assert!(
        household["fileNumber"]
            .as_str()
            .unwrap()
            .starts_with("3713-2026-")
    );
    let read = "query($id: ID!) { household(id: $id) { headName masked address note phone members { name idNumber phone health employer birthDate age } changes { nodes { at } } } }";
    let whole = own.ask(read, json!({ "id": household["id"] })).await;
    assert_eq!(whole["household"]["masked"], false);
    assert_eq!(whole["household"]["address"], "兰山街道沂州社区 3 号楼");
    assert_eq!(
        whole["household"]["changes"]["nodes"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let masked = above.ask(read, json!({ "id": household["id"] })).await;
    assert_eq!(
        masked["household"],
        json!({
            "headName": "张**", "masked": true, "address": null, "note": null, "phone": null, "changes": { "nodes": [] },
            "members": [
                { "name": "张**", "idNumber": "371390********0011".replace("0011", &number(1)[14..]), "phone": null, "health": null, "employer": null, "birthDate": null, "age": 46 },
                { "name": "李**", "idNumber": null, "phone": null, "health": null, "employer": null, "birthDate": null, "age": 71 },
            ],
        })
    );
    for (figure, value) in [
        ("HOUSEHOLDS", 1),
        ("UNPAIRED_HOUSEHOLDS", 1),
        ("MEMBERS", 2),
    ] {
        assert_eq!(total(&above, figure).await, value, "{figure}");
    }
}

#[tokio::test]
async fn every_fault_of_a_registration_is_told_at_once_and_nothing_is_kept() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let mut input = family(&street);
    input["population"] = 1.into();
    input["labourForce"] = 4.into();
    input["divisionCode"] = "37".into();
    input["otherCauses"] = json!(["ILLNESS"]);
    input["members"][0]["idNumber"] = "371390198001010010".into();
    input["members"][0]["phone"] = "123".into();
    input["members"][1]["name"] = "李1\u{0}".into();
    input["members"][1]["relation"] = "SELF".into();
    let payload = register(&own, input).await;
    let mut seen: Vec<String> = codes(&payload).into_iter().map(|(_, path)| path).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(
        seen,
        [
            "input.divisionCode",
            "input.labourForce",
            "input.members.0.idNumber",
            "input.members.0.phone",
            "input.members.1.name",
            "input.members.1.relation",
            "input.otherCauses",
            "input.population"
        ]
    );
    assert_eq!(payload["household"], Value::Null);
    assert_eq!(total(&own, "HOUSEHOLDS").await, 0);
    let mut swapped = family_of(&street, "王小二", 7);
    swapped["members"][0]["sex"] = "FEMALE".into();
    swapped["members"][0]["birthDate"] = "1980-01-02".into();
    let mut paths: Vec<String> = codes(&register(&own, swapped).await)
        .into_iter()
        .map(|(_, path)| path)
        .collect();
    paths.sort();
    assert_eq!(paths, ["input.members.0.birthDate", "input.members.0.sex"]);
}

#[tokio::test]
async fn only_the_union_itself_or_who_manages_it_registers() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let village = street.village("沂州社区").await;
    let other = county.township("银雀山街道").await;
    let (above, steward, elsewhere) = (
        county.admin().await,
        street.admin().await,
        other.admin().await,
    );
    let viewer = village
        .person("查看员", &[schema::tenancy::Role::Viewer])
        .await;
    for person in [&above, &steward, &elsewhere, &viewer] {
        let response = person
            .run_with(
                REGISTER,
                json!({ "input": family_of(&village, "王小二", 1) }),
            )
            .await;
        let code = &response["errors"][0]["extensions"]["code"];
        assert!(code == "FORBIDDEN" || code == "NOT_FOUND", "{response}");
    }
    village.managed_by(&street).await;
    registered(&steward, family_of(&village, "王小二", 1)).await;
    let list = "{ households { nodes { headName masked } } }";
    assert_eq!(
        steward.ask(list, json!({})).await["households"]["nodes"],
        json!([{ "headName": "王小二", "masked": false }])
    );
    assert_eq!(
        elsewhere.ask(list, json!({})).await["households"]["nodes"],
        json!([])
    );
}

#[tokio::test]
async fn a_person_has_one_file_in_the_city_and_the_common_superior_settles() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let (here, there) = (
        county.township("兰山街道").await,
        county.township("银雀山街道").await,
    );
    let (first, second, above) = (
        here.admin().await,
        there.admin().await,
        county.admin().await,
    );
    let city_admin = city.root().admin().await;
    registered(&first, family_of(&here, "王小二", 1)).await;
    let payload = register(&second, family_of(&there, "王小二", 1)).await;
    assert_eq!(
        codes(&payload),
        [("DUPLICATE".into(), "input.members.0.idNumber".into())]
    );
    let message = payload["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("别处") && !message.contains("兰山街道"),
        "{message}"
    );
    let own = register(&first, family_of(&here, "王小二", 1)).await;
    assert!(
        own["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("3713-2026-"),
        "{own}"
    );

    let mut claimed = family_of(&there, "王小二", 1);
    claimed["members"][0]["duplicateReason"] = "本人已搬到本街道居住".into();
    let household = registered(&second, claimed).await;
    assert_eq!(household["members"][0]["disputed"], true);
    let list = "{ duplicateClaims { nodes { id version state reason claimant { headName } other { headName fileNumber } } } }";
    let mine = second.ask(list, json!({})).await["duplicateClaims"]["nodes"].take();
    assert_eq!(
        mine[0]["other"],
        Value::Null,
        "the claimant learns nothing of the other side"
    );
    assert_eq!(
        first.ask(list, json!({})).await["duplicateClaims"]["nodes"],
        json!([])
    );
    assert_eq!(
        city_admin.ask(list, json!({})).await["duplicateClaims"]["nodes"],
        json!([]),
        "the nearest common superior, nobody above"
    );
    let claim = above.ask(list, json!({})).await["duplicateClaims"]["nodes"][0].take();
    assert_eq!(claim["other"]["headName"], "王**");

    let settle = "mutation($input: SettleDuplicateInput!) { settleDuplicate(input: $input) { claim { state decision } errors { code } } }";
    let input = json!({ "input": { "id": claim["id"], "version": 1, "decision": "KEEP_CLAIMANT", "note": "经核实已搬迁" } });
    for person in [&second, &city_admin] {
        let response = person.run_with(settle, input.clone()).await;
        assert_eq!(
            response["errors"][0]["extensions"]["code"], "FORBIDDEN",
            "{response}"
        );
    }
    let done = above.ask(settle, input.clone()).await;
    assert_eq!(
        done["settleDuplicate"],
        json!({ "claim": { "state": "SETTLED", "decision": "KEEP_CLAIMANT" }, "errors": [] })
    );
    assert_eq!(
        above.ask(settle, input).await["settleDuplicate"]["errors"][0]["code"],
        "CONFLICT"
    );
    let closed = first
        .ask("{ households { nodes { status closeReason } } }", json!({}))
        .await;
    assert_eq!(
        closed["households"]["nodes"],
        json!([{ "status": "CLOSED", "closeReason": "DUPLICATE" }])
    );
    let kept = second
        .ask(
            "query($id: ID!) { household(id: $id) { members { disputed } } }",
            json!({ "id": household["id"] }),
        )
        .await;
    assert_eq!(kept["household"]["members"][0]["disputed"], false);
    assert_eq!(
        (
            total(&above, "HOUSEHOLDS").await,
            total(&above, "MEMBERS").await
        ),
        (1, 2)
    );
    let mut again = family_of(&here, "王小二", 1);
    again["members"].as_array_mut().unwrap().truncate(1);
    assert_eq!(codes(&register(&first, again).await)[0].0, "DUPLICATE");
    let differences = schema::statistics::verify(&mut city.owner().await)
        .await
        .unwrap();
    assert!(differences.is_empty(), "{differences:?}");
}

#[tokio::test]
async fn ten_who_register_one_person_at_once_make_one_file() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let mut tasks = Vec::new();
    for n in 0..10 {
        let place = county.township(&format!("第{n}街道")).await;
        let admin = place.admin().await;
        tasks.push(tokio::spawn(async move {
            register(&admin, family_of(&place, "王小二", 1)).await
        }));
    }
    let mut done = 0;
    for task in tasks {
        let payload = task.await.unwrap();
        if payload["errors"] == json!([]) {
            done += 1;
        } else {
            assert_eq!(codes(&payload)[0].0, "DUPLICATE");
        }
    }
    assert_eq!(done, 1);
    assert_eq!(total(&county.admin().await, "HOUSEHOLDS").await, 1);
}

#[tokio::test]
async fn edits_carry_the_version_and_leave_their_history() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let own = street.admin().await;
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let update = "mutation($input: UpdateHouseholdInput!) { updateHousehold(input: $input) { household { version address tier } errors { code message } } }";
    let input = |version: i64, address: &str| json!({ "input": { "id": household["id"], "version": version, "address": address, "tier": "RELATIVE" } });
    let done = own.ask(update, input(1, "新地址 1 号")).await["updateHousehold"].take();
    assert_eq!(
        done,
        json!({ "household": { "version": 2, "address": "新地址 1 号", "tier": "RELATIVE" }, "errors": [] })
    );
    let stale = own.ask(update, input(1, "新地址 2 号")).await["updateHousehold"].take();
    assert_eq!(stale["errors"][0]["code"], "CONFLICT");
    assert_eq!(stale["household"]["address"], "新地址 1 号");
    let history = own.ask("query($id: ID!) { household(id: $id) { changes { nodes { by { name } fields { field before after } } } } }", json!({ "id": household["id"] })).await;
    assert_eq!(
        history["household"]["changes"]["nodes"][0],
        json!({ "by": { "name": "管理员" }, "fields": [
            { "field": "tier", "before": "DEEP", "after": "RELATIVE" },
            { "field": "address", "before": "兰山街道沂州社区 3 号楼", "after": "新地址 1 号" },
        ] })
    );
    let response = county
        .admin()
        .await
        .run_with(update, input(2, "上级改的"))
        .await;
    assert_eq!(response["errors"][0]["extensions"]["code"], "FORBIDDEN");
    assert_eq!(
        own.ask("{ viewer { union { figures { breakdown(of: HOUSEHOLDS, by: TIER) { key value } } } } }", json!({})).await["viewer"]["union"]["figures"]["breakdown"],
        json!([{ "key": "RELATIVE", "value": 1 }])
    );
}

#[tokio::test]
async fn members_join_change_and_leave() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let add = "mutation($input: AddMemberInput!) { addMember(input: $input) { household { version population members { id version name idNumber } } errors { code path } } }";
    let son = json!({ "name": "王小宝", "idNumber": number(3), "relation": "SON", "health": "GOOD", "education": "NONE", "migrantWorker": false });
    let added = own
        .ask(
            add,
            json!({ "input": { "householdId": household["id"], "version": 1, "member": son } }),
        )
        .await["addMember"]
        .take();
    assert_eq!(added["errors"], json!([]));
    assert_eq!(total(&own, "MEMBERS").await, 3);
    let member = &added["household"]["members"][2];
    let found = |text: &'static str| {
        own.ask(
            "query($text: String!) { households(filter: { text: $text }) { nodes { headName } } }",
            json!({ "text": text }),
        )
    };
    for text in ["小宝", "wxb", "wangxiaobao", "王小二"] {
        assert_eq!(
            found(text).await["households"]["nodes"],
            json!([{ "headName": "王小二" }]),
            "{text}"
        );
    }
    let update = "mutation($input: UpdateMemberInput!) { updateMember(input: $input) { household { members { name idNumber version } } errors { code path } } }";
    let mut renamed = son.clone();
    renamed["name"] = "王大宝".into();
    renamed["idNumber"] = number(5).into();
    let changed = own
        .ask(
            update,
            json!({ "input": { "id": member["id"], "version": 1, "member": renamed } }),
        )
        .await["updateMember"]
        .take();
    assert_eq!(
        changed["household"]["members"][2],
        json!({ "name": "王大宝", "idNumber": number(5), "version": 2 })
    );
    renamed["idNumber"] = number(1).into();
    let clash = own
        .ask(
            update,
            json!({ "input": { "id": member["id"], "version": 2, "member": renamed } }),
        )
        .await["updateMember"]
        .take();
    assert_eq!(codes(&clash)[0].0, "DUPLICATE", "{clash}");
    assert_eq!(found("小宝").await["households"]["nodes"], json!([]));
    let remove = "mutation($input: RemoveMemberInput!) { removeMember(input: $input) { household { members { name } } errors { code } } }";
    let gone = own
        .ask(
            remove,
            json!({ "input": { "id": member["id"], "version": 2, "reason": "外地成家" } }),
        )
        .await["removeMember"]
        .take();
    assert_eq!(gone["household"]["members"].as_array().unwrap().len(), 2);
    assert_eq!(total(&own, "MEMBERS").await, 2);
    let head = own.ask(remove, json!({ "input": { "id": household["members"][0]["id"], "version": 1, "reason": "去世了" } })).await;
    assert_eq!(head["removeMember"]["errors"][0]["code"], "STATE");
    // The number of who left is free again.
    registered(&own, family_of(&street, "王大宝", 5)).await;
}

#[tokio::test]
async fn a_household_is_found_by_whole_numbers_of_the_own_union_only() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let (own, above) = (street.admin().await, county.admin().await);
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let search = "query($text: String!) { households(filter: { subtree: true, text: $text }) { nodes { id } } }";
    let file = household["fileNumber"].as_str().unwrap().to_owned();
    for text in [
        number(1),
        "15400000001".into(),
        "154 0000 0001".into(),
        file.clone(),
    ] {
        assert_eq!(
            own.ask(search, json!({ "text": text })).await["households"]["nodes"][0]["id"],
            household["id"],
            "{text}"
        );
    }
    for text in [
        number(1),
        "15400000001".into(),
        "王小二".into(),
        "wxe".into(),
    ] {
        assert_eq!(
            above.ask(search, json!({ "text": text })).await["households"]["nodes"],
            json!([]),
            "a superior found {text}"
        );
    }
    assert_eq!(
        above.ask(search, json!({ "text": file })).await["households"]["nodes"][0]["id"],
        household["id"]
    );
}

#[tokio::test]
async fn opening_one_record_is_in_the_trail_and_ends_with_its_answer() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let (own, above, viewer) = (
        street.admin().await,
        county.admin().await,
        county
            .person("查看员", &[schema::tenancy::Role::Viewer])
            .await,
    );
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let other = registered(&own, family_of(&street, "赵大", 3)).await;
    let open = "mutation($input: OpenHouseholdInput!) { openHousehold(input: $input) { household { headName masked address members { idNumber } union { name } } errors { code path } } }";
    let short = above
        .ask(
            open,
            json!({ "input": { "id": household["id"], "reason": "看看" } }),
        )
        .await;
    assert_eq!(
        codes(&short["openHousehold"]),
        [("INVALID".into(), "input.reason".into())]
    );
    let opened = above
        .ask(
            open,
            json!({ "input": { "id": household["id"], "reason": "核查来信反映的情况" } }),
        )
        .await["openHousehold"]["household"]
        .take();
    assert_eq!(
        (&opened["headName"], &opened["masked"]),
        (&json!("王小二"), &json!(false))
    );
    assert_eq!(opened["members"][0]["idNumber"], number(1));
    let read = "query($id: ID!) { household(id: $id) { headName } }";
    for id in [&household["id"], &other["id"]] {
        assert!(
            above.ask(read, json!({ "id": id })).await["household"]["headName"]
                .as_str()
                .unwrap()
                .contains("*")
        );
    }
    let trail = own.ask("{ auditTrail(filter: { action: OPENED }) { nodes { reason union { name } subjectId } } }", json!({})).await;
    assert_eq!(
        trail["auditTrail"]["nodes"][0]["reason"],
        "核查来信反映的情况"
    );
    let refused = viewer
        .run_with(
            open,
            json!({ "input": { "id": household["id"], "reason": "核查来信反映的情况" } }),
        )
        .await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "FORBIDDEN");
}

#[tokio::test]
async fn closing_frees_numbers_and_ends_the_pairing() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, cadre) = (street.admin().await, street.cadre("王建国").await);
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let paired = own.ask("mutation($input: PairHouseholdInput!) { pairHousehold(input: $input) { errors { message } household: pairing { household { version } } } }",
        json!({ "input": { "householdId": household["id"], "cadreId": cadre.staff.to_string() } })).await;
    assert_eq!(paired["pairHousehold"]["errors"], json!([]));
    let version = paired["pairHousehold"]["household"]["household"]["version"].clone();
    let set = "mutation($input: HouseholdStatusInput!) { setHouseholdStatus(input: $input) { household { status cadre { name } } errors { code path } } }";
    let without = own
        .ask(
            set,
            json!({ "input": { "id": household["id"], "version": version, "status": "CLOSED" } }),
        )
        .await;
    assert_eq!(
        codes(&without["setHouseholdStatus"]),
        [("REQUIRED".into(), "input.closeReason".into())]
    );
    let closed = own.ask(set, json!({ "input": { "id": household["id"], "version": version, "status": "CLOSED", "closeReason": "MOVED_AWAY" } })).await;
    assert_eq!(
        closed["setHouseholdStatus"],
        json!({ "household": { "status": "CLOSED", "cadre": null }, "errors": [] })
    );
    for (figure, value) in [
        ("HOUSEHOLDS", 0),
        ("PAIRED_HOUSEHOLDS", 0),
        ("MEMBERS", 0),
        ("CADRE_SHORTFALLS", 1),
    ] {
        assert_eq!(total(&own, figure).await, value, "{figure}");
    }
    registered(&own, family_of(&street, "王小二", 1)).await;
    let differences = schema::statistics::verify(&mut city.owner().await)
        .await
        .unwrap();
    assert!(differences.is_empty(), "{differences:?}");
}

#[tokio::test]
async fn a_repeated_registration_with_its_key_is_one() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let mut input = family_of(&street, "王小二", 1);
    input["idempotencyKey"] = "phone-000001".into();
    let (one, two) = tokio::join!(register(&own, input.clone()), register(&own, input.clone()));
    assert_eq!(one["errors"], json!([]));
    assert_eq!(one["household"]["id"], two["household"]["id"]);
    assert_eq!(total(&own, "HOUSEHOLDS").await, 1);
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let mut expected = 0;
    for n in 0..3 {
        let street = county.township(&format!("第{n}街道")).await;
        let own = street.admin().await;
        for serial in 0..4 {
            registered(&own, family_of(&street, "王小二", n * 10 + serial * 2 + 1)).await;
            expected += 1;
        }
    }
    let above = county.admin().await;
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = above.ask("query($after: String) { households(filter: { subtree: true }, first: 5, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }", json!({ "after": after })).await["households"].take();
        seen.extend(
            page["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|node| node["id"].as_str().unwrap().to_owned()),
        );
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(seen.len(), expected);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), expected);
}
