//! The link by which a paper is fetched.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::privacy::Vault;
use crate::tenancy::{Claims, Scope};
use crate::ticket;

/// Binds the links of papers to their use.
const PURPOSE: &str = "paper.print";

/// A paper that somebody may fetch for minutes. Sealed, it is the link's secret: it grants only what its
/// owner may read at the time it is followed, and nothing once their sign-in has ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Link {
    /// Whose it is.
    pub claims: Claims,
    /// The paper.
    pub paper: Uuid,
    until: DateTime<Utc>,
}

impl Link {
    /// A link to a paper for the scope's person, good from now.
    pub(super) fn new(scope: &Scope, paper: Uuid) -> Result<Self> {
        Ok(Self {
            claims: scope.principal()?.claims(),
            paper,
            until: scope.now() + ticket::LIFE,
        })
    }

    /// The end of its life.
    pub(super) const fn until(&self) -> DateTime<Utc> {
        self.until
    }

    /// Where the paper is fetched: a path on this server.
    pub(super) fn url(&self, vault: &Vault) -> Result<String> {
        Ok(format!(
            "/prints?paper={}",
            ticket::seal(vault, PURPOSE, self)?
        ))
    }

    /// Reads the secret of a link that is still good.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anything else.
    pub fn open(vault: &Vault, secret: &str, now: DateTime<Utc>) -> Result<Self> {
        ticket::open(vault, PURPOSE, secret)
            .filter(|link: &Self| now < link.until)
            .ok_or(Error::NotFound)
    }
}
