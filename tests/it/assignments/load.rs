//! Finding cadres by how many households they have.

use serde_json::json;
use tests::Person;

use super::{county, pair};

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
