//! Budgets by version, approved by another person.

use serde_json::{Value, json};
use tests::{City, Person};

use super::{BUDGET, assert_exact, change, desk, done, faults, lines, statement};

async fn save(by: &Person, version: Option<i64>, amounts: &[(&str, &str)]) -> Value {
    let rows: Vec<Value> = amounts
        .iter()
        .map(|(programme, yuan)| json!({ "programme": programme, "amount": yuan }))
        .collect();
    let input = json!({ "year": 2026, "version": version, "lines": rows });
    change(
        by,
        "saveFundBudget",
        &format!("budget {{ {BUDGET} }}"),
        input,
    )
    .await
}

async fn submit(by: &Person, budget: &Value) -> Value {
    let input = json!({ "id": budget["id"], "version": budget["version"] });
    change(
        by,
        "submitFundBudget",
        &format!("budget {{ {BUDGET} }}"),
        input,
    )
    .await
}

async fn decide(by: &Person, budget: &Value, approve: bool, reason: Option<&str>) -> Value {
    let input = json!({ "id": budget["id"], "version": budget["version"], "approve": approve, "reason": reason });
    change(
        by,
        "decideFundBudget",
        &format!("budget {{ {BUDGET} }}"),
        input,
    )
    .await
}

#[tokio::test]
async fn a_budget_is_in_force_once_another_person_approves_it() {
    let city = City::new().await;
    let qu = desk(city.county("兰山区").await).await;
    let draft = done(
        save(
            &qu.finance,
            None,
            &[("COLLEGE_AID", "50000.00"), ("WARMTH", "8000.00")],
        )
        .await,
        "budget",
    );
    assert_eq!(
        (draft["number"].as_i64(), draft["state"].as_str()),
        (Some(1), Some("DRAFT"))
    );
    assert_eq!(lines(&statement(&qu.finance, &qu.place, true).await), []);
    let sent = done(submit(&qu.finance, &draft).await, "budget");
    assert_eq!(sent["decidable"], false);
    assert_eq!(
        faults(&save(&qu.finance, sent["version"].as_i64(), &[("WARMTH", "1.00")]).await),
        ["STATE input.year"]
    );
    let approved = done(decide(&qu.chair, &sent, true, None).await, "budget");
    assert_eq!(approved["state"], "APPROVED");
    let of = statement(&qu.finance, &qu.place, false).await;
    assert_eq!(lines(&of), [("budget".to_owned(), "58000.00".to_owned())]);
    assert_eq!(of["byProgramme"][0]["flows"]["budget"], "50000.00");

    // The next version takes its place by the difference.
    let next = done(
        save(&qu.finance, None, &[("COLLEGE_AID", "60000.00")]).await,
        "budget",
    );
    assert_eq!(next["number"], 2);
    let sent = done(submit(&qu.finance, &next).await, "budget");
    done(decide(&qu.chair, &sent, true, None).await, "budget");
    assert_eq!(
        lines(&statement(&qu.finance, &qu.place, false).await),
        [("budget".to_owned(), "60000.00".to_owned())]
    );
    assert_exact(&city).await;
}

#[tokio::test]
async fn nobody_approves_what_they_submitted_and_a_returned_one_is_changed_first() {
    let city = City::new().await;
    let qu = desk(city.county("兰山区").await).await;
    let draft = done(
        save(&qu.chair, None, &[("WARMTH", "8000.00")]).await,
        "budget",
    );
    let sent = done(submit(&qu.chair, &draft).await, "budget");
    assert_eq!(
        faults(&decide(&qu.chair, &sent, true, None).await),
        ["STATE input.id"]
    );
    let second = qu
        .place
        .person("李主席", &[schema::tenancy::Role::Admin])
        .await;
    assert_eq!(
        faults(&decide(&second, &sent, false, None).await),
        ["REQUIRED input.reason"]
    );
    let back = done(
        decide(&second, &sent, false, Some("请补充医疗救助一项")).await,
        "budget",
    );
    assert_eq!(
        (back["state"].as_str(), back["answer"].as_str()),
        (Some("RETURNED"), Some("请补充医疗救助一项"))
    );
    assert_eq!(faults(&submit(&qu.chair, &back).await), ["STATE input.id"]);
    let again = done(
        save(
            &qu.chair,
            back["version"].as_i64(),
            &[("WARMTH", "8000.00"), ("MEDICAL_AID", "2000.00")],
        )
        .await,
        "budget",
    );
    assert_eq!(
        (&again["number"], again["state"].as_str()),
        (&json!(1), Some("DRAFT"))
    );
    let sent = done(submit(&qu.chair, &again).await, "budget");
    done(decide(&second, &sent, true, None).await, "budget");
    let told = qu
        .chair
        .ask("{ notifications { nodes { kind } } }", json!({}))
        .await;
    // Both are of one instant, so their order says nothing.
    let mut told: Vec<&str> = told["notifications"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["kind"].as_str())
        .collect();
    told.sort_unstable();
    assert_eq!(told, ["BUDGET_APPROVED", "BUDGET_RETURNED"]);
}

#[tokio::test]
async fn a_budget_is_checked_whole() {
    let city = City::new().await;
    let qu = desk(city.county("兰山区").await).await;
    let wrong = save(
        &qu.finance,
        None,
        &[("WARMTH", "-1.00"), ("WARMTH", "2.00")],
    )
    .await;
    assert_eq!(
        faults(&wrong),
        [
            "INVALID input.lines.0.amount",
            "INVALID input.lines.1.programme"
        ]
    );
    assert_eq!(
        faults(&save(&qu.finance, None, &[]).await),
        ["INVALID input.lines"]
    );
    assert_eq!(
        faults(&save(&qu.finance, Some(3), &[("WARMTH", "1.00")]).await),
        ["CONFLICT input.version"]
    );
}

#[tokio::test]
async fn superiors_see_what_is_in_force_and_no_draft() {
    let city = City::new().await;
    let (shi, qu) = (
        desk(city.root()).await,
        desk(city.county("兰山区").await).await,
    );
    let draft = done(
        save(&qu.finance, None, &[("WARMTH", "8000.00")]).await,
        "budget",
    );
    let query = "query($u: ID!) { fundBudgets(unionId: $u) { nodes { state } } }";
    let of = json!({ "u": qu.place.id.to_string() });
    assert_eq!(
        shi.finance.ask(query, of.clone()).await["fundBudgets"]["nodes"],
        json!([])
    );
    let sent = done(submit(&qu.finance, &draft).await, "budget");
    done(decide(&qu.chair, &sent, true, None).await, "budget");
    assert_eq!(
        shi.finance.ask(query, of).await["fundBudgets"]["nodes"],
        json!([{ "state": "APPROVED" }])
    );
}
