//! What is counted of messages.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use schema::notifications::rules::NotificationChannel;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    channel: String,
    outcome: String,
}

/// Attempts by channel and outcome, and how many messages are late. Clones count together.
#[derive(Debug, Clone, Default)]
pub struct OutboxFigures {
    attempts: Family<Ended, Counter>,
    waiting: Gauge,
}

impl OutboxFigures {
    /// Adds `outbox_attempts_total{channel,outcome}` and `outbox_waiting`.
    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "outbox_attempts",
            "Attempts to deliver a message: sent, retried (it will be tried again) or failed (given up)",
            self.attempts.clone(),
        );
        registry.register(
            "outbox_waiting",
            "Messages that wait past their time",
            self.waiting.clone(),
        );
    }

    pub(super) fn count(&self, channel: NotificationChannel, outcome: &str) {
        self.attempts
            .get_or_create_owned(&Ended {
                channel: channel.code().to_ascii_lowercase(),
                outcome: outcome.to_owned(),
            })
            .inc();
    }

    pub(super) fn waiting(&self, messages: i64) {
        self.waiting.set(messages);
    }
}
