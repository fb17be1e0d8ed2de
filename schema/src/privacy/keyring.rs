//! The keys of a city's personal data, and the text file that holds them outside the database.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A key: 32 bytes of chance.
pub type KeyBytes = [u8; 32];

/// Why a key file is refused. No reason repeats a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyringError {
    /// A line that is neither `index <key>` nor `data <id> <key>`, empty nor a comment.
    #[error("line {line} of the key file is not understood")]
    Line {
        /// Counted from 1.
        line: usize,
    },
    /// A key that is not 32 bytes in base64.
    #[error("the key in line {line} of the key file is not 32 bytes in base64")]
    Key {
        /// Counted from 1.
        line: usize,
    },
    /// The index key stands twice or a data key's number does.
    #[error("line {line} of the key file repeats a key")]
    Repeated {
        /// Counted from 1.
        line: usize,
    },
    /// There is no index key.
    #[error("the key file has no index key")]
    NoIndexKey,
    /// There is no data key.
    #[error("the key file has no data key")]
    NoDataKey,
    /// All 65,536 numbers of data keys are used up.
    #[error("no number is left for another data key")]
    Full,
    /// The current key, or one that is not there, can't be dropped.
    #[error("data key {0} is in use or unknown")]
    NotRetirable(u16),
}

/// One index key for keyed hashes, which stays for ever (or all hashes would have to be made anew from
/// the plaintexts), and the data keys in order, the last of which seals. Wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct VaultKeys {
    index_key: KeyBytes,
    data_keys: Vec<(u16, KeyBytes)>,
}

impl VaultKeys {
    /// Keys that exist already; the last data key is the current one.
    ///
    /// # Errors
    /// [`KeyringError::NoDataKey`]; [`KeyringError::Repeated`] with the place of the second key of a number.
    pub fn new(
        index_key: KeyBytes,
        data_keys: impl IntoIterator<Item = (u16, KeyBytes)>,
    ) -> Result<Self, KeyringError> {
        let mut keys = Self {
            index_key,
            data_keys: Vec::new(),
        };
        for (place, (id, key)) in data_keys.into_iter().enumerate() {
            if keys.data_key(id).is_some() {
                return Err(KeyringError::Repeated { line: place + 1 });
            }
            keys.data_keys.push((id, key));
        }
        if keys.data_keys.is_empty() {
            Err(KeyringError::NoDataKey)
        } else {
            Ok(keys)
        }
    }

    /// New keys from the operating system's chance, data key number 1.
    pub fn generate() -> Self {
        Self {
            index_key: rand::random(),
            data_keys: vec![(1, rand::random())],
        }
    }

    /// Adds a data key that seals from now on; the former ones still open. The index key stays.
    ///
    /// # Errors
    /// [`KeyringError::Full`].
    pub fn rotate(&mut self) -> Result<u16, KeyringError> {
        let highest = self
            .data_keys
            .iter()
            .map(|(id, _)| *id)
            .max()
            .unwrap_or_default();
        let id = highest.checked_add(1).ok_or(KeyringError::Full)?;
        self.data_keys.push((id, rand::random()));
        Ok(id)
    }

    /// Drops a former data key, when everything that it sealed was sealed anew.
    ///
    /// # Errors
    /// [`KeyringError::NotRetirable`].
    pub fn retire(&mut self, id: u16) -> Result<(), KeyringError> {
        let (current, _) = self.current();
        match self
            .data_keys
            .iter()
            .position(|(known, _)| *known == id && id != current)
        {
            Some(place) => {
                let (_, mut key) = self.data_keys.remove(place);
                key.zeroize();
                Ok(())
            }
            None => Err(KeyringError::NotRetirable(id)),
        }
    }

    /// Reads the key file: one key a line, `index <base64>` once, `data <id> <base64>` in order of age;
    /// empty lines and lines beginning with `#` are passed over.
    ///
    /// # Errors
    /// See [`KeyringError`].
    pub fn parse(text: &str) -> Result<Self, KeyringError> {
        let mut index_key = None;
        let mut data_keys: Vec<(u16, KeyBytes)> = Vec::new();
        for (line, content) in (1..).zip(text.lines()) {
            let words: Vec<&str> = content.split_whitespace().collect();
            match words.as_slice() {
                [] => {}
                [first, ..] if first.starts_with('#') => {}
                ["index", _] if index_key.is_some() => return Err(KeyringError::Repeated { line }),
                ["index", key] => index_key = Some(decode(key, line)?),
                ["data", id, key] => {
                    let id = id.parse().map_err(|_| KeyringError::Line { line })?;
                    if data_keys.iter().any(|(known, _)| *known == id) {
                        return Err(KeyringError::Repeated { line });
                    }
                    data_keys.push((id, decode(key, line)?));
                }
                _ => return Err(KeyringError::Line { line }),
            }
        }
        Self::new(index_key.ok_or(KeyringError::NoIndexKey)?, data_keys)
    }

    /// The key file's text, wiped from memory when dropped. Write it where only the server's user may read.
    pub fn print(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::from(
            "# Keys of personal data. Keep a copy apart from the database's backups; without it they can't be read.\n",
        ));
        text.push_str(&format!("index {}\n", BASE64.encode(self.index_key)));
        for (id, key) in &self.data_keys {
            text.push_str(&format!("data {id} {}\n", BASE64.encode(key)));
        }
        text
    }

    /// The numbers of the data keys, oldest first.
    pub fn data_key_ids(&self) -> impl Iterator<Item = u16> + '_ {
        self.data_keys.iter().map(|(id, _)| *id)
    }

    pub(super) fn index_key(&self) -> &KeyBytes {
        &self.index_key
    }

    pub(super) fn data_key(&self, id: u16) -> Option<&KeyBytes> {
        self.data_keys
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, key)| key)
    }

    /// The key that seals: the constructors see to it that there is one.
    pub(super) fn current(&self) -> (u16, &KeyBytes) {
        let (id, key) = &self.data_keys[self.data_keys.len() - 1];
        (*id, key)
    }
}

fn decode(key: &str, line: usize) -> Result<KeyBytes, KeyringError> {
    let bytes = Zeroizing::new(BASE64.decode(key).map_err(|_| KeyringError::Key { line })?);
    bytes
        .as_slice()
        .try_into()
        .map_err(|_| KeyringError::Key { line })
}

impl fmt::Debug for VaultKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<u16> = self.data_key_ids().collect();
        f.debug_struct("VaultKeys")
            .field("data_key_ids", &ids)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_again() {
        let mut keys = VaultKeys::generate();
        assert_eq!(keys.rotate(), Ok(2));
        assert_eq!(VaultKeys::parse(&keys.print()).unwrap(), keys);
        assert_eq!(keys.current().0, 2);
    }

    #[test]
    fn rotation_keeps_the_index_key_and_the_former_keys() {
        let mut keys = VaultKeys::generate();
        let before = keys.clone();
        keys.rotate().unwrap();
        assert_eq!(keys.index_key(), before.index_key());
        assert_eq!(keys.data_key(1), before.data_key(1));
        assert_eq!(keys.retire(2), Err(KeyringError::NotRetirable(2)));
        assert_eq!(keys.retire(7), Err(KeyringError::NotRetirable(7)));
        assert_eq!(keys.retire(1), Ok(()));
        assert_eq!(keys.data_key_ids().collect::<Vec<_>>(), [2]);
        assert_eq!(
            VaultKeys::new([0; 32], [(u16::MAX, [1; 32])])
                .unwrap()
                .rotate(),
            Err(KeyringError::Full)
        );
    }

    #[test]
    fn refuses_a_broken_file() {
        use KeyringError::*;
        let key = BASE64.encode([7; 32]);
        let short = BASE64.encode([7; 31]);
        for (text, reason) in [
            (String::new(), NoIndexKey),
            (format!("data 1 {key}"), NoIndexKey),
            (format!("index {key}"), NoDataKey),
            (format!("index {key}\nindex {key}"), Repeated { line: 2 }),
            (
                format!("index {key}\ndata 1 {key}\n\ndata 1 {key}"),
                Repeated { line: 4 },
            ),
            (format!("index {short}"), Key { line: 1 }),
            ("index ***".to_owned(), Key { line: 1 }),
            (format!("index {key}\ndata 65536 {key}"), Line { line: 2 }),
            (format!("index {key}\ndata {key}"), Line { line: 2 }),
            (format!("key {key}"), Line { line: 1 }),
        ] {
            assert_eq!(VaultKeys::parse(&text), Err(reason));
        }
        assert!(
            VaultKeys::parse(&format!("# note\r\n\r\n index {key}\r\ndata 1 {key}\r\n")).is_ok()
        );
    }

    #[test]
    fn never_prints_a_key_by_accident() {
        let keys = VaultKeys::new([77; 32], [(1, [88; 32])]).unwrap();
        assert_eq!(format!("{keys:?}"), "VaultKeys { data_key_ids: [1], .. }");
    }
}
