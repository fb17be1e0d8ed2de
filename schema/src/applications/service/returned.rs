//! What the bank's statements say came back of payments; a person writes it down.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{DbBackend, FromQueryResult, Statement};
use uuid::Uuid;

use crate::applications::rules::returned::{self as rules, CameIn, Paid, RETURNS_WITHIN_DAYS};
use crate::error::Result;
use crate::statistics::tally::uuids;
use crate::tenancy::{Permission, Scope};
use crate::values::Fen;

/// A line of a payment that came back, as far as a statement says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankReturn {
    /// The payment.
    pub batch: Uuid,
    /// Its line.
    pub number: i32,
    /// The line of the statement.
    pub line: Uuid,
    /// Why, in the bank's words, without a name.
    pub reason: String,
}

#[derive(FromQueryResult)]
struct Row {
    batch_id: Uuid,
    number: i32,
    amount_fen: i64,
    payee: String,
    line_id: Uuid,
    day: NaiveDate,
    summary: String,
    party: Option<String>,
}

/// Lines of these payments that statements say came back and that nobody wrote down yet, for whoever pays.
///
/// # Errors
/// A fault of the database.
pub async fn bank_returns(scope: &Scope, batches: Vec<Uuid>) -> Result<Vec<BankReturn>> {
    if !scope.principal()?.may(Permission::FundManage) {
        return Ok(Vec::new());
    }
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT p.batch_id, p.number, p.amount_fen, w.payee, l.id AS line_id, l.day, l.summary, l.party
         FROM aid_batch b
         JOIN aid_payment p ON p.batch_id = b.id AND p.state IN ('SENT','PAID')
         JOIN aid_application_private w ON w.application_id = p.application_id AND w.payee IS NOT NULL
         JOIN bank_line l ON l.union_id = p.union_id AND l.month >= date_trunc('month', b.on_day)
              AND l.day BETWEEN b.on_day AND b.on_day + $2 AND l.amount_fen = p.amount_fen
         WHERE b.id = ANY ($1) AND b.method = 'BANK'
           AND NOT EXISTS (SELECT FROM bank_match m WHERE m.line_id = l.id)",
        [uuids(batches), RETURNS_WITHIN_DAYS.into()],
    );
    let rows = Row::find_by_statement(statement)
        .all(&scope.keyed())
        .await?;
    let mut paid: BTreeMap<(Uuid, i32), Paid> = BTreeMap::new();
    let mut came_in: BTreeMap<(NaiveDate, Uuid), CameIn> = BTreeMap::new();
    for row in rows {
        let amount = Fen(row.amount_fen);
        let key = (row.batch_id, row.number);
        paid.entry(key).or_insert_with(|| Paid {
            batch: row.batch_id,
            number: row.number,
            amount,
            payee: row.payee,
        });
        let key = (row.day, row.line_id);
        came_in.entry(key).or_insert_with(|| CameIn {
            line: row.line_id,
            amount,
            summary: row.summary,
            party: row.party.unwrap_or_default(),
        });
    }
    let (paid, came_in): (Vec<_>, Vec<_>) = (
        paid.into_values().collect(),
        came_in.into_values().collect(),
    );
    let found = rules::returned(&paid, &came_in).into_iter();
    let mut found: Vec<BankReturn> = found
        .map(|(one, line)| BankReturn {
            batch: one.batch,
            number: one.number,
            line: line.line,
            reason: rules::reason(line, &one.payee),
        })
        .collect();
    found.sort_by_key(|one| (one.batch, one.number));
    Ok(found)
}
