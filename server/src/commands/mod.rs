//! What the commands of the binary do.

mod copy;
mod demo;
mod ground;
mod keys;
mod serve;
mod tree;
mod user;
mod verify;

use std::io::Write as _;

use anyhow::Result;

use crate::cli::{Cli, Command};
use crate::config::Config;
use crate::logging::{self, LogSettings};
use crate::postgres::Database;

/// Runs a command to its end.
///
/// # Errors
/// What kept it from being done, in words for the operator.
pub async fn run(cli: Cli) -> Result<()> {
    if matches!(cli.command, Command::Schema) {
        return print(&schema::graphql::sdl());
    }
    let config = Config::load(cli.config.as_deref())?;
    logging::init(&LogSettings {
        format: config.log_format,
        filter: config.log.clone(),
    })?;
    match cli.command {
        Command::Serve => serve::serve(&config).await,
        Command::Migrate => {
            let database = Database::open(&config).await?;
            let cities: Vec<&str> = database
                .cities()
                .iter()
                .map(|city| city.name.as_str())
                .collect();
            print(&format!(
                "The database is up to date. Cities: {}\n",
                cities.join(", ")
            ))?;
            database.stop().await;
            Ok(())
        }
        Command::Demo(args) => demo::demo(&config, &args).await,
        Command::User { action } => user::user(&config, &action).await,
        Command::ImportTree(args) => tree::import(&config, &args.file).await,
        Command::Keys { action } => keys::keys(&config, &action),
        Command::Backup { target, with_keys } => copy::back_up(&config, &target, with_keys).await,
        Command::Restore { source } => copy::restore(&config, &source).await,
        Command::Verify(args) => verify::verify(&config, &args).await,
        Command::Schema => Ok(()),
        Command::DatabaseUrl(args) => print(&format!(
            "{}\n",
            Database::url(&config, args.role)?.reveal()
        )),
    }
}

/// Writes what a command answers to standard output.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}
