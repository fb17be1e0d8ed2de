//! What several commands stand on: the city that is meant, its owner's connection, the vault.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use migrations::City;
use schema::privacy::Vault;
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};

use crate::config::Config;
use crate::keys::{KeyDirectory, vault};
use crate::postgres::{Database, Role};

/// The vault of the personal numbers. Its keys are made with a new database; where there are cities
/// and no keys, somebody has lost them, and new ones would open nothing.
pub(super) fn open_vault(config: &Config, database: &Database) -> Result<Arc<Vault>> {
    let directory = KeyDirectory::open(config.keys_dir())?;
    let keys = match vault::load(&directory)? {
        Some(keys) => keys,
        None if database.cities().is_empty() => vault::create(&directory)?,
        None => vault::load_existing(&directory)?,
    };
    Ok(Arc::new(Vault::new(keys)))
}

/// The city with this code or name; without one, the only city.
pub(super) fn city(cities: &[City], wanted: Option<&str>) -> Result<City> {
    let names = || {
        cities
            .iter()
            .map(|city| format!("{} ({})", city.name, city.code))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (wanted, cities) {
        (None, [only]) => Ok(only.clone()),
        (None, []) => {
            bail!("there is no city yet: `lianxin import-tree FILE` or `lianxin demo` makes one")
        }
        (None, _) => bail!("say which city is meant with --city: {}", names()),
        (Some(wanted), _) => cities
            .iter()
            .find(|city| wanted == city.code || wanted == city.name)
            .cloned()
            .with_context(|| format!("there is no city '{wanted}'; there are: {}", names())),
    }
}

/// The owner's connection with a city as search path.
pub(super) async fn owner(database: &Database, city: &City) -> Result<PgConnection> {
    let mut conn = database.connect(Role::Owner).await?;
    conn.execute(AssertSqlSafe(format!(
        "SET search_path = {}, public",
        city.schema
    )))
    .await?;
    Ok(conn)
}
