//! A cadre offers a household to another, who accepts or refuses.

use serde_json::{Value, json};
use tests::Person;

use super::{county, fault, figures, holder, page, pair, pairings, promise, refused, transfer};

#[tokio::test]
async fn a_hand_over_is_offered_and_accepted() {
    let (_city, lanshan, admin) = county().await;
    let (wang, li, zhao) = (
        lanshan.cadre("王建国").await,
        lanshan.cadre("李敏").await,
        lanshan.cadre("赵强").await,
    );
    let household = lanshan.household("张三").await;
    let id = pair(&admin, household, &wang).await;
    promise(&wang, household, "推荐岗位", "2026-09-01").await;
    let propose = "mutation($p: ID!, $to: ID!) { proposeHandOver(input: { pairingId: $p, toCadreId: $to, note: \"常去镇上看病\" }) {
        handOver { id version state note from { name } to { name } pairing { household { id } } } errors { code path } } }";
    let offer = async |by: &Person, to: &Person| {
        let mut response = by
            .run_with(propose, json!({ "p": id, "to": to.staff.to_string() }))
            .await;
        if response.get("errors").is_some() {
            response
        } else {
            response["data"]["proposeHandOver"].take()
        }
    };
    assert_eq!(fault(&offer(&li, &zhao).await), "FORBIDDEN");
    assert_eq!(fault(&offer(&admin, &zhao).await), "FORBIDDEN");
    refused(&offer(&wang, &wang).await, "INVALID", "input.toCadreId");
    refused(&offer(&wang, &admin).await, "STATE", "input.toCadreId");
    let first = offer(&wang, &li).await["handOver"].take();
    assert_eq!(first["state"], "PROPOSED");
    assert_eq!(first["pairing"]["household"]["id"], household.to_string());
    refused(&offer(&wang, &zhao).await, "DUPLICATE", "input.pairingId");

    let waiting = "{ handOvers { nodes { id note } } }";
    for (person, count) in [(&wang, 1), (&li, 1), (&zhao, 0)] {
        let data = person.ask(waiting, json!({})).await;
        assert_eq!(
            data["handOvers"]["nodes"].as_array().map(Vec::len),
            Some(count)
        );
    }
    let respond = async |by: &Person, act: &str, offer: &Value, version: i64| {
        let query = format!(
            "mutation($id: ID!, $v: Int!) {{ {act}(input: {{ id: $id, version: $v, answer: \"好\" }}) {{ handOver {{ state answer version }} errors {{ code path }} }} }}"
        );
        let mut response = by
            .run_with(&query, json!({ "id": offer["id"], "v": version }))
            .await;
        if response.get("errors").is_some() {
            response
        } else {
            response["data"][act].take()
        }
    };
    assert_eq!(
        fault(&respond(&zhao, "acceptHandOver", &first, 1).await),
        "FORBIDDEN"
    );
    let stale = respond(&li, "acceptHandOver", &first, 7).await;
    refused(&stale, "CONFLICT", "input.version");
    assert_eq!(stale["handOver"]["state"], "PROPOSED");
    let refusal = respond(&li, "refuseHandOver", &first, 1).await;
    assert_eq!(
        refusal["handOver"],
        json!({ "state": "REFUSED", "answer": "好", "version": 2 })
    );
    assert_eq!(holder(&wang, household).await, "王建国");

    let second = offer(&wang, &zhao).await["handOver"].take();
    let accepted = respond(&zhao, "acceptHandOver", &second, 1).await;
    assert_eq!(
        accepted["handOver"],
        json!({ "state": "ACCEPTED", "answer": "好", "version": 2 })
    );
    refused(
        &respond(&zhao, "acceptHandOver", &second, 2).await,
        "STATE",
        "input.id",
    );
    assert_eq!(holder(&zhao, household).await, "赵强");
    let measures = page(&zhao, household, "measures(state: OPEN) { cadre { name } }").await;
    assert_eq!(
        measures,
        json!({ "measures": [{ "cadre": { "name": "赵强" } }] })
    );
    assert_eq!(
        figures(&admin, &lanshan).await["load"],
        json!({ "0": 2, "1": 1 })
    );

    // An offer that waits lapses when the administrator transfers the household.
    let active = pairings(&zhao, household)
        .await
        .into_iter()
        .find(|p| p["state"] == "ACTIVE")
        .expect("a pairing");
    let data = zhao
        .ask(
            propose,
            json!({ "p": active["id"], "to": li.staff.to_string() }),
        )
        .await;
    let third = &data["proposeHandOver"]["handOver"];
    transfer(&admin, active["id"].as_str().expect("an id"), 1, &wang).await;
    refused(
        &respond(&li, "acceptHandOver", third, 2).await,
        "STATE",
        "input.id",
    );
    assert_eq!(holder(&zhao, household).await, "王建国");
}
