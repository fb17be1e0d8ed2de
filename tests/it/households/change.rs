//! Changing households and their members.

use serde_json::{Value, json};
use tests::City;

use super::family::{codes, family_of, figures_are_true, number, registered, send, total};

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
async fn two_who_edit_at_once_lose_nothing() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let edit = |tier: &str, address: &str| {
        let input =
            json!({ "id": household["id"], "version": 1, "tier": tier, "address": address });
        let person = own.clone();
        async move {
            send(
                &person,
                "updateHousehold",
                "household { version tier address }",
                input,
            )
            .await
        }
    };
    let (one, two) = tokio::join!(edit("RELATIVE", "一号楼"), edit("ACCIDENTAL", "二号楼"));
    let (done, stale) = if one["errors"] == json!([]) {
        (one, two)
    } else {
        (two, one)
    };
    assert_eq!(done["errors"], json!([]));
    assert_eq!(codes(&stale), [("CONFLICT".into(), "input.version".into())]);
    assert_eq!(
        stale["household"], done["household"],
        "the loser is shown what the winner wrote"
    );
    figures_are_true(&city).await;
}

#[tokio::test]
async fn a_repeated_change_with_its_key_is_one() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let son = json!({ "name": "王小宝", "idNumber": number(3), "relation": "SON", "health": "GOOD", "education": "NONE", "migrantWorker": false });
    let add = json!({ "householdId": household["id"], "version": 1, "member": son, "idempotencyKey": "phone-000001" });
    let answer = "household { version members { name } }";
    let first = send(&own, "addMember", answer, add.clone()).await;
    let second = send(&own, "addMember", answer, add.clone()).await;
    assert_eq!(first["errors"], json!([]));
    assert_eq!(first, second);
    assert_eq!(total(&own, "MEMBERS").await, 3);
    let mut other = add.clone();
    other["version"] = 2.into();
    let clash = send(&own, "addMember", answer, other).await;
    assert_eq!(
        codes(&clash),
        [("DUPLICATE".into(), "input.idempotencyKey".into())]
    );

    let relieve = json!({ "id": household["id"], "version": 2, "status": "RELIEVED", "idempotencyKey": "phone-000002" });
    let answer = "household { version status }";
    let first = send(&own, "setHouseholdStatus", answer, relieve.clone()).await;
    assert_eq!(
        first["household"],
        json!({ "version": 3, "status": "RELIEVED" })
    );
    assert_eq!(
        first,
        send(&own, "setHouseholdStatus", answer, relieve).await
    );
    let history = own
        .ask(
            "query($id: ID!) { household(id: $id) { changes { nodes { at } } } }",
            json!({ "id": household["id"] }),
        )
        .await;
    assert_eq!(
        history["household"]["changes"]["nodes"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn help_ends_begins_again_and_a_closed_file_stays_as_it_is() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, cadre) = (street.admin().await, street.cadre("王建国").await);
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let pair = json!({ "householdId": household["id"], "cadreId": cadre.staff.to_string() });
    assert_eq!(
        send(&own, "pairHousehold", "pairing { id }", pair).await["errors"],
        json!([])
    );
    let set = async |version: i64, status: &str, reason: Value| {
        let input = json!({ "id": household["id"], "version": version, "status": status, "closeReason": reason });
        send(
            &own,
            "setHouseholdStatus",
            "household { version status cadre { name } pairings { endReason } }",
            input,
        )
        .await
    };
    let version = own
        .ask(
            "query($id: ID!) { household(id: $id) { version } }",
            json!({ "id": household["id"] }),
        )
        .await["household"]["version"]
        .as_i64()
        .unwrap();
    let relieved = set(version, "RELIEVED", Value::Null).await;
    assert_eq!(
        relieved["household"],
        json!({ "version": version + 1, "status": "RELIEVED", "cadre": null, "pairings": [{ "endReason": "RELIEVED" }] })
    );
    assert_eq!(
        (
            total(&own, "HOUSEHOLDS").await,
            total(&own, "UNPAIRED_HOUSEHOLDS").await
        ),
        (1, 0)
    );
    let stale = set(version, "ACTIVE", Value::Null).await;
    assert_eq!(codes(&stale), [("CONFLICT".into(), "input.version".into())]);
    assert_eq!(stale["household"]["status"], "RELIEVED");
    assert_eq!(
        codes(&set(version + 1, "RELIEVED", Value::Null).await),
        [("STATE".into(), "input.status".into())]
    );
    assert_eq!(
        codes(&set(version + 1, "ACTIVE", "RELIEVED".into()).await),
        [("INVALID".into(), "input.closeReason".into())]
    );
    assert_eq!(
        codes(&set(version + 1, "CLOSED", "DUPLICATE".into()).await),
        [("INVALID".into(), "input.closeReason".into())]
    );
    assert_eq!(
        set(version + 1, "ACTIVE", Value::Null).await["errors"],
        json!([])
    );
    assert_eq!(total(&own, "UNPAIRED_HOUSEHOLDS").await, 1);
    let pair = json!({ "householdId": household["id"], "cadreId": cadre.staff.to_string() });
    assert_eq!(
        send(&own, "pairHousehold", "pairing { id }", pair).await["errors"],
        json!([])
    );
    let closed = set(version + 2, "CLOSED", "NOT_ELIGIBLE".into()).await;
    let reasons: Vec<&str> = closed["household"]["pairings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pairing| pairing["endReason"].as_str().unwrap())
        .collect();
    assert!(
        reasons.contains(&"NOT_ELIGIBLE"),
        "who was not eligible was not relieved: {closed}"
    );
    assert_eq!(
        codes(&set(version + 3, "ACTIVE", Value::Null).await)[0].0,
        "STATE"
    );
    let edit = json!({ "id": household["id"], "version": version + 3, "note": "补记" });
    assert_eq!(
        codes(&send(&own, "updateHousehold", "household { id }", edit).await)[0].0,
        "STATE"
    );
    figures_are_true(&city).await;
}

#[tokio::test]
async fn texts_are_kept_as_written_and_numbers_in_them_stay_out_of_the_history() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let mut input = family_of(&street, "王小二", 1);
    input["consentOn"] = "2026-08-01".into();
    input["consentForm"] = "书面".into();
    let household = registered(&own, input).await;
    let odd = "'); DELETE FROM household; -- 😀 \"引号\" \\ ${x}";
    let edit = async |version: i64, input: Value| {
        let mut whole = json!({ "id": household["id"], "version": version });
        whole
            .as_object_mut()
            .unwrap()
            .extend(input.as_object().unwrap().clone());
        send(
            &own,
            "updateHousehold",
            "household { note address consentOn consentForm }",
            whole,
        )
        .await
    };
    assert_eq!(
        edit(1, json!({ "note": odd })).await["household"]["note"],
        odd
    );
    for bad in ["a\u{0}b", "a\u{1b}[31m", "\u{202e}abc"] {
        let refused = edit(2, json!({ "note": bad, "address": bad })).await;
        assert_eq!(
            codes(&refused),
            [
                ("INVALID".into(), "input.address".into()),
                ("INVALID".into(), "input.note".into())
            ]
        );
    }
    let noted = format!("其弟身份证 {} 电话 138 1234 5678", number(9));
    assert_eq!(edit(2, json!({ "note": noted })).await["errors"], json!([]));
    assert_eq!(
        edit(3, json!({ "note": "" })).await["household"]["note"],
        Value::Null
    );
    // Who agreed may take it back.
    let withdrawn = edit(4, json!({ "consentOn": null, "consentForm": "" })).await;
    assert_eq!(
        withdrawn["household"],
        json!({ "note": null, "address": "兰山街道沂州社区 3 号楼", "consentOn": null, "consentForm": null })
    );
    let history = own
        .ask("query($id: ID!) { household(id: $id) { changes { nodes { fields { field before after } } } } }", json!({ "id": household["id"] }))
        .await["household"]["changes"]["nodes"]
        .take();
    let text = history.to_string();
    assert!(
        text.contains("[identity number]") && text.contains("[mobile number]"),
        "{text}"
    );
    assert!(
        !text.contains(&number(9)) && !text.contains("138 1234 5678"),
        "{text}"
    );
    assert_eq!(
        history[0]["fields"],
        json!([{ "field": "consentOn", "before": "2026-08-01", "after": null }, { "field": "consentForm", "before": "书面", "after": null }])
    );
}
