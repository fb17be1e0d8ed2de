//! Dedicated funds: the ledger, the way of money down the tree, budgets, statements.

use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{City, Person, Place};

mod allocations;
mod at_once;
pub(crate) mod bank;
mod books;
mod budgets;
mod closing;
mod isolation;
pub(crate) mod random_walk;
mod tampering;

/// Two people who look after a union's funds: one writes, the other decides.
pub(crate) struct Desk {
    pub(crate) place: Place,
    pub(crate) finance: Person,
    pub(crate) chair: Person,
}

pub(crate) async fn desk(place: Place) -> Desk {
    Desk {
        finance: place.person("钱会计", &[Role::Finance]).await,
        chair: place.person("孙主席", &[Role::Admin]).await,
        place,
    }
}

pub(crate) const FUND: &str =
    "id name source year programmes documentNumber note version manageable union { name }";
pub(crate) const TRANSACTION: &str = "id kind onDay amount purpose document union { name } postedBy { name }
    entries { number amount balance account { year kind programme fund { name } } } reverses { id } reversedBy { id }";
pub(crate) const ALLOCATION: &str = "id kind state year programme amount documentNumber purpose spendBy answer version steps
    fund { name } from { name } to { name } proposedBy { name } issuedBy { name } settledBy { name }";
pub(crate) const BUDGET: &str =
    "id year number state note answer version decidable lines { programme amount }";

/// Sends a mutation and answers its payload.
pub(crate) async fn change(by: &Person, mutation: &str, selection: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {selection} errors {{ code path message }} }} }}"
    );
    by.ask(&query, json!({ "input": input })).await[mutation].take()
}

pub(crate) fn done(mut answer: Value, field: &str) -> Value {
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    answer[field].take()
}

/// A fund of the own union.
pub(crate) async fn fund(by: &Person, more: Value) -> Value {
    let input = with(
        json!({ "name": "农民工帮扶专项资金", "source": "GOVERNMENT", "year": 2026 }),
        more,
    );
    done(
        change(by, "createFund", &format!("fund {{ {FUND} }}"), input).await,
        "fund",
    )
}

pub(crate) async fn income(by: &Person, fund: &Value, yuan: &str) -> Value {
    let input = json!({ "fundId": fund["id"], "amount": yuan, "purpose": "财政拨款到账", "document": "临财行指〔2026〕18号" });
    change(
        by,
        "recordFundIncome",
        &format!("transaction {{ {TRANSACTION} }}"),
        input,
    )
    .await
}

/// A fund with so much in it.
pub(crate) async fn funded(by: &Person, yuan: &str) -> Value {
    let fund = fund(by, json!({})).await;
    done(income(by, &fund, yuan).await, "transaction");
    fund
}

pub(crate) async fn propose(
    by: &Person,
    fund: &Value,
    lines: &[(&Place, &str)],
    more: Value,
) -> Value {
    let lines: Vec<Value> = lines
        .iter()
        .map(|(place, yuan)| json!({ "unionId": place.id.to_string(), "amount": yuan }))
        .collect();
    let input = with(
        json!({ "fundId": fund["id"], "year": 2026, "purpose": "2026年帮扶资金下拨", "documentNumber": "临会发〔2026〕20号", "lines": lines }),
        more,
    );
    change(
        by,
        "proposeAllocations",
        &format!("allocations {{ {ALLOCATION} }}"),
        input,
    )
    .await
}

pub(crate) async fn step(by: &Person, allocation: &Value, step: &str, more: Value) -> Value {
    let input = with(
        json!({ "id": allocation["id"], "version": allocation["version"], "step": step }),
        more,
    );
    change(
        by,
        "stepAllocation",
        &format!("allocation {{ {ALLOCATION} }}"),
        input,
    )
    .await
}

/// Money that went from one desk to another and was received there.
pub(crate) async fn passed(from: &Desk, to: &Desk, fund: &Value, yuan: &str, more: Value) -> Value {
    let proposed = done(
        propose(&from.finance, fund, &[(&to.place, yuan)], more).await,
        "allocations",
    );
    let issued = done(
        step(&from.chair, &proposed[0], "ISSUE", json!({})).await,
        "allocation",
    );
    done(
        step(&to.finance, &issued, "RECEIVE", json!({})).await,
        "allocation",
    )
}

pub(crate) const FLOWS: &str = "opening income received issued paid carried available committed paying inTransit budget budgetUsed";

/// The statement of a union for somebody.
pub(crate) async fn statement(by: &Person, of: &Place, own_books: bool) -> Value {
    let query = format!(
        "query($id: ID!, $own: Boolean!) {{ union(id: $id) {{ fundStatement(year: 2026, ownBooks: $own) {{
            addsUp total {{ {FLOWS} }} bySource {{ source flows {{ {FLOWS} }} }} byProgramme {{ programme flows {{ {FLOWS} }} }} }} }} }}"
    );
    let mut data = by
        .ask(&query, json!({ "id": of.id.to_string(), "own": own_books }))
        .await;
    data["union"]["fundStatement"].take()
}

/// The lines of a statement that are not zero.
pub(crate) fn lines(statement: &Value) -> Vec<(String, String)> {
    let flows = &statement["total"];
    FLOWS
        .split(' ')
        .map(|line| {
            (
                line.to_owned(),
                flows[line].as_str().expect("an amount").to_owned(),
            )
        })
        .filter(|(_, value)| value != "0.00")
        .collect()
}

pub(crate) fn with(mut input: Value, more: Value) -> Value {
    let fields = more.as_object().expect("an object").clone();
    input.as_object_mut().expect("an object").extend(fields);
    input
}

/// Codes and places of what was refused.
pub(crate) fn faults(answer: &Value) -> Vec<String> {
    let errors = answer["errors"].as_array().expect("errors");
    errors
        .iter()
        .map(|error| {
            let path: Vec<&str> = error["path"]
                .as_array()
                .expect("a path")
                .iter()
                .filter_map(Value::as_str)
                .collect();
            format!(
                "{} {}",
                error["code"].as_str().expect("a code"),
                path.join(".")
            )
        })
        .collect()
}

/// Asserts that the ledger and the figures of a city are exact.
pub(crate) async fn assert_exact(city: &City) {
    let mut owner = city.owner().await;
    let verified = schema::funds::verify(&mut owner).await.expect("verified");
    assert_eq!(verified.faults, [], "{verified:#?}");
    let differences = schema::statistics::verify(&mut owner)
        .await
        .expect("counted");
    assert_eq!(differences, []);
}
