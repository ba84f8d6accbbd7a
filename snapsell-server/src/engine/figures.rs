//! Figures of one worker: commits, and commands by kind and outcome.

use std::collections::BTreeMap;

use prometheus_client::metrics::counter::Counter;
use snapsell_core::{Commit, Outcome};

use crate::clock::Stopwatch;
use crate::metrics::Metrics;

/// Counters looked up once.
#[derive(Debug)]
pub(super) struct Figures {
    metrics: Metrics,
    commands: BTreeMap<(&'static str, &'static str), Counter>,
}

impl Figures {
    pub(super) fn new(metrics: Metrics) -> Self {
        Self {
            metrics,
            commands: BTreeMap::new(),
        }
    }

    /// One transaction and how long it took.
    #[expect(clippy::cast_precision_loss, reason = "a batch is small")]
    pub(super) fn committed(&self, decisions: usize, watch: Stopwatch) {
        self.metrics.commits.decisions.observe(decisions as f64);
        self.metrics
            .commits
            .seconds
            .observe(watch.elapsed().as_secs_f64());
    }

    /// One decision that is durable, of a command of this kind.
    pub(super) fn decided(&mut self, commit: &Commit, kind: &'static str) {
        let outcome = match commit.decision.outcome {
            Outcome::Done => "done",
            Outcome::Refused(_) => "refused",
            Outcome::Duplicate => "duplicate",
            Outcome::Idle => "idle",
        };
        let Self { metrics, commands } = self;
        commands
            .entry((kind, outcome))
            .or_insert_with(|| metrics.command(kind, outcome))
            .inc();
    }
}
