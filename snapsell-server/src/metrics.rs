//! Figures for operators, each counter resolved once so that bumping it is one atomic addition.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

type Label = [(&'static str, &'static str); 1];
type CommandLabels = [(&'static str, &'static str); 2];

/// All figures of one process and the registry they are read from. Clones share them.
#[derive(Debug, Clone)]
pub struct Metrics {
    /// Webhooks by how they ended.
    pub webhooks: Webhooks,
    /// Commits: how many decisions shared one, and how long it took.
    pub commits: Commits,
    /// Messages waiting to leave.
    pub outbox: OutboxGauges,
    /// Attempts to send, by how they ended.
    pub sends: Sends,
    /// Connections.
    pub connections: Connections,
    commands: Family<CommandLabels, Counter>,
    registry: Arc<Registry>,
}

/// `snapsell_webhooks_total{outcome}`.
#[derive(Debug, Clone)]
pub struct Webhooks {
    /// Durable, answered 200.
    pub accepted: Counter,
    /// Seen before, answered 200.
    pub duplicate: Counter,
    /// Wrong signature, account or receiver.
    pub forbidden: Counter,
    /// Not a form, or a form without what is needed.
    pub malformed: Counter,
    /// Answered 503: it could not be made durable in time.
    pub unavailable: Counter,
    /// `snapsell_webhooks_forged_total`: those of `forbidden` whose signature was wrong.
    pub forged: Counter,
}

/// `snapsell_commit_decisions` and `snapsell_commit_seconds`.
#[derive(Debug, Clone)]
pub struct Commits {
    /// Decisions in one transaction.
    pub decisions: Histogram,
    /// Seconds of one transaction, its sync included.
    pub seconds: Histogram,
}

/// `snapsell_outbox_messages{state}` and `snapsell_outbox_oldest_seconds`.
#[derive(Debug, Clone)]
pub struct OutboxGauges {
    /// Waiting for its turn or its retry.
    pub pending: Gauge,
    /// Being sent.
    pub leased: Gauge,
    /// Written to the provider, answer lost.
    pub unknown: Gauge,
    /// Set aside until something changes, such as the 24-hour window.
    pub parked: Gauge,
    /// Given up, for a person to look at.
    pub dead: Gauge,
    /// Age of the oldest message that the provider has not accepted, in seconds.
    pub oldest_seconds: Gauge<f64, AtomicU64>,
}

/// `snapsell_sends_total{outcome}` and `snapsell_shops_refused`.
#[derive(Debug, Clone)]
pub struct Sends {
    /// Accepted by the provider.
    pub sent: Counter,
    /// Refused for now.
    pub retry: Counter,
    /// The answer was lost.
    pub unknown: Counter,
    /// Refused for good.
    pub permanent: Counter,
    /// Held back here: the customer opted out.
    pub suppressed: Counter,
    /// Shops whose credentials the provider refuses now; their messages wait.
    pub refused_shops: Gauge,
}

/// `snapsell_connections` and `snapsell_connections_refused_total`.
#[derive(Debug, Clone, Default)]
pub struct Connections {
    /// Open now.
    pub live: Gauge,
    /// Closed at once: too many from one address.
    pub refused: Counter,
}

impl Connections {
    /// Connections open now.
    pub fn live_now(&self) -> usize {
        usize::try_from(self.live.get()).unwrap_or(0)
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// New figures, all zero, in a registry of their own.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("snapsell");
        let webhooks = webhooks(&mut registry);
        let commits = commits(&mut registry);
        let outbox = outbox(&mut registry);
        let sends = sends(&mut registry);
        let connections = connections(&mut registry);
        let commands = Family::default();
        registry.register(
            "commands",
            "Commands decided, by kind and outcome",
            commands.clone(),
        );
        Self {
            webhooks,
            commits,
            outbox,
            sends,
            connections,
            commands,
            registry: Arc::new(registry),
        }
    }

    /// The counter of `snapsell_commands_total{kind, outcome}`. Look it up once and keep it.
    pub fn command(&self, kind: &'static str, outcome: &'static str) -> Counter {
        let labels = [("kind", kind), ("outcome", outcome)];
        self.commands.get_or_create_owned(&labels)
    }

    /// All figures in the text format of Prometheus.
    pub fn render(&self) -> String {
        let mut text = String::with_capacity(4096);
        encode(&mut text, &self.registry).expect("a string can always be written to");
        text
    }
}

fn webhooks(registry: &mut Registry) -> Webhooks {
    let by_outcome = Family::<Label, Counter>::default();
    let of = |outcome| by_outcome.get_or_create_owned(&[("outcome", outcome)]);
    let webhooks = Webhooks {
        accepted: of("accepted"),
        duplicate: of("duplicate"),
        forbidden: of("forbidden"),
        malformed: of("malformed"),
        unavailable: of("unavailable"),
        forged: Counter::default(),
    };
    registry.register("webhooks", "Webhooks, by outcome", by_outcome);
    registry.register(
        "webhooks_forged",
        "Webhooks with a wrong signature",
        webhooks.forged.clone(),
    );
    webhooks
}

fn commits(registry: &mut Registry) -> Commits {
    let commits = Commits {
        decisions: Histogram::new(exponential_buckets(1.0, 2.0, 11)),
        seconds: Histogram::new(exponential_buckets(0.000_1, 2.0, 15)),
    };
    registry.register(
        "commit_decisions",
        "Decisions in one commit",
        commits.decisions.clone(),
    );
    registry.register_with_unit(
        "commit",
        "Duration of one commit",
        Unit::Seconds,
        commits.seconds.clone(),
    );
    commits
}

fn outbox(registry: &mut Registry) -> OutboxGauges {
    let by_state = Family::<Label, Gauge>::default();
    let of = |state| by_state.get_or_create_owned(&[("state", state)]);
    let outbox = OutboxGauges {
        pending: of("pending"),
        leased: of("leased"),
        unknown: of("unknown"),
        parked: of("parked"),
        dead: of("dead"),
        oldest_seconds: Gauge::default(),
    };
    registry.register("outbox_messages", "Messages to be sent, by state", by_state);
    let oldest = outbox.oldest_seconds.clone();
    registry.register_with_unit(
        "outbox_oldest",
        "Age of the oldest message that the provider has not accepted, tried or not",
        Unit::Seconds,
        oldest,
    );
    outbox
}

fn sends(registry: &mut Registry) -> Sends {
    let by_outcome = Family::<Label, Counter>::default();
    let of = |outcome| by_outcome.get_or_create_owned(&[("outcome", outcome)]);
    let sends = Sends {
        sent: of("sent"),
        retry: of("retry"),
        unknown: of("unknown"),
        permanent: of("permanent"),
        suppressed: of("suppressed"),
        refused_shops: Gauge::default(),
    };
    registry.register("sends", "Attempts to send, by outcome", by_outcome);
    registry.register(
        "shops_refused",
        "Shops whose credentials the provider refuses",
        sends.refused_shops.clone(),
    );
    sends
}

fn connections(registry: &mut Registry) -> Connections {
    let connections = Connections::default();
    registry.register(
        "connections",
        "Connections open now",
        connections.live.clone(),
    );
    registry.register(
        "connections_refused",
        "Connections closed because their address had too many",
        connections.refused.clone(),
    );
    connections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bump_is_seen_in_the_text() {
        let metrics = Metrics::new();
        metrics.webhooks.duplicate.inc();
        metrics.command("claim", "held").inc_by(2);
        metrics.commits.seconds.observe(0.000_3);
        metrics.outbox.oldest_seconds.set(1.5);
        metrics.connections.live.inc();
        let text = metrics.render();
        for line in [
            "snapsell_webhooks_total{outcome=\"duplicate\"} 1",
            "snapsell_webhooks_total{outcome=\"accepted\"} 0",
            "snapsell_commands_total{kind=\"claim\",outcome=\"held\"} 2",
            "snapsell_commit_seconds_bucket{le=\"0.0004\"} 1",
            "snapsell_outbox_oldest_seconds 1.5",
            "snapsell_connections 1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }
}
