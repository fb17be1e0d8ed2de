//! Who pairs: the own administrator and nobody else.

use schema::tenancy::Role;
use serde_json::json;

use super::{END, PAIR, county, fault, pair};

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
