//! The bytes of photographs and documents: `POST /attachments` takes them, `GET /attachments/file` gives
//! them to who has a link.
//!
//! What comes is judged by its content, never by its name or by what the sender says of it. A photograph
//! is decoded and written anew, so that nothing is left of what a camera notes in it. The bytes are
//! sealed and put into the store before the row is written: a crash in between leaves bytes that nobody
//! can reach, and the clean-up finds them.

mod clean;
mod content;
mod download;
mod office;
mod photo;
mod store;
mod upload;
mod verify;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use schema::attachments::link;
use schema::tenancy::Database;
use tokio::sync::Semaphore;
use tower_http::limit::RequestBodyLimitLayer;

use crate::graphql::Principals;
use crate::keys::AccessTokens;

pub use clean::{Cleaned, clean, keep_clean};
pub use content::{Content, judge};
pub use photo::MAX_SIDE;
pub use store::{Part, Store, StoreError};
pub use verify::{AttachmentFault, verify};

/// Uploads whose bytes are held in memory at once.
const UPLOADS: usize = 16;

/// Says in the log whether the store answers, when a server begins: nobody should learn it from the first
/// photograph. Everything else goes on without it.
pub async fn greet(store: Arc<Store>) {
    match store.check().await {
        Ok(()) => tracing::info!("the store of attachments answers"),
        Err(error) => {
            tracing::error!(%error, "attachments can't be kept: their store does not answer");
        }
    }
}

/// Tells the instant of a request.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What the routes work with.
pub struct Attachments {
    /// The database as the limited role reaches it.
    pub database: Database,
    /// Where the bytes lie.
    pub store: Arc<Store>,
    /// Who the bearers of tokens are.
    pub principals: Arc<Principals>,
    /// Verifies access tokens.
    pub tokens: Arc<AccessTokens>,
    /// Bytes that one file may have.
    pub max_bytes: usize,
    /// What the instant is.
    pub clock: Clock,
    /// Uploads that may still begin.
    uploads: Semaphore,
    /// Files that may still be looked into: one on each core.
    cores: Arc<Semaphore>,
}

impl Attachments {
    /// Routes over a database and a store.
    #[must_use]
    pub fn new(
        database: Database,
        store: Arc<Store>,
        principals: Arc<Principals>,
        tokens: Arc<AccessTokens>,
        max_bytes: usize,
        clock: Clock,
    ) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            database,
            store,
            principals,
            tokens,
            max_bytes,
            clock,
            uploads: Semaphore::new(UPLOADS),
            cores: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Bytes that the body of an upload may have: the file, what is written around it, and so much more
    /// that a file which is somewhat too large is told so in proper words.
    #[must_use]
    pub const fn body_limit(max_bytes: usize) -> usize {
        2 * max_bytes + 65_536
    }
}

impl std::fmt::Debug for Attachments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Attachments")
    }
}

/// The routes.
pub fn router(attachments: Arc<Attachments>) -> Router {
    let limit = Attachments::body_limit(attachments.max_bytes);
    Router::new()
        .route("/attachments", post(upload::upload))
        .layer(RequestBodyLimitLayer::new(limit))
        .route(link::ADDRESS, get(download::download))
        .with_state(attachments)
}
