//! Several change the tree at once, and others write meanwhile.

use std::sync::Arc;

use schema::statistics;
use schema::tenancy::Role;
use schema::unions::rules::UnionLevel;
use serde_json::json;
use tests::City;
use tokio::task::JoinSet;

use super::{CREATE, MOVE, assert_paths_true, id, refusals};
use crate::statistics::{assert_figures_true, fold_all, total};
use crate::writers::register;

#[tokio::test]
async fn of_two_at_once_one_has_the_credit_code_and_one_the_move() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let yinan = city.county("沂南县").await;
    let street = lanshan.township("兰山街道").await;
    let root = Arc::new(city.root().admin().await);
    let mut both = JoinSet::new();
    for parent in [&lanshan, &fei] {
        let (root, input) = (
            root.clone(),
            json!({ "parentId": id(parent), "name": "某厂工会", "level": "GRASSROOTS", "creditCode": "914403001922038216" }),
        );
        both.spawn(async move { root.ask(CREATE, json!({ "input": input })).await });
    }
    let answers = both.join_all().await;
    let refused: Vec<_> = answers.iter().flat_map(refusals).collect();
    assert_eq!(refused.len(), 1, "{answers:#?}");
    assert_eq!(
        (refused[0].0.as_str(), refused[0].1.as_str()),
        ("DUPLICATE", "creditCode")
    );

    let mut both = JoinSet::new();
    for parent in [&fei, &yinan] {
        let (root, input) = (
            root.clone(),
            json!({ "id": id(&street), "version": 1, "newParentId": id(parent) }),
        );
        both.spawn(async move { root.ask(MOVE, json!({ "input": input })).await });
    }
    let answers = both.join_all().await;
    let refused: Vec<_> = answers.iter().flat_map(refusals).collect();
    assert_eq!(refused.len(), 1, "{answers:#?}");
    assert_eq!(refused[0].0, "CONFLICT");
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
}

#[tokio::test]
async fn two_moves_at_once_make_no_cycle() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let one = lanshan.child("甲集团工会", UnionLevel::Grassroots).await;
    let two = lanshan.child("乙集团工会", UnionLevel::Grassroots).await;
    let root = Arc::new(city.root().admin().await);
    let mut both = JoinSet::new();
    for (what, under) in [(&one, &two), (&two, &one)] {
        let (root, input) = (
            root.clone(),
            json!({ "id": id(what), "version": 1, "newParentId": id(under) }),
        );
        both.spawn(async move { root.ask(MOVE, json!({ "input": input })).await });
    }
    let answers = both.join_all().await;
    let refused: Vec<_> = answers.iter().flat_map(refusals).collect();
    assert_eq!(refused.len(), 1, "{answers:#?}");
    assert_eq!(
        (refused[0].0.as_str(), refused[0].1.as_str()),
        ("INVALID", "newParentId")
    );
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moving_a_subtree_while_twenty_write_keeps_every_path_and_figure_true() {
    const WRITES: usize = 12;
    let city = City::with_pool(30).await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let street = lanshan.township("兰山街道").await;
    let still = fei.township("费城街道").await;
    let root = city.root().admin().await;
    let mut writers = JoinSet::new();
    for number in 0..20 {
        // Most stand in the subtree that moves: at its root, below it, and beside it.
        let place = match number % 4 {
            0 => street.clone(),
            1 | 2 => street.village(&format!("第{number}村")).await,
            _ => still.clone(),
        };
        let (city, person) = (
            city.clone(),
            place.person("干部", &[Role::Admin, Role::Cadre]).await,
        );
        writers.spawn(async move {
            for write in 0..WRITES {
                if write % 4 == 3 && number % 4 == 0 {
                    let input = json!({ "parentId": id(&place), "name": format!("{number}厂{write}工会"), "level": "GRASSROOTS" });
                    let data = person.ask(CREATE, json!({ "input": input })).await;
                    assert_eq!(data["createUnion"]["errors"], json!([]));
                } else {
                    register(&city, &person).await;
                }
            }
        });
    }
    let folding = {
        let city = city.clone();
        tokio::spawn(async move {
            let mut worker = city.connect_as("lianxin_worker").await;
            loop {
                statistics::fold::fold(&mut worker, 37).await.unwrap();
                tokio::time::sleep(std::time::Duration::from_millis(3)).await;
            }
        })
    };
    let mut moves = 0;
    while !writers.is_empty() {
        let to = if moves % 2 == 0 { &fei } else { &lanshan };
        let data = root.ask(MOVE, json!({ "input": { "id": id(&street), "version": moves + 1, "newParentId": id(to) } })).await;
        assert_eq!(data["moveUnion"]["errors"], json!([]), "move {moves}");
        moves += 1;
        while let Some(done) = writers.try_join_next() {
            done.unwrap();
        }
    }
    folding.abort();
    assert!(moves >= 3, "only {moves} moves happened while others wrote");
    let households: i64 = 20 * WRITES as i64 - 5 * (WRITES as i64 / 4);
    assert_eq!(total(&root, &city.root(), "HOUSEHOLDS").await, households);
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
    fold_all(&city).await;
    assert_figures_true(&city).await;
}
