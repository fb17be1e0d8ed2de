//! Who the bearers of tokens are: looked up once, forgotten when the database says that posts,
//! roles or sessions changed, on whichever server that happened.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use quick_cache::sync::Cache;
use schema::error::Result;
use schema::tenancy::{Claims, Database, PRINCIPALS_CHANNEL, Principal};
use schema::values::dates::china_date;
use sqlx::PgPool;
use sqlx::postgres::PgListener;

/// A grant of one day ends with that day, and every change starts a new generation: both are part
/// of the key, so what is no longer true is simply not found any more.
type Key = (u64, NaiveDate, Claims);

/// Principals of the tokens seen lately.
#[derive(Debug)]
pub struct Principals {
    database: Database,
    known: Cache<Key, Arc<Principal>>,
    generation: AtomicU64,
    listening: AtomicBool,
}

impl Principals {
    /// An empty cache, which answers from the database until [`Principals::listen`] runs.
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
    /// As [`Principal::load`].
    pub async fn get(&self, claims: &Claims, now: DateTime<Utc>) -> Result<Arc<Principal>> {
        if !self.listening.load(Ordering::Acquire) {
            return Principal::load(&self.database, claims, now).await;
        }
        // The generation is read before the row: what changes meanwhile is stored under a key that
        // nobody asks for again.
        let key = (
            self.generation.load(Ordering::Acquire),
            china_date(now),
            claims.clone(),
        );
        self.known
            .get_or_insert_async(&key, Principal::load(&self.database, claims, now))
            .await
    }

    /// Hears of changes until the task is dropped. Without a connection nothing is remembered.
    pub async fn listen(self: Arc<Self>, pool: PgPool) {
        loop {
            if let Err(error) = self.hear(&pool).await {
                tracing::warn!(%error, "not hearing of changed posts and sessions; every request looks them up");
            }
            self.listening.store(false, Ordering::Release);
            self.generation.fetch_add(1, Ordering::AcqRel);
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    async fn hear(&self, pool: &PgPool) -> sqlx::Result<()> {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.eager_reconnect(false);
        listener.listen(PRINCIPALS_CHANNEL).await?;
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.listening.store(true, Ordering::Release);
        while listener.try_recv().await?.is_some() {
            self.generation.fetch_add(1, Ordering::AcqRel);
        }
        Ok(())
    }
}
