//! Single connections, and what is done with them before the database is ready.

use std::time::{Duration, Instant};

use migrations::City;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};

use super::{Error, roles};
use crate::config::DatabaseUrl;

/// Name of the managed database.
pub(super) const DATABASE: &str = "lianxin";
/// Key of the advisory lock under which roles and schema are made: servers that start together take
/// turns. The letters "lianxin" in a number.
const TURN: i64 = 0x006c_6961_6e78_696e;
/// How long a PostgreSQL may be neither up nor down.
const COMING: Duration = Duration::from_secs(60);

/// One connection to an address.
pub(crate) async fn connect(address: &DatabaseUrl) -> Result<PgConnection, Error> {
    let sql = || Error::sql(format!("can't connect to the database at {address}"));
    roles::options(address)
        .map_err(sql())?
        .connect()
        .await
        .map_err(sql())
}

/// Connects to a PostgreSQL of ours that may just be going down or coming up: one that was killed
/// can look alive for a moment, until the supervisor starts it again.
async fn connect_patiently(address: &DatabaseUrl) -> Result<PgConnection, Error> {
    let begun = Instant::now();
    loop {
        let error = match connect(address).await {
            Ok(conn) => return Ok(conn),
            Err(error) => error,
        };
        let passes = match &error {
            Error::Sql {
                source: sqlx::Error::Io(_),
                ..
            } => true,
            // cannot_connect_now: it is starting or stopping
            Error::Sql {
                source: sqlx::Error::Database(error),
                ..
            } => error.code().as_deref() == Some("57P03"),
            _ => false,
        };
        if !passes || begun.elapsed() > COMING {
            return Err(error);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

pub(super) async fn close(conn: PgConnection) {
    // The work is done; a connection that broke meanwhile is closed as well.
    drop(conn.close().await);
}

/// Waits until no other server makes roles or schema; the turn ends with the connection.
pub(super) async fn take_turn(conn: &mut PgConnection) -> Result<(), Error> {
    sqlx::query("SELECT pg_advisory_lock($1)")
        .bind(TURN)
        .execute(conn)
        .await
        .map(drop)
        .map_err(Error::sql("can't wait for other servers that start"))
}

pub(super) async fn create_database(admin: &DatabaseUrl) -> Result<(), Error> {
    let sql = || Error::sql("can't create the database");
    let mut conn = connect_patiently(&admin.with_database("postgres")).await?;
    let exists: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
            .bind(DATABASE)
            .fetch_one(&mut conn)
            .await
            .map_err(sql())?;
    if !exists {
        conn.execute(AssertSqlSafe(format!("CREATE DATABASE {DATABASE}")))
            .await
            .map_err(sql())?;
    }
    close(conn).await;
    Ok(())
}

pub(super) async fn migrate(owner: &DatabaseUrl) -> Result<Vec<City>, Error> {
    let mut conn = connect(owner).await?;
    let cities = migrations::migrate(&mut conn).await?;
    close(conn).await;
    Ok(cities)
}
