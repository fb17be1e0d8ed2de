//! Reading the union tree.

use serde_json::{Value, json};
use tests::City;

use crate::statements::statements;

#[tokio::test]
async fn a_county_sees_its_own_branch_and_its_superiors_names() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    lanshan.township("兰山街道").await;
    let admin = lanshan.admin().await;

    let data = admin
        .ask(
            "query($own: ID!, $other: ID!) {
                own: union(id: $own) { name ancestors { name } childCount children { nodes { name parent { name } } }
                    figures { total(of: UNIONS) breakdown(of: UNIONS, by: LEVEL) { key label value } } }
                other: union(id: $other) { name }
                searchUnions(text: \"费\") { name }
            }",
            json!({ "own": lanshan.id.to_string(), "other": fei.id.to_string() }),
        )
        .await;
    assert_eq!(
        data,
        json!({
            "own": {
                "name": "兰山区总工会",
                "ancestors": [{ "name": "临沂市总工会" }],
                "childCount": 1,
                "children": { "nodes": [{ "name": "兰山街道总工会", "parent": { "name": "兰山区总工会" } }] },
                "figures": { "total": 2, "breakdown": [
                    { "key": "COUNTY", "label": "县区总工会", "value": 1 },
                    { "key": "TOWNSHIP", "label": "乡镇街道（集团）工会", "value": 1 },
                ] },
            },
            "other": null,
            "searchUnions": [],
        })
    );
    let root = city
        .root()
        .admin()
        .await
        .ask(
            "{ searchUnions(text: \"费\") { name figures { total(of: UNIONS) } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        root,
        json!({ "searchUnions": [{ "name": "费县总工会", "figures": { "total": 1 } }] })
    );
}

#[tokio::test]
async fn two_levels_of_the_tree_cost_the_same_statements_however_wide_they_are() {
    let city = City::new().await;
    for name in ["兰山区", "费县", "罗庄区"] {
        let county = city.county(name).await;
        for number in 0..4 {
            county.township(&format!("{number}号街道")).await;
        }
    }
    let admin = city.root().admin().await;
    let query = "query($first: Int!, $after: String) { viewer { union { children(first: $first) { nodes { name childCount figures { total(of: UNIONS) }
        children(first: 2, after: $after) { nodes { name parent { name } } pageInfo { hasNextPage endCursor } } } } } } }";
    let one = statements(&admin, &city, query, json!({ "first": 1 })).await;
    let all = statements(&admin, &city, query, json!({ "first": 50 })).await;
    assert_eq!(one, all);

    // Each page goes on where it ended, and belongs to its own county.
    let page = async |after: Value| {
        let data = admin
            .ask(query, json!({ "first": 50, "after": after }))
            .await;
        data["viewer"]["union"]["children"]["nodes"].clone()
    };
    let first = page(Value::Null).await;
    assert_eq!(first.as_array().unwrap().len(), 3);
    for county in first.as_array().unwrap() {
        let below = &county["children"];
        assert_eq!(below["pageInfo"]["hasNextPage"], true);
        assert_eq!(
            below["nodes"],
            json!([
                { "name": "0号街道总工会", "parent": { "name": county["name"] } },
                { "name": "1号街道总工会", "parent": { "name": county["name"] } },
            ])
        );
    }
    let cursor = first[0]["children"]["pageInfo"]["endCursor"].clone();
    let second = page(cursor).await;
    assert_eq!(
        second[0]["children"],
        json!({ "nodes": [
            { "name": "2号街道总工会", "parent": { "name": first[0]["name"] } },
            { "name": "3号街道总工会", "parent": { "name": first[0]["name"] } },
        ], "pageInfo": { "hasNextPage": false, "endCursor": second[0]["children"]["pageInfo"]["endCursor"] } })
    );
}

#[tokio::test]
async fn a_connection_without_a_scope_sees_no_row_of_any_table() {
    let city = City::with_pool(1).await;
    let admin = city.root().admin().await;
    admin
        .ask("{ searchUnions(text: \"临沂\") { name } }", json!({}))
        .await;
    // The one connection of the pool was just used by a scope and is used again here.
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'city_3713'::regnamespace AND c.relkind = 'r'
         AND has_table_privilege('lianxin_app', c.oid, 'SELECT') AND c.relname <> 'stat_fold'",
    )
    .fetch_all(city.app_pool())
    .await
    .unwrap();
    assert!(tables.len() > 15, "{tables:?}");
    for table in tables {
        let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "SELECT count(*) FROM city_3713.{table}"
        )))
        .fetch_one(city.app_pool())
        .await
        .unwrap();
        assert_eq!(rows, 0, "{table} shows rows without a scope");
    }
}
