//! The keys that sign access tokens: Ed25519, kept as a JWK set (RFC 7517, RFC 8037), oldest first.
//! The last one signs; the former ones verify until the last token that they signed has ended.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chrono::{DateTime, TimeDelta, Utc};
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::directory::{KeyDirectory, KeyError};

pub(super) const FILE: &str = "signing.json";

/// Longer than any server goes on signing with a key that was replaced in its file.
const RELOAD_SLACK: TimeDelta = TimeDelta::minutes(2);

/// What becomes of the former keys at a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Former {
    /// They verify until the last token that they signed has ended.
    Expire,
    /// They verify nothing from now on, because one of them leaked: every browser fetches a new access
    /// token by its refresh token.
    Refuse,
}

/// The public half of a key as the world sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicJwk {
    /// Key type: `OKP`.
    pub kty: String,
    /// Curve: `Ed25519`.
    pub crv: String,
    /// The key id: the thumbprint of RFC 7638.
    pub kid: String,
    /// What it is for: `sig`.
    #[serde(rename = "use")]
    pub purpose: String,
    /// Algorithm: `EdDSA`.
    pub alg: String,
    /// The public key, base64url.
    pub x: String,
}

/// A JWK set, as `/.well-known/jwks.json` publishes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwks {
    /// The keys, oldest first.
    pub keys: Vec<PublicJwk>,
}

/// One line of the list of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInfo {
    /// The key id.
    pub kid: String,
    /// When it was made.
    pub created: DateTime<Utc>,
    /// Whether it signs.
    pub signs: bool,
    /// Whether tokens that it signed are still accepted.
    pub verifies: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredJwk {
    #[serde(flatten)]
    public: PublicJwk,
    /// The private key, base64url (RFC 8037, section 2).
    d: String,
    /// Seconds since 1970.
    created: i64,
}

impl Drop for StoredJwk {
    fn drop(&mut self) {
        self.d.zeroize();
    }
}

#[derive(Serialize, Deserialize)]
struct StoredSet {
    keys: Vec<StoredJwk>,
}

pub(super) struct SigningKey {
    public: PublicJwk,
    created: DateTime<Utc>,
    seed: Zeroizing<[u8; 32]>,
    pub(super) encoding: EncodingKey,
    pub(super) decoding: DecodingKey,
}

impl SigningKey {
    fn generate(now: DateTime<Utc>) -> Result<Self, String> {
        Self::from_seed(Zeroizing::new(rand::random()), now)
    }

    fn from_seed(seed: Zeroizing<[u8; 32]>, created: DateTime<Utc>) -> Result<Self, String> {
        let pair = ed25519_dalek::SigningKey::from_bytes(&seed);
        let public = pair.verifying_key();
        let private = pair
            .to_pkcs8_der()
            .map_err(|_| "the key can't be encoded".to_owned())?;
        Ok(Self {
            public: public_jwk(public.as_bytes()),
            created,
            encoding: EncodingKey::from_ed_der(private.as_bytes()),
            decoding: DecodingKey::from_ed_der(public.as_bytes()),
            seed,
        })
    }

    fn from_stored(stored: &StoredJwk) -> Result<Self, String> {
        let decoded = BASE64.decode(&stored.d).map(Zeroizing::new);
        let seed = decoded
            .ok()
            .and_then(|bytes| bytes.as_slice().try_into().ok().map(Zeroizing::new))
            .ok_or_else(|| "a private key is not 32 bytes in base64url".to_owned())?;
        let created = DateTime::from_timestamp(stored.created, 0)
            .ok_or_else(|| "a key has no time of making".to_owned())?;
        let key = Self::from_seed(seed, created)?;
        if key.public == stored.public {
            Ok(key)
        } else {
            Err("a public key does not belong to its private key".to_owned())
        }
    }

    fn stored(&self) -> StoredJwk {
        StoredJwk {
            public: self.public.clone(),
            d: BASE64.encode(self.seed.as_slice()),
            created: self.created.timestamp(),
        }
    }

    pub(super) fn kid(&self) -> &str {
        &self.public.kid
    }
}

fn public_jwk(key: &[u8; 32]) -> PublicJwk {
    let x = BASE64.encode(key);
    // RFC 7638, section 3: the required members in the order of their names, without spaces.
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    PublicJwk {
        kty: "OKP".to_owned(),
        crv: "Ed25519".to_owned(),
        kid: BASE64.encode(Sha256::digest(canonical)),
        purpose: "sig".to_owned(),
        alg: "EdDSA".to_owned(),
        x,
    }
}

/// The keys of one file.
pub struct SigningKeys {
    former: Vec<SigningKey>,
    current: SigningKey,
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKeys")
            .field("current", &self.current.kid())
            .field("former", &self.former.len())
            .finish_non_exhaustive()
    }
}

impl SigningKeys {
    fn generate(now: DateTime<Utc>) -> Result<Self, String> {
        Ok(Self {
            former: Vec::new(),
            current: SigningKey::generate(now)?,
        })
    }

    fn parse(text: &str) -> Result<Self, String> {
        // The parser's own words may quote the content.
        let set: StoredSet = serde_json::from_str(text)
            .map_err(|e| format!("no JWK set, line {} column {}", e.line(), e.column()))?;
        let mut keys = set
            .keys
            .iter()
            .map(SigningKey::from_stored)
            .collect::<Result<Vec<_>, _>>()?;
        let current = keys.pop().ok_or_else(|| "it has no key".to_owned())?;
        Ok(Self {
            former: keys,
            current,
        })
    }

    fn print(&self) -> Result<Zeroizing<String>, String> {
        let set = StoredSet {
            keys: self.all().map(SigningKey::stored).collect(),
        };
        serde_json::to_string_pretty(&set)
            .map(Zeroizing::new)
            .map_err(|_| "the keys can't be written".to_owned())
    }

    fn all(&self) -> impl Iterator<Item = &SigningKey> {
        self.former.iter().chain([&self.current])
    }

    /// The keys whose tokens may still be valid.
    fn in_force(&self, now: DateTime<Utc>, life: TimeDelta) -> impl Iterator<Item = &SigningKey> {
        let successors = self.all().skip(1).map(Some).chain([None]);
        self.all()
            .zip(successors)
            .filter(move |(_, successor)| {
                successor.is_none_or(|next| next.created + life + RELOAD_SLACK > now)
            })
            .map(|(key, _)| key)
    }

    fn rotate(
        &mut self,
        now: DateTime<Utc>,
        life: TimeDelta,
        former: Former,
    ) -> Result<(), String> {
        let next = SigningKey::generate(now)?;
        let last = std::mem::replace(&mut self.current, next);
        self.former.push(last);
        let kept: Vec<String> = match former {
            Former::Refuse => Vec::new(),
            Former::Expire => self
                .in_force(now, life)
                .map(|key| key.kid().to_owned())
                .collect(),
        };
        self.former
            .retain(|key| kept.iter().any(|kid| kid == key.kid()));
        Ok(())
    }

    pub(super) const fn current(&self) -> &SigningKey {
        &self.current
    }

    pub(super) fn find(
        &self,
        kid: &str,
        now: DateTime<Utc>,
        life: TimeDelta,
    ) -> Option<&SigningKey> {
        self.in_force(now, life).find(|key| key.kid() == kid)
    }

    /// The public halves of the keys whose tokens, of at most this life, may still be valid.
    #[must_use]
    pub fn jwks(&self, now: DateTime<Utc>, life: TimeDelta) -> Jwks {
        Jwks {
            keys: self
                .in_force(now, life)
                .map(|key| key.public.clone())
                .collect(),
        }
    }
}

fn broken(directory: &KeyDirectory) -> impl Fn(String) -> KeyError {
    let path = directory.file(FILE);
    move |reason| KeyError::Signing {
        path: path.clone(),
        reason,
    }
}

fn load(directory: &KeyDirectory) -> Result<Option<SigningKeys>, KeyError> {
    directory
        .read(FILE)?
        .map(|text| SigningKeys::parse(&text).map_err(broken(directory)))
        .transpose()
}

fn store(directory: &KeyDirectory, keys: &SigningKeys) -> Result<(), KeyError> {
    directory.write(FILE, &keys.print().map_err(broken(directory))?)
}

/// The keys as they are, or first ones. Losing signing keys costs nobody more than one refresh.
pub(super) fn load_or_create(
    directory: &KeyDirectory,
    now: DateTime<Utc>,
) -> Result<SigningKeys, KeyError> {
    if let Some(keys) = load(directory)? {
        return Ok(keys);
    }
    let _lock = directory.lock()?;
    if let Some(keys) = load(directory)? {
        return Ok(keys);
    }
    let keys = SigningKeys::generate(now).map_err(broken(directory))?;
    store(directory, &keys)?;
    Ok(keys)
}

/// Makes a new key that signs from now on, and drops former keys whose last token, of at most `life`, has
/// ended. Servers that run take the new key within a minute. Gives the new key's id.
///
/// # Errors
/// See [`KeyError`].
pub fn rotate(
    directory: &KeyDirectory,
    now: DateTime<Utc>,
    life: TimeDelta,
    former: Former,
) -> Result<String, KeyError> {
    let mut keys = load_or_create(directory, now)?;
    let _lock = directory.lock()?;
    // Another rotation may have come between.
    if let Some(newer) = load(directory)? {
        keys = newer;
    }
    keys.rotate(now, life, former).map_err(broken(directory))?;
    store(directory, &keys)?;
    Ok(keys.current.kid().to_owned())
}

/// The signing keys of the directory, oldest first; none before the first start.
///
/// # Errors
/// See [`KeyError`].
pub fn list(
    directory: &KeyDirectory,
    now: DateTime<Utc>,
    life: TimeDelta,
) -> Result<Vec<KeyInfo>, KeyError> {
    let Some(keys) = load(directory)? else {
        return Ok(Vec::new());
    };
    Ok(keys
        .all()
        .map(|key| KeyInfo {
            kid: key.kid().to_owned(),
            created: key.created,
            signs: key.kid() == keys.current.kid(),
            verifies: keys.find(key.kid(), now, life).is_some(),
        })
        .collect())
}

#[cfg(test)]
#[path = "signing_tests.rs"]
mod tests;
