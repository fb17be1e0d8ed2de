//! How many passwords this machine can check a second: what signing in can't be faster than.
//!
//! Arguments: how many ask at once, and for how many seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};
use schema::identity::Passwords;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let mut number = || {
        arguments
            .next()
            .context("clients and seconds")?
            .context("a number")
    };
    let (clients, seconds) = (number()?, number()?);
    let cores = std::thread::available_parallelism()?.get();
    let passwords = Passwords::new(cores);
    let told = |error| anyhow!("{error:?}");
    let hash = passwords.hash("结对帮扶2014").await.map_err(told)?;
    let checked = Arc::new(AtomicU64::new(0));
    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..clients {
        let (passwords, hash, checked) = (passwords.clone(), hash.clone(), checked.clone());
        asking.spawn(async move {
            while Instant::now() < end {
                let right = passwords
                    .verify("结对帮扶2014", Some(&hash))
                    .await
                    .map_err(told)?;
                anyhow::ensure!(right, "the password is wrong");
                checked.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        });
    }
    while let Some(asked) = asking.join_next().await {
        asked??;
    }
    let checked = u32::try_from(checked.load(Ordering::Relaxed))?;
    #[allow(clippy::print_stdout)]
    {
        println!("{:.1}", f64::from(checked) / begun.elapsed().as_secs_f64());
    }
    Ok(())
}
