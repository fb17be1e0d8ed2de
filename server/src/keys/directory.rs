//! The directory of the key files.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

/// Why keys can't be used. No reason repeats a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A file or the directory can't be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Others than the owner may read it.
    #[error(
        "{path} can be read by others (mode {mode:o}); take that away with: chmod go-rwx {path}"
    )]
    Open {
        /// Which one.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// The text of a key file is not understood.
    #[error("{path}: {what}")]
    Content {
        /// Which one.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
}

/// A directory of key files with mode 0700, its files 0600.
#[derive(Debug, Clone)]
pub struct KeyDirectory(PathBuf);

impl KeyDirectory {
    /// Opens the directory and makes it where it is missing.
    ///
    /// # Errors
    /// [`KeyError::Open`] where others may look into it.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, KeyError> {
        let directory = Self(path.into());
        if !directory.0.exists() {
            make_private(&directory.0).map_err(|source| KeyError::File {
                path: directory.0.clone(),
                source,
            })?;
        }
        refuse_open(&directory.0)?;
        Ok(directory)
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The text of a key file, or nothing where there is none.
    pub(super) fn read(&self, name: &str) -> Result<Option<Zeroizing<String>>, KeyError> {
        let path = self.file(name);
        match fs::read_to_string(&path) {
            Ok(text) => {
                refuse_open(&path)?;
                Ok(Some(Zeroizing::new(text)))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(KeyError::File { path, source }),
        }
    }

    /// Replaces a key file as a whole: a crash leaves the old one or the new one.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<(), KeyError> {
        let path = self.file(name);
        let write = || -> std::io::Result<()> {
            // Made with mode 0600.
            let mut file = tempfile::NamedTempFile::new_in(&self.0)?;
            file.write_all(text.as_bytes())?;
            file.as_file().sync_all()?;
            file.persist(&path)?;
            fs::File::open(&self.0)?.sync_all()
        };
        write().map_err(|source| KeyError::File {
            path: path.clone(),
            source,
        })
    }
}

#[cfg(unix)]
fn make_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}

#[cfg(not(unix))]
fn make_private(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(unix)]
fn refuse_open(path: &Path) -> Result<(), KeyError> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = fs::metadata(path).map_err(|source| KeyError::File {
        path: path.to_owned(),
        source,
    })?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        Ok(())
    } else {
        Err(KeyError::Open {
            path: path.to_owned(),
            mode,
        })
    }
}

#[cfg(not(unix))]
fn refuse_open(_: &Path) -> Result<(), KeyError> {
    Ok(())
}
