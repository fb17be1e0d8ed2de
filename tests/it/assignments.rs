//! Pairing households with cadres, transfers, helpers and hand-overs.

use std::collections::BTreeMap;

use schema::id::{HouseholdId, StaffId};
use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{City, Person, Place};

/// A county with its administrator, in a city of its own.
pub(crate) async fn county() -> (City, Place, Person) {
    let city = City::with_pool(30).await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    (city, lanshan, admin)
}

const PAIR: &str = "mutation($h: ID!, $c: ID!, $key: String) {
    pairHousehold(input: { householdId: $h, cadreId: $c, idempotencyKey: $key }) {
        pairing { id version state cadre { name } household { id } } errors { code path message } } }";

pub(crate) async fn try_pair(by: &Person, household: HouseholdId, cadre: StaffId) -> Value {
    let variables = json!({ "h": household.to_string(), "c": cadre.to_string() });
    by.ask(PAIR, variables).await["pairHousehold"].take()
}

/// Pairs, and answers the id of the pairing.
pub(crate) async fn pair(by: &Person, household: HouseholdId, cadre: &Person) -> String {
    let answer = try_pair(by, household, cadre.staff).await;
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer["pairing"]["id"].as_str().expect("an id").to_owned()
}

/// The figures that pairing touches, of a union with everything below it.
async fn figures(viewer: &Person, of: &Place) -> Value {
    let query = "query($id: ID!) { union(id: $id) { figures { paired: total(of: PAIRED_HOUSEHOLDS) unpaired: total(of: UNPAIRED_HOUSEHOLDS)
        shortfalls: total(of: CADRE_SHORTFALLS) load: breakdown(of: CADRES, by: LOAD) { key value } } } }";
    let mut data = viewer.ask(query, json!({ "id": of.id.to_string() })).await;
    let mut figures = data["union"]["figures"].take();
    let load: BTreeMap<String, Value> = figures["load"]
        .as_array()
        .expect("cells")
        .iter()
        .map(|cell| {
            (
                cell["key"].as_str().expect("a key").to_owned(),
                cell["value"].clone(),
            )
        })
        .collect();
    figures["load"] = json!(load);
    figures
}

fn codes(errors: &Value) -> Vec<(String, String)> {
    errors
        .as_array()
        .expect("errors")
        .iter()
        .map(|error| {
            let path: Vec<&str> = error["path"]
                .as_array()
                .expect("a path")
                .iter()
                .filter_map(Value::as_str)
                .collect();
            (
                error["code"].as_str().expect("a code").to_owned(),
                path.join("."),
            )
        })
        .collect()
}

fn refused(answer: &Value, code: &str, path: &str) {
    assert_eq!(
        codes(&answer["errors"]),
        [(code.to_owned(), path.to_owned())],
        "{answer:#}"
    );
}

fn fault(response: &Value) -> &str {
    response["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("no fault: {response:#}"))
}

#[tokio::test]
async fn a_household_gets_its_cadre_and_the_figures_follow() {
    let (city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    let household = lanshan.household("张三").await;
    assert_eq!(
        figures(&admin, &lanshan).await,
        json!({ "paired": 0, "unpaired": 1, "shortfalls": 1, "load": { "0": 1 } })
    );
    pair(&admin, household, &wang).await;
    let second = lanshan.household("李四").await;
    pair(&admin, second, &wang).await;
    let expected = json!({ "paired": 2, "unpaired": 0, "shortfalls": 0, "load": { "2": 1 } });
    assert_eq!(figures(&admin, &lanshan).await, expected);
    assert_eq!(
        figures(&city.root().admin().await, &city.root()).await,
        expected
    );

    let data = wang
        .ask(
            "query($id: ID!) { visits(filter: { householdId: $id }) { nodes { id } } }",
            json!({ "id": household.to_string() }),
        )
        .await;
    assert_eq!(data, json!({ "visits": { "nodes": [] } }));

    let again = try_pair(&admin, household, wang.staff).await;
    refused(&again, "STATE", "input.householdId");
}

#[tokio::test]
async fn a_fifth_household_finds_no_place_whoever_clicks_when() {
    let (_city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    let households = lanshan.households(50).await;
    let mut clicks = tokio::task::JoinSet::new();
    for household in households {
        let (admin, cadre) = (admin.clone(), wang.staff);
        clicks.spawn(async move { try_pair(&admin, household, cadre).await });
    }
    let answers = clicks.join_all().await;
    let made = answers
        .iter()
        .filter(|answer| answer["errors"] == json!([]))
        .count();
    assert_eq!(made, 4);
    for answer in answers
        .iter()
        .filter(|answer| answer["errors"] != json!([]))
    {
        refused(answer, "LIMIT", "input.cadreId");
        assert_eq!(answer["pairing"], Value::Null);
        assert_eq!(
            answer["errors"][0]["message"],
            "该干部已结对 4 户，最多 4 户；请先解除一户或改派他人"
        );
    }
    assert_eq!(
        figures(&admin, &lanshan).await,
        json!({ "paired": 4, "unpaired": 46, "shortfalls": 0, "load": { "4": 1 } })
    );
}

#[tokio::test]
async fn the_database_itself_holds_the_four_places_and_the_one_cadre() {
    let (city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    let households = lanshan.households(2).await;
    pair(&admin, households[0], &wang).await;
    let mut conn = city.owner().await;
    let mut insert = async |household: HouseholdId, cadre: StaffId, slot: i16| {
        let result = sqlx::query(
            "INSERT INTO pairing (id, union_id, union_path, household_id, cadre_id, slot, started_on)
             VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, '2026-08-06')",
        )
        .bind(lanshan.id.uuid())
        .bind(&lanshan.path)
        .bind(household.uuid())
        .bind(cadre.uuid())
        .bind(slot)
        .execute(&mut conn)
        .await;
        result
            .err()
            .and_then(|error| error.as_database_error()?.constraint().map(str::to_owned))
    };
    assert_eq!(
        insert(households[1], wang.staff, 1).await.as_deref(),
        Some("pairing_slot")
    );
    assert_eq!(
        insert(households[1], wang.staff, 5).await.as_deref(),
        Some("pairing_slot_check")
    );
    assert_eq!(
        insert(households[0], li.staff, 1).await.as_deref(),
        Some("pairing_one_cadre")
    );
    assert_eq!(insert(households[1], wang.staff, 2).await, None);
}

#[tokio::test]
async fn two_transfers_at_once_end_with_one() {
    let (_city, lanshan, admin) = county().await;
    let (wang, li, zhao) = (
        lanshan.cadre("王建国").await,
        lanshan.cadre("李敏").await,
        lanshan.cadre("赵强").await,
    );
    for round in 0..5 {
        let household = lanshan.household(&format!("张{round}")).await;
        promise(&admin, household, "推荐岗位", "2026-09-01").await;
        let id = pair(&admin, household, &wang).await;
        let (to_li, to_zhao) = tokio::join!(
            transfer(&admin, &id, 1, &li),
            transfer(&admin, &id, 1, &zhao)
        );
        let lost = match (to_li["errors"] == json!([]), to_zhao["errors"] == json!([])) {
            (true, false) => to_zhao,
            (false, true) => to_li,
            other => panic!("{other:?} {to_li:#} {to_zhao:#}"),
        };
        refused(&lost, "CONFLICT", "input.version");
        // The payload shows the row as the winner left it.
        assert_eq!(lost["pairing"]["version"], 2);
        assert_eq!(lost["pairing"]["state"], "ENDED");
        let new = holder(&admin, household).await;
        assert!(["李敏", "赵强"].contains(&new.as_str()), "{new}");
        end(&admin, household).await;
    }
    assert_eq!(
        figures(&admin, &lanshan).await,
        json!({ "paired": 0, "unpaired": 5, "shortfalls": 3, "load": { "0": 3 } })
    );
}

const TRANSFER: &str = "mutation($id: ID!, $v: Int!, $to: ID!) {
    transferPairing(input: { id: $id, version: $v, toCadreId: $to }) {
        pairing { id version state cadre { name } endReason } errors { code path message } } }";

async fn transfer(by: &Person, id: &str, version: i32, to: &Person) -> Value {
    let variables = json!({ "id": id, "v": version, "to": to.staff.to_string() });
    by.ask(TRANSFER, variables).await["transferPairing"].take()
}

async fn holder(viewer: &Person, household: HouseholdId) -> String {
    let pairings = pairings(viewer, household).await;
    let active = pairings
        .iter()
        .find(|pairing| pairing["state"] == "ACTIVE")
        .expect("an active pairing");
    active["cadre"]["name"].as_str().expect("a name").to_owned()
}

async fn pairings(viewer: &Person, household: HouseholdId) -> Vec<Value> {
    let fields = "pairings { id version state endReason cadre { name activePairingCount } }";
    page(viewer, household, fields).await["pairings"]
        .as_array()
        .expect("pairings")
        .clone()
}

/// Fields of a household, reached through a promise that was made to it.
pub(crate) async fn page(viewer: &Person, household: HouseholdId, fields: &str) -> Value {
    let query = format!(
        "query($id: ID!) {{ measures(filter: {{ householdId: $id }}, first: 1) {{ nodes {{ household {{ {fields} }} }} }} }}"
    );
    let mut data = viewer
        .ask(&query, json!({ "id": household.to_string() }))
        .await;
    data["measures"]["nodes"][0]["household"].take()
}

/// Promises a household something, so that [`page`] finds it.
pub(crate) async fn promise(by: &Person, household: HouseholdId, text: &str, due: &str) -> Value {
    let query = "mutation($h: ID!, $t: String!, $d: Date!) {
        addMeasure(input: { householdId: $h, text: $t, need: JOB, dueOn: $d }) {
            measure { id version familyCode cadre { name } } errors { code path message } } }";
    let variables = json!({ "h": household.to_string(), "t": text, "d": due });
    let mut answer = by.ask(query, variables).await["addMeasure"].take();
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer["measure"].take()
}

const END: &str =
    "mutation($id: ID!, $v: Int!) { endPairing(input: { id: $id, version: $v, reason: DECLINED }) {
    pairing { version state endReason } errors { code path } } }";

async fn end(by: &Person, household: HouseholdId) {
    let pairing = pairings(by, household)
        .await
        .into_iter()
        .find(|p| p["state"] == "ACTIVE")
        .expect("an active pairing");
    let data = by
        .ask(END, json!({ "id": pairing["id"], "v": pairing["version"] }))
        .await;
    assert_eq!(
        data["endPairing"],
        json!({ "pairing": { "version": 2, "state": "ENDED", "endReason": "DECLINED" }, "errors": [] })
    );
}

#[tokio::test]
async fn pairing_ends_with_a_reason_and_history_stays() {
    let (_city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    let household = lanshan.household("张三").await;
    let first = pair(&admin, household, &wang).await;
    assert_eq!(
        promise(&wang, household, "推荐岗位", "2026-09-01").await["cadre"]["name"],
        "王建国"
    );
    let moved = transfer(&admin, &first, 1, &li).await;
    assert_eq!(moved["errors"], json!([]));
    assert_eq!(moved["pairing"]["cadre"]["name"], "李敏");

    let seen = page(&li, household, "cadre { name } pairings { state endReason cadre { name } } measures(state: OPEN) { cadre { name } }").await;
    assert_eq!(
        seen,
        json!({
            "cadre": { "name": "李敏" },
            "pairings": [
                { "state": "ACTIVE", "endReason": null, "cadre": { "name": "李敏" } },
                { "state": "ENDED", "endReason": "REASSIGNED", "cadre": { "name": "王建国" } },
            ],
            // The open promise went with the household.
            "measures": [{ "cadre": { "name": "李敏" } }],
        })
    );
    let stale = admin.ask(END, json!({ "id": first, "v": 1 })).await["endPairing"].take();
    refused(&stale, "CONFLICT", "input.version");
    assert_eq!(stale["pairing"]["version"], 2);
    let ended = admin.ask(END, json!({ "id": first, "v": 2 })).await["endPairing"].take();
    refused(&ended, "STATE", "input.id");
    let same = transfer(
        &admin,
        moved["pairing"]["id"].as_str().expect("an id"),
        1,
        &li,
    )
    .await;
    refused(&same, "INVALID", "input.toCadreId");
    assert_eq!(
        figures(&admin, &lanshan).await,
        json!({ "paired": 1, "unpaired": 0, "shortfalls": 2, "load": { "0": 1, "1": 1 } })
    );
}

#[tokio::test]
async fn many_pairs_are_made_all_or_none() {
    let (_city, lanshan, admin) = county().await;
    let fei = lanshan.township("费城街道").await;
    let (wang, li, away) = (
        lanshan.cadre("王建国").await,
        lanshan.cadre("李敏").await,
        fei.cadre("孙伟").await,
    );
    let clerk = lanshan.person("钱会计", &[Role::Finance]).await;
    let households = lanshan.households(7).await;
    pair(&admin, households[0], &wang).await;
    let query = "mutation($pairs: [PairInput!]!) { pairHouseholds(input: { pairs: $pairs }) {
        pairings { household { id } cadre { name } } errors { code path } } }";
    let of = |household: HouseholdId, cadre: &Person| json!({ "householdId": household.to_string(), "cadreId": cadre.staff.to_string() });
    let pairs = json!([
        of(households[0], &li),
        of(households[1], &wang),
        of(households[1], &li),
        of(households[2], &clerk),
        of(households[3], &away),
        of(households[4], &wang),
        of(households[5], &wang),
        of(households[6], &wang),
    ]);
    let answer = admin.ask(query, json!({ "pairs": pairs })).await["pairHouseholds"].take();
    let mut found = codes(&answer["errors"]);
    found.sort_by(|a, b| a.1.cmp(&b.1));
    let expected = [
        ("STATE", "input.pairs.0.householdId"),
        ("DUPLICATE", "input.pairs.2.householdId"),
        ("STATE", "input.pairs.3.cadreId"),
        ("INVALID", "input.pairs.4.cadreId"),
        ("LIMIT", "input.pairs.7.cadreId"),
    ];
    assert_eq!(
        found,
        expected.map(|(code, path)| (code.to_owned(), path.to_owned()))
    );
    assert_eq!(answer["pairings"], json!([]));
    assert_eq!(figures(&admin, &lanshan).await["paired"], 1);

    let pairs = json!([
        of(households[1], &wang),
        of(households[2], &li),
        of(households[3], &wang)
    ]);
    let answer = admin.ask(query, json!({ "pairs": pairs })).await["pairHouseholds"].take();
    assert_eq!(
        answer,
        json!({ "errors": [], "pairings": [
            { "household": { "id": households[1].to_string() }, "cadre": { "name": "王建国" } },
            { "household": { "id": households[2].to_string() }, "cadre": { "name": "李敏" } },
            { "household": { "id": households[3].to_string() }, "cadre": { "name": "王建国" } },
        ] })
    );
    let none = admin.ask(query, json!({ "pairs": [] })).await["pairHouseholds"].take();
    refused(&none, "INVALID", "input.pairs");
}

#[tokio::test]
async fn two_batches_that_cross_do_not_lock_each_other_out() {
    let (_city, lanshan, admin) = county().await;
    let cadres = [lanshan.cadre("王建国").await, lanshan.cadre("李敏").await];
    let households = lanshan.households(12).await;
    let query = "mutation($pairs: [PairInput!]!) { pairHouseholds(input: { pairs: $pairs }) { errors { code } } }";
    let mut batches = tokio::task::JoinSet::new();
    for batch in 0..6 {
        let mut pairs: Vec<Value> = (0..2)
            .map(|n| json!({ "householdId": households[2 * batch + n].to_string(), "cadreId": cadres[n].staff.to_string() }))
            .collect();
        if batch % 2 == 1 {
            pairs.reverse();
        }
        let admin = admin.clone();
        batches.spawn(async move { admin.ask(query, json!({ "pairs": pairs })).await });
    }
    let answers = batches.join_all().await;
    let made = answers
        .iter()
        .filter(|data| data["pairHouseholds"]["errors"] == json!([]))
        .count();
    assert_eq!(made, 4, "{answers:#?}");
    assert_eq!(
        figures(&admin, &lanshan).await,
        json!({ "paired": 8, "unpaired": 4, "shortfalls": 0, "load": { "4": 2 } })
    );
}

#[tokio::test]
async fn a_replay_answers_the_same_pairing_once() {
    let (_city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    let households = lanshan.households(2).await;
    let send = async |household: HouseholdId| {
        let variables = json!({ "h": household.to_string(), "c": wang.staff.to_string(), "key": "pairing-0001" });
        admin.ask(PAIR, variables).await["pairHousehold"].take()
    };
    let first = send(households[0]).await;
    assert_eq!(first["errors"], json!([]));
    assert_eq!(send(households[0]).await, first);
    refused(
        &send(households[1]).await,
        "DUPLICATE",
        "input.idempotencyKey",
    );
    assert_eq!(figures(&admin, &lanshan).await["load"], json!({ "1": 1 }));
}

#[tokio::test]
async fn only_the_own_administrator_pairs_and_strangers_find_nothing() {
    let (city, lanshan, admin) = county().await;
    let township = lanshan.township("兰山街道").await;
    let fei = city.county("费县").await;
    let wang = township.cadre("王建国").await;
    let household = township.household("张三").await;
    let variables = json!({ "h": household.to_string(), "c": wang.staff.to_string() });

    // A superior reads and does not write; a cadre or viewer has not the permission.
    for person in [
        &admin,
        &wang,
        &township.person("看客", &[Role::Viewer]).await,
        &city.root().admin().await,
    ] {
        assert_eq!(
            fault(&person.run_with(PAIR, variables.clone()).await),
            "FORBIDDEN"
        );
    }
    let stranger = fei.admin().await;
    assert_eq!(
        fault(&stranger.run_with(PAIR, variables.clone()).await),
        "NOT_FOUND"
    );
    // A subordinate's administrator does not find the superior's cadres.
    let above = lanshan.cadre("李敏").await;
    let own = township.admin().await;
    let theirs = json!({ "h": household.to_string(), "c": above.staff.to_string() });
    assert_eq!(fault(&own.run_with(PAIR, theirs).await), "NOT_FOUND");

    let id = pair(&own, household, &wang).await;
    for (person, code) in [
        (&admin, "FORBIDDEN"),
        (&wang, "FORBIDDEN"),
        (&stranger, "NOT_FOUND"),
    ] {
        assert_eq!(
            fault(&person.run_with(END, json!({ "id": id, "v": 1 })).await),
            code
        );
    }
    let missing = own
        .run_with(
            END,
            json!({ "id": "pairing_01900000000070008000000000000000", "v": 1 }),
        )
        .await;
    let foreign = stranger.run_with(END, json!({ "id": id, "v": 1 })).await;
    assert_eq!(missing["errors"], foreign["errors"]);
}

#[tokio::test]
async fn a_superior_that_manages_a_village_pairs_it_with_its_own_cadres() {
    let city = City::new().await;
    let township = city.county("兰山区").await.township("兰山街道").await;
    let (village, other) = (
        township.village("大岭村").await,
        township.village("小岭村").await,
    );
    village.managed_by(&township).await;
    let (admin, wang) = (township.admin().await, township.cadre("王建国").await);
    let (theirs, near) = (other.cadre("孙伟").await, village.cadre("周芳").await);
    let households = village.households(6).await;
    refused(
        &try_pair(&admin, households[0], theirs.staff).await,
        "INVALID",
        "input.cadreId",
    );

    let query = "query($id: ID!) { pairingProposal(unionId: $id) { household { id } cadre { name } load reason } }";
    let variables = json!({ "id": village.id.to_string() });
    let proposal = admin.ask(query, variables.clone()).await["pairingProposal"].take();
    let names: Vec<(&str, i64)> = proposal
        .as_array()
        .expect("pairs")
        .iter()
        .map(|pair| {
            (
                pair["cadre"]["name"].as_str().expect("a name"),
                pair["load"].as_i64().expect("a load"),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("周芳", 1),
            ("周芳", 2),
            ("周芳", 3),
            ("周芳", 4),
            ("王建国", 1),
            ("王建国", 2)
        ]
    );
    assert_eq!(proposal[0]["reason"], "本工会干部，现有 0 户，结对后 1 户");
    assert_eq!(
        proposal[5]["reason"],
        "代管工会干部，现有 1 户，结对后 2 户"
    );
    // Nothing was written, and the same facts give the same proposal.
    assert_eq!(
        admin.ask(query, variables.clone()).await["pairingProposal"],
        proposal
    );
    assert_eq!(figures(&admin, &village).await["paired"], 0);
    assert_eq!(fault(&near.run_with(query, variables).await), "FORBIDDEN");

    pair(&admin, households[0], &wang).await;
    assert_eq!(
        figures(&admin, &township).await["load"],
        json!({ "0": 2, "1": 1 })
    );
    // The village itself sees the pairing, and not who the township's cadre is.
    let local = village.admin().await;
    promise(&local, households[0], "推荐岗位", "2026-09-01").await;
    let seen = page(
        &local,
        households[0],
        "cadre { name } pairings { id version state cadre { name } }",
    )
    .await;
    assert_eq!(seen["cadre"], Value::Null);
    assert_eq!(seen["pairings"][0]["cadre"], Value::Null);
    let ended = local
        .ask(END, json!({ "id": seen["pairings"][0]["id"], "v": 1 }))
        .await["endPairing"]
        .take();
    refused(&ended, "STATE", "input.id");
    // The cadre of the township works with it as own.
    assert_eq!(
        page(&wang, households[0], "cadre { name }").await,
        json!({ "cadre": { "name": "王建国" } })
    );
}

#[tokio::test]
async fn helpers_are_added_and_removed() {
    let (_city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    let household = lanshan.household("张三").await;
    pair(&admin, household, &wang).await;
    let send = async |by: &Person, act: &str, staff: &Person| {
        let query = format!(
            "mutation($h: ID!, $s: ID!) {{ {act}(input: {{ householdId: $h, staffId: $s }}) {{ household {{ helpers {{ name }} }} errors {{ code path }} }} }}"
        );
        let variables = json!({ "h": household.to_string(), "s": staff.staff.to_string() });
        let mut response = by.run_with(&query, variables).await;
        if response.get("errors").is_some() {
            response
        } else {
            response["data"][act].take()
        }
    };
    assert_eq!(
        send(&admin, "addHelper", &li).await,
        json!({ "household": { "helpers": [{ "name": "李敏" }] }, "errors": [] })
    );
    refused(
        &send(&admin, "addHelper", &li).await,
        "DUPLICATE",
        "input.staffId",
    );
    refused(
        &send(&admin, "addHelper", &wang).await,
        "INVALID",
        "input.staffId",
    );
    assert_eq!(fault(&send(&wang, "addHelper", &li).await), "FORBIDDEN");
    // A helper keeps promises and records visits like the cadre.
    promise(&li, household, "推荐岗位", "2026-09-01").await;
    assert_eq!(
        send(&admin, "removeHelper", &li).await["household"]["helpers"],
        json!([])
    );
    assert_eq!(fault(&send(&admin, "removeHelper", &li).await), "NOT_FOUND");
}

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

#[tokio::test]
async fn closing_a_household_frees_its_cadre() {
    let (_city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    let household = lanshan.household("张三").await;
    pair(&admin, household, &wang).await;
    let add = "mutation($h: ID!, $s: ID!) { addHelper(input: { householdId: $h, staffId: $s }) { errors { code } } }";
    admin
        .ask(
            add,
            json!({ "h": household.to_string(), "s": li.staff.to_string() }),
        )
        .await;
    promise(&wang, household, "推荐岗位", "2026-09-01").await;

    let scope = admin.scope(schema::tenancy::Access::Write).await;
    let row = schema::households::service::get_locked(&scope, household)
        .await
        .expect("the household");
    let reason = schema::assignments::rules::PairingEndReason::Relieved;
    schema::assignments::service::end_for_household(&scope, &row, reason, scope.today())
        .await
        .expect("ended");
    let granted = scope
        .grant(schema::tenancy::Permission::HouseholdEdit, row)
        .expect("granted");
    schema::households::service::assign_cadre(&scope, granted, None)
        .await
        .expect("written");
    scope.finish().await.expect("committed");

    let seen = page(
        &admin,
        household,
        "cadre { name } helpers { name } pairings { state endReason }",
    )
    .await;
    assert_eq!(
        seen,
        json!({ "cadre": null, "helpers": [], "pairings": [{ "state": "ENDED", "endReason": "RELIEVED" }] })
    );
    assert_eq!(
        figures(&admin, &lanshan).await,
        json!({ "paired": 0, "unpaired": 1, "shortfalls": 2, "load": { "0": 2 } })
    );
}

#[tokio::test]
async fn shortfalls_and_room_are_found_by_their_load() {
    let (city, lanshan, admin) = county().await;
    let township = lanshan.township("兰山街道").await;
    let (none, one, two, four) = (
        township.cadre("甲零户").await,
        township.cadre("乙一户").await,
        township.cadre("丙两户").await,
        township.cadre("丁四户").await,
    );
    let own = township.admin().await;
    for (cadre, count) in [(&one, 1), (&two, 2), (&four, 4)] {
        for household in township.households(count).await {
            pair(&own, household, cadre).await;
        }
    }
    let found = async |viewer: &Person, filter: &str| {
        let query = format!(
            "{{ staffMembers(filter: {{ subtree: true, {filter} }}) {{ nodes {{ name activePairingCount pairings {{ state }} }} }} }}"
        );
        let data = viewer.ask(&query, json!({})).await;
        let nodes = data["staffMembers"]["nodes"]
            .as_array()
            .expect("staff")
            .clone();
        nodes
            .iter()
            .map(|node| {
                let load = node["activePairingCount"].as_u64().expect("a count");
                assert_eq!(
                    node["pairings"].as_array().map(Vec::len),
                    usize::try_from(load).ok()
                );
                node["name"].as_str().expect("a name").to_owned()
            })
            .collect::<Vec<_>>()
    };
    for viewer in [&own, &admin, &city.root().admin().await] {
        assert_eq!(found(viewer, "shortfall: true").await, ["甲零户", "乙一户"]);
        assert_eq!(
            found(viewer, "shortfall: false").await,
            ["丙两户", "丁四户"]
        );
        assert_eq!(
            found(viewer, "hasRoom: true").await,
            ["甲零户", "乙一户", "丙两户"]
        );
        assert_eq!(
            found(viewer, "hasRoom: true, shortfall: false").await,
            ["丙两户"]
        );
    }
    assert_eq!(found(&none, "hasRoom: false").await, ["丁四户"]);
}
