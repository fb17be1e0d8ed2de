//! Many rows of one table in one statement.

use sea_orm::{
    ActiveModelTrait, ActiveValue, DbErr, EntityName, EntityTrait, IdenStatic, Iterable, Value,
};
use sqlx::encode::Encode;
use sqlx::postgres::{PgArguments, PgHasArrayType};
use sqlx::{Arguments, Postgres, Type};

use crate::tenancy::Scope;

/// Rows of one statement, which bounds what it holds in memory.
const ROWS: usize = 1_000;

/// Inserts rows that all set the same columns; what the table has by default stays so.
///
/// Each column goes as one array: a list of VALUES would be a new statement per length, and taking a
/// text apart costs PostgreSQL as much as writing the rows.
///
/// # Errors
/// A fault of the database, or a constraint that refuses one of the rows.
pub(crate) async fn insert_all<A: ActiveModelTrait>(
    scope: &Scope,
    rows: Vec<A>,
) -> Result<(), DbErr> {
    for batch in rows.chunks(ROWS) {
        let (sql, arguments) = statement(batch)?;
        scope.execute_with(&sql, arguments).await?;
    }
    Ok(())
}

fn statement<A: ActiveModelTrait>(rows: &[A]) -> Result<(String, PgArguments), DbErr> {
    let mut arguments = PgArguments::default();
    let (mut columns, mut casts, mut arrays) = (Vec::new(), Vec::new(), Vec::new());
    for column in <A::Entity as EntityTrait>::Column::iter() {
        let values: Vec<Value> = rows
            .iter()
            .filter_map(|row| match row.get(column) {
                ActiveValue::Set(value) | ActiveValue::Unchanged(value) => Some(value),
                ActiveValue::NotSet => None,
            })
            .collect();
        if values.is_empty() {
            continue;
        }
        let name = column.as_str();
        let (kind, cast) = add(&mut arguments, &values)
            .ok_or_else(|| DbErr::Type(format!("no list of one type: {name}")))?;
        columns.push(name);
        casts.push(format!("{name}{cast}"));
        arrays.push(format!("${}::{kind}[]", columns.len()));
    }
    let entity = <A::Entity as Default>::default();
    let table = entity.table_name();
    let (columns, casts, arrays) = (columns.join(", "), casts.join(", "), arrays.join(", "));
    let sql = format!(
        "INSERT INTO {table} ({columns}) SELECT {casts} FROM unnest({arrays}) AS row ({columns})"
    );
    Ok((sql, arguments))
}

/// Adds the values of a column as one array; answers the type of its elements, and what a column that
/// can't be one of these is made from such an element by. `None` for values of several types or of one
/// that no table here has.
fn add(arguments: &mut PgArguments, values: &[Value]) -> Option<(&'static str, &'static str)> {
    macro_rules! array {
        ($variant:ident($value:ident) => $of:expr) => {
            list(
                arguments,
                values.iter().map(|value| match value {
                    Value::$variant($value) => Some($of),
                    _ => None,
                }),
            )?
        };
    }
    let ((), kind, cast) = match values.first()? {
        Value::Bool(_) => (array!(Bool(value) => *value), "bool", ""),
        Value::SmallInt(_) => (array!(SmallInt(value) => *value), "int2", ""),
        Value::Int(_) => (array!(Int(value) => *value), "int4", ""),
        Value::BigInt(_) => (array!(BigInt(value) => *value), "int8", ""),
        Value::String(_) => (array!(String(value) => value.as_deref()), "text", ""),
        Value::Bytes(_) => (array!(Bytes(value) => value.as_deref()), "bytea", ""),
        Value::Uuid(_) => (array!(Uuid(value) => *value), "uuid", ""),
        Value::ChronoDate(_) => (array!(ChronoDate(value) => *value), "date", ""),
        Value::ChronoDateTimeUtc(_) => (
            array!(ChronoDateTimeUtc(value) => *value),
            "timestamptz",
            "",
        ),
        Value::Json(_) => (array!(Json(value) => value.as_deref()), "jsonb", ""),
        // An array of arrays would be taken apart to the last element.
        Value::Array(..) => {
            let written = values.iter().map(|value| match value {
                Value::Array(_, None) => Some(None),
                Value::Array(_, Some(elements)) => Some(Some(literal(elements)?)),
                _ => None,
            });
            (list(arguments, written)?, "text", "::text[]")
        }
        _ => return None,
    };
    Some((kind, cast))
}

fn list<T>(
    arguments: &mut PgArguments,
    values: impl Iterator<Item = Option<Option<T>>>,
) -> Option<()>
where
    T: for<'q> Encode<'q, Postgres> + Type<Postgres> + PgHasArrayType,
{
    let values: Vec<Option<T>> = values.collect::<Option<_>>()?;
    arguments.add(values).ok()
}

/// A list of texts as PostgreSQL reads it.
fn literal(elements: &[Value]) -> Option<String> {
    let mut text = String::from("{");
    for (at, element) in elements.iter().enumerate() {
        let Value::String(Some(element)) = element else {
            return None;
        };
        text.push_str(if at == 0 { "\"" } else { ",\"" });
        for character in element.chars() {
            if matches!(character, '"' | '\\') {
                text.push('\\');
            }
            text.push(character);
        }
        text.push('"');
    }
    text.push('}');
    Some(text)
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::ArrayType;

    use super::*;

    #[test]
    fn a_list_is_written_as_postgresql_reads_it() {
        let written = |elements: &[&str]| {
            literal(
                &elements
                    .iter()
                    .map(|text| Value::from(*text))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(written(&[]).as_deref(), Some("{}"));
        assert_eq!(
            written(&["ILLNESS", "a,\"b\\"]).as_deref(),
            Some(r#"{"ILLNESS","a,\"b\\"}"#)
        );
        assert_eq!(literal(&[Value::Int(Some(1))]), None);
    }

    #[test]
    fn values_of_one_type_are_one_array() {
        let mut arguments = PgArguments::default();
        let codes = Value::Array(ArrayType::String, Some(Box::new(vec!["ILLNESS".into()])));
        let none = Value::Array(ArrayType::String, None);
        assert_eq!(
            add(&mut arguments, &[codes, none]),
            Some(("text", "::text[]"))
        );
        assert_eq!(
            add(&mut arguments, &["text".into(), Value::String(None)]),
            Some(("text", ""))
        );
        assert_eq!(add(&mut arguments, &["text".into(), 7.into()]), None);
        assert_eq!(add(&mut arguments, &[]), None);
        assert_eq!(arguments.len(), 2);
    }
}
