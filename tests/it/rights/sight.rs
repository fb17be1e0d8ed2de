//! Who sees how much of a case.

use schema::tenancy::Role;
use serde_json::json;

use super::{Field, seen};

#[tokio::test]
async fn superiors_see_the_case_and_no_name_in_it() {
    let field = Field::new().await;
    let case = field.accepted().await;
    let above = seen(&field.superior, &case).await;
    assert_eq!(above["label"], "赵**等3人");
    assert_eq!(above["claimed"], "20000.50");
    assert_eq!(above["details"], json!(null));
    assert_eq!(above["workers"], json!([]));
    assert_eq!(above["next"], json!([]));
    let text = above.to_string();
    for name in [
        "赵小河",
        "钱大山",
        "13800000001",
        "371302198001010017",
        "包工头",
    ] {
        assert!(!text.contains(name), "{name}");
    }
    // Of the own union, who reads no names sees as much.
    let viewer = field.village.person("韩查看", &[Role::Viewer]).await;
    let own = seen(&viewer, &case).await;
    assert_eq!(own["details"], json!(null));
    assert_eq!(own["workers"], json!([]));
    let librarian = field.village.person("何书管", &[Role::Librarian]).await;
    let denied = librarian.run("{ rightsCases { nodes { id } } }").await;
    assert_eq!(denied["errors"][0]["extensions"]["code"], "FORBIDDEN");
}

#[tokio::test]
async fn a_case_stands_in_the_life_of_its_household() {
    let field = Field::new().await;
    let household = register(&field).await;
    let input = json!({ "kind": "OTHER", "employerId": field.employer["id"], "placeCode": "371302", "workersConcerned": 1,
        "account": "加班没有加班费", "claim": "支付加班费", "facts": {}, "workers": [{ "memberId": household["members"][0]["id"] }] });
    let case = crate::funds::done(super::save(&field.cadre, input).await, "case");
    assert_eq!(case["workers"][0]["name"], "赵大河");
    assert_eq!(case["workers"][0]["phone"], "13800000009");
    let query = "query($id: ID!) { household(id: $id) { rightsCases { number state } timeline { nodes { kind summary } } } }";
    let found = field
        .cadre
        .ask(query, json!({ "id": household["id"] }))
        .await;
    assert_eq!(
        found["household"]["rightsCases"][0]["number"],
        case["number"]
    );
    let events = found["household"]["timeline"]["nodes"].as_array().unwrap();
    assert!(
        events
            .iter()
            .any(|one| one["summary"] == "登记维权个案（其他）"),
        "{events:#?}"
    );
    // The superior finds it there too, and the other union neither.
    let found = field
        .superior
        .ask(query, json!({ "id": household["id"] }))
        .await;
    assert_eq!(
        found["household"]["rightsCases"][0]["number"],
        case["number"]
    );
    let filter = "query($id: ID!) { rightsCases(filter: { householdId: $id }) { nodes { id } } }";
    let found = field
        .cadre
        .ask(filter, json!({ "id": household["id"] }))
        .await;
    assert_eq!(found["rightsCases"]["nodes"], json!([{ "id": case["id"] }]));
    let found = field
        .other
        .ask(filter, json!({ "id": household["id"] }))
        .await;
    assert_eq!(found["rightsCases"]["nodes"], json!([]));
}

async fn register(field: &Field) -> serde_json::Value {
    let input = json!({ "unionId": field.village.id.to_string(), "kind": "LINKED", "address": "幸福路 1 号", "hukou": "RURAL", "housing": "SELF_BUILT",
        "population": 1, "labourForce": 1, "annualIncomePerHead": "6000.00", "mainCause": "LOW_INCOME", "tier": "RELATIVE", "needyFile": "NONE", "singleParentFemaleWorker": false,
        "members": [{ "name": "赵大河", "relation": "SELF", "sex": "MALE", "phone": "13800000009", "health": "GOOD", "education": "JUNIOR_MIDDLE", "migrantWorker": true }] });
    let of = "household { id members { id } }";
    crate::funds::done(
        crate::funds::change(&field.cadre, "registerHousehold", of, input).await,
        "household",
    )
}

#[tokio::test]
async fn who_has_no_part_in_a_case_learns_nothing_by_trying_a_step() {
    let field = Field::new().await;
    let case = field.accepted().await;
    let id = schema::id::split(case["id"].as_str().unwrap()).unwrap().1;
    let version = i32::try_from(case["version"].as_i64().unwrap()).unwrap();
    let mut answers = Vec::new();
    for (id, version) in [(id, version), (id, version + 1), (uuid::Uuid::now_v7(), 1)] {
        let mut stranger = field.city.connect_as("lianxin_app").await;
        for (name, value) in [
            ("unions", field.there.id.uuid().to_string()),
            ("path", field.there.path.clone()),
        ] {
            sqlx::query("SELECT set_config($1, $2, false)")
                .bind(format!("lianxin.{name}"))
                .bind(value)
                .execute(&mut stranger)
                .await
                .unwrap();
        }
        let refused = sqlx::query(
            "SELECT step_rights_case($1, $2, 'NOTE', current_date, now(), '试一试', '{}')",
        )
        .bind(id)
        .bind(version)
        .execute(&mut stranger)
        .await
        .unwrap_err();
        answers.push(
            refused
                .as_database_error()
                .unwrap()
                .code()
                .map(String::from),
        );
    }
    assert_eq!(answers, vec![Some("40001".to_owned()); 3]);
}
