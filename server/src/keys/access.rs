//! Access tokens: JWT as RFC 9068 has them (`typ: at+jwt`), signed with Ed25519, living for minutes.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Header, Validation};
use schema::id::{LawyerId, PersonId, SessionId, StaffId};
use schema::tenancy::{Claims, Post};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use uuid::Uuid;

use super::directory::{KeyDirectory, KeyError, Stamp};
use super::signing::{self, Jwks, SigningKeys};

/// The type of these tokens, so that no other token of the same keys passes for one (RFC 9068, section 2.1).
const TYPE: &str = "at+jwt";
/// Clocks of servers may differ by this many seconds.
const LEEWAY: u64 = 5;
/// How long a server may be unaware of a rotation.
const RELOAD: Duration = Duration::from_secs(60);
/// How often a token with an unknown key may make the server look at the file.
const RELOAD_ON_UNKNOWN: Duration = Duration::from_secs(1);
/// Ours have some 500 bytes.
const MAX_LENGTH: usize = 4096;

/// Why a token is not accepted: no more is told to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenError {
    /// It was ours, and its time is over: fetch a new one by the refresh token.
    #[error("the access token has expired")]
    Expired,
    /// It is none of ours.
    #[error("the access token is not valid")]
    Invalid,
}

/// What all tokens of this server say.
#[derive(Debug, Clone)]
pub struct TokenSettings {
    /// `iss`: the address of the server as its users know it.
    pub issuer: String,
    /// `aud`: whom the tokens are for.
    pub audience: String,
    /// How long a token lives.
    pub life: TimeDelta,
}

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// The person.
    #[serde(with = "as_text")]
    pub sub: PersonId,
    /// The sign-in.
    #[serde(with = "as_text")]
    pub sid: SessionId,
    /// Schema of the city.
    pub city: String,
    /// What the person acts in: a post at a union, or a place at a partner.
    #[serde(with = "as_post")]
    pub post: Post,
    /// When it was made, in seconds since 1970.
    pub iat: i64,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
    /// Who made it.
    pub iss: String,
    /// Whom it is for.
    pub aud: String,
    /// Its own id.
    pub jti: Uuid,
}

impl From<&AccessClaims> for Claims {
    fn from(token: &AccessClaims) -> Self {
        Self {
            city: token.city.clone(),
            session_id: token.sid.uuid(),
            person_id: token.sub.uuid(),
            post: token.post,
        }
    }
}

/// A token, and when it ends. `Debug` does not show the token.
pub struct SignedToken {
    /// The bearer token. A secret.
    pub token: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

impl fmt::Debug for SignedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedToken")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

struct Loaded {
    keys: Arc<SigningKeys>,
    stamp: Option<Stamp>,
    looked_at: Instant,
}

/// Signs and verifies access tokens with the keys of a directory, and takes up a rotation while it runs.
pub struct AccessTokens {
    directory: KeyDirectory,
    settings: TokenSettings,
    validation: Validation,
    loaded: RwLock<Loaded>,
}

impl fmt::Debug for AccessTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessTokens")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl AccessTokens {
    /// Takes the keys of the directory, and makes first ones where there are none.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn open(directory: KeyDirectory, settings: TokenSettings) -> Result<Self, KeyError> {
        let stamp = directory.stamp(signing::FILE);
        let keys = Arc::new(signing::load_or_create(&directory, Utc::now())?);
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.leeway = LEEWAY;
        validation.set_issuer(&[&settings.issuer]);
        validation.set_audience(&[&settings.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        Ok(Self {
            directory,
            settings,
            validation,
            loaded: RwLock::new(Loaded {
                keys,
                stamp,
                looked_at: Instant::now(),
            }),
        })
    }

    /// Signs a token that says these claims from `now` on.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] when signing fails, which the log tells.
    pub fn sign(&self, claims: &Claims, now: DateTime<Utc>) -> Result<SignedToken, TokenError> {
        let expires_at = now + self.settings.life;
        let claims = AccessClaims {
            sub: claims.person_id.into(),
            sid: claims.session_id.into(),
            city: claims.city.clone(),
            post: claims.post,
            iat: now.timestamp(),
            exp: expires_at.timestamp(),
            iss: self.settings.issuer.clone(),
            aud: self.settings.audience.clone(),
            jti: Uuid::now_v7(),
        };
        let keys = self.keys(RELOAD);
        let key = keys.current();
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.kid().to_owned());
        let token = jsonwebtoken::encode(&header, &claims, &key.encoding).map_err(|error| {
            tracing::error!(%error, "an access token can't be signed");
            TokenError::Invalid
        })?;
        Ok(SignedToken { token, expires_at })
    }

    /// What a token says, when it is ours and its time is not over.
    ///
    /// # Errors
    /// See [`TokenError`]. Only a token with a true signature is ever called expired.
    pub fn verify(&self, token: &str) -> Result<AccessClaims, TokenError> {
        let now = Utc::now();
        if token.len() > MAX_LENGTH {
            return Err(TokenError::Invalid);
        }
        let header = jsonwebtoken::decode_header(token).map_err(|_| TokenError::Invalid)?;
        // "crit" names extensions that must be understood (RFC 7515, section 4.1.11); none is.
        if header.alg != Algorithm::EdDSA
            || header.typ.as_deref() != Some(TYPE)
            || header.crit.is_some()
        {
            return Err(TokenError::Invalid);
        }
        let kid = header.kid.ok_or(TokenError::Invalid)?;
        let life = self.settings.life;
        let mut keys = self.keys(RELOAD);
        if keys.find(&kid, now, life).is_none() {
            keys = self.keys(RELOAD_ON_UNKNOWN);
        }
        let key = keys.find(&kid, now, life).ok_or(TokenError::Invalid)?;
        let claims: AccessClaims = jsonwebtoken::decode(token, &key.decoding, &self.validation)
            .map_err(|error| match error.kind() {
                ErrorKind::ExpiredSignature => TokenError::Expired,
                _ => TokenError::Invalid,
            })?
            .claims;
        if claims.iat > now.timestamp().saturating_add_unsigned(LEEWAY) {
            return Err(TokenError::Invalid);
        }
        Ok(claims)
    }

    /// The public keys of all tokens that may still be valid.
    #[must_use]
    pub fn jwks(&self) -> Jwks {
        self.keys(RELOAD).jwks(Utc::now(), self.settings.life)
    }

    /// The keys; the file's time is looked at when that was last done longer ago than `patience`. It is
    /// one `stat` a minute (a second at most), so it may be done on the caller's thread.
    fn keys(&self, patience: Duration) -> Arc<SigningKeys> {
        {
            let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
            if loaded.looked_at.elapsed() < patience {
                return loaded.keys.clone();
            }
        }
        let mut loaded = self.loaded.write().unwrap_or_else(PoisonError::into_inner);
        if loaded.looked_at.elapsed() >= patience {
            loaded.looked_at = Instant::now();
            let stamp = self.directory.stamp(signing::FILE);
            if stamp != loaded.stamp {
                match signing::load_or_create(&self.directory, Utc::now()) {
                    Ok(keys) => {
                        tracing::info!(kid = keys.current().kid(), "the signing keys changed");
                        loaded.keys = Arc::new(keys);
                        // The time from before the reading: a change in between is seen at the next look.
                        loaded.stamp = stamp;
                    }
                    Err(error) => {
                        tracing::error!(%error, "the signing keys changed and can't be read; going on with the former");
                    }
                }
            }
        }
        loaded.keys.clone()
    }

    #[cfg(test)]
    fn age(&self, by: Duration) {
        let mut loaded = self.loaded.write().unwrap();
        loaded.looked_at = loaded.looked_at.checked_sub(by).unwrap();
    }
}

/// A post as the id that it has in the API, which tells of what kind it is.
mod as_post {
    use super::{Deserialize, Deserializer, LawyerId, Post, Serializer, StaffId};

    pub(super) fn serialize<S: Serializer>(post: &Post, serializer: S) -> Result<S::Ok, S::Error> {
        match post {
            Post::Staff(id) => serializer.collect_str(&StaffId::from(*id)),
            Post::Lawyer(id) => serializer.collect_str(&LawyerId::from(*id)),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Post, D::Error> {
        let text = String::deserialize(deserializer)?;
        let staff = text.parse::<StaffId>().map(|id| Post::Staff(id.uuid()));
        staff
            .or_else(|_| text.parse::<LawyerId>().map(|id| Post::Lawyer(id.uuid())))
            .map_err(|_| serde::de::Error::custom("not an id of this kind"))
    }
}

/// Typed ids as they stand in the API.
mod as_text {
    use super::{Deserialize, Deserializer, FromStr, Serializer, fmt};

    pub(super) fn serialize<T: fmt::Display, S: Serializer>(
        id: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    pub(super) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(|_| serde::de::Error::custom("not an id of this kind"))
    }
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
