//! `lianxin demo`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};
use chrono::Utc;
use migrations::add_city;
use schema::identity::Passwords;
use schema::values::dates::china_date;

use super::ground::{open_vault, owner};
use super::print;
use crate::cli::DemoArgs;
use crate::config::Config;
use crate::demo::{self, Account, CITY, PASSWORD};
use crate::postgres::{Database, Role};

/// Loads the demo city into a database that has none.
pub(super) async fn demo(config: &Config, args: &DemoArgs) -> Result<()> {
    let database = Database::open(config).await?;
    let result = load(config, &database, args).await;
    database.stop().await;
    result
}

async fn load(config: &Config, database: &Database, args: &DemoArgs) -> Result<()> {
    if !database.cities().is_empty() {
        if args.if_empty {
            return Ok(());
        }
        bail!("the database holds a city already; the demo city is loaded only into an empty one");
    }
    let vault = open_vault(config, database)?;
    let begun = std::time::Instant::now();
    print(&format!(
        "Loading the demo city with {} households …\n",
        args.households
    ))?;
    let hash = Passwords::new(1)
        .hash(PASSWORD)
        .await
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let city = add_city(&mut database.connect(Role::Owner).await?, CITY.0, CITY.1).await?;
    let mut conn = owner(database, &city).await?;
    let loaded = demo::load(
        &mut conn,
        vault,
        args.households,
        china_date(Utc::now()),
        hash.0,
    )
    .await?;
    fs::write(note(config), remember(&loaded.accounts))?;
    print(&format!(
        "{}: {} unions, {} posts, {} households in {:.1} s. All people are fictional.\n{}",
        city.name,
        loaded.unions,
        loaded.posts,
        loaded.households,
        begun.elapsed().as_secs_f64(),
        accounts(&remembered(config))
    ))
}

/// Where the accounts of the demo city are noted, so that every start can tell them.
fn note(config: &Config) -> PathBuf {
    config.data_dir.join("demo-accounts.tsv")
}

fn remember(accounts: &[Account]) -> String {
    accounts
        .iter()
        .map(|account| {
            format!(
                "{}\t{}\t{}\t{}\n",
                account.login, account.name, account.union, account.what
            )
        })
        .collect()
}

/// Whether the data is the demo city's.
pub(super) fn is_demo(config: &Config) -> bool {
    note(config).exists()
}

/// The accounts that were noted: login, name, union, what to try.
pub(super) fn remembered(config: &Config) -> Vec<[String; 4]> {
    let text = fs::read_to_string(note(config)).unwrap_or_default();
    let line = |line: &str| {
        let mut parts = line.split('\t').map(str::to_owned);
        Some([parts.next()?, parts.next()?, parts.next()?, parts.next()?])
    };
    text.lines().filter_map(line).collect()
}

/// The accounts to sign in with, for people to read.
pub(super) fn accounts(accounts: &[[String; 4]]) -> String {
    let mut text = format!("  accounts  all with the password {PASSWORD}\n");
    for [login, name, union, what] in accounts {
        text.push_str(&format!("    {login:<10} {name}（{union}） {what}\n"));
    }
    text
}
