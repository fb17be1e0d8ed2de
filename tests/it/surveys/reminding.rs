//! Reminders (催办).

use serde_json::{Value, json};
use tests::{Person, Place};

use super::{change, closed, fault, faults, field, form, opened, recorded, task_of, with};

async fn remind(by: &Person, round: &Value, more: Value) -> Value {
    let input = with(json!({ "id": round["id"] }), more);
    change(by, "remindSurvey", "RemindSurveyInput", input).await
}

async fn reminders(by: &Person, round: &Value, of: Option<&Place>) -> Value {
    let query = "query($id: ID!, $u: ID) { surveyRound(id: $id) { reminders(unionId: $u) { text unfinished union { name } byUnion { name } } } }";
    let variables = json!({ "id": round["id"], "u": of.map(|of| of.id.to_string()) });
    by.ask(query, variables).await["surveyRound"]["reminders"].take()
}

/// What a person was told of survey rounds.
async fn heard(person: &Person) -> Vec<String> {
    let query = "{ notifications(kinds: [SURVEY_REMINDED]) { nodes { text } } }";
    let data = person.ask(query, Value::Null).await;
    let nodes = data["notifications"]["nodes"].as_array().unwrap();
    nodes
        .iter()
        .map(|node| node["text"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn whoever_has_households_left_is_reminded_once_a_day() {
    let field = field().await;
    let street = field.lanshan.township("兰山街道").await;
    let done = field.lanshan.township("银雀山街道").await;
    let households = street.households(3).await;
    let household = done.household("王五").await;
    let (clerk, finished) = (street.admin().await, done.admin().await);
    let (cadre, idle) = (street.cadre("王建国").await, street.cadre("李卫东").await);
    let pair =
        json!({ "householdId": households[0].to_string(), "cadreId": cadre.staff.to_string() });
    let query = "mutation($input: PairHouseholdInput!) { pairHousehold(input: $input) { errors { code } } }";
    let paired = clerk.ask(query, json!({ "input": pair })).await;
    assert_eq!(paired["pairHousehold"]["errors"], json!([]));
    let round = opened(&field.root, json!({ "name": "第二轮" })).await;
    recorded(
        &finished,
        form(&task_of(&finished, &round, household).await),
    )
    .await;
    // A union in between reminds those below it.
    let of = json!({ "unionId": street.id.to_string(), "text": "请抓紧入户" });
    assert_eq!(
        faults(&remind(&field.admin, &round, of.clone()).await),
        Vec::<String>::new()
    );
    let told = json!([{ "text": "请抓紧入户", "unfinished": 3, "union": { "name": "兰山街道总工会" }, "byUnion": { "name": "兰山区总工会" } }]);
    assert_eq!(reminders(&clerk, &round, None).await, told);
    assert_eq!(
        heard(&cadre).await,
        ["“兰山区”催办摸底调查：您负责的户还没有访完"]
    );
    assert_eq!(heard(&idle).await, Vec::<String>::new());
    assert_eq!(reminders(&field.root, &round, Some(&street)).await, told);
    assert_eq!(
        faults(&remind(&field.admin, &round, of.clone()).await),
        ["STATE unionId"]
    );
    // The federation reminds everybody who was not reminded today and has something left.
    assert_eq!(
        faults(&remind(&field.root, &round, json!({})).await),
        Vec::<String>::new()
    );
    assert_eq!(
        reminders(&field.admin, &round, None)
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        reminders(&clerk, &round, None)
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(reminders(&finished, &round, None).await, json!([]));
    field.city.pass_days(1);
    remind(&field.root, &round, json!({})).await;
    assert_eq!(
        reminders(&clerk, &round, None)
            .await
            .as_array()
            .unwrap()
            .len(),
        2
    );
    // Nobody reminds upwards or of what is over.
    let query =
        "mutation($input: RemindSurveyInput!) { remindSurvey(input: $input) { errors { code } } }";
    let up = json!({ "input": { "id": round["id"], "unionId": field.city.root().id.to_string() } });
    assert_eq!(fault(&field.admin.run_with(query, up).await), "FORBIDDEN");
    let cadre = json!({ "input": { "id": round["id"] } });
    assert_eq!(fault(&field.wang.run_with(query, cadre).await), "FORBIDDEN");
    closed(&field.root, &round).await;
    assert_eq!(
        faults(&remind(&field.root, &round, json!({})).await),
        ["STATE id"]
    );
}
