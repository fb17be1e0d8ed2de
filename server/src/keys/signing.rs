//! The keys that sign access tokens: Ed25519, the last one signs, the former ones still verify.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD as BASE64, URL_SAFE_NO_PAD};
use chrono::{DateTime, SecondsFormat, Utc};
use ed25519_dalek::SigningKey;
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::directory::{KeyDirectory, KeyError};

const FILE: &str = "signing.keys";
/// A former key must outlive the tokens that it signed, which live for minutes.
const KEPT: usize = 3;
/// How often the file is looked at: `lianxin keys rotate` works while servers run.
const LOOK: Duration = Duration::from_secs(10);

/// What may be shown of a signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKeyInfo {
    /// Its id (`kid`), the beginning of its thumbprint.
    pub id: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

pub(super) struct Key {
    pub(super) info: SigningKeyInfo,
    pub(super) encoding: EncodingKey,
    pub(super) decoding: DecodingKey,
    public: [u8; 32],
    seed: Zeroizing<[u8; 32]>,
}

struct Ring {
    keys: Arc<Vec<Key>>,
    modified: Option<SystemTime>,
    looked: Instant,
}

/// The signing keys as the file has them now.
pub struct SigningKeys {
    directory: KeyDirectory,
    ring: RwLock<Ring>,
}

impl std::fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.current().iter().map(|key| &key.info))
            .finish()
    }
}

impl SigningKeys {
    /// Reads the keys; the first one is made where there is none.
    ///
    /// # Errors
    /// As the file.
    pub fn open(directory: &KeyDirectory) -> Result<Self, KeyError> {
        if directory.read(FILE)?.is_none() {
            save(directory, &[Key::generate(Utc::now())])?;
        }
        let modified = modified(directory);
        let keys = Arc::new(load(directory)?);
        Ok(Self {
            directory: directory.clone(),
            ring: RwLock::new(Ring {
                keys,
                modified,
                looked: Instant::now(),
            }),
        })
    }

    /// Makes a new key that signs from now on. Running servers notice within seconds.
    ///
    /// # Errors
    /// As the file.
    pub fn rotate(
        directory: &KeyDirectory,
        now: DateTime<Utc>,
    ) -> Result<SigningKeyInfo, KeyError> {
        let mut keys = Self::open(directory).and_then(|_| load(directory))?;
        let key = Key::generate(now);
        let info = key.info.clone();
        keys.push(key);
        let keep = keys.len().saturating_sub(KEPT);
        save(directory, &keys[keep..])?;
        Ok(info)
    }

    /// The keys, oldest first; the last one signs.
    #[must_use]
    pub fn list(&self) -> Vec<SigningKeyInfo> {
        self.current().iter().map(|key| key.info.clone()).collect()
    }

    /// The public keys as a JSON Web Key Set (RFC 7517, RFC 8037).
    #[must_use]
    pub fn jwks(&self) -> Value {
        let keys = self.current();
        let keys = keys.iter().map(|key| {
            json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.info.id, "x": URL_SAFE_NO_PAD.encode(key.public) })
        });
        json!({ "keys": keys.collect::<Vec<_>>() })
    }

    /// The keys as the file has them; a file that is broken meanwhile changes nothing.
    pub(super) fn current(&self) -> Arc<Vec<Key>> {
        {
            let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
            if ring.looked.elapsed() < LOOK {
                return ring.keys.clone();
            }
        }
        let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        ring.looked = Instant::now();
        let now = modified(&self.directory);
        if now != ring.modified {
            match load(&self.directory) {
                Ok(keys) => {
                    ring.keys = Arc::new(keys);
                    ring.modified = now;
                }
                Err(error) => {
                    tracing::error!(%error, "the signing keys can't be read again; the known ones stay in use")
                }
            }
        }
        ring.keys.clone()
    }
}

fn modified(directory: &KeyDirectory) -> Option<SystemTime> {
    std::fs::metadata(directory.file(FILE))
        .and_then(|metadata| metadata.modified())
        .ok()
}

fn load(directory: &KeyDirectory) -> Result<Vec<Key>, KeyError> {
    let broken = |line: usize| KeyError::Content {
        path: directory.file(FILE),
        what: format!("line {line} is not 'ed25519 <time made> <32 bytes in base64>'"),
    };
    let text = directory.read(FILE)?.unwrap_or_default();
    let mut keys = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            [first, ..] if first.starts_with('#') => {}
            ["ed25519", made, seed] => {
                let made = DateTime::parse_from_rfc3339(made).map_err(|_| broken(number))?;
                let bytes = Zeroizing::new(BASE64.decode(seed).map_err(|_| broken(number))?);
                let seed: [u8; 32] = bytes.as_slice().try_into().map_err(|_| broken(number))?;
                keys.push(Key::of_seed(Zeroizing::new(seed), made.to_utc()));
            }
            _ => return Err(broken(number)),
        }
    }
    if keys.is_empty() {
        return Err(KeyError::Content {
            path: directory.file(FILE),
            what: "there is no key in it".into(),
        });
    }
    Ok(keys)
}

fn save(directory: &KeyDirectory, keys: &[Key]) -> Result<(), KeyError> {
    let mut text = Zeroizing::new(String::from(
        "# Keys of access tokens; the last one signs.\n",
    ));
    for key in keys {
        let made = key
            .info
            .created_at
            .to_rfc3339_opts(SecondsFormat::Secs, true);
        text.push_str(&format!("ed25519 {made} {}\n", BASE64.encode(*key.seed)));
    }
    directory.write(FILE, &text)
}

impl Key {
    fn generate(now: DateTime<Utc>) -> Self {
        Self::of_seed(Zeroizing::new(rand::random()), now)
    }

    fn of_seed(seed: Zeroizing<[u8; 32]>, created_at: DateTime<Utc>) -> Self {
        // The PKCS #8 form of an Ed25519 key is this prefix and the seed (RFC 8410, §7).
        const PKCS8: &[u8] = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
        let public = SigningKey::from_bytes(&seed).verifying_key().to_bytes();
        let der = Zeroizing::new([PKCS8, seed.as_slice()].concat());
        let id = URL_SAFE_NO_PAD.encode(&Sha256::digest(public)[..9]);
        Self {
            info: SigningKeyInfo { id, created_at },
            encoding: EncodingKey::from_ed_der(&der),
            decoding: DecodingKey::from_ed_der(&public),
            public,
            seed,
        }
    }
}
