//! How a pairing ends: by a transfer, for a reason, or with the household.

use schema::id::HouseholdId;
use serde_json::json;
use tests::Person;

use super::{END, county, figures, holder, page, pair, pairings, promise, refused, transfer};

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
