//! Survey rounds: the list that opening fixes, records that stay, figures that closing keeps.

use schema::id::HouseholdId;
use serde_json::{Value, json};
use tests::{City, Person, Place};

use crate::assignments::{county, pair};

mod at_once;
mod closing;
mod correcting;
mod drafts;
mod isolation;
mod large;
mod live;
mod opening;
mod progress;
mod recording;
mod reminding;
mod settling;

const ROUND: &str = "id name note state opensOn closesOn kinds listed version overdue manageable union { name } scope { name }
    questions { code kind label required options { code label } }";

async fn change(by: &Person, mutation: &str, kind: &str, input: Value) -> Value {
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ round {{ {ROUND} }} errors {{ code path message }} }} }}"
    );
    by.ask(&query, json!({ "input": input })).await[mutation].take()
}

/// Writes a draft over the own union and what is below it.
async fn draft(by: &Person, more: Value) -> Value {
    let input = with(json!({ "name": "全市摸底", "opensOn": "2026-08-06" }), more);
    change(by, "createSurveyRound", "CreateSurveyRoundInput", input).await
}

async fn step(by: &Person, mutation: &str, round: &Value) -> Value {
    let input = json!({ "id": round["id"], "version": round["version"] });
    change(by, mutation, "SurveyRoundInput", input).await
}

/// Opens a round and answers it.
pub(crate) async fn opened(by: &Person, more: Value) -> Value {
    let drafted = draft(by, more).await;
    assert_eq!(drafted["errors"], json!([]), "{drafted:#}");
    let mut answer = step(by, "openSurveyRound", &drafted["round"]).await;
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer["round"].take()
}

pub(crate) async fn closed(by: &Person, round: &Value) -> Value {
    let mut answer = step(by, "closeSurveyRound", round).await;
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer["round"].take()
}

async fn tasks(by: &Person, round: &Value, more: Value) -> Vec<Value> {
    let query = "query($f: SurveyTaskFilter!) { surveyTasks(filter: $f, first: 100) { nodes {
        id state tries settledOn version overdue listedCadre { name } household { id headName masked version } } } }";
    let filter = with(json!({ "roundId": round["id"] }), more);
    let mut data = by.ask(query, json!({ "f": filter })).await;
    let nodes = data["surveyTasks"]["nodes"].take();
    nodes.as_array().expect("nodes").clone()
}

/// The place of one household on the list.
pub(crate) async fn task_of(by: &Person, round: &Value, household: HouseholdId) -> Value {
    let all = tasks(by, round, json!({ "subtree": true })).await;
    let found = all
        .iter()
        .find(|task| task["household"]["id"] == household.to_string().as_str());
    found.expect("a place on the list").clone()
}

pub(crate) fn with(mut input: Value, more: Value) -> Value {
    let fields = more.as_object().expect("an object").clone();
    input.as_object_mut().expect("an object").extend(fields);
    input
}

/// The facts of a household as `Place::household` makes it, met on the first day.
pub(crate) fn form(task: &Value) -> Value {
    json!({
        "taskId": task["id"], "version": task["household"]["version"], "visitedOn": "2026-08-06", "kind": "HOME",
        "hukou": "RURAL", "housing": "SELF_BUILT", "population": 3, "labourForce": 1,
        "annualIncomePerHead": "6000.00", "annualRigidExpense": "2000.00", "mainCause": "ILLNESS", "otherCauses": [],
        "needs": [], "tier": "RELATIVE", "needyFile": "NONE", "singleParentFemaleWorker": false,
    })
}

const RECORD: &str = "mutation($input: RecordSurveyInput!) { recordSurvey(input: $input) { errors { code path message }
    task { id state settledOn version household { version annualIncomePerHead mainCause tier } record { id visitedOn kind
        annualIncomePerHead differences incomeChange hasClaims claims metWhom place correction correctsId counts recordedAt
        comparedWith { visitedOn annualIncomePerHead mainCause tier } cadre { name } visit { purpose met visitedOn kind }
        answers { question label text number yes choices chosen money } } } } }";

async fn record(by: &Person, input: Value) -> Value {
    by.ask(RECORD, json!({ "input": input })).await["recordSurvey"].take()
}

/// Records a household and answers its place on the list.
pub(crate) async fn recorded(by: &Person, input: Value) -> Value {
    let mut answer = record(by, input).await;
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer["task"].take()
}

const SETTLE: &str = "mutation($input: SettleSurveyTaskInput!) { settleSurveyTask(input: $input) {
    task { id state tries settledOn version } errors { code path message } } }";

async fn settle(by: &Person, task: &Value, state: &str, more: Value) -> Value {
    let input = json!({ "id": task["id"], "version": task["version"], "state": state, "visitedOn": "2026-08-06" });
    by.ask(SETTLE, json!({ "input": with(input, more) })).await["settleSurveyTask"].take()
}

const COUNTS: &str =
    "total todo notMet done late movedAway refused ended unfinished overdue nameThen";

/// Progress of a union: to do, not met, done, late, moved away, refused, ended.
async fn progress(by: &Person, round: &Value, of: &Place) -> [i64; 7] {
    let query = format!(
        "query($id: ID!, $u: ID) {{ surveyRound(id: $id) {{ progress(unionId: $u) {{ {COUNTS} }} }} }}"
    );
    let data = by
        .ask(&query, json!({ "id": round["id"], "u": of.id.to_string() }))
        .await;
    counts(&data["surveyRound"]["progress"])
}

fn counts(progress: &Value) -> [i64; 7] {
    let of = |field: &str| progress[field].as_i64().expect("a number");
    let counts = [
        "todo",
        "notMet",
        "done",
        "late",
        "movedAway",
        "refused",
        "ended",
    ]
    .map(of);
    assert_eq!(of("total"), counts.iter().sum::<i64>());
    assert_eq!(of("unfinished"), counts[0] + counts[1]);
    counts
}

/// Codes and places of what was refused.
fn faults(answer: &Value) -> Vec<String> {
    let errors = answer["errors"].as_array().expect("errors");
    let fault = |error: &Value| {
        let path = error["path"].as_array().expect("a path").iter().skip(1);
        let path: Vec<&str> = path.filter_map(Value::as_str).collect();
        format!(
            "{} {}",
            error["code"].as_str().expect("a code"),
            path.join(".")
        )
    };
    errors.iter().map(fault).collect()
}

fn fault(response: &Value) -> &str {
    response["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("no fault: {response:#}"))
}

/// A county with an administrator, a cadre with two households, and the federation above, whose round
/// over the city is open.
pub(crate) struct Field {
    pub(crate) city: City,
    pub(crate) root: Person,
    pub(crate) lanshan: Place,
    pub(crate) admin: Person,
    pub(crate) wang: Person,
    pub(crate) households: [HouseholdId; 2],
    pub(crate) round: Value,
}

pub(crate) async fn field() -> Field {
    let (city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    let households = [
        lanshan.household("张三").await,
        lanshan.household("李四").await,
    ];
    for household in households {
        pair(&admin, household, &wang).await;
    }
    let root = city.root().admin().await;
    let round = opened(&root, json!({})).await;
    Field {
        city,
        root,
        lanshan,
        admin,
        wang,
        households,
        round,
    }
}
