//! The pool behind the scopes, private to them, and the keys that belong to the data.

use std::sync::Arc;

use sqlx::PgPool;

use super::Announcements;
use crate::privacy::Vault;

/// The database as the application's limited role reaches it. Rows can be read only through a
/// [`super::Scope`].
#[derive(Clone)]
pub struct Database {
    pool: PgPool,
    vault: Arc<Vault>,
    announcements: Arc<Announcements>,
}

impl Database {
    /// Wraps a pool whose connections are of the role `lianxin_app`.
    #[must_use]
    pub fn new(pool: PgPool, vault: Arc<Vault>) -> Self {
        Self {
            pool,
            vault,
            announcements: Arc::default(),
        }
    }

    pub(super) const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Seals and opens identity numbers, telephone numbers and the bytes of attachments.
    #[must_use]
    pub const fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }

    /// What the scopes of this database committed and nobody was told of yet.
    #[must_use]
    pub fn announcements(&self) -> &Announcements {
        &self.announcements
    }

    /// Connections in use and idle, for the metrics.
    #[must_use]
    pub fn connections(&self) -> (usize, usize) {
        let idle = self.pool.num_idle();
        ((self.pool.size() as usize).saturating_sub(idle), idle)
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database")
    }
}
