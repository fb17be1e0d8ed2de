//! Who prints and who sees what was printed.

use axum::http::StatusCode;
use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::Files;

use super::{PRINT, home};

#[tokio::test]
async fn only_who_may_read_the_names_prints() {
    let home = home().await;
    let below = home.county.township("兰山街道").await.admin().await;
    for (who, person, expected) in [
        ("a superior", &home.city.root().admin().await, "FORBIDDEN"),
        (
            "a sibling",
            &home.city.county("费县").await.admin().await,
            "NOT_FOUND",
        ),
        ("a union below", &below, "NOT_FOUND"),
        (
            "finance",
            &home.county.person("钱会计", &[Role::Finance]).await,
            "FORBIDDEN",
        ),
        (
            "an auditor",
            &home.county.person("孙审计", &[Role::Auditor]).await,
            "FORBIDDEN",
        ),
    ] {
        for kind in super::KINDS {
            let input = json!({ "input": { "paper": home.order(kind) } });
            let answer = person.run_with(PRINT, input).await;
            assert_eq!(
                answer["errors"][0]["extensions"]["code"], expected,
                "{who} {kind}"
            );
        }
    }
    assert_eq!(home.stale().await.len(), 0);
    home.print(
        &home.county.person("周律师", &[Role::Legal]).await,
        "NOTICE",
    )
    .await;
    assert_eq!(home.stale().await.len(), 1);
}

#[tokio::test]
async fn a_link_is_good_for_ten_minutes_and_no_longer_than_its_owner() {
    let home = home().await;
    let files = Files::of(&home.city);
    let print = home.print(&home.cadre, "HOUSEHOLD_FILE").await;
    let url = print["url"].as_str().unwrap();
    assert_eq!(files.get(url, None).await.status, StatusCode::OK);
    for wrong in [
        "/prints",
        "/prints?paper=",
        "/prints?paper=AAAA",
        &format!("{url}A"),
    ] {
        assert_eq!(files.get(wrong, None).await.code(), "NOT_FOUND", "{wrong}");
    }
    home.city.pass_seconds(599);
    assert_eq!(files.get(url, None).await.status, StatusCode::OK);
    home.city.pass_seconds(1);
    assert_eq!(files.get(url, None).await.code(), "NOT_FOUND");

    let print = home.print(&home.cadre, "HOUSEHOLD_FILE").await;
    let url = print["url"].as_str().unwrap();
    home.cadre
        .run("mutation { signOutEverywhere { errors { code } } }")
        .await;
    let files = Files::of(&home.city);
    assert_eq!(files.get(url, None).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn the_list_is_of_the_own_union() {
    let home = home().await;
    home.print_all().await;
    home.print(&home.admin, "NOTICE").await;
    let list = async |person: &tests::Person, filter: Value| {
        let query = "query($filter: PaperFilter!, $after: String) { papers(filter: $filter, first: 3, after: $after) {
            nodes { kind household { headName } visit { id } } pageInfo { hasNextPage endCursor } } }";
        let mut kinds = Vec::new();
        let mut after = Value::Null;
        loop {
            let page = person
                .ask(query, json!({ "filter": filter, "after": after }))
                .await["papers"]
                .take();
            kinds.extend(
                page["nodes"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| row["kind"].as_str().unwrap().to_owned()),
            );
            after = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                break kinds;
            }
        }
    };
    let mut all = list(&home.cadre, json!({})).await;
    all.sort();
    assert_eq!(
        all,
        ["APPLICATION", "HOUSEHOLD_FILE", "NOTICE", "VISIT_RECORD"]
    );
    assert_eq!(list(&home.cadre, json!({ "mine": true })).await.len(), 3);
    assert_eq!(list(&home.admin, json!({ "mine": true })).await, ["NOTICE"]);
    assert_eq!(
        list(&home.admin, json!({ "kind": "VISIT_RECORD" })).await,
        ["VISIT_RECORD"]
    );
    assert_eq!(list(&home.admin, json!({ "stale": true })).await, [""; 0]);
    assert_eq!(list(&home.admin, json!({ "stale": false })).await.len(), 4);
    let superior = home.city.root().admin().await;
    assert_eq!(
        list(&superior, json!({ "unionId": home.county.id.to_string() })).await,
        [""; 0]
    );
}
