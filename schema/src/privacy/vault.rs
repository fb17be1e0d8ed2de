//! Sealing personal values for the database, and hashing them for exact search.
//!
//! Sealed bytes: one byte of format (1), the data key's number (2 bytes, big endian), nonce (24),
//! ciphertext with tag. XChaCha20-Poly1305 takes nonces by chance without fear of repetition
//! (draft-irtf-cfrg-xchacha-03, §2). Format, key number and context are authenticated with it.

use std::fmt;

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use thiserror::Error;
use zeroize::Zeroizing;

use super::keyring::VaultKeys;

const FORMAT: u8 = 1;
const HEADER: usize = 3;
const NONCE: usize = 24;

/// Why sealed bytes can't be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VaultError {
    /// Cut off, or not made here.
    #[error("the sealed value has an unknown form")]
    Form,
    /// The key that sealed it is not in the key file any more.
    #[error("data key {0} is not in the key file")]
    UnknownKey(u16),
    /// Another key under the same number, changed bytes, or bytes moved here from another field or row.
    #[error("the sealed value does not belong here or was changed")]
    NotAuthentic,
    /// Longer than the cipher takes (256 GiB).
    #[error("the value is too long to be sealed")]
    TooLong,
}

/// Seals, opens and hashes with the keys of one city.
pub struct Vault {
    keys: VaultKeys,
}

/// The context of a value: its field and the row's id, so that sealed bytes are worthless in any other
/// place. `context("member.id_number", id)` is `member.id_number:<id>`.
pub fn context(field: &str, row: impl fmt::Display) -> String {
    format!("{field}:{row}")
}

impl Vault {
    /// A vault with these keys.
    pub fn new(keys: VaultKeys) -> Self {
        Self { keys }
    }

    /// Seals a value with the current key for the place named by the context (see [`context`]).
    ///
    /// # Errors
    /// [`VaultError::TooLong`].
    pub fn seal(&self, context: &str, plaintext: &str) -> Result<Vec<u8>, VaultError> {
        self.seal_bytes(context, plaintext.as_bytes())
    }

    /// As [`Vault::seal`], for what is no text.
    ///
    /// # Errors
    /// [`VaultError::TooLong`].
    pub fn seal_bytes(&self, context: &str, plaintext: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (id, key) = self.keys.current();
        let header = header(id);
        let nonce: [u8; NONCE] = rand::random();
        let aad = associated(&header, context);
        let ciphertext = XChaCha20Poly1305::new(&(*key).into())
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: plaintext,
                    aad: &aad,
                },
            )
            .map_err(|_| VaultError::TooLong)?;
        Ok([header.as_slice(), &nonce, &ciphertext].concat())
    }

    /// Opens what [`Vault::seal`] sealed for the same context, with whichever key sealed it.
    ///
    /// # Errors
    /// See [`VaultError`].
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<String, VaultError> {
        let plaintext = self.open_bytes(context, sealed)?;
        String::from_utf8(plaintext).map_err(|_| VaultError::NotAuthentic)
    }

    /// Opens what [`Vault::seal_bytes`] sealed for the same context.
    ///
    /// # Errors
    /// See [`VaultError`].
    pub fn open_bytes(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let id = key_id(sealed)?;
        let key = self.keys.data_key(id).ok_or(VaultError::UnknownKey(id))?;
        let (header, rest) = sealed.split_at_checked(HEADER).ok_or(VaultError::Form)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(VaultError::Form)?;
        let aad = associated(header, context);
        XChaCha20Poly1305::new(&(*key).into())
            .decrypt(
                &XNonce::from(*nonce),
                Payload {
                    msg: ciphertext,
                    aad: &aad,
                },
            )
            .map_err(|_| VaultError::NotAuthentic)
    }

    /// Whether a former key sealed it, so that it is to be opened and sealed anew.
    ///
    /// # Errors
    /// [`VaultError::Form`].
    pub fn needs_reseal(&self, sealed: &[u8]) -> Result<bool, VaultError> {
        Ok(key_id(sealed)? != self.keys.current().0)
    }

    /// A keyed hash for exact search and for finding duplicates: HMAC-SHA-256 with the index key over
    /// domain and value. Equal values of one domain have equal hashes, whichever data key is current;
    /// without the key nobody can try out the few million possible numbers. Hash the normalised form.
    pub fn digest(&self, domain: &str, normalised: &str) -> [u8; 32] {
        // HMAC fills a key shorter than its 64-byte block with zeros (RFC 2104, §2).
        let mut block = Zeroizing::new([0; 64]);
        block[..32].copy_from_slice(self.keys.index_key());
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&(*block).into());
        // The length keeps ("ab", "c") apart from ("a", "bc").
        mac.update(&(domain.len() as u64).to_be_bytes());
        mac.update(domain.as_bytes());
        mac.update(normalised.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn header(key_id: u16) -> [u8; HEADER] {
    let [high, low] = key_id.to_be_bytes();
    [FORMAT, high, low]
}

fn key_id(sealed: &[u8]) -> Result<u16, VaultError> {
    match sealed {
        [FORMAT, high, low, ..] => Ok(u16::from_be_bytes([*high, *low])),
        _ => Err(VaultError::Form),
    }
}

fn associated(header: &[u8], context: &str) -> Vec<u8> {
    [header, context.as_bytes()].concat()
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Vault").field(&self.keys).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(index: u8, data: &[(u16, u8)]) -> VaultKeys {
        VaultKeys::new(
            [index; 32],
            data.iter().map(|(id, byte)| (*id, [*byte; 32])),
        )
        .unwrap()
    }

    fn vault(index: u8, data: &[(u16, u8)]) -> Vault {
        Vault::new(keys(index, data))
    }

    const FIELD: &str = "member.id_number:1";

    #[test]
    fn opens_only_in_its_place_and_with_its_key() {
        let vault_one = vault(9, &[(1, 1)]);
        let sealed = vault_one.seal(FIELD, "11010519491231002X").unwrap();
        assert_eq!(
            vault_one.open(FIELD, &sealed).unwrap(),
            "11010519491231002X"
        );
        assert_eq!(
            vault_one.open("member.id_number:2", &sealed),
            Err(VaultError::NotAuthentic)
        );
        assert_eq!(
            vault_one.open("member.phone:1", &sealed),
            Err(VaultError::NotAuthentic)
        );
        assert_eq!(
            vault(9, &[(1, 2)]).open(FIELD, &sealed),
            Err(VaultError::NotAuthentic)
        );
        assert_eq!(
            vault(9, &[(2, 1)]).open(FIELD, &sealed),
            Err(VaultError::UnknownKey(1))
        );
        // The same key under another number: the number is authenticated too.
        let mut renumbered = sealed.clone();
        renumbered[2] = 2;
        assert_eq!(
            vault(9, &[(1, 1), (2, 1)]).open(FIELD, &renumbered),
            Err(VaultError::NotAuthentic)
        );
    }

    #[test]
    fn refuses_every_cut_and_every_changed_bit() {
        let vault = vault(9, &[(1, 1)]);
        let sealed = vault.seal(FIELD, "13812345678").unwrap();
        for length in 0..sealed.len() {
            assert!(
                vault.open(FIELD, &sealed[..length]).is_err(),
                "{length} bytes"
            );
        }
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(vault.open(FIELD, &changed).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn equal_values_are_sealed_differently() {
        let vault = vault(9, &[(1, 1)]);
        assert_ne!(
            vault.seal(FIELD, "x").unwrap(),
            vault.seal(FIELD, "x").unwrap()
        );
    }

    #[test]
    fn a_rotated_ring_opens_old_values_and_keeps_hashes() {
        let mut ring = keys(9, &[(1, 1)]);
        let before = Vault::new(ring.clone());
        let sealed = before.seal(FIELD, "13812345678").unwrap();
        let hash = before.digest("phone", "13812345678");
        ring.rotate().unwrap();
        let after = Vault::new(ring);
        assert_eq!(after.open(FIELD, &sealed).unwrap(), "13812345678");
        assert_eq!(
            (before.needs_reseal(&sealed), after.needs_reseal(&sealed)),
            (Ok(false), Ok(true))
        );
        let fresh = after.seal(FIELD, "13812345678").unwrap();
        assert_eq!(after.needs_reseal(&fresh), Ok(false));
        assert_eq!(before.open(FIELD, &fresh), Err(VaultError::UnknownKey(2)));
        assert_eq!(after.digest("phone", "13812345678"), hash);
        assert_eq!(after.needs_reseal(b"\x02\0\x01"), Err(VaultError::Form));
    }

    #[test]
    fn hashes_depend_on_key_domain_and_value() {
        let vault_one = vault(9, &[(1, 1)]);
        let hash = vault_one.digest("phone", "13812345678");
        assert_eq!(hash, vault_one.digest("phone", "13812345678"));
        assert_ne!(hash, vault_one.digest("id", "13812345678"));
        assert_ne!(hash, vault_one.digest("phone", "13812345679"));
        assert_ne!(hash, vault(8, &[(1, 1)]).digest("phone", "13812345678"));
        assert_ne!(vault_one.digest("ab", "c"), vault_one.digest("a", "bc"));
    }

    #[test]
    fn hashing_is_hmac_sha_256() {
        // Computed apart: HMAC-SHA-256, key 32 × 0x09, message 0x0000000000000005 ‖ "phone" ‖ "13812345678".
        let hash = vault(9, &[(1, 1)]).digest("phone", "13812345678");
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "ff97660cd391aca31f55bf1e4a20ea4d5c7591ebec525e2a52a876f5e3b1dc0e"
        );
    }

    #[test]
    fn never_prints_a_key() {
        let printed = format!("{:?}", vault(77, &[(1, 88)]));
        assert_eq!(printed, "Vault(VaultKeys { data_key_ids: [1], .. })");
    }

    proptest! {
        #[test]
        fn what_is_sealed_is_opened(text in any::<String>(), place in any::<String>()) {
            let vault = vault(9, &[(1, 1), (2, 2)]);
            let sealed = vault.seal(&place, &text).unwrap();
            prop_assert_eq!(vault.open(&place, &sealed), Ok(text));
        }

        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let vault = vault(9, &[(1, 1)]);
            prop_assert!(vault.open(FIELD, &bytes).is_err());
            let _ = vault.needs_reseal(&bytes);
        }
    }
}
