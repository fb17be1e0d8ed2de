//! Moving a union with everything below it to another superior.

use schema::unions::rules::UnionLevel;
use serde_json::json;
use tests::{City, Place};

use super::{CREATE, MOVE, assert_paths_true, id, refusals, refused, state_mutation, tree};
use crate::statistics::{assert_figures_true, fold_all, total};
use crate::writers::register;

#[tokio::test]
async fn a_subtree_moves_with_its_rows_its_figures_and_its_people() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let street = lanshan.township("兰山街道").await;
    let village = street.village("前街村").await;
    let below = village.child("某某公司工会", UnionLevel::Grassroots).await;
    village.managed_by(&street).await;
    below.managed_by(&lanshan).await;
    let cadre = street.cadre("王建国").await;
    let county_admin = lanshan.admin().await;
    let root = city.root().admin().await;
    // Some figures folded, some pending.
    for _ in 0..3 {
        register(&city, &cadre).await;
    }
    fold_all(&city).await;
    register(&city, &cadre).await;
    assert_eq!(total(&root, &lanshan, "HOUSEHOLDS").await, 4);

    let data = root
        .ask(
            MOVE,
            json!({ "input": { "id": id(&street), "version": 1, "newParentId": id(&fei) } }),
        )
        .await;
    assert_eq!(
        data["moveUnion"],
        json!({ "union": { "name": "兰山街道总工会", "version": 2, "ancestors": [{ "name": "临沂市总工会" }, { "name": "费县总工会" }] }, "errors": [] })
    );
    for (place, households, unions) in [
        (&city.root(), 4, 6),
        (&lanshan, 0, 1),
        (&fei, 4, 4),
        (&street, 4, 3),
        (&below, 0, 1),
    ] {
        assert_eq!(
            total(&root, place, "HOUSEHOLDS").await,
            households,
            "{}",
            place.path
        );
        assert_eq!(
            total(&root, place, "UNIONS").await,
            unions,
            "{}",
            place.path
        );
    }
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
    fold_all(&city).await;
    assert_figures_true(&city).await;
    // Its people work on; the old superior's see nothing of it any more.
    register(&city, &cadre).await;
    assert_eq!(total(&root, &fei, "HOUSEHOLDS").await, 5);
    let gone = county_admin
        .ask(
            "query($id: ID!) { union(id: $id) { name } }",
            json!({ "id": id(&street) }),
        )
        .await;
    assert_eq!(gone, json!({ "union": null }));
    // The street still manages the village, the county that is no superior any more manages nothing.
    let data = root
        .ask(
            "{ stewardships { nodes { union { name } steward { name } endsOn } } }",
            json!({}),
        )
        .await;
    let today = city.now().date_naive();
    let mut nodes = data["stewardships"]["nodes"].as_array().unwrap().clone();
    nodes.sort_by_key(|node| node["union"]["name"].to_string());
    assert_eq!(
        json!(nodes),
        json!([
            { "union": { "name": "前街村工会" }, "steward": { "name": "兰山街道总工会" }, "endsOn": null },
            { "union": { "name": "某某公司工会" }, "steward": { "name": "兰山区总工会" }, "endsOn": (today - chrono::Days::new(1)).to_string() },
        ])
    );
    assert_eq!(
        county_admin.principal().await.own_unions,
        [lanshan.id.uuid()]
    );
}

#[tokio::test]
async fn what_can_not_stand_there_is_not_moved() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let street = lanshan.township("兰山街道").await;
    let other = lanshan.township("银雀山街道").await;
    let group = street.child("集团工会", UnionLevel::Grassroots).await;
    let branch = group.child("分公司工会", UnionLevel::Grassroots).await;
    street.village("前街村").await;
    let root = city.root().admin().await;
    let before = tree(&city).await;
    let to = |what: &Place, place: &Place| json!({ "id": id(what), "version": 1, "newParentId": id(place) });
    refused(
        &root,
        MOVE,
        to(&group, &branch),
        "INVALID",
        "newParentId",
        "在它之下",
    )
    .await;
    refused(
        &root,
        MOVE,
        to(&group, &group),
        "INVALID",
        "newParentId",
        "请另选",
    )
    .await;
    refused(
        &root,
        MOVE,
        to(&lanshan, &street),
        "INVALID",
        "newParentId",
        "在它之下",
    )
    .await;
    refused(
        &root,
        MOVE,
        to(&street, &other),
        "INVALID",
        "newParentId",
        "级别合适",
    )
    .await;
    refused(
        &root,
        MOVE,
        to(&street, &lanshan),
        "STATE",
        "newParentId",
        "已在“兰山区总工会”之下",
    )
    .await;
    let late = root
        .ask(
            MOVE,
            json!({ "input": { "id": id(&group), "version": 7, "newParentId": id(&other) } }),
        )
        .await;
    assert_eq!(refusals(&late)[0].0, "CONFLICT");
    assert_eq!(late["moveUnion"]["union"]["version"], 1);
    // A name that is taken there, a superior that takes nothing new.
    other.child("集团工会", UnionLevel::Grassroots).await;
    refused(
        &root,
        MOVE,
        to(&group, &other),
        "DUPLICATE",
        "name",
        "集团工会",
    )
    .await;
    let suspended = root
        .ask(
            &state_mutation("suspendUnion"),
            json!({ "input": { "id": id(&other), "version": 1, "reason": "整顿" } }),
        )
        .await;
    assert_eq!(
        suspended["suspendUnion"]["union"],
        json!({ "name": "银雀山街道总工会", "state": "SUSPENDED", "version": 2 })
    );
    refused(
        &root,
        MOVE,
        to(&branch, &other),
        "STATE",
        "newParentId",
        "停止活动",
    )
    .await;
    // Too deep: a chain of twelve levels.
    let mut deep = group.clone();
    for level in 5..=12 {
        deep = deep
            .child(&format!("第{level}级工会"), UnionLevel::Grassroots)
            .await;
    }
    refused(
        &root,
        CREATE,
        json!({ "parentId": id(&deep), "name": "第十三级工会", "level": "GRASSROOTS" }),
        "LIMIT",
        "parentId",
        "最多 12 级",
    )
    .await;
    let after = tree(&city).await;
    for row in before.iter().filter(|row| row.1 != "银雀山街道总工会") {
        assert!(after.contains(row), "{row:?} changed");
    }
    assert_figures_true(&city).await;
}
