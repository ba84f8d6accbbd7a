//! One round of a batch: what was decided in memory and waits for its commit.

use std::collections::BTreeSet;

use snapsell_core::{Commit, Outcome, ShopId};

use super::job::Job;

/// What one round holds until its commit.
#[derive(Default)]
pub(super) struct Round {
    /// In the order decided.
    pub(super) commits: Vec<Commit>,
    /// The kind of command behind each commit.
    pub(super) kinds: Vec<&'static str>,
    /// Jobs whose answer depends on the commit.
    pub(super) waiting: Vec<Waiting>,
    /// Reads: done on what is durable.
    pub(super) looks: Vec<Job>,
    /// Jobs of spoiled shops: for the next round.
    pub(super) later: Vec<Job>,
    /// Shops whose state in memory is not to be trusted since a panic.
    pub(super) spoiled: BTreeSet<ShopId>,
    /// Shops that were asked something.
    pub(super) touched: BTreeSet<ShopId>,
}

/// A job that was decided.
pub(super) struct Waiting {
    pub(super) job: Job,
    /// Its place among the commits; `None` when it has nothing to commit.
    pub(super) commit: Option<usize>,
    pub(super) outcome: Outcome,
}
