//! Access tokens: JWTs (RFC 9068) signed with EdDSA, for minutes.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use schema::error::{Error, Result};
use schema::identity::TokenIssuer;
use schema::tenancy::Claims;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::signing::SigningKeys;

const ISSUER: &str = "lianxin";
const AUDIENCE: &str = "lianxin-api";
const TYPE: &str = "at+jwt";
/// Clocks of several servers differ by this at most, in seconds.
const LEEWAY: u64 = 5;

#[derive(Debug, Serialize, Deserialize)]
struct Token {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    post: Uuid,
    city: String,
    iat: i64,
    exp: i64,
    jti: Uuid,
}

/// Makes and verifies access tokens.
#[derive(Debug, Clone)]
pub struct AccessTokens {
    keys: Arc<SigningKeys>,
    life: Duration,
}

impl AccessTokens {
    /// Tokens that live so long.
    #[must_use]
    pub const fn new(keys: Arc<SigningKeys>, life: Duration) -> Self {
        Self { keys, life }
    }

    /// The claims of a living token of ours; nothing for anything else.
    #[must_use]
    pub fn read(&self, token: &str) -> Option<Claims> {
        let header = decode_header(token).ok()?;
        if header.alg != Algorithm::EdDSA || header.typ.as_deref() != Some(TYPE) {
            return None;
        }
        let keys = self.keys.current();
        let key = keys
            .iter()
            .find(|key| Some(&key.info.id) == header.kid.as_ref())?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.leeway = LEEWAY;
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        let token = decode::<Token>(token, &key.decoding, &validation)
            .ok()?
            .claims;
        Some(Claims {
            city: token.city,
            session_id: token.sid,
            person_id: token.sub,
            staff_id: token.post,
        })
    }
}

impl TokenIssuer for AccessTokens {
    fn issue(&self, claims: &Claims, now: DateTime<Utc>) -> Result<(String, DateTime<Utc>)> {
        let expires_at = now + self.life;
        let keys = self.keys.current();
        let key = keys
            .last()
            .ok_or_else(|| Error::bug("there is no signing key"))?;
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.info.id.clone());
        let token = Token {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: claims.person_id,
            sid: claims.session_id,
            post: claims.staff_id,
            city: claims.city.clone(),
            iat: now.timestamp(),
            exp: expires_at.timestamp(),
            jti: Uuid::now_v7(),
        };
        let token = encode(&header, &token, &key.encoding)
            .map_err(|error| Error::bug(error.to_string()))?;
        Ok((token, expires_at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::KeyDirectory;

    fn claims() -> Claims {
        Claims {
            city: "city_3713".into(),
            session_id: Uuid::now_v7(),
            person_id: Uuid::now_v7(),
            staff_id: Uuid::now_v7(),
        }
    }

    fn tokens(directory: &std::path::Path) -> AccessTokens {
        let directory = KeyDirectory::open(directory.join("keys")).unwrap();
        AccessTokens::new(
            Arc::new(SigningKeys::open(&directory).unwrap()),
            Duration::minutes(10),
        )
    }

    #[test]
    fn a_token_is_read_as_it_was_made_until_it_expires() {
        let directory = tempfile::tempdir().unwrap();
        let tokens = tokens(directory.path());
        let claims = claims();
        let (token, expires_at) = tokens.issue(&claims, Utc::now()).unwrap();
        assert!(expires_at > Utc::now());
        assert_eq!(tokens.read(&token), Some(claims.clone()));
        let (old, _) = tokens
            .issue(&claims, Utc::now() - Duration::minutes(11))
            .unwrap();
        assert_eq!(tokens.read(&old), None);
    }

    #[test]
    fn what_another_key_or_no_key_signed_is_nothing() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (ours, theirs) = (tokens(here.path()), tokens(there.path()));
        let (token, _) = theirs.issue(&claims(), Utc::now()).unwrap();
        assert_eq!(ours.read(&token), None);
        let (token, _) = ours.issue(&claims(), Utc::now()).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        for forged in [
            "",
            "a.b.c",
            &format!("{}.{}.", parts[0], parts[1]),
            &format!("{}.{}.{}", parts[0], parts[2], parts[1]),
        ] {
            assert_eq!(ours.read(forged), None);
        }
    }

    #[test]
    fn a_rotated_key_signs_and_the_former_one_still_verifies() {
        let directory = tempfile::tempdir().unwrap();
        let keys = KeyDirectory::open(directory.path().join("keys")).unwrap();
        let before = tokens(directory.path());
        let (old, _) = before.issue(&claims(), Utc::now()).unwrap();
        let rotated = SigningKeys::rotate(&keys, Utc::now()).unwrap();
        let after = tokens(directory.path());
        let (new, _) = after.issue(&claims(), Utc::now()).unwrap();
        assert!(after.read(&old).is_some() && after.read(&new).is_some());
        assert_eq!(decode_header(&new).unwrap().kid, Some(rotated.id));
        let public = after.keys.jwks();
        assert_eq!(public["keys"].as_array().unwrap().len(), 2);
        assert!(public["keys"][0].get("d").is_none());
        for _ in 0..3 {
            SigningKeys::rotate(&keys, Utc::now()).unwrap();
        }
        assert!(tokens(directory.path()).read(&old).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn keys_that_others_may_read_are_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("keys");
        let keys = KeyDirectory::open(&path).unwrap();
        keys.vault().unwrap();
        std::fs::set_permissions(
            path.join("vault.keys"),
            std::fs::Permissions::from_mode(0o640),
        )
        .unwrap();
        let error = keys.vault().unwrap_err().to_string();
        assert!(error.contains("chmod go-rwx"), "{error}");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert!(KeyDirectory::open(&path).is_err());
    }
}
