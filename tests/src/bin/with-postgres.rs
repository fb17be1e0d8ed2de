//! Runs a command beside a PostgreSQL of its own, which is found as the server finds its own one and
//! is gone afterwards: `with-postgres cargo test --workspace`. With `--older` as the first word it is
//! the oldest one installed that is older than that; where there is none it says so and runs nothing.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use server::config::Config;
use server::postgres::finder::{self, Binaries, Places};
use server::postgres::{Database, Role};

/// The address of a superuser of the PostgreSQL that the tests use.
const ADDRESS: &str = "LIANXIN_TEST_DATABASE_URL";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("with-postgres: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1).peekable();
    let older = arguments.next_if(|word| word == "--older").is_some();
    let Some(program) = arguments.next() else {
        anyhow::bail!("say which command to run");
    };
    let mut command = Command::new(program);
    command.args(arguments);
    if std::env::var_os(ADDRESS).is_some() {
        if older {
            eprintln!("with-postgres: {ADDRESS} names the one PostgreSQL to test on");
            return Ok(ExitCode::SUCCESS);
        }
        return status(command).await;
    }
    let named = std::env::var_os("LIANXIN_PG_BIN").map(PathBuf::from);
    let usual = finder::find(&Places::here(named.as_deref()), None)?;
    let chosen = if older {
        let Some(found) = before(&usual) else {
            eprintln!(
                "with-postgres: nothing older than PostgreSQL {} ({} or newer) is installed, so there is no second run",
                usual.version,
                finder::OLDEST
            );
            return Ok(ExitCode::SUCCESS);
        };
        found
    } else {
        usual
    };
    eprintln!(
        "with-postgres: on PostgreSQL {} ({}, {})",
        chosen.version,
        chosen.source,
        chosen.dir.display()
    );
    beside(chosen, command).await
}

/// The oldest PostgreSQL of this machine that is of an older major version.
fn before(usual: &Binaries) -> Option<Binaries> {
    finder::all(&Places::here(None))
        .into_iter()
        .filter(|found| found.major < usual.major)
        .min_by_key(|found| found.major)
}

async fn beside(programs: Binaries, mut command: Command) -> anyhow::Result<ExitCode> {
    let directory = tempfile::tempdir()?;
    // Tests that start a PostgreSQL themselves start the same one.
    command.env("LIANXIN_PG_BIN", &programs.dir);
    let config = Config {
        data_dir: directory.path().join("data"),
        database_url: None,
        pg_bin: Some(programs.dir),
        app_connections: 400,
        ..Config::default()
    };
    let database = Database::ready(&config).await?;
    let url = Database::url(&config, Role::Admin)?;
    command.env(ADDRESS, url.reveal());
    let result = status(command).await;
    database.stop().await;
    result
}

async fn status(mut command: Command) -> anyhow::Result<ExitCode> {
    let mut child = command.spawn()?;
    let status = tokio::task::spawn_blocking(move || child.wait()).await??;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
