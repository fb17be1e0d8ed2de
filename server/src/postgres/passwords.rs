//! Passwords of the database roles: made once, kept in one file that only the server can read.

use std::io::Write;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::home::sync_dir;
use super::{Error, Role};

/// One password per role. Servers that share an external database share this file.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Passwords {
    admin: String,
    owner: String,
    app: String,
    worker: String,
}

impl Passwords {
    /// Where they are kept.
    pub(crate) fn path(data_dir: &Path) -> PathBuf {
        data_dir.join("database-passwords.toml")
    }

    /// Reads the file; `None` where there is none.
    pub(crate) fn read(data_dir: &Path) -> Result<Option<Self>, Error> {
        let path = Self::path(data_dir);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::file("can't read", &path)(error)),
        };
        // The reason must not repeat the line, because the line holds a password.
        let passwords: Self = toml::from_str(&text).map_err(|error| Error::Passwords {
            path: path.clone(),
            reason: error.message().to_owned(),
        })?;
        let all = [
            &passwords.admin,
            &passwords.owner,
            &passwords.app,
            &passwords.worker,
        ];
        if all.iter().any(|p| {
            p.len() < 16
                || !p
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        }) {
            return Err(Error::Passwords {
                path,
                reason: "a password is 16 or more letters, digits, '-' and '_'".to_owned(),
            });
        }
        Ok(Some(passwords))
    }

    /// Makes new ones.
    pub(crate) fn generate() -> Self {
        Self {
            admin: random(),
            owner: random(),
            app: random(),
            worker: random(),
        }
    }

    /// Stores them, for ever or not at all.
    pub(crate) fn store(&self, data_dir: &Path) -> Result<(), Error> {
        let path = Self::path(data_dir);
        let text = toml::to_string(self).map_err(|error| Error::Passwords {
            path: path.clone(),
            reason: error.to_string(),
        })?;
        let mut file = tempfile::NamedTempFile::new_in(data_dir)
            .map_err(Error::file("can't write in", data_dir))?;
        write!(
            file,
            "# Passwords of the roles in the database. Keep this file to the server.\n{text}"
        )
        .and_then(|()| file.as_file().sync_all())
        .map_err(Error::file("can't write", &path))?;
        file.persist(&path)
            .map_err(|error| Error::file("can't write", &path)(error.error))?;
        sync_dir(data_dir)
    }

    /// The password of a role.
    pub(crate) fn of(&self, role: Role) -> &str {
        match role {
            Role::Admin => &self.admin,
            Role::Owner => &self.owner,
            Role::App => &self.app,
            Role::Worker => &self.worker,
        }
    }
}

/// 256 bits of the operating system's chance, in letters that need no quoting anywhere.
fn random() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}
