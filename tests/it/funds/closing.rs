//! The closing of a year, and unions that end.

use serde_json::json;
use tests::City;

use super::{FLOWS, assert_exact, change, desk, done, faults, fund, income, passed, propose, step};

#[tokio::test]
async fn what_is_left_goes_on_into_the_next_year_and_the_old_one_takes_nothing() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let of = fund(&shi.finance, json!({})).await;
    done(income(&shi.finance, &of, "1000.00").await, "transaction");
    passed(&shi, &qu, &of, "400.00", json!({ "programme": "WARMTH" })).await;
    let close = async |by: &tests::Person, year: i32| {
        let input = json!({ "year": year });
        change(by, "closeFundYear", "closedYears", input).await
    };
    assert_eq!(
        faults(&close(&shi.chair, 2026).await),
        ["STATE input.year"],
        "it is not over"
    );
    city.pass_days(150);
    let way = done(
        propose(&shi.finance, &of, &[(&qu.place, "50.00")], json!({})).await,
        "allocations",
    );
    let issued = done(
        step(&shi.chair, &way[0], "ISSUE", json!({})).await,
        "allocation",
    );
    assert_eq!(
        faults(&close(&shi.chair, 2026).await),
        ["STATE input.year"],
        "something is on its way"
    );
    done(
        step(
            &shi.finance,
            &issued,
            "RECALL",
            json!({ "reason": "年终收回重拨" }),
        )
        .await,
        "allocation",
    );
    assert_eq!(close(&shi.chair, 2026).await["closedYears"], json!([2026]));
    assert_eq!(faults(&close(&shi.chair, 2026).await), ["STATE input.year"]);
    assert_eq!(
        faults(&income(&shi.finance, &of, "1.00").await),
        ["STATE input.year"],
        "the year is closed"
    );

    let query = format!(
        "query($id: ID!) {{ union(id: $id) {{ old: fundStatement(year: 2026) {{ addsUp total {{ {FLOWS} }} }}
            new: fundStatement(year: 2027) {{ addsUp total {{ {FLOWS} }} }} }} }}"
    );
    let data = shi
        .finance
        .ask(&query, json!({ "id": shi.place.id.to_string() }))
        .await;
    let (old, new) = (&data["union"]["old"], &data["union"]["new"]);
    assert_eq!(
        (old["addsUp"].as_bool(), new["addsUp"].as_bool()),
        (Some(true), Some(true))
    );
    assert_eq!(
        (
            old["total"]["carried"].as_str(),
            old["total"]["available"].as_str()
        ),
        (Some("600.00"), Some("400.00")),
        "the county has not closed yet"
    );
    assert_eq!(
        (
            new["total"]["opening"].as_str(),
            new["total"]["available"].as_str()
        ),
        (Some("600.00"), Some("600.00"))
    );
    // Carried money goes on down the tree under its own name.
    let next = done(
        propose(
            &shi.finance,
            &of,
            &[(&qu.place, "600.00")],
            json!({ "year": 2027 }),
        )
        .await,
        "allocations",
    );
    let issued = done(
        step(&shi.chair, &next[0], "ISSUE", json!({})).await,
        "allocation",
    );
    done(
        step(&qu.finance, &issued, "RECEIVE", json!({})).await,
        "allocation",
    );
    assert_exact(&city).await;
}

#[tokio::test]
async fn a_union_that_holds_money_neither_merges_nor_ends() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let town = desk(qu.place.township("某镇").await).await;
    let other = qu.place.township("另一镇").await;
    let of = fund(&shi.finance, json!({})).await;
    done(income(&shi.finance, &of, "1000.00").await, "transaction");
    passed(&shi, &town, &of, "400.00", json!({})).await;
    let version = |place: &tests::Place| {
        let (city, id) = (city.clone(), place.id.uuid());
        async move {
            sqlx::query_scalar::<_, i32>("SELECT version FROM unions WHERE id = $1")
                .bind(id)
                .fetch_one(&mut city.owner().await)
                .await
                .unwrap()
        }
    };
    let merge = async || {
        let input = json!({ "id": town.place.id.to_string(), "version": version(&town.place).await, "intoId": other.id.to_string() });
        change(&qu.chair, "mergeUnion", "union { state }", input).await
    };
    assert_eq!(faults(&merge().await), ["STATE input.id"]);
    let input = json!({ "fundId": of["id"], "year": 2026, "toUnionId": shi.place.id.to_string(), "amount": "400.00", "purpose": "合并前退回" });
    let select = format!("allocation {{ {} }}", super::ALLOCATION);
    let back = done(
        change(&town.finance, "sendBackFunds", &select, input).await,
        "allocation",
    );
    let issued = done(
        step(&town.chair, &back, "ISSUE", json!({})).await,
        "allocation",
    );
    assert_eq!(
        faults(&merge().await),
        ["STATE input.id"],
        "it is on its way"
    );
    done(
        step(&shi.finance, &issued, "RECEIVE", json!({})).await,
        "allocation",
    );
    assert_eq!(merge().await["union"]["state"], "MERGED");
    assert_exact(&city).await;
}

#[tokio::test]
async fn books_move_with_their_union() {
    let city = City::new().await;
    let (shi, qu, other) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
        desk(city.county("费县").await).await,
    );
    let town = desk(qu.place.township("某镇").await).await;
    let of = fund(&shi.finance, json!({})).await;
    done(income(&shi.finance, &of, "1000.00").await, "transaction");
    passed(&shi, &town, &of, "400.00", json!({})).await;
    schema::statistics::fold::fold(&mut city.connect_as("lianxin_worker").await, 1_000)
        .await
        .unwrap();
    let input = json!({ "id": town.place.id.to_string(), "version": 1, "newParentId": other.place.id.to_string() });
    let moved = change(&shi.chair, "moveUnion", "union { id }", input).await;
    assert_eq!(moved["errors"], json!([]));
    let of_old = super::lines(&super::statement(&qu.finance, &qu.place, false).await);
    let of_new = super::lines(&super::statement(&other.finance, &other.place, false).await);
    assert_eq!(of_old, []);
    assert_eq!(of_new[0], ("received".to_owned(), "400.00".to_owned()));
    assert_exact(&city).await;
}
