//! Pairing a household with a cadre who has a place left.

use schema::id::{HouseholdId, StaffId};
use serde_json::{Value, json};

use super::{PAIR, county, figures, pair, refused, try_pair};

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
