//! A superior reads one household unmasked.

use serde_json::{Value, json};
use tests::City;

use super::family::{codes, failure, family_of, number, registered};

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
async fn names_without_a_trail_never_leave() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let (own, above) = (street.admin().await, county.admin().await);
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    // One part of the answer fails, which undoes the entry; the other part must not leave then.
    let open = "mutation($input: OpenHouseholdInput!) { openHousehold(input: $input) {
        whole: household { headName address members { name idNumber phone } } broken: household { visits(first: 0) { nodes { id } } } } }";
    let input = json!({ "id": household["id"], "reason": "核查来信反映的情况" });
    let answer = above.run_with(open, json!({ "input": input })).await;
    assert!(answer["errors"][0]["message"].is_string(), "{answer}");
    let text = answer.to_string();
    for secret in ["王小二", "沂州社区", "15400000001", &number(1)] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let trail = own
        .ask(
            "{ auditTrail(filter: { action: OPENED }) { nodes { id } } }",
            json!({}),
        )
        .await;
    assert_eq!(trail["auditTrail"]["nodes"], json!([]));
}

#[tokio::test]
async fn only_superiors_open_and_only_what_lies_below() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let village = street.village("沂州社区").await;
    let sibling = county.township("银雀山街道").await;
    let own = street.admin().await;
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let input = |reason: &str| json!({ "id": household["id"], "reason": reason });
    for person in [village.admin().await, sibling.admin().await] {
        let code = failure(&person, "openHousehold", input("核查来信反映的情况")).await;
        assert_eq!(code, "NOT_FOUND");
    }
    let open = "mutation($input: OpenHouseholdInput!) { openHousehold(input: $input) { household { headName } errors { code path } } }";
    let root = city.root().admin().await;
    for reason in ["", "   ", "看一看", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}"] {
        let answer =
            root.ask(open, json!({ "input": input(reason) })).await["openHousehold"].take();
        assert_eq!(answer["household"], Value::Null);
        assert_eq!(codes(&answer)[0].1, "input.reason", "{reason:?}");
    }
    let odd = "'; DROP TABLE household; -- 😀 核查";
    let answer = root.ask(open, json!({ "input": input(odd) })).await;
    assert_eq!(answer["openHousehold"]["household"]["headName"], "王小二");
    let trail = own
        .ask(
            "{ auditTrail(filter: { action: OPENED }) { nodes { reason summary } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        trail["auditTrail"]["nodes"],
        json!([{ "reason": odd, "summary": "查看 王** 户的实名信息" }])
    );
}
