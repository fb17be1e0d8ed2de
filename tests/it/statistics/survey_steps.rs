//! Steps of a random walk through survey rounds. Refusals and lost races are as good as success here,
//! faults are not.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};
use sqlx::PgConnection;
use tests::Person;
use uuid::Uuid;

async fn ask(by: &Person, query: &str, variables: Value) -> Value {
    let mut response = by.run_with(query, variables).await;
    if let Some(code) = response["errors"][0]["extensions"]["code"].as_str() {
        assert!(
            matches!(code, "UNAVAILABLE" | "NOT_FOUND" | "FORBIDDEN"),
            "{response:#}"
        );
    }
    response["data"].take()
}

/// Opens a round over the city.
pub(super) async fn open(root: &Person) {
    let draft = "mutation { createSurveyRound(input: { name: \"全市摸底\", opensOn: \"2026-08-06\",
        questions: [{ kind: YES_NO, label: \"有无毕业生\" }] }) { round { id } } }";
    let data = ask(root, draft, json!({})).await;
    let id = &data["createSurveyRound"]["round"]["id"];
    let open = "mutation($id: ID!) { openSurveyRound(input: { id: $id, version: 1 }) { errors { code } } }";
    if id.is_string() {
        ask(root, open, json!({ "id": id })).await;
    }
}

/// Closes the newest open round.
pub(super) async fn close(root: &Person) {
    let newest = "{ surveyRounds(state: OPEN, first: 1) { nodes { id version } } }";
    let data = ask(root, newest, json!({})).await;
    let round = &data["surveyRounds"]["nodes"][0];
    let close = "mutation($input: SurveyRoundInput!) { closeSurveyRound(input: $input) { errors { code } } }";
    if round.is_object() {
        ask(root, close, json!({ "input": round })).await;
    }
}

/// Records a household of the own union in the newest open round, corrects its record, or says that
/// nobody was met.
pub(super) async fn record(by: &Person, pick: usize) {
    let newest = "{ surveyRounds(state: OPEN, first: 1) { nodes { id } } }";
    let data = ask(by, newest, json!({})).await;
    let round = &data["surveyRounds"]["nodes"][0]["id"];
    if !round.is_string() {
        return;
    }
    let list = "query($id: ID!) { surveyTasks(filter: { roundId: $id }, first: 20) { nodes { id version state record { id } household { version mainCause } } } }";
    let data = ask(by, list, json!({ "id": round })).await;
    let tasks = data["surveyTasks"]["nodes"].as_array();
    let Some(task) = tasks
        .filter(|tasks| !tasks.is_empty())
        .map(|tasks| &tasks[pick % tasks.len()])
    else {
        return;
    };
    if pick.is_multiple_of(3) {
        let settle = "mutation($input: SettleSurveyTaskInput!) { settleSurveyTask(input: $input) { errors { code } } }";
        let input = json!({ "id": task["id"], "version": task["version"], "state": "NOT_MET", "visitedOn": "2026-08-06" });
        ask(by, settle, json!({ "input": input })).await;
        return;
    }
    let income = ["5000.00", "4000.00", "6000.00"][pick % 7 % 3];
    let mut input = json!({
        "taskId": task["id"], "version": task["household"]["version"], "visitedOn": "2026-08-06", "kind": "HOME",
        "hukou": "RURAL", "housing": "OWNED", "population": 3, "labourForce": 1, "annualIncomePerHead": income,
        "annualRigidExpense": "0.00", "mainCause": task["household"]["mainCause"], "tier": "DEEP", "needyFile": "NONE",
        "singleParentFemaleWorker": false, "answers": [{ "question": "Q1", "yes": pick.is_multiple_of(2) }],
    });
    if task["record"].is_object() {
        input["correctsId"] = task["record"]["id"].clone();
        input["correction"] = json!("核对");
    }
    let record = "mutation($input: RecordSurveyInput!) { recordSurvey(input: $input) { errors { code path message } } }";
    ask(by, record, json!({ "input": input })).await;
}

/// The progress of a union as the API tells it, of the newest open round, beside that counted from the
/// rows.
pub(super) async fn compare(
    root: &Person,
    union: Uuid,
    owner: &mut PgConnection,
) -> Result<(), TestCaseError> {
    let query = "query($u: ID!) { surveyRounds(state: OPEN, first: 1) { nodes { id progress(unionId: $u) { todo notMet done }
        distribution(by: INCOME, unionId: $u) { value } answers(question: \"Q1\", unionId: $u) { key value } } } }";
    let id = format!("union_{}", union.simple());
    let data = root.ask(query, json!({ "u": id })).await;
    let told = &data["surveyRounds"]["nodes"][0];
    let Some(round) = told["id"].as_str() else {
        return Ok(());
    };
    let round = schema::id::split(round).expect("an id").1;
    let (todo, not_met, done, yes): (i64, i64, i64, i64) = sqlx::query_as(
        "SELECT count(*) FILTER (WHERE t.state = 'TODO'), count(*) FILTER (WHERE t.state = 'NOT_MET'),
                count(*) FILTER (WHERE t.state = 'DONE'), count(*) FILTER (WHERE 'Q1:YES' = ANY (r.choices))
         FROM unions u JOIN survey_task t ON starts_with(t.union_path, u.path) LEFT JOIN survey_record r ON r.id = t.record_id
         WHERE u.id = $1 AND t.round_id = $2",
    )
    .bind(union)
    .bind(round)
    .fetch_one(owner)
    .await
    .expect("counts");
    prop_assert_eq!(
        &told["progress"],
        &json!({ "todo": todo, "notMet": not_met, "done": done })
    );
    let sum = |cells: &Value| -> i64 {
        let cells = cells.as_array().expect("cells").iter();
        cells
            .map(|cell| cell["value"].as_i64().expect("a number"))
            .sum()
    };
    prop_assert_eq!(sum(&told["distribution"]), done);
    let answers = told["answers"].as_array().expect("cells").iter();
    let told: i64 = answers
        .filter(|cell| cell["key"] == "YES")
        .map(|cell| cell["value"].as_i64().expect("a number"))
        .sum();
    prop_assert_eq!(told, yes);
    Ok(())
}
