//! Finding staff and paging through them.

use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::City;

use crate::identity::invite;

#[tokio::test]
async fn staff_are_listed_searched_and_paged() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let township = lanshan.township("兰山街道").await;
    let fei = city.county("费县").await;
    let admin = lanshan.admin().await;
    for (place, name, role) in [
        (&lanshan, "王建国", Role::Cadre),
        (&township, "欧阳娜娜", Role::Cadre),
        (&township, "李四光", Role::Viewer),
    ] {
        invite(&admin, place, name, &[role]).await;
    }
    fei.cadre("费县的人").await;
    let list = async |filter: Value| -> Vec<String> {
        let query =
            "query($filter: StaffFilter) { staffMembers(filter: $filter) { nodes { name } } }";
        let data = admin.ask(query, json!({ "filter": filter })).await;
        data["staffMembers"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(list(json!(null)).await, ["管理员", "王建国"]);
    assert_eq!(
        list(json!({ "subtree": true })).await,
        ["管理员", "王建国", "欧阳娜娜", "李四光"]
    );
    assert_eq!(
        list(json!({ "unionId": township.id.to_string() })).await,
        ["欧阳娜娜", "李四光"]
    );
    assert_eq!(
        list(json!({ "subtree": true, "text": "oynn" })).await,
        ["欧阳娜娜"]
    );
    assert_eq!(
        list(json!({ "subtree": true, "text": "jianguo" })).await,
        ["王建国"]
    );
    assert_eq!(
        list(json!({ "subtree": true, "text": "建国" })).await,
        ["王建国"]
    );
    assert_eq!(list(json!({ "subtree": true, "text": "%" })).await, [""; 0]);
    assert_eq!(
        list(json!({ "subtree": true, "role": "CADRE" })).await,
        ["王建国", "欧阳娜娜"]
    );
    assert_eq!(
        list(json!({ "subtree": true, "state": "ACTIVE" })).await,
        ["管理员"]
    );
    let elsewhere = admin
        .run_with(
            "query($filter: StaffFilter) { staffMembers(filter: $filter) { nodes { name } } }",
            json!({ "filter": { "unionId": fei.id.to_string() } }),
        )
        .await;
    assert_eq!(
        elsewhere["errors"][0]["extensions"]["code"],
        json!("NOT_FOUND")
    );

    let (mut after, mut names) = (Value::Null, Vec::new());
    loop {
        let query = "query($after: String) { staffMembers(filter: { subtree: true }, first: 3, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }";
        let page = admin.ask(query, json!({ "after": after })).await["staffMembers"].take();
        names.extend(
            page["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|node| node["name"].clone()),
        );
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
    }
    assert_eq!(names, ["管理员", "王建国", "欧阳娜娜", "李四光"]);
}
