//! The keys of the personal numbers.

use schema::privacy::VaultKeys;

use super::directory::{KeyDirectory, KeyError};

const FILE: &str = "vault.keys";

impl KeyDirectory {
    /// The keys that seal personal numbers; made on the first start.
    ///
    /// # Errors
    /// As the file. A file that is there and is not understood is never replaced.
    pub fn vault(&self) -> Result<VaultKeys, KeyError> {
        let Some(text) = self.read(FILE)? else {
            let keys = VaultKeys::generate();
            self.write(FILE, &keys.print())?;
            return Ok(keys);
        };
        VaultKeys::parse(&text).map_err(|error| KeyError::Content {
            path: self.file(FILE),
            what: error.to_string(),
        })
    }

    /// Adds a key that seals from the next start on; what is sealed stays readable. Returns its number.
    ///
    /// # Errors
    /// As [`KeyDirectory::vault`].
    pub fn rotate_vault(&self) -> Result<u16, KeyError> {
        let mut keys = self.vault()?;
        let id = keys.rotate().map_err(|error| KeyError::Content {
            path: self.file(FILE),
            what: error.to_string(),
        })?;
        self.write(FILE, &keys.print())?;
        Ok(id)
    }
}
