//! The account of the operating system that PostgreSQL runs as.

use std::os::unix::fs::{MetadataExt, lchown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::unistd::{Uid, User, geteuid};

use super::Error;

/// Who runs PostgreSQL: the server's own user, or, because PostgreSQL refuses root, an
/// unprivileged one.
#[derive(Debug, Clone)]
pub(crate) struct Account(Option<User>);

impl Account {
    /// The account for a data directory: for root its owner where it exists already, else
    /// `postgres`, else `nobody`.
    pub(crate) fn choose(cluster: &Path) -> Result<Self, Error> {
        if !geteuid().is_root() {
            return Ok(Self(None));
        }
        let owner = cluster
            .metadata()
            .ok()
            .map(|meta| Uid::from_raw(meta.uid()))
            .filter(|uid| !uid.is_root())
            .and_then(|uid| User::from_uid(uid).ok().flatten());
        let named = || {
            ["postgres", "nobody"]
                .iter()
                .find_map(|name| User::from_name(name).ok().flatten())
        };
        owner
            .or_else(named)
            .map(|user| Self(Some(user)))
            .ok_or(Error::NoAccount)
    }

    /// Name of the account, where it is not the server's own.
    pub(crate) fn name(&self) -> Option<&str> {
        self.0.as_ref().map(|user| user.name.as_str())
    }

    /// A command that runs as this account, without input and without the settings of libpq that
    /// the environment may hold for somebody else's database.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some(user) = &self.0 {
            // The standard library drops root's supplementary groups along with the user.
            command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
        }
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        command.env("LC_ALL", "C").stdin(Stdio::null());
        command
    }

    /// Makes this account the owner of a file or directory.
    pub(crate) fn give(&self, path: &Path) -> Result<(), Error> {
        let Some(user) = &self.0 else { return Ok(()) };
        // Never through a link: the account could have put one there.
        lchown(path, Some(user.uid.as_raw()), Some(user.gid.as_raw()))
            .map_err(Error::file("can't change the owner of", path))
    }

    /// Whether this account owns a directory that nobody else can enter.
    pub(crate) fn owns_alone(&self, path: &Path) -> bool {
        let uid = self.0.as_ref().map_or_else(geteuid, |user| user.uid);
        path.symlink_metadata().is_ok_and(|meta| {
            meta.is_dir() && meta.uid() == uid.as_raw() && meta.mode() & 0o077 == 0
        })
    }

    /// Whether this account can enter a directory. Asked by trying, because permission bits do not
    /// tell the whole of it (access lists, name spaces).
    pub(crate) fn can_enter(&self, dir: &Path) -> bool {
        self.0.is_none()
            || self
                .command(Path::new("true"))
                .current_dir(dir)
                .status()
                .is_ok_and(|status| status.success())
    }
}
