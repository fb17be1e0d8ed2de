//! Backups of the managed database and of the photographs and documents beside it, taken while they are
//! used, and their way back.
//!
//! A backup is what PostgreSQL calls a base backup: the files of its data directory between
//! `pg_backup_start` and `pg_backup_stop`, the label, and the write-ahead log of that time, which
//! makes them consistent at the moment of the end. It is a directory, or one file when the target's
//! name ends in `.tar`; inside lie
//!
//! ```text
//! cluster/…       the data directory of PostgreSQL, its log of that time included
//! objects/…       the sealed bytes of photographs and documents, where the data directory has them
//! keys/…          the server's key files, only when asked for
//! manifest.json   each file's length and SHA-256, written last
//! ```
//!
//! Everything is written under another name, flushed to the disk and renamed, so what bears the
//! target's name is whole. The passwords of the database's roles are never in it: a restored database
//! gets new ones.

mod archive;
mod manifest;
mod restore;
mod take;

use std::io;
use std::path::{Path, PathBuf};

pub use manifest::Manifest;
pub use restore::restore;
pub use take::take;

use crate::postgres;

/// What was taken or brought back.
#[derive(Debug, Clone)]
pub struct Report {
    /// Where it lies now.
    pub place: PathBuf,
    /// Number of files.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Version of PostgreSQL, such as `18.4`.
    pub version: String,
    /// Position in PostgreSQL's log at which the backup ended: everything committed before is in it.
    pub end: String,
    /// Whether the server's key files are in it. Without them nobody can read identity and
    /// telephone numbers in a restored database, so they must be kept somewhere else.
    pub keys: bool,
}

impl Report {
    fn of(place: &Path, manifest: &Manifest) -> Self {
        Self {
            place: place.to_path_buf(),
            files: manifest.files.len(),
            bytes: manifest.files.values().map(|file| file.bytes).sum(),
            version: manifest.version.clone(),
            end: manifest.end.clone(),
            keys: manifest.keys,
        }
    }
}

/// Why there is no backup, or none that can be brought back. Nothing was left half done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `database_url` points at a PostgreSQL that others run.
    #[error(
        "only the database that the server manages itself is backed up and restored by it; for the one \
         that database_url points at, use its own tools (pg_basebackup, pg_dump)"
    )]
    External,
    /// Something has the target's name already.
    #[error("{} is there already; choose another name", .0.display())]
    TargetExists(PathBuf),
    /// The target would become part of what is backed up.
    #[error("{} lies inside the database's own directory; choose another place", .0.display())]
    TargetInside(PathBuf),
    /// Tables were put outside the data directory.
    #[error("the database has tablespaces, which this backup does not follow; use pg_basebackup")]
    Tablespaces,
    /// What was given is no whole backup, or was changed.
    #[error("{} is no whole backup: {reason}", place.display())]
    Damaged {
        /// The backup.
        place: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The data directory has a database already.
    #[error(
        "{} has a database already. Restore into an empty data directory: choose one by data_dir \
         (LIANXIN_DATA_DIR), or move the old one away", .0.display()
    )]
    NotEmpty(PathBuf),
    /// The backup brings keys and the data directory has some.
    #[error("the backup holds key files, and {} has some already; move them away first", .0.display())]
    KeysExist(PathBuf),
    /// A file operation failed.
    #[error("{doing} {}: {source}", path.display())]
    File {
        /// What was being done.
        doing: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// PostgreSQL refused a step of the backup.
    #[error("{doing}: {source}")]
    Sql {
        /// What was being done.
        doing: &'static str,
        /// The cause.
        source: sqlx::Error,
    },
    /// The database could not be started or made.
    #[error(transparent)]
    Postgres(#[from] postgres::Error),
    /// The work was interrupted inside the server.
    #[error("the backup's task ended unexpectedly: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl Error {
    fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File {
            doing,
            path,
            source,
        }
    }

    fn damaged(place: &Path, reason: impl Into<String>) -> Self {
        Self::Damaged {
            place: place.to_path_buf(),
            reason: reason.into(),
        }
    }
}
