//! Pairing many households in one request.

use schema::id::HouseholdId;
use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::Person;

use super::{codes, county, figures, pair, refused};

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
