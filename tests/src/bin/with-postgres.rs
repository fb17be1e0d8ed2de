//! Runs a command beside a PostgreSQL of its own, which is found as the server finds its own one and
//! is gone afterwards: `with-postgres cargo test --workspace`.

use std::process::{Command, ExitCode};

use server::config::Config;
use server::postgres::{Database, Role};

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
    let mut arguments = std::env::args_os().skip(1);
    let Some(program) = arguments.next() else {
        anyhow::bail!("say which command to run");
    };
    if std::env::var_os("LIANXIN_TEST_DATABASE_URL").is_some() {
        return status(Command::new(program).args(arguments)).await;
    }
    let directory = tempfile::tempdir()?;
    let config = Config { data_dir: directory.path().join("data"), database_url: None, ..Config::load(None)? };
    let database = Database::ready(&config).await?;
    let url = Database::url(&config, Role::Admin)?;
    let result = status(Command::new(program).args(arguments).env("LIANXIN_TEST_DATABASE_URL", url.reveal())).await;
    database.stop().await;
    result
}

async fn status(command: &mut Command) -> anyhow::Result<ExitCode> {
    let mut child = command.spawn()?;
    let status = tokio::task::spawn_blocking(move || child.wait()).await??;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
