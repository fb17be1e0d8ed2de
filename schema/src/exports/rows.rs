//! Reading the rows of an ordered table: page by page, all in one snapshot.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::lists::ExportList;
use super::sheet::Reader;
use super::{Cell, Column, Order, Sheet};
use crate::error::{Error, Result};
use crate::execute::ask_in;
use crate::graphql::LianxinSchema;
use crate::tenancy::{Access, Database, Principal, Scope};
use crate::text::Language;

/// An ordered table while it is read.
pub struct Rows {
    schema: LianxinSchema,
    scope: Arc<Scope>,
    sheet: Sheet,
    language: Language,
    variables: Value,
    after: Option<String>,
    begun: bool,
    ended: bool,
}

impl Rows {
    /// Opens the one snapshot from which all rows are read: of a table without names, in a scope to
    /// which the database shows none. `schema` should have wide limits, because the questions are ours.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an order of a list that is no more; otherwise a fault of the database.
    pub async fn open(
        schema: &LianxinSchema,
        database: &Database,
        principal: &Principal,
        order: &Order,
        now: DateTime<Utc>,
        request_id: Option<String>,
    ) -> Result<Self> {
        let mut sheet = ExportList::sheet_of(&order.list).ok_or(Error::NotFound)?;
        sheet.columns.retain(|column| order.names || !column.names);
        let reader = if order.names || sheet.reader == Reader::Own {
            principal.clone()
        } else {
            principal.masked()
        };
        let scope = Scope::open(
            database,
            Arc::new(reader),
            Access::Read,
            order.language(),
            now,
            request_id,
        )
        .await?;
        Ok(Self {
            schema: schema.clone(),
            scope: Arc::new(scope),
            sheet,
            language: order.language(),
            variables: order.variables.clone(),
            after: None,
            begun: false,
            ended: false,
        })
    }

    /// The table.
    #[must_use]
    pub const fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Its columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.sheet.columns
    }

    /// The language of headings and names of codes.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The next rows; none after the last.
    ///
    /// # Errors
    /// What the API would answer, and faults.
    pub async fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>> {
        if self.ended {
            return Ok(None);
        }
        let answer = self.ask().await?;
        let connection = answer
            .pointer(self.sheet.connection)
            .filter(|connection| !connection.is_null())
            .ok_or(Error::NotFound)?;
        let nodes = connection
            .as_array()
            .or_else(|| connection["nodes"].as_array())
            .map_or(&[][..], Vec::as_slice);
        let mut rows = Vec::with_capacity(nodes.len() + 1);
        let first = self.sheet.first.filter(|_| !self.begun);
        if let Some(first) = first.and_then(|at| answer.pointer(at)) {
            rows.push(self.cells(first));
        }
        for node in nodes {
            match self.sheet.each {
                None => rows.push(self.cells(node)),
                Some(each) => {
                    let inner = node.pointer(each).and_then(Value::as_array);
                    for row in inner.into_iter().flatten() {
                        let mut row = row.clone();
                        row["above"] = node.clone();
                        rows.push(self.cells(&row));
                    }
                }
            }
        }
        self.begun = true;
        self.after = connection["pageInfo"]["endCursor"]
            .as_str()
            .map(str::to_owned);
        self.ended = connection["pageInfo"]["hasNextPage"] != true;
        Ok(Some(rows))
    }

    fn cells(&self, row: &Value) -> Vec<Cell> {
        let columns = self.sheet.columns.iter();
        columns
            .map(|column| column.cell(row, self.language))
            .collect()
    }

    async fn ask(&self) -> Result<Value> {
        let mut variables = self.variables.clone();
        variables["after"] = self.after.clone().into();
        ask_in(&self.schema, &self.scope, self.sheet.query, variables).await
    }
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows")
            .field("sheet", &self.sheet)
            .finish_non_exhaustive()
    }
}
