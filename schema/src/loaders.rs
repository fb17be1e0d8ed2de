//! Batching: one loader for the request; each area says how its own keys are loaded.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context as Poller, Poll, Wake, Waker};

use async_graphql::dataloader::{DataLoader, HashMapCache};
use async_graphql::{Context, dataloader::Loader};
use futures::StreamExt as _;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::task::AtomicWaker;

use crate::error::{Error, Result};
use crate::tenancy::{Access, Scope};

/// Loads many rows by one statement per kind of key. Areas implement [`Loader`] for it, with statements
/// that take their keys as one array (`eq_any`, `unnest`) and run on [`Scope::keyed`]: each is then
/// prepared and planned once for any number of keys.
#[derive(Debug, Clone)]
pub struct Batch(pub Arc<Scope>);

/// The loader of a request.
pub type RowLoader = DataLoader<Batch, HashMapCache>;

/// The batches that a request asked for and that have not begun.
///
/// They run in the task of the request, and only once none of its resolvers can go on: so a batch is
/// complete without waiting for a timer, also for a list of more than thirty rows, whose resolvers
/// give way to one another (futures' `FuturesUnordered` does). A request that is dropped drops them.
#[derive(Clone, Default)]
pub struct Loads(Arc<Mutex<Vec<BoxFuture<'static, ()>>>>);

impl std::fmt::Debug for Loads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Loads")
    }
}

impl Loads {
    /// The loader of a request, which [`Loads::drive`] then runs.
    #[must_use]
    pub fn loader(&self, scope: Arc<Scope>) -> RowLoader {
        let queue = self.clone();
        let spawner = move |batch| queue.lock().push(batch);
        // What only reads sees one snapshot, so a row that was loaded stays true.
        let cached = scope.access() == Access::Read;
        let loader = DataLoader::with_cache(Batch(scope), spawner, HashMapCache::default())
            .delay(std::time::Duration::ZERO);
        loader.enable_all_cache(cached);
        loader
    }

    /// Runs a request together with its batches.
    pub async fn drive<F: Future>(&self, request: F) -> F::Output {
        let mut request = pin!(request);
        let mut running = FuturesUnordered::new();
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(woken.clone());
        poll_fn(|cx| {
            loop {
                woken.parent.register(cx.waker());
                woken.flag.store(false, Ordering::Release);
                if let Poll::Ready(output) = request.as_mut().poll(&mut Poller::from_waker(&waker))
                {
                    return Poll::Ready(output);
                }
                // It only gave way, and has asked to be polled again: its batches may not be complete.
                if woken.flag.load(Ordering::Acquire) {
                    return Poll::Pending;
                }
                running.extend(self.lock().drain(..));
                match running.poll_next_unpin(cx) {
                    // Its answers woke resolvers.
                    Poll::Ready(Some(())) => {}
                    Poll::Ready(None) | Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<BoxFuture<'static, ()>>> {
        // A list of futures is whole whatever panicked beside it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes whether a future asked to be polled again, and passes that on.
#[derive(Default)]
struct Woken {
    flag: AtomicBool,
    parent: AtomicWaker,
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.flag.store(true, Ordering::Release);
        self.parent.wake();
    }
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
pub fn loader<'a>(ctx: &Context<'a>) -> Result<&'a RowLoader> {
    ctx.data_opt::<RowLoader>()
        .or_else(|| ctx.data_opt::<Gained>()?.loader())
        .ok_or(Error::Unauthenticated)
}

/// What a request that began without a scope gains by signing in: the scope of that person, in which
/// the rest of the answer is read.
#[derive(Clone, Default)]
pub struct Gained {
    loads: Loads,
    scope: Arc<OnceLock<(Arc<Scope>, RowLoader)>>,
}

impl Gained {
    /// For a request whose batches are these.
    #[must_use]
    pub fn new(loads: &Loads) -> Self {
        Self {
            loads: loads.clone(),
            ..Self::default()
        }
    }

    /// Gives the request its scope. A request signs in once, so a second scope is dropped.
    pub fn give(&self, scope: Arc<Scope>) {
        self.scope
            .get_or_init(|| (scope.clone(), self.loads.loader(scope)));
    }

    /// The scope, once somebody signed in.
    #[must_use]
    pub fn scope(&self) -> Option<&Arc<Scope>> {
        self.scope.get().map(|(scope, _)| scope)
    }

    fn loader(&self) -> Option<&RowLoader> {
        self.scope.get().map(|(_, loader)| loader)
    }
}

impl std::fmt::Debug for Gained {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Gained").field(&self.scope()).finish()
    }
}
