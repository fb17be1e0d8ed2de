//! `lianxin verify`.

use anyhow::{Result, bail};
use sqlx::Executor as _;

use super::ground::{city, open_vault, owner};
use super::print;
use crate::attachments::{self, Store};
use crate::cli::{Verification, VerifyArgs};
use crate::config::Config;
use crate::postgres::Database;

/// Differences that are listed; the rest is counted.
const SHOWN: usize = 50;

pub(super) async fn verify(config: &Config, args: &VerifyArgs) -> Result<()> {
    let database = Database::open(config).await?;
    let result = each_city(config, &database, args).await;
    database.stop().await;
    result
}

async fn each_city(config: &Config, database: &Database, args: &VerifyArgs) -> Result<()> {
    let all = args.what == Verification::All;
    let cities = match &args.city.city {
        Some(wanted) => vec![city(database.cities(), Some(wanted))?],
        None => database.cities().to_vec(),
    };
    let mut faults = 0;
    for city in cities {
        let mut conn = owner(database, &city).await?;
        conn.execute("SET lianxin.maintenance = 'on'").await?;
        if all || args.what == Verification::Statistics {
            let differences = schema::statistics::verify(&mut conn)
                .await
                .map_err(|error| anyhow::anyhow!("{error:?}"))?;
            print(&format!(
                "{} statistics: {}\n",
                city.name,
                said(differences.len(), "every figure agrees with a recount")
            ))?;
            for difference in differences.iter().take(SHOWN) {
                print(&format!("  {difference}\n"))?;
            }
            faults += differences.len();
        }
        if all || args.what == Verification::Audit {
            let verified = schema::audit::verify(&mut conn)
                .await
                .map_err(|error| anyhow::anyhow!("{error:?}"))?;
            let whole = format!(
                "{} entries sealed, {} waiting, the chain is whole; head {}",
                verified.sealed,
                verified.waiting,
                verified.head.as_deref().unwrap_or("-")
            );
            print(&format!(
                "{} audit: {}\n",
                city.name,
                said(verified.faults.len(), &whole)
            ))?;
            for fault in verified.faults.iter().take(SHOWN) {
                print(&format!("  {fault}\n"))?;
            }
            faults += verified.faults.len();
        }
        if all || args.what == Verification::Ledger {
            let verified = schema::funds::verify(&mut conn)
                .await
                .map_err(|error| anyhow::anyhow!("{error:?}"))?;
            let whole = format!(
                "{} transactions with {} entries in {} accounts, exact to the fen",
                verified.transactions, verified.entries, verified.accounts
            );
            print(&format!(
                "{} ledger: {}\n",
                city.name,
                said(verified.faults.len(), &whole)
            ))?;
            for fault in verified.faults.iter().take(SHOWN) {
                print(&format!("  {fault}\n"))?;
            }
            faults += verified.faults.len();
        }
        if all || args.what == Verification::Attachments {
            let store = Store::open(config, open_vault(config, database)?)?;
            let (seen, found) = attachments::verify(&mut conn, &store, &city.schema).await?;
            let whole = format!("{seen} have their bytes, and each can be opened");
            print(&format!(
                "{} attachments: {}\n",
                city.name,
                said(found.len(), &whole)
            ))?;
            for fault in found.iter().take(SHOWN) {
                print(&format!("  {fault}\n"))?;
            }
            faults += found.len();
        }
    }
    if faults > 0 {
        bail!("{faults} faults were found");
    }
    Ok(())
}

fn said(faults: usize, well: &str) -> String {
    if faults == 0 {
        well.to_owned()
    } else {
        format!("{faults} faults")
    }
}
