//! Where files are handed in: who sends one, and that it is kept while it is looked at.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Extensions, HeaderMap};
use chrono::Utc;
use futures::StreamExt as _;
use schema::error::{Error, Result};
use schema::tenancy::{Access, Database, Principal, Scope};
use schema::text::Language;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::kind::{Kind, inspect};
use super::refusal::{Unreadable, too_long};
use crate::graphql::Principals;
use crate::http::{RequestId, language};
use crate::keys::AccessTokens;

/// Files that one server reads at once; the others wait for their turn.
const READERS: usize = 2;

/// What the routes that take tables work with.
#[derive(Clone)]
pub struct Desk {
    pub(crate) database: Database,
    principals: Arc<Principals>,
    tokens: Arc<AccessTokens>,
    /// The longest file, in bytes.
    pub(crate) limit: usize,
    readers: Arc<Semaphore>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}

impl Desk {
    /// For files of `limit` bytes at most.
    #[must_use]
    pub fn new(
        database: Database,
        principals: Arc<Principals>,
        tokens: Arc<AccessTokens>,
        limit: usize,
    ) -> Self {
        Self {
            database,
            principals,
            tokens,
            limit,
            readers: Arc::new(Semaphore::new(READERS)),
        }
    }

    /// The same desk, with its turns, for files of another length at most.
    #[must_use]
    pub fn with_limit(&self, limit: usize) -> Self {
        Self {
            limit,
            ..self.clone()
        }
    }

    pub(crate) async fn scope(&self, asker: &Asker, access: Access) -> Result<Scope> {
        Scope::open(
            &self.database,
            asker.principal.clone(),
            access,
            asker.language,
            asker.now,
            asker.request_id.clone(),
        )
        .await
    }

    /// Keeps what is sent and looks at it, when it is its turn; the turn lasts as long as the permit.
    pub(crate) async fn receive(&self, body: Body) -> Result<(File, Kind, OwnedSemaphorePermit)> {
        let file = keep(body, self.limit).await?;
        let turn = self
            .readers
            .clone()
            .acquire_owned()
            .await
            .map_err(|error| Error::bug(error.to_string()))?;
        let (file, kind) = tokio::task::spawn_blocking(move || {
            let kind = inspect(&file);
            kind.map(|kind| (file, kind))
        })
        .await
        // A library that stumbles over a file says no more than that it is broken.
        .unwrap_or_else(|_| Err(Unreadable::broken()))?;
        Ok((file, kind, turn))
    }
}

/// Who sends a request.
pub(crate) struct Asker {
    pub(crate) principal: Arc<Principal>,
    pub(crate) language: Language,
    pub(crate) now: chrono::DateTime<Utc>,
    pub(crate) request_id: Option<String>,
}

impl Asker {
    pub(crate) async fn of(desk: &Desk, headers: &HeaderMap, request: &Extensions) -> Result<Self> {
        let now = Utc::now();
        Ok(Self {
            principal: desk
                .principals
                .bearing(&desk.tokens, headers, now)
                .await?
                .ok_or(Error::Unauthenticated)?
                .principal()
                .cloned()
                .ok_or(Error::Forbidden)?,
            language: language(headers),
            now,
            request_id: request.get::<RequestId>().map(ToString::to_string),
        })
    }
}

/// Writes the body to a file without a name, which is gone with its last handle: it names people.
async fn keep(body: Body, limit: usize) -> Result<File> {
    let broken = |error: std::io::Error| Error::bug(error.to_string());
    let mut file = tempfile::tempfile().map_err(broken)?;
    let mut length = 0;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        // A body that breaks off is a file that is not whole.
        let chunk = chunk.map_err(|_| Unreadable::broken())?;
        length += chunk.len();
        if length > limit {
            return Err(too_long(limit));
        }
        file = tokio::task::spawn_blocking(move || file.write_all(&chunk).map(|()| file))
            .await
            .map_err(|error| Error::bug(error.to_string()))?
            .map_err(broken)?;
    }
    file.seek(SeekFrom::Start(0)).map_err(broken)?;
    Ok(file)
}
