//! Secrets that people and browsers carry: refresh tokens, one-time codes, access tokens. Only
//! digests of them are ever stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::tenancy::Claims;

/// Makes access tokens. The server signs them; this crate knows no key.
pub trait TokenIssuer: Send + Sync {
    /// A bearer token that says these claims, and when it ends (minutes from `now`).
    ///
    /// # Errors
    /// [`crate::error::Error::Bug`] when signing fails.
    fn issue(&self, claims: &Claims, now: DateTime<Utc>) -> Result<(String, DateTime<Utc>)>;
}

/// A refresh token: the half that all tokens of one sign-in share, and the half that changes with
/// each use, 256 random bits each. Whoever has a family's half had one of its tokens, so an old token
/// is known for one however old it is, and no list of spent tokens is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    family: [u8; 32],
    generation: [u8; 32],
}

impl RefreshToken {
    /// The first token of a sign-in.
    #[must_use]
    pub fn new() -> Self {
        Self {
            family: rand::random(),
            generation: rand::random(),
        }
    }

    /// The token that takes this one's place.
    #[must_use]
    pub fn next(&self) -> Self {
        Self {
            family: self.family,
            generation: rand::random(),
        }
    }

    /// As it travels: `family.generation`, base64url.
    #[must_use]
    pub fn text(&self) -> String {
        format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(self.family),
            URL_SAFE_NO_PAD.encode(self.generation)
        )
    }

    /// Reads a token; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let half = |text: &str| URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok();
        let (family, generation) = text.split_once('.')?;
        Some(Self {
            family: half(family)?,
            generation: half(generation)?,
        })
    }

    /// Digest of the family, which names the session.
    #[must_use]
    pub fn family_digest(&self) -> String {
        digest("refresh family", &self.family)
    }

    /// Digest of the whole token.
    #[must_use]
    pub fn digest(&self) -> String {
        digest("refresh token", &[self.family, self.generation].concat())
    }
}

impl Default for RefreshToken {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RefreshToken(…)")
    }
}

/// Crockford's base 32: no I, L, O and U, which are read as digits or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH: usize = 12;

/// A one-time code that a person reads from paper or hears by telephone: 60 random bits as three
/// groups of four, `7K3M-Q0ZT-9XBD`.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode(String);

impl OneTimeCode {
    /// A new code.
    #[must_use]
    pub fn new() -> Self {
        let bytes: [u8; CODE_LENGTH] = rand::random();
        // 256 is a multiple of 32, so no character comes more often than another.
        Self(
            bytes
                .iter()
                .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
                .collect(),
        )
    }

    /// Reads a code as people type it: any case, with or without spaces and dashes, O for 0 and I or L
    /// for 1. `None` for anything that is no code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code: Option<String> = crate::values::normalise::compact(text)
            .chars()
            .filter(|c| !crate::values::normalise::is_dash(*c))
            .map(|c| match c.to_ascii_uppercase() {
                'O' => Some('0'),
                'I' | 'L' => Some('1'),
                c if c.is_ascii() && ALPHABET.contains(&(c as u8)) => Some(c),
                _ => None,
            })
            .collect();
        code.filter(|code| code.len() == CODE_LENGTH).map(Self)
    }

    /// As people read it, in groups of four.
    #[must_use]
    pub fn text(&self) -> String {
        let groups: Vec<&str> = (0..CODE_LENGTH)
            .step_by(4)
            .map(|start| &self.0[start..start + 4])
            .collect();
        groups.join("-")
    }

    /// What is stored of it.
    #[must_use]
    pub fn digest(&self) -> String {
        digest("one-time code", self.0.as_bytes())
    }
}

impl Default for OneTimeCode {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

/// The secret of a calendar's address: 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct FeedToken([u8; 32]);

impl FeedToken {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        Self(rand::random())
    }

    /// As it stands in the address, base64url.
    #[must_use]
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Reads one; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// What is stored of it.
    #[must_use]
    pub fn digest(&self) -> String {
        digest("calendar feed", &self.0)
    }
}

impl Default for FeedToken {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for FeedToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FeedToken(…)")
    }
}

/// SHA-256 is enough: what is hashed has so many random bits that it can't be guessed from its digest.
/// The purpose keeps one kind of secret from being shown in place of another.
fn digest(purpose: &str, secret: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(purpose);
    hash.update([0]);
    hash.update(secret);
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_journey_and_its_successor_is_of_the_family() {
        let token = RefreshToken::new();
        assert_eq!(RefreshToken::parse(&token.text()), Some(token.clone()));
        let next = token.next();
        assert_eq!(next.family_digest(), token.family_digest());
        assert_ne!(next.digest(), token.digest());
        assert_ne!(RefreshToken::new().family_digest(), token.family_digest());
        for bad in [
            "",
            ".",
            "a.b",
            &token.text()[1..],
            &format!("{}A", token.text()),
        ] {
            assert_eq!(RefreshToken::parse(bad), None, "{bad}");
        }
        assert_eq!(format!("{token:?}"), "RefreshToken(…)");
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = OneTimeCode::parse("7k3m q0zt9xbd").unwrap();
        assert_eq!(code.text(), "7K3M-Q0ZT-9XBD");
        for typed in [
            "7K3M-Q0ZT-9XBD",
            "７Ｋ３Ｍ－ｑｏｚｔ－９ｘｂｄ",
            " 7k3mqoZt9XBD ",
        ] {
            assert_eq!(OneTimeCode::parse(typed), Some(code.clone()), "{typed}");
        }
        assert_eq!(
            OneTimeCode::parse("IL00-0000-0000"),
            OneTimeCode::parse("110000000000")
        );
        for bad in [
            "",
            "7K3M-Q0ZT-9XB",
            "7K3M-Q0ZT-9XBDD",
            "7K3M-Q0ZT-9XBU",
            "中文中文中文中文中文中文",
        ] {
            assert_eq!(OneTimeCode::parse(bad), None, "{bad}");
        }
        let made = OneTimeCode::new();
        assert_eq!(OneTimeCode::parse(&made.text()), Some(made));
    }
}
