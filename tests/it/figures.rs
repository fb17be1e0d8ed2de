//! The figures that the services of every area keep are those that the rows count, also when what
//! they wrote is moved and merged afterwards.

use serde_json::{Value, json};
use tests::{City, Person, Place};

use crate::statistics::{assert_figures_true, fold_all, total};
use crate::unions::assert_paths_true;

/// Sends a mutation `name(input: Type!)` and answers the row of its payload.
async fn send(person: &Person, name: &str, kind: &str, row: &str, input: Value) -> Value {
    let query = format!(
        "mutation($input: {kind}!) {{ {name}(input: $input) {{ {row} errors {{ code path message }} }} }}"
    );
    let mut data = person.ask(&query, json!({ "input": input })).await;
    assert_eq!(data[name]["errors"], json!([]), "{name}");
    let field = row.split([' ', '{']).next().unwrap();
    data[name][field].take()
}

async fn household(person: &Person, place: &Place, head: &str, cause: &str) -> Value {
    let input = json!({
        "unionId": place.id.to_string(), "kind": "LINKED", "address": "沂州社区 3 号楼", "hukou": "RURAL", "housing": "RENT",
        "population": 2, "labourForce": 1, "annualIncomePerHead": "9800.50", "mainCause": cause, "tier": "DEEP",
        "members": [
            { "name": head, "relation": "SELF", "sex": "MALE", "birthDate": "1980-01-01", "health": "GOOD", "education": "PRIMARY", "migrantWorker": true },
            { "name": "李桂英", "relation": "MOTHER", "sex": "FEMALE", "birthDate": "1955-05-05", "health": "GOOD", "education": "NONE", "migrantWorker": false },
        ],
    });
    let row = "household { id version members { id version name } }";
    send(
        person,
        "registerHousehold",
        "RegisterHouseholdInput",
        row,
        input,
    )
    .await
}

#[tokio::test]
async fn what_the_services_write_is_what_the_rows_count() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let street = lanshan.township("兰山街道").await;
    let other = fei.township("费城街道").await;
    let (root, admin) = (city.root().admin().await, street.admin().await);
    let (one, two) = (street.cadre("王建国").await, street.cadre("赵敏").await);
    let mut households = Vec::new();
    for (head, cause) in [
        ("张三丰", "ILLNESS"),
        ("刘大海", "DISABILITY"),
        ("陈小明", "SCHOOLING"),
        ("孙有才", "ILLNESS"),
    ] {
        households.push(household(&admin, &street, head, cause).await);
    }
    assert_figures_true(&city).await;
    let id = |number: usize| households[number]["id"].clone();

    // Pairings, a transfer, an end.
    let mut pairings = Vec::new();
    for (number, cadre) in [(0, &one), (1, &one), (2, &two)] {
        let input = json!({ "householdId": id(number), "cadreId": cadre.staff.to_string() });
        pairings.push(
            send(
                &admin,
                "pairHousehold",
                "PairHouseholdInput",
                "pairing { id version }",
                input,
            )
            .await,
        );
    }
    assert_figures_true(&city).await;
    let input =
        json!({ "id": pairings[1]["id"], "version": 1, "toCadreId": two.staff.to_string() });
    send(
        &admin,
        "transferPairing",
        "TransferPairingInput",
        "pairing { id version }",
        input,
    )
    .await;
    let input = json!({ "id": pairings[2]["id"], "version": 1, "reason": "REASSIGNED" });
    send(
        &admin,
        "endPairing",
        "EndPairingInput",
        "pairing { id }",
        input,
    )
    .await;
    assert_figures_true(&city).await;

    // Visits with promises, one kept, one dropped.
    let today = schema::values::dates::china_date(city.now()).to_string();
    let input = json!({ "householdId": id(0), "visitedOn": today, "kind": "HOME", "purpose": "ROUTINE", "met": true, "observed": "老人卧床",
        "measures": [{ "text": "联系技能培训", "dueOn": "2026-08-10" }, { "text": "送药", "dueOn": "2026-09-01" }, { "text": "办低保", "dueOn": "2026-09-01" }] });
    let visit = send(
        &one,
        "recordVisit",
        "RecordVisitInput",
        "visit { id measures { id version } }",
        input,
    )
    .await;
    let measure = |number: usize| visit["measures"][number].clone();
    let input = json!({ "id": measure(0)["id"], "version": 1, "proof": "DOCUMENT", "note": "培训签到表", "doneOn": today });
    send(
        &one,
        "completeMeasure",
        "CompleteMeasureInput",
        "measure { id }",
        input,
    )
    .await;
    let input = json!({ "id": measure(1)["id"], "version": 1, "reason": "已由医院送达" });
    send(
        &one,
        "dropMeasure",
        "DropMeasureInput",
        "measure { id }",
        input,
    )
    .await;
    assert_figures_true(&city).await;

    // A member leaves, causes change, households are relieved and closed, a cadre goes.
    let member = &households[0]["members"][1];
    let input = json!({ "id": member["id"], "version": member["version"], "reason": "分户" });
    send(
        &admin,
        "removeMember",
        "RemoveMemberInput",
        "household { id }",
        input,
    )
    .await;
    let read = "query($id: ID!) { household(id: $id) { version } }";
    let mut versions = Vec::new();
    for number in 0..4 {
        versions.push(
            admin.ask(read, json!({ "id": id(number) })).await["household"]["version"].clone(),
        );
    }
    let input = json!({ "id": id(1), "version": versions[1], "mainCause": "LOW_INCOME", "tier": "RELATIVE" });
    send(
        &admin,
        "updateHousehold",
        "UpdateHouseholdInput",
        "household { id }",
        input,
    )
    .await;
    let input =
        json!({ "id": id(2), "version": versions[2], "status": "RELIEVED", "note": "收入稳定" });
    send(
        &admin,
        "setHouseholdStatus",
        "HouseholdStatusInput",
        "household { id }",
        input,
    )
    .await;
    let input = json!({ "id": id(3), "version": versions[3], "status": "CLOSED", "closeReason": "MOVED_AWAY", "note": "迁往外地" });
    send(
        &admin,
        "setHouseholdStatus",
        "HouseholdStatusInput",
        "household { id }",
        input,
    )
    .await;
    assert_figures_true(&city).await;
    fold_all(&city).await;
    let whole = [
        "HOUSEHOLDS",
        "PAIRED_HOUSEHOLDS",
        "MEMBERS",
        "CADRES",
        "VISITS",
        "MEASURES_OPEN",
        "MEASURES_DONE",
    ];
    let mut before = Vec::new();
    for measure in whole {
        before.push(total(&root, &street, measure).await);
    }
    assert_eq!(before, [3, 2, 5, 2, 1, 1, 1]);

    // All of it moves, and all of it goes over to another union.
    let input =
        json!({ "id": street.id.to_string(), "version": 1, "newParentId": fei.id.to_string() });
    send(&root, "moveUnion", "MoveUnionInput", "union { id }", input).await;
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
    let input =
        json!({ "id": street.id.to_string(), "version": 2, "intoId": other.id.to_string() });
    send(
        &root,
        "mergeUnion",
        "MergeUnionInput",
        "union { id }",
        input,
    )
    .await;
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
    for (number, measure) in whole.into_iter().enumerate() {
        assert_eq!(
            total(&root, &other, measure).await,
            before[number],
            "{measure}"
        );
        assert_eq!(total(&root, &street, measure).await, 0, "{measure}");
        assert_eq!(total(&root, &lanshan, measure).await, 0, "{measure}");
    }
    // The cadre goes on where the household is now, with names, pairing and promises.
    let read = "query($id: ID!) { household(id: $id) { headName masked address union { name } cadre { name } visits { nodes { observed } } } }";
    let page = one.ask(read, json!({ "id": id(0) })).await;
    assert_eq!(
        page["household"],
        json!({ "headName": "张三丰", "masked": false, "address": "沂州社区 3 号楼", "union": { "name": "费城街道总工会" },
            "cadre": { "name": "王建国" }, "visits": { "nodes": [{ "observed": "老人卧床" }] } })
    );
    let input = json!({ "id": measure(2)["id"], "version": 1, "proof": "DOCUMENT", "note": "低保证", "doneOn": today });
    send(
        &one,
        "completeMeasure",
        "CompleteMeasureInput",
        "measure { id }",
        input,
    )
    .await;
    assert_eq!(total(&root, &fei, "MEASURES_DONE").await, 2);
    assert_figures_true(&city).await;
}
