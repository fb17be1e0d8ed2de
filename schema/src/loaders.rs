//! Batching: one loader for the request; each area says how its own keys are loaded.

use std::sync::Arc;

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, dataloader::Loader};

use crate::error::{Error, Result};
use crate::tenancy::Scope;

/// Loads many rows by one statement per kind of key. Areas implement [`Loader`] for it.
#[derive(Debug, Clone)]
pub struct Batch(pub Arc<Scope>);

/// The loader of a request.
#[must_use]
pub fn loaders(scope: Arc<Scope>) -> DataLoader<Batch> {
    // All resolvers of one level are polled before any timer fires, so a batch is complete without
    // waiting; the default of 1 ms per level would be most of a request's time.
    DataLoader::new(Batch(scope), tokio::spawn).delay(std::time::Duration::ZERO)
}

/// Loads one key through the request's loader.
///
/// # Errors
/// As the loader.
pub async fn load<K>(ctx: &Context<'_>, key: K) -> Result<Option<<Batch as Loader<K>>::Value>>
where
    K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Batch: Loader<K, Error = Error>,
{
    ctx.data_opt::<DataLoader<Batch>>()
        .ok_or(Error::Unauthenticated)?
        .load_one(key)
        .await
}
