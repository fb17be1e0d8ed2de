//! Random walks: several walkers take random steps in one world at once, and meet; when all rest, the world is looked at.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tokio::task::JoinSet;

/// How far walks go.
pub(crate) struct Extent {
    /// Worlds, unless `LIANXIN_PROPERTY_CASES` says another number.
    pub worlds: u32,
    /// Times that everybody walks and rests.
    pub rounds: Range<usize>,
    /// Who walk at once.
    pub walkers: Range<usize>,
    /// Steps of each between two rests.
    pub steps: Range<usize>,
}

/// Walks. Whoever looks at a rest and at the end is given a random number, to look at one of many.
pub(crate) fn walk<W, S, F>(
    extent: Extent,
    step: impl Strategy<Value = S>,
    begin: impl AsyncFn() -> Arc<W>,
    take: impl Fn(Arc<W>, S) -> F + Copy + Send + 'static,
    rest: impl AsyncFn(&W, usize) -> Result<(), TestCaseError>,
    end: impl AsyncFn(&W, usize) -> Result<(), TestCaseError>,
) where
    W: Send + Sync + 'static,
    S: Clone + Debug + Send + 'static,
    F: Future<Output = ()> + Send,
{
    let worlds = std::env::var("LIANXIN_PROPERTY_CASES").ok();
    let config = Config {
        cases: worlds
            .and_then(|text| text.parse().ok())
            .unwrap_or(extent.worlds),
        // A walk is not the same twice, because the walkers meet differently: a failure can't be shrunk.
        max_shrink_iters: 0,
        failure_persistence: None,
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let rounds = vec(vec(vec(step, extent.steps), extent.walkers), extent.rounds);
    TestRunner::new(config)
        .run(&(rounds, 0_usize..1_000), |(rounds, pick)| {
            runtime.block_on(async {
                let world = begin().await;
                for walks in rounds {
                    let mut walkers = JoinSet::new();
                    for walk in walks {
                        let world = world.clone();
                        walkers.spawn(async move {
                            for step in walk {
                                take(world.clone(), step).await;
                            }
                        });
                    }
                    walkers.join_all().await;
                    rest(&world, pick).await?;
                }
                end(&world, pick).await
            })
        })
        .unwrap();
}
