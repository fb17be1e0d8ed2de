//! `lianxin import-tree`.

use std::path::Path;

use anyhow::{Context as _, Result};
use migrations::add_city;
use schema::unions::import;

use super::ground::{open_vault, owner};
use super::print;
use crate::config::Config;
use crate::postgres::{Database, Role};

/// Gives every division of a list its union; the city is the list's own.
pub(super) async fn import(config: &Config, file: &Path) -> Result<()> {
    let text = std::fs::read(file).with_context(|| format!("can't read {}", file.display()))?;
    let divisions = import::parse(&text)?;
    let root = divisions
        .iter()
        .find(|division| division.level == "city")
        .context("the list has no line with the level `city`")?;
    let code = root
        .code
        .get(..4)
        .with_context(|| format!("'{}' is no code of a city", root.code))?;
    let database = Database::open(config).await?;
    let work = async {
        // The keys come before the first row that needs them.
        open_vault(config, &database)?;
        let city = add_city(&mut database.connect(Role::Owner).await?, code, &root.name).await?;
        let mut conn = owner(&database, &city).await?;
        let imported = import::import(&mut conn, &divisions).await?;
        print(&format!(
            "{}: {} unions founded, {} were there already.\n",
            city.name, imported.added, imported.existing
        ))
    };
    let result = work.await;
    database.stop().await;
    result
}
