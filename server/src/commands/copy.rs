//! `lianxin backup` and `lianxin restore`.

use std::path::Path;

use anyhow::Result;

use super::print;
use crate::backup;
use crate::config::Config;
use crate::postgres::Database;

pub(super) async fn back_up(config: &Config, target: &Path, with_keys: bool) -> Result<()> {
    let keys = config.keys_dir();
    let database = Database::open(config).await?;
    let objects = config
        .attachment_store
        .is_none()
        .then(|| config.objects_dir());
    let taken = backup::take(
        &database,
        target,
        objects.as_deref(),
        with_keys.then_some(keys.as_path()),
    )
    .await;
    database.stop().await;
    let report = taken?;
    let about_keys = if report.keys {
        "The keys are in it: whoever has it can read every number.".to_owned()
    } else {
        format!(
            "The keys are not in it: keep a copy of {} elsewhere, or nobody can read the numbers in it.",
            keys.display()
        )
    };
    let about_objects = match &config.attachment_store {
        None => String::new(),
        Some(bucket) => {
            format!(
                "\nPhotographs and documents are not in it: they are in {bucket}, whose own versions and copies keep them."
            )
        }
    };
    print(&format!(
        "Backup: {} ({} files, {} bytes, PostgreSQL {}, up to {}).\n{about_keys}{about_objects}\n",
        report.place.display(),
        report.files,
        report.bytes,
        report.version,
        report.end
    ))
}

pub(super) async fn restore(config: &Config, source: &Path) -> Result<()> {
    let report = backup::restore(config, source).await?;
    let about_keys = if report.keys {
        String::new()
    } else {
        format!(
            "The keys were not in it: put them into {} before the server starts.\n",
            config.keys_dir().display()
        )
    };
    print(&format!(
        "Restored into {} ({} files, PostgreSQL {}, up to {}).\n{about_keys}",
        report.place.display(),
        report.files,
        report.version,
        report.end
    ))
}
