//! Opening fixes the list.

use serde_json::json;
use sqlx::Row as _;
use tests::Person;

use super::{draft, faults, field, opened, progress, step, task_of, tasks};
use crate::assignments::{county, pair, promise};
use crate::statistics::assert_figures_true;

#[tokio::test]
async fn the_list_is_of_the_households_that_are_being_helped_that_day() {
    let (city, lanshan, admin) = county().await;
    let street = lanshan.township("兰山街道").await;
    let wang = lanshan.cadre("王建国").await;
    let paired = lanshan.household("张三").await;
    pair(&admin, paired, &wang).await;
    street.household("李四").await;
    let relieved = street.household("王五").await;
    sqlx::query("UPDATE household SET status = 'RELIEVED' WHERE id = $1")
        .bind(relieved.uuid())
        .execute(&mut city.owner().await)
        .await
        .unwrap();
    let own_unit = street.household("赵六").await;
    sqlx::query("UPDATE household SET kind = 'OWN_UNIT' WHERE id = $1")
        .bind(own_unit.uuid())
        .execute(&mut city.owner().await)
        .await
        .unwrap();
    schema::statistics::rebuild(&mut city.owner().await)
        .await
        .unwrap();
    let feixian = city.county("费县").await;
    feixian.household("钱七").await;

    let root = city.root().admin().await;
    let round = opened(
        &root,
        json!({ "kinds": ["LINKED"], "scopeId": lanshan.id.to_string() }),
    )
    .await;
    assert_eq!(
        (&round["state"], &round["listed"]),
        (&json!("OPEN"), &json!(2))
    );
    assert_eq!(
        progress(&root, &round, &city.root()).await,
        [2, 0, 0, 0, 0, 0, 0]
    );
    assert_eq!(
        progress(&root, &round, &street).await,
        [1, 0, 0, 0, 0, 0, 0]
    );
    assert_eq!(progress(&root, &round, &feixian).await, [0; 7]);
    assert_eq!(
        task_of(&admin, &round, paired).await["listedCadre"]["name"],
        "王建国"
    );
    // Whoever comes later is not on it.
    lanshan.household("孙八").await;
    assert_eq!(
        tasks(&admin, &round, json!({ "subtree": true }))
            .await
            .len(),
        2
    );
    assert_figures_true(&city).await;
    let whole = opened(&root, json!({ "name": "第二轮" })).await;
    assert_eq!(whole["listed"], 5);
    assert_figures_true(&city).await;
}

#[tokio::test]
async fn a_round_opens_within_its_window_and_with_somebody_on_its_list() {
    let (city, lanshan, _) = county().await;
    let root = city.root().admin().await;
    let refused = async |more| {
        let drafted = draft(&root, more).await;
        assert_eq!(drafted["errors"], json!([]), "{drafted:#}");
        let answer = step(&root, "openSurveyRound", &drafted["round"]).await;
        // Nothing of it was kept.
        assert_eq!(answer["round"], json!(null));
        faults(&answer)
    };
    assert_eq!(refused(json!({})).await, ["STATE id"], "nobody to survey");
    lanshan.household("张三").await;
    assert_eq!(
        refused(json!({ "opensOn": "2026-08-07" })).await,
        ["STATE id"],
        "too early"
    );
    let past = json!({ "opensOn": "2026-07-01", "closesOn": "2026-08-05" });
    assert_eq!(refused(past).await, ["STATE id"], "over");
    let begun = json!({ "opensOn": "2026-07-01", "closesOn": "2026-08-06" });
    assert_eq!(opened(&root, begun).await["listed"], 1);
}

#[tokio::test]
async fn a_household_that_changes_hands_or_ends_stays_on_the_list() {
    let field = field().await;
    let li = field.lanshan.cadre("李敏").await;
    let [household, other] = field.households;
    let mine = async |person: &Person| {
        tasks(person, &field.round, json!({ "mine": true }))
            .await
            .len()
    };
    assert_eq!((mine(&field.wang).await, mine(&li).await), (2, 0));
    let before = task_of(&field.admin, &field.round, household).await;
    promise(&field.wang, household, "推荐岗位", "2026-09-01").await;
    let pairing: uuid::Uuid = sqlx::query("SELECT id FROM pairing WHERE household_id = $1")
        .bind(household.uuid())
        .fetch_one(&mut field.city.owner().await)
        .await
        .unwrap()
        .get(0);
    let transfer = "mutation($id: ID!, $to: ID!) { transferPairing(input: { id: $id, version: 1, toCadreId: $to }) { errors { code } } }";
    let variables =
        json!({ "id": format!("pairing_{}", pairing.simple()), "to": li.staff.to_string() });
    let moved = field.admin.ask(transfer, variables).await;
    assert_eq!(moved["transferPairing"]["errors"], json!([]));
    let round = &field.round;
    assert_eq!((mine(&field.wang).await, mine(&li).await), (1, 1));
    let after = task_of(&field.admin, round, household).await;
    assert_eq!(
        before["listedCadre"], after["listedCadre"],
        "only a hint of that day"
    );

    let close = "mutation($id: ID!, $v: Int!) { setHouseholdStatus(input: { id: $id, version: $v, status: CLOSED, closeReason: MOVED_AWAY }) { errors { code } } }";
    let version = task_of(&field.admin, round, other).await["household"]["version"].clone();
    let answer = field
        .admin
        .ask(close, json!({ "id": other.to_string(), "v": version }))
        .await;
    assert_eq!(answer["setHouseholdStatus"]["errors"], json!([]));
    assert_eq!(
        progress(&field.root, round, &field.lanshan).await,
        [2, 0, 0, 0, 0, 0, 0]
    );
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn two_who_open_a_round_at_once_open_it_once() {
    let (city, lanshan, _) = county().await;
    lanshan.households(5).await;
    let root = city.root().admin().await;
    let drafted = draft(&root, json!({})).await["round"].take();
    let (first, second) = tokio::join!(
        step(&root, "openSurveyRound", &drafted),
        step(&root, "openSurveyRound", &drafted)
    );
    let mut all = [faults(&first), faults(&second)];
    all.sort();
    assert_eq!(all, [vec![], vec!["CONFLICT version".to_owned()]]);
    assert_eq!(
        progress(&root, &drafted, &city.root()).await,
        [5, 0, 0, 0, 0, 0, 0]
    );
    assert_figures_true(&city).await;
}
