//! Importing the real list of divisions.

use schema::unions::import::{Division, ImportError, Imported, import, parse};
use serde_json::json;
use tests::City;

use crate::statistics::{assert_figures_true, fold_all, total};
use crate::unions::assert_paths_true;

const LINYI: &[u8] = include_bytes!("../../server/demo/linyi.csv");

#[tokio::test]
async fn the_whole_tree_of_linyi_is_imported_once() {
    let city = City::new().await;
    let divisions = parse(LINYI).unwrap();
    let mut owner = city.connect_as("lianxin_owner").await;
    let begun = std::time::Instant::now();
    let first = import(&mut owner, &divisions).await.unwrap();
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    // The root was there already and is the city's.
    assert_eq!(
        first,
        Imported {
            added: 13 + 156 + 4_186,
            existing: 1
        }
    );
    let again = import(&mut owner, &divisions).await.unwrap();
    assert_eq!(
        again,
        Imported {
            added: 0,
            existing: 1 + 13 + 156 + 4_186
        }
    );
    assert_paths_true(&city).await;
    let root = city.root().admin().await;
    assert_eq!(total(&root, &city.root(), "UNIONS").await, 4_356);
    assert_figures_true(&city).await;
    fold_all(&city).await;
    assert_figures_true(&city).await;
    let data = root
        .ask(
            "{ a: searchUnions(text: \"371302001\", first: 1) { name level divisionCode parent { name } figures { total(of: UNIONS) } }
               b: searchUnions(text: \"化家村\", first: 1) { name level ancestors { name } }
               c: searchUnions(text: \"lygxjscykfq\", first: 1) { name level } }",
            json!({}),
        )
        .await;
    assert_eq!(data["a"][0]["parent"]["name"], "兰山区总工会");
    assert_eq!(data["a"][0]["level"], "TOWNSHIP");
    assert_eq!(data["b"][0]["name"], "化家村工会");
    assert_eq!(
        data["c"],
        json!([{ "name": "临沂高新技术产业开发区总工会", "level": "COUNTY" }])
    );
}

#[tokio::test]
async fn an_import_passes_over_what_is_there_wherever_it_stands_by_now() {
    let city = City::new().await;
    let line = |code: &str, name: &str, level: &str, parent: &str| Division {
        code: code.into(),
        name: name.into(),
        level: level.into(),
        parent_code: parent.into(),
    };
    let mut list = vec![
        line("371302001201", "前街村村民委员会", "village", "371302001"),
        line("371302001", "兰山街道", "township", "371302"),
        line("371302", "兰山区", "county", "3713"),
        line("371325", "费县", "county", "3713"),
        line("3713", "临沂市", "city", ""),
    ];
    let mut owner = city.connect_as("lianxin_owner").await;
    assert_eq!(
        import(&mut owner, &list).await.unwrap(),
        Imported {
            added: 4,
            existing: 1
        }
    );
    let root = city.root().admin().await;
    let found = root
        .ask(
            "{ a: searchUnions(text: \"兰山街道\") { id } b: searchUnions(text: \"费县\") { id } }",
            json!({}),
        )
        .await;
    let moved =
        json!({ "id": found["a"][0]["id"], "version": 1, "newParentId": found["b"][0]["id"] });
    root.ask(
        "mutation($input: MoveUnionInput!) { moveUnion(input: $input) { errors { message } } }",
        json!({ "input": moved }),
    )
    .await;
    list.push(line(
        "371302001202",
        "后街村村民委员会",
        "village",
        "371302001",
    ));
    assert_eq!(
        import(&mut owner, &list).await.unwrap(),
        Imported {
            added: 1,
            existing: 5
        }
    );
    let data = root
        .ask(
            "{ searchUnions(text: \"后街村\") { name ancestors { name } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        data["searchUnions"],
        json!([{ "name": "后街村工会", "ancestors": [{ "name": "临沂市总工会" }, { "name": "费县总工会" }, { "name": "兰山街道总工会" }] }])
    );
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
    // A bad line anywhere leaves everything as it was.
    for (bad, says) in [
        (line("3713029", "某街道", "township", "371302"), "line 9"),
        (
            line("371399001", "某街道", "township", "371399"),
            "neither in the list",
        ),
        (line("3714", "德州市", "city", ""), "3713 already"),
        (line("371302002", "某街道", "street", "371302"), "no level"),
        (line("371302002", " ", "township", "371302"), "no name"),
    ] {
        let mut list = list.clone();
        list.push(line("371302003", "好街道", "township", "371302"));
        list.swap(6, 0);
        list.push(bad);
        let error = import(&mut owner, &list).await.unwrap_err();
        assert!(
            matches!(error, ImportError::Line { .. }) && error.to_string().contains(says),
            "{error}"
        );
    }
    let twins = [
        line("371302003", "金雀山街道", "township", "371302"),
        line("371302004", "金雀山街道", "township", "371302"),
    ];
    assert!(matches!(
        import(&mut owner, &twins).await,
        Err(ImportError::Name(_))
    ));
    assert_eq!(total(&root, &city.root(), "UNIONS").await, 6);
    assert!(matches!(parse(b"code;name\n1;2"), Err(ImportError::Csv(_))));
}
