//! Many rows of one table in one statement.

use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DbBackend, EntityName, EntityTrait, IdenStatic,
    Iterable, Statement, Value,
    sea_query::{ArrayType, sea_value_to_json_value},
};
use serde_json::{Map, Value as Json};

use crate::error::Result;
use crate::tenancy::Scope;

/// Rows of one statement, which bounds what it holds in memory.
const ROWS: usize = 1_000;

/// Inserts rows that all set the same columns; what the table has by default stays so. `conflict` ends
/// the statement, such as `ON CONFLICT … DO NOTHING`. Answers how many rows were written.
///
/// The rows go as one text that PostgreSQL takes apart by the table's own columns: a list of VALUES
/// would be a new statement per length, and arrays as parameters can hold no NULL here.
///
/// # Errors
/// A fault of the database.
pub(crate) async fn insert_all<A: ActiveModelTrait>(
    scope: &Scope,
    rows: Vec<A>,
    conflict: &str,
) -> Result<u64> {
    let mut written = 0;
    for statement in statements(rows, conflict) {
        written += scope.execute_raw(statement).await?.rows_affected();
    }
    Ok(written)
}

fn statements<A: ActiveModelTrait>(rows: Vec<A>, conflict: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut columns: Vec<&'static str> = Vec::new();
        let mut batch = Vec::new();
        for row in rows.by_ref().take(ROWS) {
            let mut object = Map::new();
            for column in <A::Entity as EntityTrait>::Column::iter() {
                if let ActiveValue::Set(value) | ActiveValue::Unchanged(value) = row.get(column) {
                    if batch.is_empty() {
                        columns.push(column.as_str());
                    }
                    object.insert(column.as_str().to_owned(), json(&value));
                }
            }
            batch.push(Json::Object(object));
        }
        let entity = <A::Entity as Default>::default();
        let table = entity.table_name();
        let columns = columns.join(", ");
        let sql = format!(
            "INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, $1::json) {conflict}"
        );
        let text = Json::Array(batch).to_string();
        statements.push(Statement::from_sql_and_values(
            DbBackend::Postgres,
            sql,
            [text.into()],
        ));
    }
    statements
}

fn json(value: &Value) -> Json {
    match value {
        Value::Bytes(Some(bytes)) => Json::String(hex(bytes)),
        Value::Array(ArrayType::String, Some(values)) => values.iter().map(json).collect(),
        // The library would put these between the quotes of SQL.
        Value::ChronoDate(Some(day)) => Json::String(day.to_string()),
        Value::ChronoDateTimeUtc(Some(instant)) => Json::String(instant.to_rfc3339()),
        other => sea_value_to_json_value(other),
    }
}

/// As PostgreSQL reads bytes.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 + bytes.len() * 2);
    text.push_str("\\x");
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_postgresql_reads_them() {
        assert_eq!(json(&Value::Bytes(Some(vec![0, 171, 255]))), "\\x00abff");
        assert_eq!(json(&Value::Bytes(None)), Json::Null);
        let codes = Value::Array(
            ArrayType::String,
            Some(Box::new(vec!["ILLNESS".into(), "a,\"b".into()])),
        );
        assert_eq!(json(&codes), serde_json::json!(["ILLNESS", "a,\"b"]));
        let day = chrono::NaiveDate::from_ymd_opt(2026, 8, 6).unwrap();
        assert_eq!(json(&day.into()), "2026-08-06");
        let instant = chrono::DateTime::from_timestamp(1_785_981_600, 0).unwrap();
        assert_eq!(json(&instant.into()), "2026-08-06T02:00:00+00:00");
        let id = uuid::Uuid::from_u128(7);
        assert_eq!(json(&id.into()), id.to_string());
    }
}
