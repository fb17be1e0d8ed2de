//! One person, two files.

use serde_json::{Value, json};
use tests::City;

use super::family::{codes, family_of, register, registered, total};
use crate::notifications::kinds;

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
    assert_eq!(kinds(&above).await, ["DUPLICATE_TO_SETTLE"]);
    for other in [&first, &second, &city_admin] {
        assert!(
            kinds(other).await.is_empty(),
            "only whoever is to settle it is told"
        );
    }

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
    for side in [&first, &second] {
        assert_eq!(kinds(side).await, ["DUPLICATE_SETTLED"]);
    }
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
