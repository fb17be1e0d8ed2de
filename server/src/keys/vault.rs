//! The file of the keys that seal personal numbers. Losing it is losing the numbers, so it is made once and
//! never overwritten, only added to.

use schema::privacy::VaultKeys;

use super::directory::{KeyDirectory, KeyError};

const FILE: &str = "vault.keys";

/// The vault's keys; `None` when there is no file.
///
/// # Errors
/// See [`KeyError`].
pub fn load(directory: &KeyDirectory) -> Result<Option<VaultKeys>, KeyError> {
    directory
        .read(FILE)?
        .map(|text| {
            VaultKeys::parse(&text).map_err(|source| KeyError::Vault {
                path: directory.file(FILE),
                source,
            })
        })
        .transpose()
}

/// The vault's keys of a database that holds sealed values.
///
/// # Errors
/// [`KeyError::Missing`] when there is no file: new keys would not open what the old ones sealed.
pub fn load_existing(directory: &KeyDirectory) -> Result<VaultKeys, KeyError> {
    load(directory)?.ok_or_else(|| KeyError::Missing(directory.file(FILE)))
}

/// First keys for a new database.
///
/// # Errors
/// [`KeyError::Exists`] when there are keys already.
pub fn create(directory: &KeyDirectory) -> Result<VaultKeys, KeyError> {
    let _lock = directory.lock()?;
    if load(directory)?.is_some() {
        return Err(KeyError::Exists(directory.file(FILE)));
    }
    let keys = VaultKeys::generate();
    directory.write(FILE, &keys.print())?;
    Ok(keys)
}

/// Adds a key that seals from now on; the former ones go on opening. A running server takes it up when it
/// starts next. Gives the new key's number.
///
/// # Errors
/// See [`KeyError`].
pub fn rotate(directory: &KeyDirectory) -> Result<u16, KeyError> {
    let _lock = directory.lock()?;
    let mut keys = load_existing(directory)?;
    let id = keys.rotate().map_err(|source| KeyError::Vault {
        path: directory.file(FILE),
        source,
    })?;
    directory.write(FILE, &keys.print())?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use schema::privacy::Vault;

    use super::*;

    #[test]
    fn new_values_get_the_new_key_and_old_ones_still_open() {
        let home = tempfile::tempdir().unwrap();
        let directory = KeyDirectory::open(home.path().join("keys")).unwrap();
        assert!(load(&directory).unwrap().is_none());
        assert!(matches!(
            load_existing(&directory),
            Err(KeyError::Missing(_))
        ));
        assert!(matches!(rotate(&directory), Err(KeyError::Missing(_))));
        let first = Vault::new(create(&directory).unwrap());
        let sealed = first.seal("member.phone:1", "13800000000").unwrap();
        assert!(matches!(create(&directory), Err(KeyError::Exists(_))));
        assert_eq!(rotate(&directory).unwrap(), 2);
        let second = Vault::new(load_existing(&directory).unwrap());
        assert_eq!(
            second.open("member.phone:1", &sealed).unwrap(),
            "13800000000"
        );
        assert!(second.needs_reseal(&sealed).unwrap());
        let hash = |vault: &Vault| vault.digest("phone", "13800000000");
        assert_eq!(hash(&first), hash(&second));
    }
}
