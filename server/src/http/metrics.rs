//! Figures about the server itself, in the text format of OpenMetrics, which Prometheus reads.

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::StatusCode;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric as _, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use schema::tenancy::Database;

use super::observe::Operation;

/// More names of operations than the API has; beyond it they are counted together, so that nobody can fill the
/// memory with names.
const MAX_OPERATIONS: usize = 500;

/// Bounds of the histogram, in seconds.
const BOUNDS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    operation: String,
    status: u32,
    outcome: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Named {
    operation: String,
}

/// What is counted. Each has its own registry, so a process may hold several.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Ended, Counter>,
    durations: Family<Named, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
    names: Mutex<HashSet<String>>,
}

/// A pool of connections that can be watched.
pub trait PoolGauges: Send + Sync + 'static {
    /// Connections in use, and idle ones.
    fn busy_and_idle(&self) -> (usize, usize);
}

impl PoolGauges for Database {
    fn busy_and_idle(&self) -> (usize, usize) {
        self.connections()
    }
}

/// Counts a request as running while it lives.
#[derive(Debug)]
pub(super) struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// The figures of requests and of the process, and whatever else is registered, such as [`watch_pool`].
    pub fn new(register: impl FnOnce(&mut Registry)) -> Self {
        let mut registry = Registry::with_prefix("lianxin");
        let requests = Family::<Ended, Counter>::default();
        let durations =
            Family::new_with_constructor((|| Histogram::new(BOUNDS)) as fn() -> Histogram);
        let in_flight = Gauge::default();
        registry.register(
            "http_requests",
            "Requests that were answered",
            requests.clone(),
        );
        registry.register_with_unit(
            "http_request_duration",
            "How long requests took",
            Unit::Seconds,
            durations.clone(),
        );
        registry.register(
            "http_requests_in_flight",
            "Requests that are being answered",
            in_flight.clone(),
        );
        registry.register(
            "build",
            "What runs here",
            Info::new([("version", env!("CARGO_PKG_VERSION"))]),
        );
        registry.register_collector(Box::new(Process::now()));
        register(&mut registry);
        Self {
            registry,
            requests,
            durations,
            in_flight,
            names: Mutex::default(),
        }
    }

    pub(super) fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    pub(super) fn count(&self, operation: &Operation, status: StatusCode, took: Duration) {
        let name = self.bounded(&operation.name);
        self.durations
            .get_or_create_owned(&Named {
                operation: name.clone(),
            })
            .observe(took.as_secs_f64());
        self.requests
            .get_or_create_owned(&Ended {
                operation: name,
                status: status.as_u16().into(),
                outcome: operation.outcome.clone().into_owned(),
            })
            .inc();
    }

    fn bounded(&self, name: &str) -> String {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        if names.contains(name) {
            return name.to_owned();
        }
        if names.len() >= MAX_OPERATIONS {
            return "other".to_owned();
        }
        names.insert(name.to_owned());
        name.to_owned()
    }

    /// All figures as text.
    ///
    /// # Errors
    /// When a collector fails.
    pub fn text(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// Adds the gauges `database_connections_busy` and `database_connections_idle`.
pub fn watch_pool(registry: &mut Registry, pool: impl PoolGauges) {
    registry.register_collector(Box::new(Pool(Arc::new(pool))));
}

struct Pool(Arc<dyn PoolGauges>);

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pool")
    }
}

impl Collector for Pool {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let (busy, idle) = self.0.busy_and_idle();
        for (name, help, value) in [
            (
                "database_connections_busy",
                "Database connections in use",
                busy,
            ),
            (
                "database_connections_idle",
                "Database connections that wait",
                idle,
            ),
        ] {
            gauge(
                &mut encoder,
                name,
                help,
                None,
                i64::try_from(value).unwrap_or(i64::MAX),
            )?;
        }
        Ok(())
    }
}

#[derive(Debug)]
struct Process {
    started: i64,
}

impl Process {
    fn now() -> Self {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            started: i64::try_from(since.as_secs()).unwrap_or_default(),
        }
    }
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let seconds = Some(&Unit::Seconds);
        gauge(
            &mut encoder,
            "process_start_time",
            "When it started, since 1970",
            seconds,
            self.started,
        )?;
        for (name, help, value) in [
            ("process_resident_memory", "Memory in use", memory("VmRSS:")),
            (
                "process_peak_memory",
                "The most memory that was in use",
                memory("VmHWM:"),
            ),
        ] {
            if let Some(bytes) = value {
                gauge(&mut encoder, name, help, Some(&Unit::Bytes), bytes)?;
            }
        }
        Ok(())
    }
}

fn gauge(
    encoder: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    unit: Option<&Unit>,
    value: i64,
) -> Result<(), fmt::Error> {
    let gauge = ConstGauge::new(value);
    gauge.encode(encoder.encode_descriptor(name, help, unit, gauge.metric_type())?)
}

/// A line of the kernel's account of this process (proc(5), in units of 1024 bytes), in bytes; none where the
/// system keeps no such account.
fn memory(line: &str) -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let value = status.lines().find_map(|text| text.strip_prefix(line))?;
    let kibibytes: i64 = value.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;

    impl PoolGauges for Fixed {
        fn busy_and_idle(&self) -> (usize, usize) {
            (3, 7)
        }
    }

    fn operation(name: String) -> Operation {
        Operation {
            name: name.into(),
            outcome: "ok".into(),
        }
    }

    #[test]
    fn figures_as_text() {
        let metrics = Metrics::new(|registry| watch_pool(registry, Fixed));
        let running = metrics.begin();
        metrics.count(
            &operation("households".into()),
            StatusCode::OK,
            Duration::from_millis(3),
        );
        let text = metrics.text().unwrap();
        for line in [
            r#"lianxin_http_requests_total{operation="households",status="200",outcome="ok"} 1"#,
            r#"lianxin_http_request_duration_seconds_bucket{le="0.0025",operation="households"} 0"#,
            r#"lianxin_http_request_duration_seconds_bucket{le="0.005",operation="households"} 1"#,
            "lianxin_http_requests_in_flight 1",
            "lianxin_database_connections_busy 3",
            "lianxin_database_connections_idle 7",
            "# EOF",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
        #[cfg(target_os = "linux")]
        assert!(
            text.contains("lianxin_process_resident_memory_bytes "),
            "{text}"
        );
        drop(running);
        assert!(metrics.text().unwrap().contains("in_flight 0"));
    }

    #[test]
    fn names_do_not_fill_the_memory() {
        let metrics = Metrics::new(|_| {});
        for n in 0..MAX_OPERATIONS + 50 {
            metrics.count(
                &operation(format!("made up {n}")),
                StatusCode::OK,
                Duration::ZERO,
            );
        }
        let text = metrics.text().unwrap();
        let counted = text
            .lines()
            .filter(|line| line.starts_with("lianxin_http_requests_total"));
        assert_eq!(counted.count(), MAX_OPERATIONS + 1);
        assert!(text.contains(r#"{operation="other",status="200",outcome="ok"} 50"#));
    }
}
