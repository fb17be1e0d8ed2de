//! The data directory: who may use it, and where in it the managed database lies.
//!
//! ```text
//! data/                        the server's; root's lets others pass through, not look
//!     lock                     held by the process that uses the directory
//!     database-passwords.toml  of the database roles, readable by the server alone
//!     keys/                    of the vault and of the tokens
//!     postgres/                of the account that runs PostgreSQL, closed to everybody else
//!         cluster/             the data directory of PostgreSQL
//!         log/  socket/
//! ```

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use nix::unistd::geteuid;
use sha2::{Digest, Sha256};

use super::{Account, Error};

/// Where root keeps the database when the account that runs it can't enter the data directory.
const SYSTEM_STATE: &str = "/var/lib/lianxin";
/// Bytes of a Unix socket's path, the name of PostgreSQL's socket included (`sun_path` less its
/// closing NUL; macOS has the least).
const SOCKET_PATH: usize = 103;

/// The data directory while this process has it for itself. Dropping it gives it free.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file is not enough: a child that was forked this moment and has not yet become
        // its program holds a copy, and the lock with it. Where this fails, closing still releases.
        drop(self.0.unlock());
    }
}

/// The paths of one data directory.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    /// The data directory itself, absolute.
    pub(crate) data_dir: PathBuf,
    /// Who runs PostgreSQL here.
    pub(crate) account: Account,
    /// The part that belongs to the account, absolute and without links.
    postgres: PathBuf,
}

impl Home {
    /// Opens the directory, making what is missing.
    pub(crate) fn open(data_dir: &Path) -> Result<Self, Error> {
        let root = geteuid().is_root();
        make_private(data_dir)?;
        let data_dir = data_dir
            .canonicalize()
            .map_err(Error::file("can't open", data_dir))?;
        let link = data_dir.join("postgres");
        let account = Account::choose(&link.join("cluster"))?;
        if root {
            let mode = mode(&data_dir)?;
            // The account passes through to its own directory; it can't list this one, and what
            // lies here is closed file by file.
            set_mode(&data_dir, mode | 0o011)?;
        }
        if !link.exists() {
            if account.can_enter(&data_dir) {
                make_private(&link)?;
                account.give(&link)?;
            } else {
                elsewhere(&link, &account)?;
            }
        }
        let postgres = link
            .canonicalize()
            .map_err(Error::file("can't open", &link))?;
        Ok(Self {
            data_dir,
            account,
            postgres,
        })
    }

    /// Takes the directory for this process, so that two servers never manage one database.
    pub(crate) fn lock(&self) -> Result<Lock, Error> {
        let path = self.data_dir.join("lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(Error::file("can't open", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let pid = file
                    .read_to_string(&mut holder)
                    .ok()
                    .and_then(|_| holder.trim().parse().ok());
                return Err(Error::InUse {
                    data_dir: self.data_dir.clone(),
                    pid,
                });
            }
            Err(fs::TryLockError::Error(source)) => {
                return Err(Error::file("can't lock", &path)(source));
            }
        }
        // For the message of the next one who tries; the lock itself is the kernel's.
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{}", std::process::id()))
            .map_err(Error::file("can't write", &path))?;
        Ok(Lock(file))
    }

    /// The data directory of PostgreSQL.
    pub(crate) fn cluster(&self) -> PathBuf {
        self.postgres.join("cluster")
    }

    /// A directory of the account beside the cluster, made where it is missing.
    pub(crate) fn beside(&self, name: &str) -> Result<PathBuf, Error> {
        let dir = self.postgres.join(name);
        make_private(&dir)?;
        self.account.give(&dir)?;
        Ok(dir)
    }

    /// A directory of the account beside the cluster that is removed again unless it is kept:
    /// where something is prepared that must appear whole or not at all.
    pub(crate) fn scratch(&self, prefix: &str) -> Result<tempfile::TempDir, Error> {
        let dir = tempfile::Builder::new()
            .prefix(prefix)
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(&self.postgres)
            .map_err(Error::file("can't write in", &self.postgres))?;
        self.account.give(dir.path())?;
        Ok(dir)
    }

    /// Directory of the Unix socket: beside the cluster, or, where that path is too long for the
    /// operating system, a private one with a short name.
    pub(crate) fn sockets(&self, port: u16) -> Result<PathBuf, Error> {
        let usual = self.postgres.join("socket");
        let fits =
            |dir: &Path| dir.join(format!(".s.PGSQL.{port}")).as_os_str().len() <= SOCKET_PATH;
        if fits(&usual) {
            return self.beside("socket");
        }
        let digest = Sha256::digest(self.postgres.as_os_str().as_encoded_bytes());
        let name = format!("lianxin-{}", hex::encode(&digest[..6]));
        let runtime = if geteuid().is_root() {
            Some(PathBuf::from("/run"))
        } else {
            std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from)
        };
        let short = runtime
            .into_iter()
            .chain([std::env::temp_dir(), PathBuf::from("/tmp")])
            .filter(|dir| dir.is_dir())
            .map(|dir| dir.join(&name))
            .find(|dir| fits(dir))
            .unwrap_or_else(|| Path::new("/tmp").join(&name));
        if !short.exists() {
            make_private(&short)?;
            self.account.give(&short)?;
        }
        // Anybody can make a directory of this name in a shared place; only our own will do.
        if !self.account.owns_alone(&short) {
            let taken = std::io::Error::other("it belongs to somebody else or is open to others");
            return Err(Error::file("can't use the socket directory", &short)(taken));
        }
        tracing::info!(socket = %short.display(), "the data directory's path is too long for a socket, so it lies elsewhere");
        Ok(short)
    }
}

/// Gives the account a directory of its own outside and leaves a link to it.
fn elsewhere(link: &Path, account: &Account) -> Result<(), Error> {
    let state = Path::new(SYSTEM_STATE);
    if !state.exists() {
        make_private(state)?;
        set_mode(state, 0o711)?;
    }
    let place = tempfile::Builder::new()
        .prefix("postgres-")
        .permissions(Permissions::from_mode(0o700))
        .tempdir_in(state)
        .map_err(Error::file("can't write in", state))?;
    account.give(place.path())?;
    std::os::unix::fs::symlink(place.path(), link).map_err(Error::file("can't create", link))?;
    let place = place.keep();
    tracing::info!(
        link = %link.display(), place = %place.display(), account = account.name(),
        "the account that runs PostgreSQL can't enter the data directory, so the database lies elsewhere"
    );
    Ok(())
}

/// Makes a directory that only its owner can enter, with its parents, where it is missing.
pub(crate) fn make_private(dir: &Path) -> Result<(), Error> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(Error::file("can't create", dir))
}

fn mode(path: &Path) -> Result<u32, Error> {
    let meta = path.metadata().map_err(Error::file("can't open", path))?;
    Ok(meta.permissions().mode() & 0o7777)
}

fn set_mode(path: &Path, mode: u32) -> Result<(), Error> {
    fs::set_permissions(path, Permissions::from_mode(mode))
        .map_err(Error::file("can't change the permissions of", path))
}

/// Makes a finished directory entry survive a power cut.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), Error> {
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(Error::file("can't write", dir))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_in_a_forked_child_does_not_keep_the_directory() {
        let place = tempfile::tempdir().expect("a directory");
        let home = Home::open(&place.path().join("data")).expect("a home");
        let lock = home.lock().expect("free");
        let inherited = lock.0.try_clone().expect("a copy");
        assert!(matches!(home.lock(), Err(Error::InUse { .. })));
        drop(lock);
        drop(home.lock().expect("free again"));
        drop(inherited);
    }
}
