//! Brings a backup back.

use std::path::Path;

use super::archive::unpack;
use super::{Error, Manifest, Report};
use crate::config::Config;
use crate::postgres::{Cluster, Home, Postmaster, Role, connect, make_private, sync_dir};

/// Brings the backup at `place` back into the data directory of `config`, which must have no
/// database. Every file is compared with the manifest; then PostgreSQL recovers it and is asked for
/// its content, all that under another name: the database appears when it works.
///
/// # Errors
/// [`Error::Damaged`] when the backup is not as it was written, [`Error::NotEmpty`],
/// [`Error::KeysExist`], or whatever keeps PostgreSQL from starting on it, such as programs of another
/// major version. Then the data directory has no database, as before.
pub async fn restore(config: &Config, place: &Path) -> Result<Report, Error> {
    if config.database_url.is_some() {
        return Err(Error::External);
    }
    let home = Home::open(&config.data_dir)?;
    let lock = home.lock()?;
    if home.cluster().symlink_metadata().is_ok() {
        return Err(Error::NotEmpty(home.data_dir));
    }
    let scratch = home.scratch("restore-")?;
    let data = scratch.path().join("cluster");

    let (from, into, account) = (
        place.to_path_buf(),
        scratch.path().to_path_buf(),
        home.account.clone(),
    );
    let manifest: Manifest = tokio::task::spawn_blocking(move || {
        let manifest = unpack(&from, &into)?;
        account.give_all(&into.join("cluster"))?;
        Ok::<_, Error>(manifest)
    })
    .await??;
    let keys = config.keys_dir();
    if manifest.keys
        && keys
            .read_dir()
            .is_ok_and(|mut files| files.next().is_some())
    {
        return Err(Error::KeysExist(keys));
    }

    let (settings, of_home, at) = (config.clone(), home.clone(), data.clone());
    let (cluster, passwords) =
        tokio::task::spawn_blocking(move || Cluster::unpacked(of_home, &settings, at)).await??;
    prove(&cluster).await?;

    // Passwords, objects and keys first: a database is there when everything that it needs is.
    passwords.store(&home.data_dir)?;
    place_objects(&scratch.path().join("objects"), &config.objects_dir())?;
    if manifest.keys {
        place_keys(&scratch.path().join("keys"), &keys)?;
    }
    std::fs::rename(&data, home.cluster()).map_err(Error::file("can't create", &home.cluster()))?;
    sync_dir(home.cluster().parent().unwrap_or(&home.data_dir))?;
    drop(lock);
    Ok(Report::of(&home.cluster(), &manifest))
}

/// Starts the database and reads what it serves.
async fn prove(cluster: &Cluster) -> Result<(), Error> {
    let postmaster = Postmaster::start(cluster).await?;
    let read = async {
        let mut conn = connect(&cluster.url(Role::Admin, "lianxin")?).await?;
        migrations::cities(&mut conn)
            .await
            .map_err(crate::postgres::Error::from)
    };
    let outcome = read.await;
    postmaster.stop().await;
    let cities = outcome?;
    tracing::info!(cities = cities.len(), "the backup starts and can be read");
    Ok(())
}

/// Puts objects beside those that are there: one of the same name is of the same attachment, and what
/// belongs to none is cleaned away by the server.
fn place_objects(from: &Path, to: &Path) -> Result<(), Error> {
    if !from.exists() {
        return Ok(());
    }
    give_to_server(from)?;
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.map_err(|error| Error::file("can't read", from)(error.into()))?;
        let place = entry.path().strip_prefix(from).unwrap_or(entry.path());
        let place = to.join(place);
        if entry.file_type().is_dir() {
            make_private(&place)?;
        } else {
            std::fs::rename(entry.path(), &place).map_err(Error::file("can't create", &place))?;
        }
    }
    for dir in walkdir::WalkDir::new(to).into_iter().flatten() {
        if dir.file_type().is_dir() {
            sync_dir(dir.path())?;
        }
    }
    Ok(())
}

/// What comes out of a directory of PostgreSQL's account belongs to the server.
fn give_to_server(from: &Path) -> Result<(), Error> {
    use nix::unistd::{getegid, geteuid};
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.map_err(|error| Error::file("can't read", from)(error.into()))?;
        std::os::unix::fs::lchown(
            entry.path(),
            Some(geteuid().as_raw()),
            Some(getegid().as_raw()),
        )
        .map_err(Error::file("can't change the owner of", entry.path()))?;
    }
    Ok(())
}

fn place_keys(from: &Path, to: &Path) -> Result<(), Error> {
    give_to_server(from)?;
    if to.exists() {
        std::fs::remove_dir(to).map_err(Error::file("can't replace", to))?;
    }
    std::fs::rename(from, to).map_err(Error::file("can't create", to))?;
    sync_dir(to.parent().unwrap_or(to)).map_err(Error::from)
}
