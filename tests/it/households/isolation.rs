//! Who sees and changes which household: by place in the tree, by role, by city.

use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{City, Person};

use super::family::{failure, family_of, registered};

/// What somebody may do with a household, told in words.
async fn reach(person: &Person, household: &Value) -> (&'static str, String) {
    let read = "query($id: ID!) { household(id: $id) { headName masked } }";
    let seen = person.ask(read, json!({ "id": household["id"] })).await["household"].take();
    let seen = match (&seen["masked"], seen["headName"].as_str()) {
        (Value::Bool(false), Some("王小二")) => "whole",
        (Value::Bool(true), Some("王**")) => "masked",
        (Value::Null, None) => "nothing",
        _ => panic!("{seen}"),
    };
    let input = json!({ "id": household["id"], "version": 99, "note": "改" });
    let query = "mutation($input: UpdateHouseholdInput!) { updateHousehold(input: $input) { errors { code } } }";
    let answer = person.run_with(query, json!({ "input": input })).await;
    let code = answer["errors"][0]["extensions"]["code"]
        .as_str()
        .or_else(|| answer["data"]["updateHousehold"]["errors"][0]["code"].as_str());
    (seen, code.unwrap().to_owned())
}

#[tokio::test]
async fn a_place_in_the_tree_decides_what_is_seen_and_changed() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let village = street.village("沂州社区").await;
    let sibling = county.township("银雀山街道").await;
    let branch = city.county("费县").await;
    let own = street.admin().await;
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    // CONFLICT: the write was allowed, and only its version is none.
    for (who, expected) in [
        (own, ("whole", "CONFLICT")),
        (county.admin().await, ("masked", "FORBIDDEN")),
        (city.root().admin().await, ("masked", "FORBIDDEN")),
        (village.admin().await, ("nothing", "NOT_FOUND")),
        (sibling.admin().await, ("nothing", "NOT_FOUND")),
        (branch.admin().await, ("nothing", "NOT_FOUND")),
    ] {
        let (seen, code) = reach(&who, &household).await;
        assert_eq!((seen, code.as_str()), expected, "{}", who.place.path);
    }
    village.managed_by(&street).await;
    let in_village = registered(&street.admin().await, family_of(&village, "王小二", 3)).await;
    let (seen, code) = reach(&street.admin().await, &in_village).await;
    assert_eq!((seen, code.as_str()), ("whole", "CONFLICT"), "代管");
}

#[tokio::test]
async fn another_city_is_not_there() {
    let city = City::new().await;
    let own = city.county("罗庄区").await.admin().await;
    let mut owner = city.owner().await;
    let spots = tests::spots(&city, &mut owner).await;
    let elsewhere = spots.iter().find(|spot| spot.position == "city").unwrap();
    let root = city.root().admin().await;
    for person in [&own, &root] {
        let read = "query($id: ID!) { household(id: $id) { id } }";
        let id = elsewhere.id("household", 10);
        assert_eq!(
            person.ask(read, json!({ "id": id })).await["household"],
            Value::Null
        );
        let input = json!({ "id": id, "version": 1, "note": "改" });
        assert_eq!(failure(person, "updateHousehold", input).await, "NOT_FOUND");
        let input = json!({ "id": id, "reason": "核查来信反映的情况" });
        assert_eq!(failure(person, "openHousehold", input).await, "NOT_FOUND");
        let input = json!({ "id": elsewhere.id("claim", 30), "version": 1, "decision": "KEEP_EARLIER", "note": "核实" });
        let code = failure(person, "settleDuplicate", input).await;
        assert_eq!(code, "NOT_FOUND");
    }
    let list = "{ households(filter: { subtree: true }, first: 100) { nodes { id } } }";
    let all = root.ask(list, json!({})).await["households"].to_string();
    assert!(!all.contains(&elsewhere.tag), "{all}");
    assert!(all.contains(&spots[0].tag));
}

#[tokio::test]
async fn a_role_decides_what_is_seen_and_changed_in_the_own_union() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let member = household["members"][1]["id"].clone();
    let facts = json!({ "name": "李桂英", "sex": "FEMALE", "relation": "MOTHER", "health": "GOOD", "education": "NONE", "migrantWorker": false });
    let mutations = [
        ("registerHousehold", family_of(&street, "赵大", 3)),
        (
            "updateHousehold",
            json!({ "id": household["id"], "version": 1, "note": "改" }),
        ),
        (
            "addMember",
            json!({ "householdId": household["id"], "version": 1, "member": facts }),
        ),
        (
            "updateMember",
            json!({ "id": member, "version": 1, "member": facts }),
        ),
        (
            "removeMember",
            json!({ "id": member, "version": 1, "reason": "外地成家" }),
        ),
        (
            "setHouseholdStatus",
            json!({ "id": household["id"], "version": 1, "status": "RELIEVED" }),
        ),
    ];
    for (role, seen) in [
        (Role::Cadre, "whole"),
        (Role::Legal, "whole"),
        (Role::Finance, "masked"),
        (Role::Auditor, "masked"),
        (Role::Viewer, "masked"),
        (Role::Librarian, "FORBIDDEN"),
    ] {
        let person = street.person("某某某", &[role]).await;
        let read = "query($id: ID!) { household(id: $id) { masked } }";
        let answer = person
            .run_with(read, json!({ "id": household["id"] }))
            .await;
        let what = match &answer["data"]["household"]["masked"] {
            Value::Bool(true) => "masked",
            Value::Bool(false) => "whole",
            _ => answer["errors"][0]["extensions"]["code"].as_str().unwrap(),
        };
        assert_eq!(what, seen, "{role:?}");
        let open = json!({ "id": household["id"], "reason": "核查来信反映的情况" });
        assert_eq!(
            failure(&person, "openHousehold", open).await,
            "FORBIDDEN",
            "{role:?}"
        );
        if role == Role::Cadre {
            continue;
        }
        for (field, input) in &mutations {
            let code = failure(&person, field, input.clone()).await;
            assert_eq!(code, "FORBIDDEN", "{role:?} {field}");
        }
    }
}
