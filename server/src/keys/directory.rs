//! A directory for secrets: nobody else reads it, and a file in it is replaced whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use schema::privacy::keyring::KeyringError;
use thiserror::Error;
use zeroize::Zeroizing;

/// Why keys can't be read or written. No reason repeats a key.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The file system refuses.
    #[error("key file {path}: {source}")]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the file system says.
        source: io::Error,
    },
    /// Others may read it.
    #[error("{path} is open to others (mode {mode:o}); run: chmod {wanted:o} {path}")]
    Open {
        /// The file or directory.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
        /// What they should be.
        wanted: u32,
    },
    /// There is no such key file.
    #[error("{0} is missing; restore it from the copy that is kept apart from the backups")]
    Missing(PathBuf),
    /// It would be overwritten, and with it the only means to read what it sealed.
    #[error("{0} exists already and is never overwritten")]
    Exists(PathBuf),
    /// The file of signing keys is broken.
    #[error("{path} does not hold signing keys: {reason}")]
    Signing {
        /// The file.
        path: PathBuf,
        /// What is wrong, without a word of the content.
        reason: String,
    },
    /// The file of vault keys is broken, or no number is left.
    #[error("{path}: {source}")]
    Vault {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: KeyringError,
    },
}

/// A directory of mode 0700 with files of mode 0600.
#[derive(Debug, Clone)]
pub struct KeyDirectory {
    path: PathBuf,
}

/// While it lives no other process changes the keys.
pub(super) struct Lock(#[expect(dead_code, reason = "closing the file releases the lock")] File);

/// What tells one version of a file from another.
pub(super) type Stamp = (SystemTime, u64);

impl KeyDirectory {
    /// Opens the directory, and makes it where there is none.
    ///
    /// # Errors
    /// [`KeyError::Io`]; [`KeyError::Open`] when others may enter it.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, KeyError> {
        let path = path.into();
        create_private(&path).map_err(|source| KeyError::Io {
            path: path.clone(),
            source,
        })?;
        check(&path, 0o700)?;
        Ok(Self { path })
    }

    /// Where a file of this name lies.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The text of a file, wiped from memory when dropped; `None` when there is none.
    pub(super) fn read(&self, name: &str) -> Result<Option<Zeroizing<String>>, KeyError> {
        let path = self.file(name);
        match fs::read_to_string(&path) {
            Ok(text) => {
                let text = Zeroizing::new(text);
                check(&path, 0o600)?;
                Ok(Some(text))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(KeyError::Io { path, source }),
        }
    }

    /// Replaces a file: after a crash it is the old one or the new one.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<(), KeyError> {
        let path = self.file(name);
        let replace = || -> io::Result<()> {
            // Made with mode 0600.
            let mut file = tempfile::NamedTempFile::new_in(&self.path)?;
            file.write_all(text.as_bytes())?;
            file.as_file().sync_all()?;
            file.persist(&path)?;
            sync_directory(&self.path)
        };
        replace().map_err(|source| KeyError::Io {
            path: path.clone(),
            source,
        })
    }

    pub(super) fn stamp(&self, name: &str) -> Option<Stamp> {
        let metadata = fs::metadata(self.file(name)).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    }

    /// Waits until no other process changes the keys.
    pub(super) fn lock(&self) -> Result<Lock, KeyError> {
        let path = self.file("lock");
        let lock = || {
            let file = File::options().create(true).append(true).open(&path)?;
            file.lock()?;
            Ok(Lock(file))
        };
        lock().map_err(|source| KeyError::Io {
            path: path.clone(),
            source,
        })
    }
}

#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(unix)]
fn check(path: &Path, wanted: u32) -> Result<(), KeyError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = fs::metadata(path).map_err(|source| KeyError::Io {
        path: path.to_owned(),
        source,
    })?;
    let mode = metadata.permissions().mode() & 0o7777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(KeyError::Open {
        path: path.to_owned(),
        mode,
        wanted,
    })
}

#[cfg(not(unix))]
fn check(_: &Path, _: u32) -> Result<(), KeyError> {
    Ok(())
}

/// A rename is only durable once the directory is.
#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn only_the_owner_reads_what_is_written() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("deep/keys");
        let keys = KeyDirectory::open(&path).unwrap();
        assert_eq!(mode(&path), 0o700);
        assert!(keys.read("a").unwrap().is_none());
        keys.write("a", "one").unwrap();
        keys.write("a", "two").unwrap();
        assert_eq!(mode(&path.join("a")), 0o600);
        assert_eq!(keys.read("a").unwrap().unwrap().as_str(), "two");
        // No temporary file is left.
        assert_eq!(fs::read_dir(&path).unwrap().count(), 1);
    }

    #[test]
    fn refuses_what_others_may_read() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("keys");
        let keys = KeyDirectory::open(&path).unwrap();
        keys.write("a", "secret").unwrap();
        for bits in [0o640, 0o604, 0o660] {
            fs::set_permissions(path.join("a"), fs::Permissions::from_mode(bits)).unwrap();
            let error = keys.read("a").unwrap_err();
            assert!(matches!(error, KeyError::Open { mode, .. } if mode == bits));
            assert!(error.to_string().contains("chmod 600"), "{error}");
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).unwrap();
        let error = KeyDirectory::open(&path).unwrap_err();
        assert!(error.to_string().contains("chmod 700"), "{error}");
    }
}
