//! The binary `lianxin`.

use std::process::ExitCode;

use clap::Parser as _;
use server::cli::Cli;
use server::commands;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    use std::io::Write as _;
    // Where not even this can be written, the status says that it failed.
    let _ = writeln!(std::io::stderr(), "lianxin: {error:#}");
    ExitCode::FAILURE
}
