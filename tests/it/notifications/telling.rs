//! Acts tell whom they concern, once, and only when they are done.

use schema::notifications::rules::NotificationKind;
use schema::notifications::service::{News, tell};
use schema::tenancy::Access;
use serde_json::json;
use tests::City;
use uuid::Uuid;

use super::{heard, kinds, rows};
use crate::assignments::{county, pair, promise, try_pair};

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(kind, text)| ((*kind).to_owned(), (*text).to_owned()))
        .collect()
}

#[tokio::test]
async fn pairing_tells_the_cadre_and_not_whoever_did_it() {
    let (city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    let household = lanshan.household("张三").await;
    let id = pair(&admin, household, &wang).await;
    assert_eq!(
        heard(&wang).await,
        pairs(&[("HOUSEHOLD_ASSIGNED", "“张三”户已与您结对")])
    );
    assert!(heard(&admin).await.is_empty() && heard(&li).await.is_empty());

    city.pass_seconds(1);
    admin
        .ask(
            "mutation($id: ID!, $to: ID!) { transferPairing(input: { id: $id, version: 1, toCadreId: $to }) { errors { message } } }",
            json!({ "id": id, "to": li.staff.to_string() }),
        )
        .await;
    assert_eq!(
        heard(&wang).await,
        pairs(&[
            ("HOUSEHOLD_WITHDRAWN", "您与“张三”户的结对已解除"),
            ("HOUSEHOLD_ASSIGNED", "“张三”户已与您结对"),
        ])
    );
    assert_eq!(kinds(&li).await, ["HOUSEHOLD_ASSIGNED"]);
    city.pass_seconds(1);
    promise(&admin, household, "推荐岗位", "2026-09-01").await;
    promise(&li, household, "送医上门", "2026-09-01").await;
    assert_eq!(kinds(&li).await, ["MEASURE_PROMISED", "HOUSEHOLD_ASSIGNED"]);
}

#[tokio::test]
async fn pairs_of_one_act_tell_each_cadre_of_each_household() {
    let (_city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    let households = lanshan.households(3).await;
    let pairs: Vec<_> = households
        .iter()
        .zip([&wang, &wang, &li])
        .map(|(household, cadre)| json!({ "householdId": household.to_string(), "cadreId": cadre.staff.to_string() }))
        .collect();
    admin
        .ask(
            "mutation($pairs: [PairInput!]!) { pairHouseholds(input: { pairs: $pairs }) { errors { message } } }",
            json!({ "pairs": pairs }),
        )
        .await;
    assert_eq!(kinds(&wang).await.len(), 2);
    assert_eq!(kinds(&li).await.len(), 1);
}

#[tokio::test]
async fn an_act_that_is_refused_or_rolled_back_tells_nothing() {
    let (city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    for household in lanshan.households(4).await {
        pair(&admin, household, &wang).await;
    }
    let fifth = lanshan.household("张三").await;
    let refused = try_pair(&admin, fifth, wang.staff).await;
    assert_eq!(refused["errors"][0]["code"], "LIMIT");
    assert_eq!(kinds(&wang).await.len(), 4);

    let scope = admin.scope(Access::Write).await;
    let news = News::of_household(
        NotificationKind::HouseholdAssigned,
        Uuid::now_v7(),
        fifth.uuid(),
    );
    tell(&scope, [(wang.staff.uuid(), news)]).await.unwrap();
    scope.rollback().await;
    assert_eq!(rows(&city, "notification").await, 4);
}

#[tokio::test]
async fn two_writers_of_the_same_news_tell_it_once() {
    let (city, lanshan, admin) = county().await;
    let (wang, second) = (lanshan.cadre("王建国").await, lanshan.admin().await);
    let news = News::of_household(
        NotificationKind::HouseholdAssigned,
        Uuid::now_v7(),
        lanshan.household("张三").await.uuid(),
    );
    let (one, two) = (
        admin.scope(Access::Write).await,
        second.scope(Access::Write).await,
    );
    tell(&one, [(wang.staff.uuid(), news)]).await.unwrap();
    // The second waits for the first, then finds that it was told.
    let waits = tokio::spawn(async move {
        tell(&two, [(wang.staff.uuid(), news)]).await.unwrap();
        two.finish().await.unwrap();
    });
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(!waits.is_finished());
    one.finish().await.unwrap();
    waits.await.unwrap();
    assert_eq!(rows(&city, "notification").await, 1);
}

#[tokio::test]
async fn nobody_is_told_who_works_neither_below_nor_above_or_left() {
    let city = City::new().await;
    let (lanshan, fei) = (city.county("兰山区").await, city.county("费县").await);
    let street = lanshan.township("兰山街道").await;
    let (admin, stranger) = (lanshan.admin().await, fei.admin().await);
    let (below, above, left) = (
        street.cadre("王建国").await,
        city.root().admin().await,
        street.cadre("李敏").await,
    );
    sqlx::query("UPDATE staff SET state = 'LEFT' WHERE id = $1")
        .bind(left.staff.uuid())
        .execute(&mut city.owner().await)
        .await
        .unwrap();
    let scope = admin.scope(Access::Write).await;
    let news = News::of_union(
        NotificationKind::StewardshipGranted,
        Uuid::now_v7(),
        lanshan.id.uuid(),
    );
    let posts = [&below, &above, &stranger, &left, &admin];
    tell(&scope, posts.map(|person| (person.staff.uuid(), news)))
        .await
        .unwrap();
    scope.finish().await.unwrap();
    for (person, told) in [(&below, 1), (&above, 1), (&stranger, 0), (&admin, 0)] {
        assert_eq!(kinds(person).await.len(), told);
    }
    assert_eq!(rows(&city, "notification").await, 2);
}

#[tokio::test]
async fn a_hand_over_tells_the_other_side() {
    let (city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    let household = lanshan.household("张三").await;
    let pairing = pair(&admin, household, &wang).await;
    let offer = async || {
        city.pass_seconds(1);
        let data = wang
            .ask(
                "mutation($p: ID!, $to: ID!) { proposeHandOver(input: { pairingId: $p, toCadreId: $to, note: \"调片\" }) { handOver { id } errors { message } } }",
                json!({ "p": pairing, "to": li.staff.to_string() }),
            )
            .await;
        data["proposeHandOver"]["handOver"]["id"].clone()
    };
    let first = offer().await;
    assert_eq!(
        heard(&li).await,
        pairs(&[("HAND_OVER_OFFERED", "有同事想把“张三”户移交给您，请答复")])
    );
    li.ask(
        "mutation($id: ID!) { refuseHandOver(input: { id: $id, version: 1 }) { errors { message } } }",
        json!({ "id": first }),
    )
    .await;
    assert_eq!(
        kinds(&wang).await,
        ["HAND_OVER_REFUSED", "HOUSEHOLD_ASSIGNED"]
    );
    let second = offer().await;
    li.ask(
        "mutation($id: ID!) { acceptHandOver(input: { id: $id, version: 1 }) { errors { message } } }",
        json!({ "id": second }),
    )
    .await;
    assert_eq!(
        kinds(&wang).await,
        [
            "HAND_OVER_ACCEPTED",
            "HAND_OVER_REFUSED",
            "HOUSEHOLD_ASSIGNED"
        ]
    );
}

#[tokio::test]
async fn a_founding_application_goes_to_whoever_decides_and_comes_back() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let street = lanshan.township("兰山街道").await;
    let (cadre, decider, bystander) = (
        street.cadre("王建国").await,
        lanshan.admin().await,
        lanshan.cadre("李敏").await,
    );
    let root = city.root().admin().await;
    let submit = async |name: &str| {
        let data = cadre
            .ask(
                "mutation($n: String!) { submitFoundingApplication(input: { name: $n, level: COMMUNITY, workerCount: 30, migrantWorkerCount: 9, reason: \"职工要求\" }) {
                    application { id } errors { message } } }",
                json!({ "n": name }),
            )
            .await;
        data["submitFoundingApplication"]["application"]["id"].clone()
    };
    let decide = "mutation($id: ID!, $yes: Boolean!) { decideFoundingApplication(input: { id: $id, version: 1, approve: $yes, note: \"材料不全\" }) { errors { message } } }";
    let (first, second) = (submit("前街社区工会").await, submit("后街社区工会").await);
    assert_eq!(
        heard(&decider).await[0],
        (
            "FOUNDING_TO_DECIDE".to_owned(),
            "“兰山街道”提交了建会申请，请审批".to_owned()
        )
    );
    assert!(heard(&bystander).await.is_empty() && heard(&root).await.is_empty());
    decider
        .ask(decide, json!({ "id": first, "yes": false }))
        .await;
    city.pass_seconds(1);
    decider
        .ask(decide, json!({ "id": second, "yes": true }))
        .await;
    assert_eq!(
        kinds(&cadre).await,
        ["FOUNDING_APPROVED", "FOUNDING_RETURNED"]
    );
}

#[tokio::test]
async fn where_a_union_has_nobody_its_steward_or_the_next_above_hears() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let street = lanshan.township("兰山街道").await;
    let village = street.village("前街村").await;
    let (root, county) = (city.root().admin().await, lanshan.admin().await);
    let cadre = village.cadre("王建国").await;
    let submit = "mutation { submitFoundingApplication(input: { name: \"某厂工会\", level: COMMUNITY, workerCount: 30, migrantWorkerCount: 9, reason: \"职工要求\" }) { errors { code } } }";
    // The street has no administrator: the county hears.
    let street_cadre = street.cadre("李敏").await;
    street_cadre.ask(submit, json!({})).await;
    cadre.ask(submit, json!({})).await;
    assert_eq!(kinds(&county).await.len(), 1);
    // The street is managed by the city itself: the city hears, not the county.
    street.managed_by(&city.root()).await;
    let scope = cadre.scope(Access::Write).await;
    let news = News::of_union(
        NotificationKind::FoundingToDecide,
        Uuid::now_v7(),
        village.id.uuid(),
    );
    schema::notifications::service::tell_union(
        &scope,
        Some(street.id.uuid()),
        schema::tenancy::Permission::FoundingDecide,
        news,
    )
    .await
    .unwrap();
    // Another branch is told nothing, whatever the writer says.
    let fei = city.county("费县").await;
    let stranger = fei.admin().await;
    schema::notifications::service::tell_union(
        &scope,
        Some(fei.id.uuid()),
        schema::tenancy::Permission::FoundingDecide,
        news,
    )
    .await
    .unwrap();
    scope.finish().await.unwrap();
    assert_eq!(kinds(&county).await.len(), 1);
    assert_eq!(kinds(&root).await, ["FOUNDING_TO_DECIDE"]);
    assert!(kinds(&stranger).await.is_empty());
}
