//! The server's keys, in files outside the database: those that sign access tokens, and those that
//! seal personal numbers.
//!
//! A [`KeyDirectory`] holds them. Files are written whole or not at all and refused when others may
//! read them. Nothing here prints a key.

mod access;
mod directory;
mod signing;
pub mod vault;

pub use access::{AccessClaims, AccessTokens, SignedToken, TokenError, TokenSettings};
pub use directory::{KeyDirectory, KeyError};
pub use signing::{Former, Jwks, KeyInfo, PublicJwk, SigningKeys, list, rotate};
