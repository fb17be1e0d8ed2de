//! Batching: one loader for the request; each area says how its own keys are loaded.

use std::sync::{Arc, OnceLock};

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
    loader(ctx)?.load_one(key).await
}

/// The request's loader, for many keys at once.
///
/// # Errors
/// [`Error::Unauthenticated`] where the request has none.
pub fn loader<'a>(ctx: &Context<'a>) -> Result<&'a DataLoader<Batch>> {
    ctx.data_opt::<DataLoader<Batch>>()
        .or_else(|| ctx.data_opt::<Gained>()?.loader())
        .ok_or(Error::Unauthenticated)
}

/// What a request that began without a scope gains by signing in: the scope of that person, in which
/// the rest of the answer is read.
#[derive(Clone, Default)]
pub struct Gained(Arc<OnceLock<(Arc<Scope>, DataLoader<Batch>)>>);

impl Gained {
    /// Gives the request its scope. A request signs in once, so a second scope is dropped.
    pub fn give(&self, scope: Arc<Scope>) {
        self.0.get_or_init(|| (scope.clone(), loaders(scope)));
    }

    /// The scope, once somebody signed in.
    #[must_use]
    pub fn scope(&self) -> Option<&Arc<Scope>> {
        self.0.get().map(|(scope, _)| scope)
    }

    fn loader(&self) -> Option<&DataLoader<Batch>> {
        self.0.get().map(|(_, loader)| loader)
    }
}

impl std::fmt::Debug for Gained {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Gained").field(&self.scope()).finish()
    }
}
