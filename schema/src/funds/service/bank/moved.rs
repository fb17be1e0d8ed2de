//! What the books moved in the bank.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};
use uuid::Uuid;

use super::end;
use crate::error::Result;
use crate::funds::entity::bank_month::Model as Month;
use crate::funds::rules::{BankSide, FundTransactionKind};
use crate::statistics::tally::uuids;
use crate::tenancy::Scope;

/// A transaction, as the bank sees it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Moved {
    pub id: Uuid,
    pub on_day: NaiveDate,
    /// Above zero where it came in.
    pub fen: i64,
    pub purpose: String,
    pub document: Option<String>,
    /// What it takes back.
    pub reverses_id: Option<Uuid>,
}

/// Transactions of the union `$1` that moved money in its bank before the day `$3`, signed, and whether they
/// have a line as of the month `$2`; of a settled month only what was posted before it was settled (`$4`).
fn moved() -> String {
    let codes = |side: BankSide| {
        let kinds = FundTransactionKind::ALL.iter();
        let codes = kinds.filter(|kind| kind.moves_bank() == Some(side));
        let codes: Vec<String> = codes.map(|kind| format!("'{}'", kind.code())).collect();
        codes.join(",")
    };
    let (into, out) = (codes(BankSide::In), codes(BankSide::Out));
    format!(
        "moved AS MATERIALIZED (
            SELECT t.id, t.on_day, t.purpose, t.document, t.reverses_id, i.transaction_id IS NOT NULL AS matched,
                CASE WHEN (coalesce(r.kind, t.kind) IN ({into})) = (t.reverses_id IS NULL) THEN t.amount_fen ELSE -t.amount_fen END AS fen
            FROM fund_transaction t
            LEFT JOIN fund_transaction r ON r.id = t.reverses_id
            LEFT JOIN bank_match_item i ON i.transaction_id = t.id AND i.month <= $2
            WHERE t.union_id = $1 AND t.on_day < $3 AND ($4::timestamptz IS NULL OR t.posted_at <= $4)
                AND coalesce(r.kind, t.kind) IN ({into},{out}))"
    )
}

/// What has no line. A transaction and its reversal that the bank saw neither of cancel out.
const WAITS: &str = "NOT m.matched
    AND NOT EXISTS (SELECT FROM moved o WHERE o.id = m.reverses_id AND NOT o.matched)
    AND NOT EXISTS (SELECT FROM moved o WHERE o.reverses_id = m.id AND NOT o.matched)";

/// What has no line in any month.
const FREE: &str = "NOT EXISTS (SELECT FROM bank_match_item i WHERE i.transaction_id = m.id)";

fn values(month: &Month) -> [Value; 4] {
    let until: Option<DateTime<Utc>> = month.settled_at;
    [
        month.union_id.into(),
        month.month.into(),
        end(month.month).into(),
        until.into(),
    ]
}

/// Transactions without a line as of the month, by day, since reconciling began; after this day and id. Those
/// alone that have none in a later month either, where they are to be matched.
pub(super) async fn waiting(
    scope: &Scope,
    month: &Month,
    after: Option<(NaiveDate, Uuid)>,
    to_match: bool,
    limit: u64,
) -> Result<Vec<Moved>> {
    let sql = format!(
        "WITH {} SELECT m.id, m.on_day, m.fen, m.purpose, m.document, m.reverses_id FROM moved m
         WHERE {WAITS} AND m.on_day >= (SELECT min(month) FROM bank_month WHERE union_id = $1)
             AND ($5::date IS NULL OR (m.on_day, m.id) > ($5, $6)) AND (NOT $8 OR {FREE}) ORDER BY m.on_day, m.id LIMIT $7",
        moved()
    );
    let [union, of, to, until] = values(month);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = [
        union,
        of,
        to,
        until,
        after.map(|(day, _)| day).into(),
        after.map(|(_, id)| id).into(),
        limit.into(),
        to_match.into(),
    ];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    Ok(Moved::find_by_statement(statement).all(scope).await?)
}

/// Transactions that have no line and cancel out with their reversals: none of both is waited for, and the
/// bank may have seen both.
pub(super) async fn cancelled(scope: &Scope, month: &Month, limit: u64) -> Result<Vec<Moved>> {
    let sql = format!(
        "WITH {} SELECT m.id, m.on_day, m.fen, m.purpose, m.document, m.reverses_id FROM moved m
         WHERE NOT m.matched AND {FREE} AND NOT ({WAITS}) ORDER BY m.on_day, m.id LIMIT $5",
        moved()
    );
    let [union, of, to, until] = values(month);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = [union, of, to, until, limit.into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    Ok(Moved::find_by_statement(statement).all(scope).await?)
}

/// These transactions as the bank sees them, of the month's union up to the month's end.
pub(super) async fn these(scope: &Scope, month: &Month, ids: Vec<Uuid>) -> Result<Vec<Moved>> {
    let sql = format!(
        "WITH {} SELECT m.id, m.on_day, m.fen, m.purpose, m.document, m.reverses_id FROM moved m WHERE m.id = ANY ($5)",
        moved()
    );
    let [union, of, to, until] = values(month);
    let values = [union, of, to, until, uuids(ids)];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    Ok(Moved::find_by_statement(statement).all(scope).await?)
}

/// Sums of the books as of a month.
#[derive(Debug, Default, FromQueryResult)]
pub(super) struct BookSums {
    /// All that was moved.
    pub(super) books: i64,
    /// Of what has no line: what is of the time before reconciling began, what came in and what went out since.
    pub(super) before: i64,
    pub(super) came: i64,
    pub(super) went: i64,
}

pub(super) async fn sums(scope: &Scope, month: &Month) -> Result<BookSums> {
    let sql = format!(
        "WITH {}, began AS (SELECT min(month) AS day FROM bank_month WHERE union_id = $1),
             waits AS (SELECT m.on_day, m.fen FROM moved m WHERE {WAITS})
         SELECT (SELECT coalesce(sum(fen), 0)::bigint FROM moved) AS books,
             coalesce(sum(fen) FILTER (WHERE on_day < began.day), 0)::bigint AS before,
             coalesce(sum(fen) FILTER (WHERE on_day >= began.day AND fen > 0), 0)::bigint AS came,
             coalesce(-sum(fen) FILTER (WHERE on_day >= began.day AND fen < 0), 0)::bigint AS went
         FROM began LEFT JOIN waits ON true",
        moved()
    );
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values(month));
    let found = scope.query_one_raw(statement).await?;
    Ok(match found {
        Some(row) => BookSums::from_query_result(&row, "")?,
        None => BookSums::default(),
    })
}
