//! The cookie that carries the refresh token, as far as this crate knows it: a value that came, and
//! what it shall be afterwards.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

/// What the HTTP layer does with the cookie after a request.
#[derive(Clone, PartialEq, Eq)]
pub enum CookieChange {
    /// Sets it: `HttpOnly`, `Secure`, `SameSite=Strict`.
    Set {
        /// The value: city and refresh token. A secret.
        value: String,
        /// When the sign-in ends at the latest.
        expires_at: DateTime<Utc>,
    },
    /// Removes it.
    Clear,
}

impl std::fmt::Debug for CookieChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Set { .. } => "Set",
            Self::Clear => "Clear",
        })
    }
}

/// The refresh cookie of one request. Clones share the slot for the change.
#[derive(Clone, Default)]
pub struct RefreshCookie {
    presented: Option<String>,
    change: Arc<Mutex<Option<CookieChange>>>,
}

impl RefreshCookie {
    /// The cookie as the request brought it.
    #[must_use]
    pub fn new(presented: Option<String>) -> Self {
        Self {
            presented,
            change: Arc::default(),
        }
    }

    /// The value that came.
    #[must_use]
    pub fn presented(&self) -> Option<&str> {
        self.presented.as_deref()
    }

    /// What is to be done with the cookie, after the request ran; `None` leaves it as it is.
    #[must_use]
    pub fn change(&self) -> Option<CookieChange> {
        self.slot(|slot| slot.clone())
    }

    pub(crate) fn set(&self, value: String, expires_at: DateTime<Utc>) {
        self.slot(|slot| *slot = Some(CookieChange::Set { value, expires_at }));
    }

    pub(crate) fn clear(&self) {
        self.slot(|slot| *slot = Some(CookieChange::Clear));
    }

    /// Takes back what was to be done.
    pub(crate) fn leave(&self) {
        self.slot(|slot| *slot = None);
    }

    fn slot<T>(&self, work: impl FnOnce(&mut Option<CookieChange>) -> T) -> T {
        // A poisoned slot holds a whole value all the same.
        work(&mut self.change.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl std::fmt::Debug for RefreshCookie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RefreshCookie")
            .field("presented", &self.presented.is_some())
            .field("change", &self.change())
            .finish()
    }
}
