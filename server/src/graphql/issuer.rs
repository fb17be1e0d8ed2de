//! Access tokens as the schema asks for them.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use schema::error::{Error, Result};
use schema::identity::TokenIssuer;
use schema::tenancy::Claims;

use crate::keys::AccessTokens;

/// Signs what the schema's sign-in asks for.
#[derive(Debug, Clone)]
pub struct Issuer(pub Arc<AccessTokens>);

impl TokenIssuer for Issuer {
    fn issue(&self, claims: &Claims, now: DateTime<Utc>) -> Result<(String, DateTime<Utc>)> {
        let signed = self
            .0
            .sign(claims, now)
            .map_err(|error| Error::bug(error.to_string()))?;
        Ok((signed.token, signed.expires_at))
    }
}
