//! People who help a household beside its cadre.

use serde_json::json;
use tests::Person;

use super::{county, fault, pair, promise, refused};

#[tokio::test]
async fn helpers_are_added_and_removed() {
    let (_city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    let household = lanshan.household("张三").await;
    pair(&admin, household, &wang).await;
    let send = async |by: &Person, act: &str, staff: &Person| {
        let query = format!(
            "mutation($h: ID!, $s: ID!) {{ {act}(input: {{ householdId: $h, staffId: $s }}) {{ household {{ helpers {{ name }} }} errors {{ code path }} }} }}"
        );
        let variables = json!({ "h": household.to_string(), "s": staff.staff.to_string() });
        let mut response = by.run_with(&query, variables).await;
        if response.get("errors").is_some() {
            response
        } else {
            response["data"][act].take()
        }
    };
    assert_eq!(
        send(&admin, "addHelper", &li).await,
        json!({ "household": { "helpers": [{ "name": "李敏" }] }, "errors": [] })
    );
    refused(
        &send(&admin, "addHelper", &li).await,
        "DUPLICATE",
        "input.staffId",
    );
    refused(
        &send(&admin, "addHelper", &wang).await,
        "INVALID",
        "input.staffId",
    );
    assert_eq!(fault(&send(&wang, "addHelper", &li).await), "FORBIDDEN");
    // A helper keeps promises and records visits like the cadre.
    promise(&li, household, "推荐岗位", "2026-09-01").await;
    assert_eq!(
        send(&admin, "removeHelper", &li).await["household"]["helpers"],
        json!([])
    );
    assert_eq!(fault(&send(&admin, "removeHelper", &li).await), "NOT_FOUND");
}
