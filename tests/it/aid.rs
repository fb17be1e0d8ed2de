//! Programmes: rules as data, held against households step by step, and lines that incomes are measured by.

use serde_json::{Value, json};
use sqlx::Executor as _;
use tests::{City, Person, Place};

mod at_once;
mod eligibility;
mod isolation;
mod lines;
mod preview;
mod programmes;

/// A county with a programme-setting administrator, a village below it, and another county.
struct Field {
    city: City,
    shi: Person,
    lanshan: Place,
    xian: Person,
    village: Place,
    cun: Person,
    other: Person,
}

async fn field() -> Field {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let village = lanshan.township("兰山街道").await.village("沂州社区").await;
    let mut owner = city.owner().await;
    for (name, code) in [
        ("临沂市总工会", "3713"),
        ("兰山区总工会", "371302"),
        ("费县总工会", "371325"),
    ] {
        sqlx::query("UPDATE unions SET division_code = $2 WHERE name = $1")
            .bind(name)
            .bind(code)
            .execute(&mut owner)
            .await
            .unwrap();
    }
    Field {
        shi: city.root().admin().await,
        xian: lanshan.admin().await,
        cun: village.admin().await,
        other: fei.admin().await,
        city,
        lanshan,
        village,
    }
}

impl Field {
    /// What hangs on no screen yet: alters rows behind the services.
    async fn alter(&self, sql: &str) {
        let mut owner = self.city.owner().await;
        owner
            .execute(sqlx::AssertSqlSafe(sql.to_owned()))
            .await
            .unwrap();
    }
}

/// JSON with other values laid over it.
fn with(mut base: Value, more: Value) -> Value {
    for (key, value) in more.as_object().unwrap() {
        base[key] = value.clone();
    }
    base
}

fn rule(kind: &str, more: Value) -> Value {
    let base = json!({ "kind": kind, "sentence": format!("{kind} 的条文"), "source": "兰工发〔2026〕3号" });
    with(base, more)
}

/// A programme of a county for families below the line who have a file.
fn relief() -> Value {
    json!({ "year": 2026, "kind": "LIVING_RELIEF", "name": "生活救助", "opensOn": "2026-08-01", "closesOn": "2026-12-31",
        "terms": {
            "rules": [
                rule("TIER", json!({ "tiers": ["DEEP", "RELATIVE"] })),
                rule("INCOME", json!({ "percent": 100 })),
                rule("FACTS", json!({ "facts": ["NEEDY_FILE", "SINGLE_PARENT_FEMALE_WORKER"] })),
                rule("ONCE_A_YEAR", json!({})),
            ],
            "amounts": [{ "tier": "DEEP", "least": "2000.00" }, { "least": "1000.00", "most": "1500.00" }],
            "householdCap": "7440.00",
            "papers": ["困难证明"] } })
}

const PROGRAMME: &str = "id year kind name note state opensOn closesOn edition version manageable union { name }
    terms { rules { kind text sentence source tiers causes facts percent lessRigid relations levels ageFrom ageTo kinds }
        amounts { tier level least most } householdCap pupilCap papers }
    editions { edition name reason terms { rules { kind percent } amounts { least } } by { name } }";

async fn change(by: &Person, mutation: &str, kind: &str, input: Value) -> Value {
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ programme {{ {PROGRAMME} }} errors {{ code path message }} }} }}"
    );
    by.ask(&query, json!({ "input": input })).await[mutation].take()
}

async fn draft(by: &Person, input: Value) -> Value {
    change(by, "createProgramme", "CreateProgrammeInput", input).await
}

async fn step(by: &Person, mutation: &str, programme: &Value) -> Value {
    let input = json!({ "id": programme["id"], "version": programme["version"] });
    change(by, mutation, "ProgrammeInput", input).await
}

/// Opens a programme and answers it.
async fn opened(by: &Person, input: Value) -> Value {
    let drafted = draft(by, input).await;
    assert_eq!(drafted["errors"], json!([]), "{drafted:#}");
    let mut answer = step(by, "openProgramme", &drafted["programme"]).await;
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer["programme"].take()
}

/// The programme as `updateProgramme` takes it.
fn edit(programme: &Value, input: &Value, more: Value) -> Value {
    let base = json!({ "id": programme["id"], "version": programme["version"], "name": input["name"],
        "opensOn": input["opensOn"], "closesOn": input["closesOn"], "terms": input["terms"] });
    with(base, more)
}

async fn update(by: &Person, input: Value) -> Value {
    change(by, "updateProgramme", "UpdateProgrammeInput", input).await
}

/// `CODE path` of each refusal.
fn faults(answer: &Value) -> Vec<String> {
    let errors = answer["errors"].as_array().unwrap().iter();
    errors
        .map(|error| {
            let path = error["path"].as_array().unwrap().iter().skip(1);
            let path: Vec<_> = path.map(|part| part.as_str().unwrap()).collect();
            format!("{} {}", error["code"].as_str().unwrap(), path.join("."))
        })
        .collect()
}

fn a_line() -> Value {
    json!({ "divisionCode": "371302", "area": "RURAL", "validFrom": "2026-08-01", "monthly": "620.00", "source": "兰民发〔2026〕1号" })
}

async fn set_line(by: &Person, more: Value) -> Value {
    let query = "mutation($input: SetLivingLineInput!) { setLivingLine(input: $input) {
        line { id divisionCode place area validFrom revision monthly source union { name } } errors { code path message } } }";
    by.ask(query, json!({ "input": with(a_line(), more) }))
        .await["setLivingLine"]
        .take()
}

async fn lined(by: &Person, more: Value) -> Value {
    let mut answer = set_line(by, more).await;
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer["line"].take()
}

/// A family of three with 12,000.00 a head and 18,000.00 of rigid costs, and a son at senior middle school.
fn family() -> Value {
    json!({ "kind": "LINKED", "address": "平安路 2 号", "hukou": "RURAL", "housing": "SELF_BUILT", "population": 3, "labourForce": 1,
        "divisionCode": "371302", "annualIncomePerHead": "12000.00", "annualRigidExpense": "18000.00", "mainCause": "ILLNESS",
        "tier": "RELATIVE", "needyFile": "FILED", "singleParentFemaleWorker": false,
        "members": [
            { "name": "赵小河", "relation": "SELF", "sex": "MALE", "birthDate": "1980-01-01", "health": "GOOD", "education": "PRIMARY", "migrantWorker": true },
            { "name": "赵大山", "relation": "SON", "sex": "MALE", "birthDate": "2010-03-01", "health": "GOOD", "education": "JUNIOR_MIDDLE",
              "schoolLevel": "SENIOR_MIDDLE", "migrantWorker": false } ] })
}

async fn registered(by: &Person, more: Value) -> Value {
    let query = "mutation($input: RegisterHouseholdInput!) { registerHousehold(input: $input) {
        household { id version members { id version relation schoolLevel } } errors { code path message } } }";
    let input = with(
        family(),
        with(more, json!({ "unionId": by.place.id.to_string() })),
    );
    let mut answer = by.ask(query, json!({ "input": input })).await["registerHousehold"].take();
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer["household"].take()
}

const ELIGIBILITY: &str = "programme { name } outcome suggestion { least most capped text } parts { memberId level least most }
    steps { kind sentence source outcome finding annualIncome annualRigidExpense persons monthlyPerHead line percent missingAt missing }";

async fn eligibility_of(by: &Person, household: &Value) -> Value {
    let query =
        format!("query($id: ID!) {{ household(id: $id) {{ eligibility {{ {ELIGIBILITY} }} }} }}");
    by.ask(&query, json!({ "id": household["id"] })).await["household"]["eligibility"].take()
}

/// Each programme with what came of it.
fn outcomes(eligibility: &Value) -> Vec<(&str, &str)> {
    let list = eligibility.as_array().unwrap().iter();
    list.map(|one| {
        (
            one["programme"]["name"].as_str().unwrap(),
            one["outcome"].as_str().unwrap(),
        )
    })
    .collect()
}
