//! Loading many rows at once: COPY in one transaction, with indexes and foreign keys built after it.

use std::fmt::{Display, Write as _};

use sqlx::{AssertSqlSafe, Executor as _, PgConnection, Postgres, Row as _, Transaction};

/// Rows of one table on their way into it, in the text format of COPY.
#[derive(Debug)]
pub(super) struct Rows {
    table: &'static str,
    columns: &'static str,
    text: String,
    first: bool,
    count: usize,
}

impl Rows {
    pub(super) const fn new(table: &'static str, columns: &'static str) -> Self {
        Self {
            table,
            columns,
            text: String::new(),
            first: true,
            count: 0,
        }
    }

    /// A value whose text needs no escape: numbers, ids, dates, codes.
    pub(super) fn put(&mut self, value: impl Display) -> &mut Self {
        self.gap();
        let _ = write!(self.text, "{value}");
        self
    }

    /// Words of people.
    pub(super) fn text(&mut self, value: &str) -> &mut Self {
        self.gap();
        for character in value.chars() {
            match character {
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                other => self.text.push(other),
            }
        }
        self
    }

    /// A value, or none.
    pub(super) fn some(&mut self, value: Option<impl Display>) -> &mut Self {
        match value {
            Some(value) => self.put(value),
            None => self.put("\\N"),
        }
    }

    /// Words, or none.
    pub(super) fn some_text(&mut self, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(value),
            None => self.put("\\N"),
        }
    }

    /// Bytes, or none.
    pub(super) fn bytes(&mut self, value: Option<&[u8]>) -> &mut Self {
        let Some(value) = value else {
            return self.put("\\N");
        };
        self.put("\\\\x");
        for byte in value {
            let _ = write!(self.text, "{byte:02x}");
        }
        self
    }

    /// An array of codes.
    pub(super) fn codes<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) -> &mut Self {
        let joined = values.into_iter().collect::<Vec<_>>().join(",");
        self.put(format_args!("{{{joined}}}"))
    }

    /// Ends the row.
    pub(super) fn end(&mut self) {
        self.text.push('\n');
        self.first = true;
        self.count += 1;
    }

    /// How many rows wait.
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    fn gap(&mut self) {
        if !self.first {
            self.text.push('\t');
        }
        self.first = false;
    }

    /// Sends what was gathered.
    pub(super) async fn send(&mut self, conn: &mut PgConnection) -> sqlx::Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        let mut copy = conn
            .copy_in_raw(&format!(
                "COPY {} ({}) FROM STDIN",
                self.table, self.columns
            ))
            .await?;
        copy.send(std::mem::take(&mut self.text).into_bytes())
            .await?;
        copy.finish().await?;
        self.count = 0;
        Ok(())
    }
}

/// What was taken off the tables for the load and is put back before it commits.
#[derive(Debug)]
pub(super) struct Bare {
    restore: Vec<String>,
}

impl Bare {
    /// Takes secondary indexes, foreign keys and the force of row-level security off the tables, as
    /// their owner, in this transaction only: COPY does not work under policies, and one pass at the
    /// end costs far less than a check per row.
    pub(super) async fn strip(
        tx: &mut Transaction<'_, Postgres>,
        tables: &[&str],
    ) -> sqlx::Result<Self> {
        let (mut restore, mut drop) = (Vec::new(), Vec::new());
        for table in tables {
            drop.push(format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"));
        }
        let names: Vec<String> = tables.iter().map(|table| (*table).to_owned()).collect();
        for row in tx
            .fetch_all(sqlx::query("SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
                 WHERE indrelid = ANY ($1::text[]::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)").bind(&names))
            .await?
        {
            drop.push(format!("DROP INDEX {}", row.get::<String, _>(0)));
            restore.push(row.get(1));
        }
        for row in tx
            .fetch_all(sqlx::query("SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
                 WHERE contype = 'f' AND conrelid = ANY ($1::text[]::regclass[])").bind(&names))
            .await?
        {
            let (table, name, definition): (String, String, String) = (row.get(0), row.get(1), row.get(2));
            drop.push(format!("ALTER TABLE {table} DROP CONSTRAINT {name}"));
            restore.push(format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"));
        }
        for table in tables {
            restore.push(format!("ALTER TABLE {table} FORCE ROW LEVEL SECURITY"));
        }
        for statement in drop {
            tx.execute(AssertSqlSafe(statement)).await?;
        }
        Ok(Self { restore })
    }

    /// Puts everything back; what the rows violate fails here and nothing of the load is kept.
    pub(super) async fn restore(self, tx: &mut Transaction<'_, Postgres>) -> sqlx::Result<()> {
        for statement in self.restore {
            tx.execute(AssertSqlSafe(statement)).await?;
        }
        Ok(())
    }
}
