//! A superior that manages a union (代管) pairs its households.

use serde_json::{Value, json};
use tests::City;

use super::{END, fault, figures, page, pair, promise, refused, try_pair};

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
