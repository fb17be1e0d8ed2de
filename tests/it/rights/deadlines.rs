//! What is due by law, and who is reminded of it.

use serde_json::{Value, json};

use super::{Field, arrears, save, seen};
use crate::funds::{change, done};

async fn agenda(by: &tests::Person) -> Value {
    let query = "{ rightsDeadlines { nodes { title dueOn state daysLeft case { number } } } }";
    by.ask(query, Value::Null).await["rightsDeadlines"]["nodes"].take()
}

#[tokio::test]
async fn the_law_s_time_follows_the_facts_of_a_case() {
    let field = Field::new().await;
    let case = field.accepted().await;
    let due: Vec<(&str, &str)> = case["deadlines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["law"].as_str().unwrap(), one["dueOn"].as_str().unwrap()))
        .collect();
    assert_eq!(
        due,
        [
            ("《劳动争议调解仲裁法》第二十七条第四款", "2027-05-31"),
            ("《劳动保障监察条例》第二十条", "2028-06-01"),
        ]
    );
    // A day that was wrong, and one that came: what was not met runs anew.
    let mut input = arrears(&field.employer);
    input["id"] = case["id"].clone();
    input["version"] = case["version"].clone();
    input["facts"] = json!({ "wagesFrom": "2026-03-15", "wagesTo": "2026-05-20", "leftOn": "2025-09-01", "awardReceivedOn": "2026-08-01" });
    let case = done(save(&field.cadre, input).await, "case");
    let due: Vec<(&str, i64)> = case["deadlines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["dueOn"].as_str().unwrap(),
                one["daysLeft"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(due, [("2026-08-16", 10), ("2026-09-01", 26)]);
    let suit = &case["deadlines"][0];
    let met = json!({ "id": suit["id"], "version": suit["version"], "metOn": "2026-08-05", "note": "已向法院递交起诉状" });
    let of = "deadline { id version metOn state note case { number } }";
    let met = done(
        change(&field.cadre, "meetRightsDeadline", of, met).await,
        "deadline",
    );
    assert_eq!(met["state"], "MET");
    assert_eq!(agenda(&field.cadre).await.as_array().unwrap().len(), 1);
    let open = json!({ "id": met["id"], "version": met["version"] });
    let open = done(
        change(&field.cadre, "meetRightsDeadline", of, open).await,
        "deadline",
    );
    assert_eq!(open["metOn"], json!(null));
    let early = json!({ "id": open["id"], "version": open["version"], "metOn": "2026-07-31" });
    let answer = change(&field.cadre, "meetRightsDeadline", of, early).await;
    assert_eq!(answer["errors"][0]["path"], json!(["input", "metOn"]));
}

#[tokio::test]
async fn who_handles_a_case_is_reminded_of_what_is_near_and_what_is_urgent() {
    let field = Field::new().await;
    let mut input = arrears(&field.employer);
    input["facts"] =
        json!({ "wagesFrom": "2026-03-15", "wagesTo": "2026-05-20", "leftOn": "2025-09-01" });
    let case = done(save(&field.cadre, input).await, "case");
    let remind = async || {
        let mut worker = field.city.connect_as("lianxin_worker").await;
        schema::notifications::remind::remind(&mut worker, field.city.now())
            .await
            .unwrap()
    };
    let kinds = async |by: &tests::Person| -> Vec<String> {
        let news = by
            .ask("{ notifications { nodes { kind } } }", Value::Null)
            .await;
        let nodes = news["notifications"]["nodes"].as_array().unwrap().clone();
        nodes
            .iter()
            .map(|one| one["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    // Twenty-six days before: once, however often it is looked through.
    field.city.pass_seconds(60);
    assert_eq!(remind().await, 1);
    field.city.pass_days(1);
    assert_eq!(remind().await, 0);
    assert_eq!(
        kinds(&field.legal).await,
        ["RIGHTS_DEADLINE_NEAR", "RIGHTS_REPORTED"]
    );
    // Three days before, who handles it elsewhere.
    let case = done(
        super::step(&field.legal, &case, "ACCEPT", json!({})).await,
        "case",
    );
    let case = done(
        super::refer(&field.legal, &case, &field.there).await,
        "case",
    );
    done(
        super::step(&field.other, &case, "TAKE", json!({})).await,
        "case",
    );
    field.city.pass_days(22);
    assert_eq!(remind().await, 1);
    assert_eq!(kinds(&field.other).await[0], "RIGHTS_DEADLINE_URGENT");
    assert_eq!(kinds(&field.legal).await.len(), 3);
    let late = seen(&field.other, &case).await;
    assert_eq!(late["deadlines"][0]["state"], "OPEN");
    field.city.pass_days(4);
    let late = seen(&field.other, &case).await;
    assert_eq!(late["deadlines"][0]["state"], "PASSED");
}

#[tokio::test]
async fn a_rule_that_changed_holds_from_its_first_day_and_leaves_what_runs() {
    let field = Field::new().await;
    let running = field.reported().await;
    let mut owner = field.city.owner().await;
    sqlx::query(
        "INSERT INTO rights_rule (code, valid_from, kinds, fact, amount, unit, title, law, entered_at)
         SELECT code, '2026-08-07', kinds, fact, 3, unit, title, '某条例（修订）', now() FROM rights_rule WHERE code = 'INSPECTION'",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    let query = "{ rightsRules { code count law validFrom } }";
    let rule = async || {
        let rules = field.cadre.ask(query, Value::Null).await;
        let rules = rules["rightsRules"].as_array().unwrap().clone();
        rules
            .into_iter()
            .find(|one| one["code"] == "INSPECTION")
            .unwrap()
    };
    assert_eq!(rule().await["count"], 2);
    field.city.pass_days(1);
    assert_eq!(rule().await["count"], 3);
    let case = field.reported().await;
    assert_eq!(case["deadlines"][1]["dueOn"], "2029-06-01");
    assert_eq!(case["deadlines"][1]["law"], "某条例（修订）");
    // What ran already stays, also when the case is written again; a fact that was corrected runs by the new rule.
    let mut input = arrears(&field.employer);
    input["id"] = running["id"].clone();
    input["version"] = running["version"].clone();
    input["account"] = json!("包工头失去联系，工资至今没有结清");
    let running = done(save(&field.cadre, input.clone()).await, "case");
    assert_eq!(running["deadlines"][1]["dueOn"], "2028-06-01");
    assert_eq!(
        running["deadlines"][1]["law"],
        "《劳动保障监察条例》第二十条"
    );
    input["version"] = running["version"].clone();
    input["facts"]["knownOn"] = json!("2026-06-02");
    let corrected = done(save(&field.cadre, input).await, "case");
    assert_eq!(corrected["deadlines"][1]["dueOn"], "2029-06-02");
    assert_eq!(corrected["deadlines"][1]["law"], "某条例（修订）");
}
