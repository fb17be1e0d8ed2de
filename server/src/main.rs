//! The binary `lianxin`.

use std::process::ExitCode;

use clap::Parser as _;
use server::cli::Cli;
use server::commands;

// An answer is made of a thousand small values; the system's allocator takes a fifth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
