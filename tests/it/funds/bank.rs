//! Reconciliation with the bank, month by month.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schema::error::Error;
use schema::funds::rules::bank::{BankTable, interpret};
use schema::funds::service::bank::{Arrival, Loaded, load};
use schema::sheets::cell::{Cell, Place as CellPlace, Row};
use schema::tenancy::Access;
use serde_json::{Value, json};
use tests::Person;

use super::change;

mod at_once;
mod file;
mod keeping;
mod month;

pub(crate) const ACCOUNT: &str = "农行专户 0012";
pub(crate) const MONTH: &str = "id month state lineCount matchedCount explainedCount openCount note version
    adjustment { opening difference } settledBy { name } statements { id account closing } union { name }";

pub(crate) fn first(month: &str) -> NaiveDate {
    format!("{month}-01").parse().unwrap()
}

/// A table of lines: day, amount, words.
pub(crate) fn table(month: &str, lines: &[(&str, &str, &str)]) -> BankTable {
    let rows: Vec<(CellPlace, Row)> = (1..)
        .zip(lines)
        .map(|(line, (day, amount, words))| {
            let cells = [("day", day), ("amount", amount), ("summary", words)];
            let cells: BTreeMap<String, Cell> = cells
                .into_iter()
                .map(|(field, text)| (field.to_owned(), Cell::Text((*text).to_owned())))
                .collect();
            let sheet = String::new();
            (CellPlace { sheet, line }, Row { cells })
        })
        .collect();
    interpret(&rows, first(month)).unwrap()
}

/// Brings lines of a month in, of the person's own union.
pub(crate) async fn bring_in(
    by: &Person,
    month: &str,
    lines: &[(&str, &str, &str)],
) -> Result<Loaded, Error> {
    let scope = by.scope(Access::Write).await;
    let arrival = Arrival {
        union: by.place.id,
        month: first(month),
        account: ACCOUNT,
    };
    let loaded = load(&scope, arrival, table(month, lines)).await;
    if loaded.is_ok() {
        scope.finish().await?;
    } else {
        scope.rollback().await;
    }
    loaded
}

/// The month of the person's own union.
pub(crate) async fn month(by: &Person, month: &str) -> Value {
    let query = format!("{{ bankMonths(first: 100) {{ nodes {{ {MONTH} }} }} }}");
    let mut data = by.ask(&query, json!({})).await;
    let months = data["bankMonths"]["nodes"].as_array_mut().unwrap();
    let found = months
        .iter_mut()
        .find(|found| found["month"] == format!("{month}-01"));
    found.expect("the month").take()
}

pub(crate) async fn lines(by: &Person, month: &Value, state: Option<&str>) -> Vec<Value> {
    let query = "query($id: ID!, $state: BankLineState) { bankLines(monthId: $id, state: $state, first: 100) {
        nodes { id day amount summary party state note account match { month matchedBy { name } items { amount transaction { id purpose } } } } } }";
    let mut data = by
        .ask(query, json!({ "id": month["id"], "state": state }))
        .await;
    let nodes = data["bankLines"]["nodes"].take();
    serde_json::from_value(nodes).unwrap()
}

/// Id and amount of each transaction without a line.
pub(crate) async fn waiting(by: &Person, month: &Value) -> Vec<(String, String)> {
    let query = "query($id: ID!) { bankOpenTransactions(monthId: $id, first: 100) { nodes { amount transaction { id } } } }";
    let data = by.ask(query, json!({ "id": month["id"] })).await;
    let nodes = data["bankOpenTransactions"]["nodes"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    nodes
        .iter()
        .map(|node| (text(&node["transaction"]["id"]), text(&node["amount"])))
        .collect()
}

/// The proposals of a month, as a match takes them.
pub(crate) async fn proposals(by: &Person, month: &Value) -> Vec<Value> {
    let query = "query($id: ID!) { bankProposals(monthId: $id) { days line { id } items { transaction { id } } } }";
    let data = by.ask(query, json!({ "id": month["id"] })).await;
    let proposals = data["bankProposals"].as_array().unwrap();
    proposals
        .iter()
        .map(|proposal| {
            let items = proposal["items"].as_array().unwrap();
            let ids: Vec<&Value> = items
                .iter()
                .map(|item| &item["transaction"]["id"])
                .collect();
            json!({ "lineId": proposal["line"]["id"], "transactionIds": ids })
        })
        .collect()
}

pub(crate) async fn reconciliation(by: &Person, month: &Value) -> Value {
    let query = "query($id: ID!) { bankReconciliation(monthId: $id) { obstacles settleable
        table { books opening bankIn bankOut adjustedBooks bank booksIn booksOut adjustedBank difference } } }";
    by.ask(query, json!({ "id": month["id"] })).await["bankReconciliation"].take()
}

pub(crate) async fn act(by: &Person, mutation: &str, input: Value) -> Value {
    change(by, mutation, &format!("month {{ {MONTH} }}"), input).await
}

pub(crate) async fn confirm(by: &Person, month: &Value, matches: &[Value]) -> Value {
    let input = json!({ "monthId": month["id"], "matches": matches });
    act(by, "matchBankLines", input).await
}

pub(crate) async fn balance(by: &Person, month: &Value, closing: &str) -> Value {
    let input = json!({ "monthId": month["id"], "account": ACCOUNT, "closing": closing });
    act(by, "setBankBalance", input).await
}

/// Income of a day under a document; answers the transaction's id.
pub(crate) async fn came(
    by: &Person,
    fund: &Value,
    day: &str,
    yuan: &str,
    document: &str,
) -> Value {
    let input = json!({ "fundId": fund["id"], "amount": yuan, "purpose": "财政拨款到账", "document": document, "onDay": day });
    let answer = change(by, "recordFundIncome", "transaction { id }", input).await;
    super::done(answer, "transaction")["id"].take()
}
