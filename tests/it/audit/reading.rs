//! Reading the trail.

use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::City;

use super::CREATE;

#[tokio::test]
async fn the_trail_is_read_by_filters_within_the_own_subtree() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let street = lanshan.township("兰山街道").await;
    let (county, root) = (lanshan.admin().await, city.root().admin().await);
    let street_admin = street.admin().await;
    let auditor = lanshan.person("李经审", &[Role::Auditor]).await;
    let create = |name: &str, parent: &tests::Place| json!({ "input": { "parentId": parent.id.to_string(), "name": name, "level": "GRASSROOTS" } });
    let made = county.ask(CREATE, create("甲厂工会", &lanshan)).await["createUnion"]["union"]["id"]
        .clone();
    street_admin.ask(CREATE, create("乙厂工会", &street)).await;
    root.ask(CREATE, create("丙厂工会", &fei)).await;
    let edit = json!({ "input": { "id": street.id.to_string(), "version": 1, "memberCount": 5 } });
    city.pass_days(1);
    root.ask(
        "mutation($input: UpdateUnionInput!) { updateUnion(input: $input) { errors { message } } }",
        edit,
    )
    .await;

    let list = "query($filter: AuditFilter, $first: Int = 50, $after: String) { auditTrail(filter: $filter, first: $first, after: $after) {
        nodes { action subjectKind subjectId summary reason union { name } by { name } actorUnion { name } }
        pageInfo { hasNextPage endCursor } } }";
    let summaries = |data: &Value| -> Vec<String> {
        data["auditTrail"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["summary"].as_str().unwrap().to_owned())
            .collect()
    };
    // The own union alone, and with everything below it.
    assert_eq!(
        summaries(&auditor.ask(list, json!({})).await),
        Vec::<String>::new()
    );
    let all = auditor
        .ask(list, json!({ "filter": { "subtree": true } }))
        .await;
    assert_eq!(
        summaries(&all),
        [
            "修改工会“兰山街道总工会”的资料",
            "新增工会“乙厂工会”",
            "新增工会“甲厂工会”"
        ]
    );
    // What a superior did is shown with the superior's union, not with its people.
    assert_eq!(
        all["auditTrail"]["nodes"][0],
        json!({ "action": "CHANGED", "subjectKind": "union", "subjectId": street.id.to_string(), "summary": "修改工会“兰山街道总工会”的资料",
            "reason": null, "union": { "name": "兰山街道总工会" }, "by": null, "actorUnion": { "name": "临沂市总工会" } })
    );
    let today = schema::values::dates::china_date(city.now()).to_string();
    for (filter, expected) in [
        (
            json!({ "subtree": true, "subjectId": made }),
            vec!["新增工会“甲厂工会”"],
        ),
        (
            json!({ "subtree": true, "staffId": street_admin.staff.to_string() }),
            vec!["新增工会“乙厂工会”"],
        ),
        (
            json!({ "subtree": true, "action": "CHANGED" }),
            vec!["修改工会“兰山街道总工会”的资料"],
        ),
        (
            json!({ "subtree": true, "from": today }),
            vec!["修改工会“兰山街道总工会”的资料"],
        ),
        (
            json!({ "subtree": true, "to": "2026-08-06" }),
            vec!["新增工会“乙厂工会”", "新增工会“甲厂工会”"],
        ),
        (
            json!({ "unionId": street.id.to_string() }),
            vec!["修改工会“兰山街道总工会”的资料"],
        ),
    ] {
        assert_eq!(
            summaries(&county.ask(list, json!({ "filter": filter })).await),
            expected,
            "{filter}"
        );
    }
    // Pages.
    let first = county
        .ask(list, json!({ "filter": { "subtree": true }, "first": 2 }))
        .await;
    assert_eq!(
        (
            summaries(&first).len(),
            &first["auditTrail"]["pageInfo"]["hasNextPage"]
        ),
        (2, &json!(true))
    );
    let after = &first["auditTrail"]["pageInfo"]["endCursor"];
    let second = county
        .ask(
            list,
            json!({ "filter": { "subtree": true }, "first": 2, "after": after }),
        )
        .await;
    assert_eq!(summaries(&second), ["新增工会“甲厂工会”"]);
    // Others: no such union, no such permission.
    let elsewhere = county
        .run_with(list, json!({ "filter": { "unionId": fei.id.to_string() } }))
        .await;
    assert_eq!(elsewhere["errors"][0]["extensions"]["code"], "NOT_FOUND");
    let above = county
        .run_with(
            list,
            json!({ "filter": { "unionId": city.root().id.to_string() } }),
        )
        .await;
    assert_eq!(above["errors"][0]["extensions"]["code"], "NOT_FOUND");
    let cadre = lanshan
        .cadre("王建国")
        .await
        .run_with(list, json!({}))
        .await;
    assert_eq!(cadre["errors"][0]["extensions"]["code"], "FORBIDDEN");
    assert_eq!(
        root.ask(list, json!({ "filter": { "subtree": true }, "first": 100 }))
            .await["auditTrail"]["nodes"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
}
