//! What becomes of claims when the files around them change.

use serde_json::{Value, json};
use tests::{City, Person, Place};

use super::family::{
    claimed, codes, family_of, figures_are_true, number, register, registered, send, total,
};

/// Three townships of one county, and who administers each; the county's last.
async fn townships(city: &City) -> (Vec<(Place, Person)>, Person) {
    let county = city.county("兰山区").await;
    let mut all = Vec::new();
    for name in ["兰山街道", "银雀山街道", "金雀山街道"] {
        let place = county.township(name).await;
        let admin = place.admin().await;
        all.push((place, admin));
    }
    (all, county.admin().await)
}

async fn claims(person: &Person, state: &str) -> Vec<Value> {
    let query = format!(
        "{{ duplicateClaims(state: {state}) {{ nodes {{ id version state decision decisionNote claimant {{ id }} other {{ id }} }} }} }}"
    );
    person.ask(&query, json!({})).await["duplicateClaims"]["nodes"]
        .as_array()
        .unwrap()
        .clone()
}

async fn settle(person: &Person, claim: &Value, decision: &str) -> Value {
    let input = json!({ "id": claim["id"], "version": claim["version"], "decision": decision, "note": "经实地核实" });
    send(
        person,
        "settleDuplicate",
        "claim { state decision version }",
        input,
    )
    .await
}

async fn household(person: &Person, id: &Value) -> Value {
    let query =
        "query($id: ID!) { household(id: $id) { version status members { id version disputed } } }";
    person.ask(query, json!({ "id": id })).await["household"].take()
}

async fn close(person: &Person, id: &Value) {
    let version = household(person, id).await["version"].clone();
    let input =
        json!({ "id": id, "version": version, "status": "CLOSED", "closeReason": "MOVED_AWAY" });
    let payload = send(person, "setHouseholdStatus", "household { status }", input).await;
    assert_eq!(payload["errors"], json!([]));
}

/// How many files of the person count, and how many are disputed without a claim that waits.
async fn files(city: &City) -> (i64, i64) {
    sqlx::query_as(
        "SELECT count(*) FILTER (WHERE m.current AND NOT m.disputed),
                count(*) FILTER (WHERE m.current AND m.disputed AND NOT EXISTS (SELECT FROM duplicate_claim c JOIN duplicate_pair p ON p.claim_id = c.id
                    WHERE c.member_id = m.member_id AND c.state = 'OPEN' AND p.open))
         FROM member_private m WHERE m.id_number_digest IS NOT NULL",
    )
    .fetch_one(&mut city.owner().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_second_claim_is_about_the_file_that_stayed() {
    let city = City::new().await;
    let (all, county) = townships(&city).await;
    registered(&all[0].1, family_of(&all[0].0, "王小二", 1)).await;
    let second = claimed(&all[1].1, family_of(&all[1].0, "王小二", 1)).await;
    let third = claimed(&all[2].1, family_of(&all[2].0, "王小二", 1)).await;
    let open = claims(&county, "OPEN").await;
    assert_eq!(open.len(), 2);
    let of_second = open
        .iter()
        .find(|claim| claim["claimant"]["id"] == second["id"])
        .unwrap();
    let done = settle(&county, of_second, "KEEP_CLAIMANT").await;
    assert_eq!(done["errors"], json!([]));

    let rest = claims(&county, "OPEN").await;
    assert_eq!(rest.len(), 1);
    assert_eq!(rest[0]["claimant"]["id"], third["id"]);
    assert_eq!(rest[0]["other"]["id"], second["id"]);
    assert_eq!(files(&city).await, (1, 0));
    let done = settle(&county, &rest[0], "KEEP_CLAIMANT").await;
    assert_eq!(done["errors"], json!([]), "{done}");
    assert_eq!(
        household(&all[1].1, &second["id"]).await["status"],
        "CLOSED"
    );
    assert_eq!(
        household(&all[2].1, &third["id"]).await["members"][0]["disputed"],
        false
    );
    assert_eq!(files(&city).await, (1, 0));
    assert_eq!(total(&county, "HOUSEHOLDS").await, 1);
    figures_are_true(&city).await;
}

#[tokio::test]
async fn a_claim_holds_when_the_earlier_file_ends_and_falls_with_its_own() {
    let city = City::new().await;
    let (all, county) = townships(&city).await;
    let first = registered(&all[0].1, family_of(&all[0].0, "王小二", 1)).await;
    let second = claimed(&all[1].1, family_of(&all[1].0, "王小二", 1)).await;
    let third = claimed(&all[2].1, family_of(&all[2].0, "王小二", 1)).await;

    close(&all[2].1, &third["id"]).await;
    let fallen = claims(&all[2].1, "SETTLED").await;
    assert_eq!(fallen[0]["decision"], "KEEP_EARLIER");
    assert_eq!(claims(&county, "OPEN").await.len(), 1);

    close(&all[0].1, &first["id"]).await;
    let held = claims(&all[1].1, "SETTLED").await;
    assert_eq!(held[0]["decision"], "KEEP_CLAIMANT");
    assert_eq!(held[0]["other"], Value::Null);
    assert_eq!(held[0]["decisionNote"], "原档案已关闭或已更正，新登记生效");
    assert_eq!(
        household(&all[1].1, &second["id"]).await["members"][0]["disputed"],
        false
    );
    assert_eq!(claims(&county, "OPEN").await, Vec::<Value>::new());
    assert_eq!(files(&city).await, (1, 0));
    let again = register(&all[0].1, family_of(&all[0].0, "王小二", 1)).await;
    assert_eq!(codes(&again)[0].0, "DUPLICATE");
}

#[tokio::test]
async fn a_corrected_number_ends_the_dispute() {
    let city = City::new().await;
    let (all, county) = townships(&city).await;
    let update = async |person: &Person, household: &Value, serial: u32, reason: Option<&str>| {
        let member = json!({ "name": "王小二", "idNumber": number(serial), "relation": "SELF", "health": "GOOD", "education": "PRIMARY",
            "migrantWorker": true, "duplicateReason": reason });
        let now = self::household(person, household).await["members"][0].take();
        let input = json!({ "id": now["id"], "version": now["version"], "member": member });
        send(
            person,
            "updateMember",
            "household { members { disputed } }",
            input,
        )
        .await
    };
    let first = registered(&all[0].1, family_of(&all[0].0, "王小二", 1)).await;
    registered(&all[0].1, family_of(&all[0].0, "赵四", 3)).await;
    let second = claimed(&all[1].1, family_of(&all[1].0, "王小二", 1)).await;
    let third = claimed(&all[2].1, family_of(&all[2].0, "王小二", 1)).await;

    // The claimant had mistyped, and so claims nothing any more.
    let corrected = update(&all[1].1, &second["id"], 5, None).await;
    assert_eq!(corrected["errors"], json!([]), "{corrected}");
    assert_eq!(corrected["household"]["members"][0]["disputed"], false);
    assert_eq!(claims(&county, "OPEN").await.len(), 1);
    // Another claimant had meant somebody else, who has a file too.
    let clash = update(&all[2].1, &third["id"], 3, None).await;
    assert_eq!(
        codes(&clash),
        [("DUPLICATE".into(), "input.member.idNumber".into())]
    );
    let other = update(&all[2].1, &third["id"], 3, Some("与赵四为同一人，已迁入")).await;
    assert_eq!(other["errors"], json!([]), "{other}");
    let open = claims(&county, "OPEN").await;
    assert_eq!(
        open.len(),
        1,
        "the claim of the former number fell: {open:?}"
    );
    assert_eq!(files(&city).await, (3, 0));
    // The earlier file was the mistyped one.
    let fourth = claimed(&all[1].1, family_of(&all[1].0, "王小二", 1)).await;
    let freed = update(&all[0].1, &first["id"], 7, None).await;
    assert_eq!(freed["errors"], json!([]));
    assert_eq!(
        household(&all[1].1, &fourth["id"]).await["members"][0]["disputed"],
        false
    );
    assert_eq!(claims(&county, "OPEN").await.len(), 1);
    assert_eq!(files(&city).await, (4, 0));
}

#[tokio::test]
async fn a_losing_household_ends_with_all_that_hung_on_it() {
    let city = City::new().await;
    let (all, county) = townships(&city).await;
    let (here, there) = (&all[0], &all[1]);
    let first = registered(&here.1, family_of(&here.0, "王小二", 1)).await;
    let (wang, li) = (here.0.cadre("王建国").await, here.0.cadre("李敏").await);
    let helper = here.0.cadre("赵强").await;
    let paired = send(
        &here.1,
        "pairHousehold",
        "pairing { id }",
        json!({ "householdId": first["id"], "cadreId": wang.staff.to_string() }),
    )
    .await;
    let add = "mutation($input: HelperInput!) { addHelper(input: $input) { errors { code } } }";
    let input = json!({ "householdId": first["id"], "staffId": helper.staff.to_string() });
    assert_eq!(
        here.1.ask(add, json!({ "input": input })).await["addHelper"]["errors"],
        json!([])
    );
    let offer = json!({ "pairingId": paired["pairing"]["id"], "toCadreId": li.staff.to_string(), "note": "方便照应" });
    send(&wang, "proposeHandOver", "handOver { id }", offer).await;
    let waiting = "{ handOvers { nodes { id } } }";
    assert_eq!(
        li.ask(waiting, json!({})).await["handOvers"]["nodes"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    claimed(&there.1, family_of(&there.0, "王小二", 1)).await;
    let open = claims(&county, "OPEN").await;
    let done = settle(&county, &open[0], "KEEP_CLAIMANT").await;
    assert_eq!(done["errors"], json!([]), "{done}");
    let seen = here.1.ask("query($id: ID!) { household(id: $id) { status closeReason cadre { name } helpers { name } pairings { state endReason } } }",
        json!({ "id": first["id"] })).await["household"].take();
    assert_eq!(
        seen,
        json!({ "status": "CLOSED", "closeReason": "DUPLICATE", "cadre": null, "helpers": [],
            "pairings": [{ "state": "ENDED", "endReason": "DUPLICATE" }] })
    );
    assert_eq!(
        li.ask(waiting, json!({})).await["handOvers"]["nodes"],
        json!([]),
        "an offer of what has ended"
    );
    figures_are_true(&city).await;
}

#[tokio::test]
async fn a_member_who_loses_leaves_and_the_household_stays() {
    let city = City::new().await;
    let (all, county) = townships(&city).await;
    registered(&all[0].1, family_of(&all[0].0, "王小二", 1)).await;
    let mut input = family_of(&all[1].0, "赵大", 3);
    input["members"][1] = json!({ "name": "王小二", "idNumber": number(1), "relation": "SON", "health": "GOOD", "education": "NONE",
        "migrantWorker": false, "duplicateReason": "随母亲生活" });
    let household_of_two = registered(&all[1].1, input).await;
    let open = claims(&county, "OPEN").await;
    let done = settle(&county, &open[0], "KEEP_EARLIER").await;
    assert_eq!(done["errors"], json!([]), "{done}");
    let seen = household(&all[1].1, &household_of_two["id"]).await;
    assert_eq!(seen["status"], "ACTIVE");
    assert_eq!(seen["members"].as_array().unwrap().len(), 1);
    assert_eq!(files(&city).await, (2, 0));
    figures_are_true(&city).await;
}

#[tokio::test]
async fn two_who_settle_at_once_settle_once() {
    let city = City::new().await;
    let (all, county) = townships(&city).await;
    registered(&all[0].1, family_of(&all[0].0, "王小二", 1)).await;
    claimed(&all[1].1, family_of(&all[1].0, "王小二", 1)).await;
    let colleague = county.place.admin().await;
    let open = claims(&county, "OPEN").await;
    let (one, two) = tokio::join!(
        settle(&county, &open[0], "KEEP_CLAIMANT"),
        settle(&colleague, &open[0], "KEEP_EARLIER")
    );
    let mut answers = [codes(&one), codes(&two)];
    answers.sort();
    assert_eq!(answers[0], []);
    assert_eq!(
        answers[1],
        [("CONFLICT".to_owned(), "input.version".to_owned())]
    );
    assert_eq!(files(&city).await, (1, 0));
    assert_eq!(total(&county, "HOUSEHOLDS").await, 1);
    figures_are_true(&city).await;
}

#[tokio::test]
async fn a_file_that_closes_while_it_is_claimed_leaves_one_that_counts() {
    let city = City::new().await;
    let (all, _) = townships(&city).await;
    let close_now = "mutation($input: HouseholdStatusInput!) { setHouseholdStatus(input: $input) { errors { code } } }";
    for serial in [1, 3, 5, 7, 9, 11] {
        let first = registered(&all[0].1, family_of(&all[0].0, "王小二", serial)).await;
        let mut second = family_of(&all[1].0, "王小二", serial);
        second["members"][0]["duplicateReason"] = "本人已搬到本街道居住".into();
        let input = json!({ "id": first["id"], "version": 1, "status": "CLOSED", "closeReason": "MOVED_AWAY" });
        let (closed, claim) = tokio::join!(
            all[0].1.ask(close_now, json!({ "input": input })),
            register(&all[1].1, second.clone())
        );
        assert_eq!(closed["setHouseholdStatus"]["errors"], json!([]));
        if claim["errors"] != json!([]) {
            assert_eq!(codes(&claim)[0].0, "UNAVAILABLE");
            registered(&all[1].1, second).await;
        }
    }
    assert_eq!(files(&city).await, (6, 0));
    assert_eq!(claims(&all[1].1, "OPEN").await, Vec::<Value>::new());
    figures_are_true(&city).await;
}

#[tokio::test]
async fn nothing_tells_where_the_other_file_lies() {
    let city = City::new().await;
    let (all, county) = townships(&city).await;
    let far = city.county("费县").await.township("费城街道").await;
    registered(&far.admin().await, family_of(&far, "王小二", 1)).await;
    registered(&all[0].1, family_of(&all[0].0, "赵大", 3)).await;
    registered(&county, family_of(&county.place, "钱多", 5)).await;
    let mut answers = Vec::new();
    for (head, serial) in [("王小二", 1), ("赵大", 3), ("钱多", 5)] {
        let payload = register(&all[1].1, family_of(&all[1].0, head, serial)).await;
        assert_eq!(payload["household"], Value::Null);
        answers.push(payload["errors"].clone());
    }
    assert_eq!(
        answers[0], answers[1],
        "another branch, and the neighbour, sound the same"
    );
    assert_eq!(answers[0], answers[2], "so does the superior");
    assert!(
        answers[0][0]["message"]
            .as_str()
            .unwrap()
            .starts_with("该人员已在别处建档")
    );

    claimed(&all[1].1, family_of(&all[1].0, "王小二", 1)).await;
    assert_eq!(
        claims(&county, "OPEN").await,
        Vec::<Value>::new(),
        "two counties: the city's federation"
    );
    let mine = claims(&all[1].1, "OPEN").await;
    assert_eq!(mine[0]["other"], Value::Null);
    let root = city.root().admin().await;
    let theirs = claims(&root, "OPEN").await;
    assert_eq!(theirs[0]["id"], mine[0]["id"]);
    let done = settle(&root, &theirs[0], "KEEP_EARLIER").await;
    assert_eq!(done["errors"], json!([]));
    assert_eq!(claims(&all[1].1, "SETTLED").await[0]["other"], Value::Null);
}
