//! Stretches of time in which nobody could be heard, in the order in which they were found.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use snapsell_core::Timestamp;

/// Outages remembered by one process; further ones are credited to nobody.
const OUTAGES_MAX: usize = 1_000;

/// All outages of this process. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Outages {
    list: Arc<RwLock<Vec<(Timestamp, Timestamp)>>>,
    count: Arc<AtomicUsize>,
}

impl Outages {
    pub(super) fn add(&self, from: Timestamp, until: Timestamp) {
        let mut list = self.list.write().unwrap_or_else(PoisonError::into_inner);
        if until > from && list.len() < OUTAGES_MAX {
            list.push((from, until));
            self.count.store(list.len(), Ordering::Release);
        }
    }

    /// How many there are: one atomic read.
    pub(super) fn count(&self) -> usize {
        self.count.load(Ordering::Acquire)
    }

    /// Those from the number `first` on.
    pub(super) fn after(&self, first: usize) -> Vec<(Timestamp, Timestamp)> {
        let list = self.list.read().unwrap_or_else(PoisonError::into_inner);
        list.get(first..).unwrap_or_default().to_vec()
    }
}
