//! One round: what was decided in memory and waits for its commit.

use std::collections::{BTreeMap, BTreeSet};

use snapsell_core::{Outcome, ShopId, Timestamp};
use snapsell_store::Prepared;

use super::job::Job;

/// What one round holds until its commit.
#[derive(Default)]
pub(super) struct Round {
    /// In the order decided.
    pub(super) commits: Vec<Prepared<'static>>,
    /// The kind of command behind each commit.
    pub(super) kinds: Vec<&'static str>,
    /// Jobs whose answer depends on the commit.
    pub(super) waiting: Vec<Waiting>,
    /// Shops that were asked something, each with when it must be looked at next.
    pub(super) touched: BTreeMap<ShopId, Option<Timestamp>>,
    /// Shops about which something is to be committed.
    pub(super) changed: BTreeSet<ShopId>,
}

/// A job that was decided.
pub(super) struct Waiting {
    pub(super) job: Job,
    /// Its place among the commits; `None` when it has nothing to commit.
    pub(super) commit: Option<usize>,
    pub(super) outcome: Outcome,
}

impl Round {
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.commits.is_empty()
    }

    /// Whether something about this shop is to be committed.
    pub(super) fn changes(&self, shop: ShopId) -> bool {
        self.changed.contains(&shop)
    }

    /// Puts what was decided later behind this.
    pub(super) fn append(&mut self, later: Self) {
        if self.is_empty() {
            *self = later;
            return;
        }
        let before = self.commits.len();
        self.commits.extend(later.commits);
        self.kinds.extend(later.kinds);
        self.waiting
            .extend(later.waiting.into_iter().map(|waiting| Waiting {
                commit: waiting.commit.map(|place| before + place),
                ..waiting
            }));
        self.touched.extend(later.touched);
        self.changed.extend(later.changed);
    }

    /// Gives the jobs back, in order, undecided.
    pub(super) fn into_jobs(self) -> impl Iterator<Item = Job> {
        self.waiting.into_iter().map(|waiting| waiting.job)
    }
}
