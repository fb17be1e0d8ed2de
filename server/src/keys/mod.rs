//! The server's keys: files that only its user may read, outside of the database and its backups.
//!
//! `signing.keys` signs access tokens, `vault.keys` seals personal numbers. Losing the first signs
//! everybody out; losing the second loses the numbers, so keep a copy apart.

mod directory;
mod signing;
mod tokens;
mod vault;

pub use directory::{KeyDirectory, KeyError};
pub use signing::{SigningKeyInfo, SigningKeys};
pub use tokens::AccessTokens;
