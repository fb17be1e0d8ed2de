//! Numbers for Prometheus: requests by operation, their time, the database's connections.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    operation: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Operation {
    operation: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct State {
    state: &'static str,
}

/// Connections to the database.
#[derive(Debug, Clone, Copy)]
pub struct Pool {
    /// In use.
    pub used: usize,
    /// Waiting for work.
    pub idle: usize,
}

/// What the server counts.
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    failures: Family<Operation, Counter>,
    seconds: Family<Operation, Histogram>,
    connections: Family<State, Gauge>,
    pool: Box<dyn Fn() -> Pool + Send + Sync>,
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Metrics")
    }
}

impl Metrics {
    /// Nothing counted yet; `pool` is asked when the numbers are read.
    pub fn new(pool: impl Fn() -> Pool + Send + Sync + 'static) -> Self {
        let mut registry = Registry::with_prefix("lianxin");
        let requests = Family::default();
        registry.register(
            "requests",
            "Requests by operation and HTTP status",
            requests.clone(),
        );
        let failures = Family::default();
        registry.register(
            "graphql_failures",
            "Requests whose answer carries GraphQL errors",
            failures.clone(),
        );
        // 1 ms to 16 s.
        let seconds: Family<Operation, Histogram> =
            Family::new_with_constructor(|| Histogram::new(exponential_buckets(0.001, 2.0, 15)));
        registry.register_with_unit(
            "request_duration",
            "Time of requests by operation",
            Unit::Seconds,
            seconds.clone(),
        );
        let connections = Family::default();
        registry.register(
            "database_connections",
            "Connections to the database",
            connections.clone(),
        );
        Self {
            registry,
            requests,
            failures,
            seconds,
            connections,
            pool: Box::new(pool),
        }
    }

    pub(super) fn count(&self, operation: &str, status: u16, failed: bool, time: Duration) {
        self.requests
            .get_or_create(&Request {
                operation: operation.to_owned(),
                status,
            })
            .inc();
        let operation = Operation {
            operation: operation.to_owned(),
        };
        self.seconds
            .get_or_create(&operation)
            .observe(time.as_secs_f64());
        if failed {
            self.failures.get_or_create(&operation).inc();
        }
    }

    /// The numbers as text.
    #[must_use]
    pub fn text(&self) -> String {
        let pool = (self.pool)();
        for (state, count) in [("used", pool.used), ("idle", pool.idle)] {
            self.connections
                .get_or_create(&State { state })
                .set(i64::try_from(count).unwrap_or_default());
        }
        let mut text = String::new();
        // Writing into a string can't fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
