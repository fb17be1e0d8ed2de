//! All rows of all cities of a test, to see what a request changed and to put it back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};

use crate::city::City;

/// A row: its table, such as `city_3713.household`, and the whole row as JSON.
pub type Row = (String, String);

/// Every row as it was when it was kept, seen and put back by the superuser, whom no policy holds.
pub struct Kept {
    superuser: PgConnection,
    every_row: String,
    rows: BTreeSet<Row>,
    before: BTreeSet<Row>,
}

impl Kept {
    /// Keeps the rows of all cities as they are now.
    pub async fn new(city: &City) -> Self {
        let mut superuser = city.connect_as("postgres").await;
        // Rows are put back one table after the other, so references between them don't hold meanwhile.
        superuser
            .execute("SET session_replication_role = replica")
            .await
            .expect("the superuser may");
        let tables: Vec<String> = sqlx::query_scalar(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname LIKE 'city\\_%' AND c.relkind IN ('r', 'p') AND c.relname <> '_sqlx_migrations' ORDER BY 1",
        )
        .fetch_all(&mut superuser)
        .await
        .expect("the catalogue");
        let every_row = tables
            .iter()
            .map(|table| format!("SELECT '{table}', to_jsonb(t)::text FROM {table} AS t"))
            .collect::<Vec<_>>()
            .join(" UNION ALL ");
        let mut kept = Self {
            superuser,
            every_row,
            rows: BTreeSet::new(),
            before: BTreeSet::new(),
        };
        kept.rows = kept.now().await;
        kept
    }

    /// Keeps the rows as they are now instead, until [`Kept::undo`].
    pub async fn keep(&mut self) {
        self.before = std::mem::take(&mut self.rows);
        self.rows = self.now().await;
    }

    /// Puts everything back as it was kept before the last [`Kept::keep`].
    pub async fn undo(&mut self) {
        self.rows = std::mem::take(&mut self.before);
        self.restore().await;
    }

    /// Runs statements in the schema of a city, without policies and without references being checked.
    pub async fn alter(&mut self, schema: &str, sql: &str) {
        let sql = format!("SET search_path = {schema}, public; {sql}");
        if let Err(error) = self.superuser.execute(AssertSqlSafe(sql.clone())).await {
            panic!("{error} in {sql}");
        }
    }

    /// The rows that came or went since they were kept: of a changed row both how it was and how it is.
    pub async fn changed(&mut self) -> Vec<(String, Value)> {
        let now = self.now().await;
        self.rows
            .symmetric_difference(&now)
            .map(|(table, row)| (table.clone(), serde_json::from_str(row).expect("JSON")))
            .collect()
    }

    /// Puts everything back as it was kept, where something changed.
    pub async fn restore(&mut self) {
        let changed = self.changed().await;
        self.put_back(&changed).await;
    }

    /// Puts the tables of these changes back as they were kept.
    pub async fn put_back(&mut self, changed: &[(String, Value)]) {
        let mut tables: BTreeMap<&str, Vec<&str>> = changed
            .iter()
            .map(|(table, _)| (table.as_str(), Vec::new()))
            .collect();
        for (table, row) in &self.rows {
            if let Some(rows) = tables.get_mut(table.as_str()) {
                rows.push(row);
            }
        }
        for (table, rows) in tables {
            self.superuser
                .execute(AssertSqlSafe(format!("DELETE FROM {table}")))
                .await
                .expect("rows may go");
            // What the database computes of a row comes back by itself.
            let columns: String = sqlx::query_scalar(
                "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
                 WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            )
            .bind(table)
            .fetch_one(&mut self.superuser)
            .await
            .expect("columns");
            sqlx::query(AssertSqlSafe(format!(
                "INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, $1::text::jsonb)"
            )))
            .bind(format!("[{}]", rows.join(",")))
            .execute(&mut self.superuser)
            .await
            .expect("rows may come back");
        }
    }

    async fn now(&mut self) -> BTreeSet<Row> {
        sqlx::query_as(AssertSqlSafe(self.every_row.clone()))
            .fetch_all(&mut self.superuser)
            .await
            .expect("every row")
            .into_iter()
            .collect()
    }
}
