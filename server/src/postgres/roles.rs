//! The three roles in the database, and the refusal to work as one that policies don't hold.
//!
//! `lianxin_owner` owns the schemas and migrates; `lianxin_app` serves requests; `lianxin_worker`
//! does background jobs. None is a superuser or may bypass row-level security, and only the owner
//! owns anything. See `docs/operating.md`, "A database of your own", for making them by hand.

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, Row};
use std::str::FromStr;

use super::Error;
use super::passwords::Passwords;
use crate::config::DatabaseUrl;

/// A role in the database and what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Role {
    /// The superuser of the managed PostgreSQL; of an external one, whoever `database_url` names.
    /// Makes the roles, takes backups, serves nobody.
    Admin,
    /// Owns the schemas: migrations, the demo loader, recounts.
    Owner,
    /// Serves requests, held by the policies.
    App,
    /// Does background jobs, on the tables that admit it.
    Worker,
}

impl Role {
    /// The role's name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "lianxin_admin",
            Self::Owner => "lianxin_owner",
            Self::App => "lianxin_app",
            Self::Worker => "lianxin_worker",
        }
    }
}

/// What a role of the server must not be able to do, one line per power; `me` is the role, and all
/// roles whose powers it may take on.
const POWERS: &str = "
WITH RECURSIVE me AS (
    SELECT r.* FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')
), ours AS (
    SELECT n.oid, n.nspname, n.nspowner FROM pg_namespace n
    WHERE n.nspname = 'lianxin' OR n.nspname ~ '^city_'
)
SELECT format('%I is a superuser', rolname) FROM me WHERE rolsuper
UNION ALL SELECT format('%I may bypass row-level security (BYPASSRLS)', rolname) FROM me WHERE rolbypassrls
UNION ALL SELECT format('%I may create roles and so give itself others (CREATEROLE)', rolname) FROM me WHERE rolcreaterole
UNION ALL SELECT format('%I may read the whole write-ahead log (REPLICATION)', rolname) FROM me WHERE rolreplication
UNION ALL SELECT format('it is a member of %I', rolname) FROM me
    WHERE rolname IN ('lianxin_owner', 'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
UNION ALL SELECT format('%I owns the schema %I', me.rolname, ours.nspname) FROM ours JOIN me ON me.oid = ours.nspowner
UNION ALL SELECT format('%I owns %s, for example %s', me.rolname,
        CASE count(*) WHEN 1 THEN 'a table' ELSE count(*) || ' tables' END, min(c.oid::regclass::text))
    FROM pg_class c JOIN ours ON ours.oid = c.relnamespace JOIN me ON me.oid = c.relowner GROUP BY me.rolname
UNION ALL SELECT format('%I owns the function %s', me.rolname, min(p.oid::regprocedure::text))
    FROM pg_proc p JOIN ours ON ours.oid = p.pronamespace JOIN me ON me.oid = p.proowner GROUP BY me.rolname
UNION ALL SELECT format('it may create in the schema %I (REVOKE CREATE ON SCHEMA %I FROM PUBLIC, %I)', n.nspname, n.nspname, current_user)
    FROM pg_namespace n WHERE (n.nspname = 'public' OR n.oid IN (SELECT oid FROM ours))
    AND has_schema_privilege(current_user, n.oid, 'CREATE') AND NOT EXISTS (SELECT FROM me WHERE rolsuper)
";

/// Refuses a connection whose role could read or change rows past the policies: a superuser, one
/// that may bypass row-level security, that owns or may create something in our schemas, or that
/// may become such a role.
///
/// # Errors
/// [`Error::Privileged`] with each power that the role has too much.
pub async fn refuse_privileged_role(conn: &mut PgConnection) -> Result<(), Error> {
    let asking = || Error::sql("can't ask what the database role may do");
    let role: String = sqlx::query_scalar("SELECT current_user::text")
        .fetch_one(&mut *conn)
        .await
        .map_err(asking())?;
    let reasons: Vec<String> = sqlx::query_scalar(POWERS)
        .fetch_all(conn)
        .await
        .map_err(asking())?;
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Error::Privileged { role, reasons })
    }
}

/// Whether the role of a connection may make the others.
pub(crate) async fn may_create_roles(conn: &mut PgConnection) -> Result<bool, Error> {
    sqlx::query_scalar(
        "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user",
    )
    .fetch_one(conn)
    .await
    .map_err(Error::sql("can't ask what the database role may do"))
}

/// Makes the roles where they are missing, sees that the passwords hold, and lets the owner build in
/// the database. Changes nothing that is right already.
pub(crate) async fn ensure(
    admin: &mut PgConnection,
    address: &DatabaseUrl,
    passwords: &Passwords,
) -> Result<(), Error> {
    let doing = |role: Role| format!("can't make the database role {}", role.name());
    for role in [Role::Owner, Role::App, Role::Worker] {
        let (name, password) = (role.name(), passwords.of(role));
        let exists: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)")
                .bind(name)
                .fetch_one(&mut *admin)
                .await
                .map_err(Error::sql(doing(role)))?;
        if !exists {
            // Passwords are letters, digits, '-' and '_', so they need no quoting.
            admin
                .execute(AssertSqlSafe(format!(
                    "CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{password}'"
                )))
                .await
                .map_err(Error::sql(doing(role)))?;
        }
    }
    let database: String = sqlx::query_scalar("SELECT quote_ident(current_database())")
        .fetch_one(&mut *admin)
        .await
        .map_err(Error::sql("can't ask the database for its name"))?;
    admin
        .execute(AssertSqlSafe(format!(
            "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {database} TO lianxin_owner;
             GRANT CONNECT ON DATABASE {database} TO lianxin_app, lianxin_worker;"
        )))
        .await
        .map_err(Error::sql("can't let the owner build in the database"))?;
    for role in [Role::Owner, Role::App, Role::Worker] {
        let (name, password) = (role.name(), passwords.of(role));
        let address = address.with_role(name, password);
        if let Some(address) = address
            && refuses_password(&address).await?
        {
            admin
                .execute(AssertSqlSafe(format!(
                    "ALTER ROLE {name} PASSWORD '{password}'"
                )))
                .await
                .map_err(Error::sql(format!("can't set the password of {name}")))?;
            tracing::info!(
                role = name,
                "the database role had another password; it has the server's now"
            );
        }
    }
    Ok(())
}

async fn refuses_password(address: &DatabaseUrl) -> Result<bool, Error> {
    let sql = || Error::sql(format!("can't sign in to the database at {address}"));
    match options(address).map_err(sql())?.connect().await {
        Ok(conn) => conn.close().await.map(|()| false).map_err(sql()),
        // invalid_password
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("28P01") => Ok(true),
        Err(error) => Err(sql()(error)),
    }
}

/// How the driver is told an address. Statements are never logged: they hold passwords here and
/// people elsewhere.
pub(crate) fn options(address: &DatabaseUrl) -> Result<PgConnectOptions, sqlx::Error> {
    Ok(PgConnectOptions::from_str(address.reveal())?
        .application_name("lianxin")
        .disable_statement_logging())
}

/// Refuses a server that is older than the schema needs.
pub(crate) async fn refuse_old_server(
    conn: &mut PgConnection,
    address: &DatabaseUrl,
) -> Result<(), Error> {
    let row = sqlx::query(
        "SELECT current_setting('server_version'), current_setting('server_version_num')::int",
    )
    .fetch_one(conn)
    .await
    .map_err(Error::sql("can't ask the database for its version"))?;
    let number: i32 = row.get(1);
    if u32::try_from(number / 10_000).is_ok_and(|major| major >= super::finder::OLDEST) {
        Ok(())
    } else {
        Err(Error::TooOld {
            address: address.to_string(),
            version: row.get(0),
        })
    }
}
