//! Registering households.

use serde_json::{Value, json};
use tests::City;

use super::family::{
    REGISTER, codes, family, family_of, figures_are_true, number, register, registered, total,
};

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
async fn both_doors_exclude_each_other_in_one_union() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let (decided, undecided) = (
        county.township("兰山街道").await,
        county.township("银雀山街道").await,
    );
    let door = "UPDATE unions SET household_kind = 'OWN_UNIT' WHERE id = $1";
    sqlx::query(door)
        .bind(decided.id.uuid())
        .execute(&mut city.owner().await)
        .await
        .unwrap();
    let own = decided.admin().await;
    let refused = register(&own, family_of(&decided, "王小二", 1)).await;
    assert_eq!(codes(&refused), [("INVALID".into(), "input.kind".into())]);
    let mut input = family_of(&decided, "王小二", 1);
    input["kind"] = "OWN_UNIT".into();
    registered(&own, input).await;
    // What the union has decided need not be said again.
    let mut input = family_of(&decided, "孙三", 2);
    input["kind"] = Value::Null;
    registered(&own, input).await;
    let mut input = family_of(&undecided, "孙三", 3);
    input["kind"] = Value::Null;
    let refused = register(&undecided.admin().await, input).await;
    assert_eq!(codes(&refused), [("REQUIRED".into(), "input.kind".into())]);

    // Where nothing was decided, the first household decides; also between two at once.
    let own = undecided.admin().await;
    for round in 0..4 {
        let linked = family_of(&undecided, "赵大", 100 + round * 4);
        let mut unit = family_of(&undecided, "钱二", 102 + round * 4);
        unit["kind"] = "OWN_UNIT".into();
        let (linked, unit) = tokio::join!(register(&own, linked), register(&own, unit));
        assert!(
            linked["errors"] != json!([]) || unit["errors"] != json!([]),
            "{linked} {unit}"
        );
    }
    let kinds: i64 =
        sqlx::query_scalar("SELECT count(DISTINCT kind) FROM household WHERE union_id = $1")
            .bind(undecided.id.uuid())
            .fetch_one(&mut city.owner().await)
            .await
            .unwrap();
    assert_eq!(kinds, 1);
    figures_are_true(&city).await;
}

#[tokio::test]
async fn files_registered_at_once_have_numbers_of_their_own() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let mut tasks = Vec::new();
    for serial in 0..12 {
        let (own, street) = (own.clone(), street.clone());
        tasks.push(tokio::spawn(async move {
            registered(&own, family_of(&street, "王小二", 1 + serial * 2)).await["fileNumber"]
                .clone()
        }));
    }
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.push(task.await.unwrap().to_string());
    }
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 12);
    assert_eq!(total(&own, "HOUSEHOLDS").await, 12);
    figures_are_true(&city).await;
}

#[tokio::test]
async fn nobody_is_registered_in_a_union_that_is_not_at_work() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    sqlx::query("UPDATE unions SET state = 'SUSPENDED' WHERE id = $1")
        .bind(street.id.uuid())
        .execute(&mut city.owner().await)
        .await
        .unwrap();
    let refused = register(&own, family_of(&street, "王小二", 1)).await;
    assert_eq!(codes(&refused), [("STATE".into(), "input.unionId".into())]);
}

#[tokio::test]
async fn what_a_household_counts_for_is_broken_down() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let own = street.admin().await;
    registered(&own, family_of(&street, "王小二", 1)).await;
    let query = "{ viewer { union { figures { kind: breakdown(of: HOUSEHOLDS, by: KIND) { key value } cause: breakdown(of: HOUSEHOLDS, by: CAUSE) { key value }
        tier: breakdown(of: HOUSEHOLDS, by: TIER) { key value } status: breakdown(of: HOUSEHOLDS, by: STATUS) { key value } } } } }";
    let one = |key: &str| json!([{ "key": key, "value": 1 }]);
    for person in [own, county.admin().await, city.root().admin().await] {
        let figures = person.ask(query, json!({})).await["viewer"]["union"]["figures"].take();
        assert_eq!(
            figures,
            json!({ "kind": one("LINKED"), "cause": one("ILLNESS"), "tier": one("DEEP"), "status": one("ACTIVE") })
        );
    }
}
