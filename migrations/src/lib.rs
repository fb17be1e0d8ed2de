//! The database, step by step.
//!
//! There are two histories. The *catalogue* (`catalogue/*.sql`, schema `lianxin`) knows which cities
//! a database serves. Every *city* (`city/*.sql`) is a PostgreSQL schema of its own, so that many
//! cities fit one cluster and nothing but the catalogue is shared. Files are named for the fact they
//! establish and never edited once released: checksums are verified on every start.

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use uuid::Uuid;

static CATALOGUE: Migrator = sqlx::migrate!("./catalogue");
static CITY: Migrator = sqlx::migrate!("./city");

/// What can go wrong while the database is brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused a statement.
    #[error("the database refused a statement: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration failed, or a released migration was edited.
    #[error("migrating {what}: {source}")]
    Migrate {
        /// `catalogue`, or the schema of a city.
        what: String,
        /// The cause.
        source: MigrateError,
    },
    /// The code of a city is not the first four digits of its division code (GB/T 2260).
    #[error(
        "'{0}' is no city code: it is the first four digits of the division code, such as 3713"
    )]
    CityCode(String),
}

/// A city in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// First four digits of the division code (GB/T 2260), such as `3713`.
    pub code: String,
    /// Name shown at sign-in, such as 临沂市.
    pub name: String,
    /// The PostgreSQL schema that holds the city.
    pub schema: String,
}

/// Brings the catalogue and every city up to date. `owner` is a connection of the role
/// `lianxin_owner`; running it twice changes nothing.
///
/// # Errors
/// [`Error::Migrate`] when a step fails or a released step was edited.
pub async fn migrate(owner: &mut PgConnection) -> Result<Vec<City>, Error> {
    owner
        .execute(
            "CREATE SCHEMA IF NOT EXISTS lianxin;
             GRANT USAGE ON SCHEMA lianxin TO lianxin_app, lianxin_worker;
             CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
             CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;",
        )
        .await?;
    run(owner, &CATALOGUE, "lianxin", "catalogue").await?;
    let cities = cities(owner).await?;
    for city in &cities {
        run(owner, &CITY, &city.schema, &city.schema).await?;
    }
    Ok(cities)
}

/// Adds a city to the catalogue and builds its schema, if it is not there yet.
///
/// # Errors
/// [`Error::CityCode`] for a code that is not four digits, otherwise as [`migrate`].
pub async fn add_city(owner: &mut PgConnection, code: &str, name: &str) -> Result<City, Error> {
    if code.len() != 4 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::CityCode(code.to_owned()));
    }
    let schema = format!("city_{code}");
    // One transaction: a city is either whole or not there.
    let mut tx = owner.begin().await?;
    tx.execute(AssertSqlSafe(format!(
        "CREATE SCHEMA IF NOT EXISTS {schema};
         GRANT USAGE ON SCHEMA {schema} TO lianxin_app, lianxin_worker;"
    )))
    .await?;
    sqlx::query(
        "INSERT INTO lianxin.city (id, code, name, schema_name) VALUES ($1, $2, $3, $4)
         ON CONFLICT (code) DO NOTHING",
    )
    .bind(Uuid::now_v7())
    .bind(code)
    .bind(name)
    .bind(&schema)
    .execute(&mut *tx)
    .await?;
    run(&mut tx, &CITY, &schema, &schema).await?;
    tx.commit().await?;
    Ok(City {
        code: code.to_owned(),
        name: name.to_owned(),
        schema,
    })
}

/// The cities of the catalogue, by code.
///
/// # Errors
/// When the catalogue can't be read, for example because it was never migrated.
pub async fn cities(conn: &mut PgConnection) -> Result<Vec<City>, Error> {
    let rows = sqlx::query("SELECT code, name, schema_name FROM lianxin.city ORDER BY code")
        .fetch_all(conn)
        .await?;
    Ok(rows
        .iter()
        .map(|row| City {
            code: row.get(0),
            name: row.get(1),
            schema: row.get(2),
        })
        .collect())
}

async fn run(
    conn: &mut PgConnection,
    migrator: &Migrator,
    schema: &str,
    what: &str,
) -> Result<(), Error> {
    // `public` holds the extensions' operator classes; nobody but the owner may create there.
    conn.execute(AssertSqlSafe(format!("SET search_path = {schema}, public")))
        .await?;
    migrator
        .run_direct(None, conn, false)
        .await
        .map_err(|source| Error::Migrate {
            what: what.to_owned(),
            source,
        })?;
    conn.execute("RESET search_path").await?;
    Ok(())
}
