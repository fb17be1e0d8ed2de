//! Keeping personal numbers unreadable where nobody needs to read them: sealed in the database,
//! refused in public texts, scrubbed from the log.

pub mod keyring;
pub mod scrub;
pub mod vault;

pub use keyring::VaultKeys;
pub use scrub::{PersonalNumber, contains_personal_number, scrub};
pub use vault::{Vault, VaultError};
mod private;
pub use private::Private;
