//! Merging a union into another.

use serde_json::json;
use tests::{City, Place};

use super::{MERGE, assert_paths_true, id, refusals, refused, tree};
use crate::statistics::{assert_figures_true, fold_all, total};
use crate::writers::register;

#[tokio::test]
async fn a_merged_union_gives_everything_to_the_one_that_stays() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let ends = lanshan.township("兰山街道").await;
    let stays = fei.township("费城街道").await;
    let village = ends.village("前街村").await;
    let cadre = ends.cadre("王建国").await;
    let villager = village.cadre("李秀英").await;
    let root = city.root().admin().await;
    register(&city, &cadre).await;
    register(&city, &villager).await;
    fold_all(&city).await;
    register(&city, &cadre).await;
    let merge = |what: &Place, into: &Place, version: i32| json!({ "id": id(what), "version": version, "intoId": id(into) });

    refused(
        &root,
        MERGE,
        merge(&ends, &village, 1),
        "INVALID",
        "intoId",
        "在它之下",
    )
    .await;
    refused(
        &root,
        MERGE,
        merge(&ends, &ends, 1),
        "INVALID",
        "intoId",
        "请另选",
    )
    .await;
    refused(
        &root,
        MERGE,
        merge(&lanshan, &stays, 1),
        "INVALID",
        "intoId",
        "级别",
    )
    .await;
    let late = root
        .ask(MERGE, json!({ "input": merge(&ends, &stays, 9) }))
        .await;
    assert_eq!(refusals(&late)[0].0, "CONFLICT");
    assert_eq!(
        late["mergeUnion"]["union"],
        json!({ "name": "兰山街道总工会", "state": "ACTIVE", "version": 1 })
    );

    let data = root
        .ask(MERGE, json!({ "input": merge(&ends, &stays, 1) }))
        .await;
    assert_eq!(
        data["mergeUnion"],
        json!({ "union": { "name": "兰山街道总工会", "state": "MERGED", "version": 2 }, "errors": [] })
    );
    for (place, households, unions, cadres) in [
        (&city.root(), 3, 5, 2),
        (&lanshan, 0, 1, 0),
        (&fei, 3, 3, 2),
        (&stays, 3, 2, 2),
        (&ends, 0, 0, 0),
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
        assert_eq!(
            total(&root, place, "CADRES").await,
            cadres,
            "{}",
            place.path
        );
    }
    assert_paths_true(&city).await;
    assert_figures_true(&city).await;
    fold_all(&city).await;
    assert_figures_true(&city).await;
    // Whoever worked there works here now, with the households they had.
    let principal = cadre.principal().await;
    assert_eq!(
        (principal.union_id, principal.path.as_str()),
        (stays.id.uuid(), stays.path.as_str())
    );
    register(&city, &cadre).await;
    assert_eq!(total(&root, &stays, "HOUSEHOLDS").await, 4);
    refused(
        &root,
        MERGE,
        merge(&ends, &stays, 2),
        "STATE",
        "id",
        "不能改为",
    )
    .await;
}

#[tokio::test]
async fn a_person_with_a_post_at_both_hinders_a_merger() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let one = lanshan.township("兰山街道").await;
    let two = lanshan.township("银雀山街道").await;
    let person = one.cadre("王建国").await;
    sqlx::query(
        "INSERT INTO staff (id, union_id, union_path, person_id, name, title, employment, state, roles, search)
         VALUES (gen_random_uuid(), $1, $2, $3, '王建国', '干事', 'PART', 'ACTIVE', '{VIEWER}', '王建国')",
    )
    .bind(two.id.uuid())
    .bind(&two.path)
    .bind(person.claims.person_id)
    .execute(&mut city.owner().await)
    .await
    .unwrap();
    let admin = lanshan.admin().await;
    let before = tree(&city).await;
    refused(
        &admin,
        MERGE,
        json!({ "id": id(&one), "version": 1, "intoId": id(&two) }),
        "STATE",
        "id",
        "先结束其中一个岗位",
    )
    .await;
    assert_eq!(tree(&city).await, before);
}

#[tokio::test]
async fn the_function_behind_a_merger_serves_only_superiors_of_both() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let mut app = city.connect_as("lianxin_app").await;
    for path in ["", lanshan.path.as_str(), "3713.zzzz."] {
        let set = format!("SET lianxin.path = '{path}'");
        sqlx::query(sqlx::AssertSqlSafe(set))
            .execute(&mut app)
            .await
            .unwrap();
        let error = sqlx::query("SELECT hand_over_rows($1, $2)")
            .bind(fei.id.uuid())
            .bind(lanshan.id.uuid())
            .execute(&mut app)
            .await
            .unwrap_err();
        assert_eq!(
            error.as_database_error().unwrap().code().unwrap(),
            "42501",
            "{path}"
        );
    }
}
