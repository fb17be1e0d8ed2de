//! The one connection of a scope: its transaction, and how PostgreSQL plans the statements on it.

use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::sea_query::Values;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::postgres::PgArguments;
use sqlx::{AssertSqlSafe, Executor, Postgres, Transaction};
use tokio::sync::{Mutex, MutexGuard};

use super::{Access, Scope};

/// For which values PostgreSQL plans a prepared statement (its setting `plan_cache_mode`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plans {
    /// For those it is run with, as long as that seems to pay: the length of a page and the text that is
    /// sought decide which index is the right one.
    Auto,
    /// Once for all values: rows are found by their keys in one way, and planning takes several times
    /// as long as finding them. It would be planned anew each time, because PostgreSQL takes a list of
    /// keys whose length it does not know for a long one.
    Generic,
}

impl Plans {
    /// What most of a request's statements want: an answer is looked up by keys.
    pub(super) const fn most(access: Access) -> Self {
        match access {
            Access::Read => Self::Generic,
            Access::Write => Self::Auto,
        }
    }

    pub(super) const fn setting(self) -> &'static str {
        match self {
            Self::Auto => "SET LOCAL plan_cache_mode = auto;",
            Self::Generic => "SET LOCAL plan_cache_mode = force_generic_plan;",
        }
    }
}

/// A transaction until it ends, on which one statement runs at a time.
pub(super) struct Connection {
    open: Mutex<Option<Open>>,
    /// Sent so far, the beginning included.
    statements: AtomicU32,
}

struct Open {
    transaction: Transaction<'static, Postgres>,
    plans: Plans,
}

impl Connection {
    /// Of a transaction that was begun with these plans' setting.
    pub(super) fn new(transaction: Transaction<'static, Postgres>, plans: Plans) -> Self {
        Self {
            open: Mutex::new(Some(Open { transaction, plans })),
            statements: AtomicU32::new(1),
        }
    }

    pub(super) fn statements(&self) -> u32 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The transaction, to end it; none when it has ended.
    pub(super) async fn take(&self) -> Option<Transaction<'static, Postgres>> {
        Some(self.open.lock().await.take()?.transaction)
    }
}

/// The statements of a scope that are planned in one way.
pub(crate) struct Statements<'a> {
    connection: &'a Connection,
    plans: Plans,
}

impl Scope {
    /// For statements that find rows by their keys, however many. What writes asks for few rows, and
    /// changes no setting between its statements.
    pub(crate) const fn keyed(&self) -> Statements<'_> {
        self.planned(Plans::most(self.access()))
    }

    /// Runs a statement whose arguments are no values of the library, such as lists with NULL.
    pub(crate) async fn execute_with(
        &self,
        sql: &str,
        arguments: PgArguments,
    ) -> Result<(), DbErr> {
        let statements = self.planned(Plans::Auto);
        let mut guard = statements.ready().await?;
        let open = guard.as_mut().ok_or_else(ended)?;
        sqlx::query_with(AssertSqlSafe(sql), arguments)
            .execute(&mut *open.transaction)
            .await
            .map(|_| ())
            .map_err(exec_error)
    }

    const fn planned(&self, plans: Plans) -> Statements<'_> {
        Statements {
            connection: self.connection(),
            plans,
        }
    }
}

impl Statements<'_> {
    async fn ready(&self) -> Result<MutexGuard<'_, Option<Open>>, DbErr> {
        let mut guard = self.connection.open.lock().await;
        let open = guard.as_mut().ok_or_else(ended)?;
        if open.plans != self.plans {
            self.connection.statements.fetch_add(1, Ordering::Relaxed);
            let transaction = &mut open.transaction;
            transaction
                .execute(self.plans.setting())
                .await
                .map_err(exec_error)?;
            open.plans = self.plans;
        }
        self.connection.statements.fetch_add(1, Ordering::Relaxed);
        Ok(guard)
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Statements<'_> {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut guard = self.ready().await?;
        let open = guard.as_mut().ok_or_else(ended)?;
        query(&statement)
            .execute(&mut *open.transaction)
            .await
            .map(Into::into)
            .map_err(exec_error)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut guard = self.ready().await?;
        let open = guard.as_mut().ok_or_else(ended)?;
        open.transaction
            .execute(AssertSqlSafe(sql.to_owned()))
            .await
            .map(Into::into)
            .map_err(exec_error)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut guard = self.ready().await?;
        let open = guard.as_mut().ok_or_else(ended)?;
        let row = query(&statement)
            .fetch_optional(&mut *open.transaction)
            .await
            .map_err(query_error)?;
        Ok(row.map(Into::into))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut guard = self.ready().await?;
        let open = guard.as_mut().ok_or_else(ended)?;
        let rows = query(&statement)
            .fetch_all(&mut *open.transaction)
            .await
            .map_err(query_error)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Scope {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.planned(Plans::Auto).execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.planned(Plans::Auto).execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.planned(Plans::Auto).query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.planned(Plans::Auto).query_all_raw(statement).await
    }
}

fn query(statement: &Statement) -> sqlx::query::Query<'_, Postgres, SqlxValues> {
    let values = statement.values.clone().unwrap_or(Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values))
}

fn ended() -> DbErr {
    DbErr::Custom("the scope has ended".to_owned())
}

fn exec_error(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

fn query_error(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}
