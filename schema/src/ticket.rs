//! Secrets of links that live for minutes: sealed, so that nobody can make or read one, and bound to
//! their use, so that one made for something else is none.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::privacy::Vault;

/// How long a link is good for.
pub(crate) const LIFE: TimeDelta = TimeDelta::minutes(10);

/// The secret that carries this value; `purpose` binds it to its use.
pub(crate) fn seal<T: Serialize>(vault: &Vault, purpose: &str, value: &T) -> Result<String> {
    let plain = serde_json::to_string(value).map_err(|error| Error::bug(error.to_string()))?;
    let sealed = vault
        .seal(purpose, &plain)
        .map_err(|error| Error::bug(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// What a secret carries that was sealed here for this use. Whether it still lives is for the value to
/// say.
pub(crate) fn open<T: DeserializeOwned>(vault: &Vault, purpose: &str, secret: &str) -> Option<T> {
    let sealed = URL_SAFE_NO_PAD.decode(secret).ok()?;
    let plain = vault.open(purpose, &sealed).ok()?;
    serde_json::from_str(&plain).ok()
}
