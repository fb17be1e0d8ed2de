//! How a file is written down: its number, what it is found by, and its sealed numbers.

use uuid::Uuid;

use crate::privacy::vault::context;
use crate::privacy::{Vault, VaultError};
use crate::values::{IdentityNumber, PersonName, Phone};

/// The number on the file: city, year, and a running number of the city.
#[must_use]
pub fn file_number(city_code: &str, year: i32, number: i64) -> String {
    format!("{city_code}-{year}-{number:06}")
}

/// Whether a text is written as a file number is; a landline number (0539-8312345) is not.
#[must_use]
pub fn is_file_number(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), [city, year, number] if parts.iter().all(|part| digits(part))
        && city.len() == 4 && year.len() == 4 && number.len() >= 6)
}

/// What a household is found by: characters, initials and pinyin of every member's name.
#[must_use]
pub fn search_text<'a>(names: impl IntoIterator<Item = &'a PersonName>) -> String {
    names
        .into_iter()
        .map(PersonName::search_text)
        .collect::<Vec<_>>()
        .join("|")
}

/// An identity number sealed for its member, and its keyed hash.
///
/// # Errors
/// As the vault.
pub fn seal_id_number(
    vault: &Vault,
    member: Uuid,
    number: &IdentityNumber,
) -> Result<(Vec<u8>, Vec<u8>), VaultError> {
    let sealed = vault.seal(&context("member.id_number", member), number.expose())?;
    Ok((sealed, id_number_digest(vault, number)))
}

/// A telephone number sealed for its member, and its keyed hash.
///
/// # Errors
/// As the vault.
pub fn seal_phone(
    vault: &Vault,
    member: Uuid,
    phone: &Phone,
) -> Result<(Vec<u8>, Vec<u8>), VaultError> {
    let sealed = vault.seal(&context("member.phone", member), &phone.expose())?;
    Ok((sealed, phone_digest(vault, phone)))
}

/// Opens a sealed identity number.
///
/// # Errors
/// As the vault.
pub fn open_id_number(vault: &Vault, member: Uuid, sealed: &[u8]) -> Result<String, VaultError> {
    vault.open(&context("member.id_number", member), sealed)
}

/// Opens a sealed telephone number.
///
/// # Errors
/// As the vault.
pub fn open_phone(vault: &Vault, member: Uuid, sealed: &[u8]) -> Result<String, VaultError> {
    vault.open(&context("member.phone", member), sealed)
}

/// The keyed hash by which an identity number is found.
#[must_use]
pub fn id_number_digest(vault: &Vault, number: &IdentityNumber) -> Vec<u8> {
    vault.digest("id_number", number.expose()).to_vec()
}

/// The keyed hash by which a telephone number is found.
#[must_use]
pub fn phone_digest(vault: &Vault, phone: &Phone) -> Vec<u8> {
    vault.digest("phone", &phone.expose()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_number_is_told_from_a_landline() {
        assert!(is_file_number(&file_number("3713", 2026, 1)));
        assert!(is_file_number(&file_number("3713", 2026, 12_345_678)));
        for other in [
            "",
            "-",
            "--",
            "0539-8312345",
            "010-68521234",
            "3713-2026-",
            "3713-2026-00001x",
        ] {
            assert!(!is_file_number(other), "{other}");
        }
    }
}
