//! Who the bearers of tokens are: looked up once, forgotten when the database says that posts,
//! roles or sessions changed, on whichever server that happened.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use axum::http::HeaderMap;
use chrono::{DateTime, NaiveDate, Utc};
use quick_cache::sync::Cache;
use schema::error::{Error, Result};
use schema::tenancy::{Actor, Claims, Database, Principal};
use schema::values::dates::china_date;

use crate::keys::AccessTokens;

/// A grant of one day ends with that day, and every change starts a new generation: both are part
/// of the key, so what is no longer true is simply not found any more.
type Key = (u64, NaiveDate, Claims);

/// Principals of the tokens seen lately.
#[derive(Debug)]
pub struct Principals {
    database: Database,
    known: Cache<Key, Actor>,
    generation: AtomicU64,
    listening: AtomicBool,
}

impl Principals {
    /// An empty cache, which answers from the database until changes are heard of.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self {
            database,
            known: Cache::new(10_000),
            generation: AtomicU64::new(0),
            listening: AtomicBool::new(false),
        }
    }

    /// Who the claims stand for now.
    ///
    /// # Errors
    /// As [`Actor::load`].
    pub async fn get(&self, claims: &Claims, now: DateTime<Utc>) -> Result<Actor> {
        if !self.listening.load(Ordering::Acquire) {
            return Actor::load(&self.database, claims, now).await;
        }
        // The generation is read before the row: what changes meanwhile is stored under a key that
        // nobody asks for again.
        let key = (
            self.generation.load(Ordering::Acquire),
            china_date(now),
            claims.clone(),
        );
        self.known
            .get_or_insert_async(&key, Actor::load(&self.database, claims, now))
            .await
    }

    /// Who bears the access token of a request beside the API; `None` where it has none.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a token that is not valid now; otherwise as [`Actor::load`].
    pub async fn bearing(
        &self,
        tokens: &AccessTokens,
        headers: &HeaderMap,
        now: DateTime<Utc>,
    ) -> Result<Option<Actor>> {
        let token = match super::bearer(headers) {
            Some(Ok(token)) => token,
            Some(Err(_)) => return Err(Error::Unauthenticated),
            None => return Ok(None),
        };
        let claims = tokens.verify(token).map_err(|_| Error::Unauthenticated)?;
        self.get(&Claims::from(&claims), now).await.map(Some)
    }

    /// As [`Principals::get`], for what only unions have.
    ///
    /// # Errors
    /// As there; [`Error::Forbidden`] for who acts for no union.
    pub async fn of_union(&self, claims: &Claims, now: DateTime<Utc>) -> Result<Arc<Principal>> {
        let actor = self.get(claims, now).await?;
        actor.principal().cloned().ok_or(Error::Forbidden)
    }

    /// From now on changes are heard of, so what is looked up may be remembered.
    pub(super) fn hears(&self) {
        self.forget();
        self.listening.store(true, Ordering::Release);
    }

    /// Changes are no longer heard of: nothing is remembered.
    pub(super) fn deaf(&self) {
        self.listening.store(false, Ordering::Release);
        self.forget();
    }

    /// Posts, roles or sessions changed somewhere.
    pub(super) fn forget(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
    }
}
