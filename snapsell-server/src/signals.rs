//! Who is woken when something was committed: the sender when there is something to say, the timer when a deadline moved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use snapsell_core::{ShopId, Timestamp};
use tokio::sync::{Notify, broadcast};

/// The bells. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    /// Rung when replies were committed.
    pub replies: Arc<Notify>,
    /// Rung when media are to be fetched.
    pub media: Arc<Notify>,
    /// Rung when one was fetched: a page that shows it is waiting for it.
    pub pictures: Pictures,
    /// When each shop must be looked at.
    pub deadlines: Deadlines,
}

/// Says whose picture came. Clones share it.
#[derive(Debug, Clone)]
pub struct Pictures(broadcast::Sender<ShopId>);

/// Pictures that a slow listener may be behind; beyond that it is told that it missed some.
const PICTURES_BEHIND_MAX: usize = 64;

impl Default for Pictures {
    fn default() -> Self {
        Self(broadcast::Sender::new(PICTURES_BEHIND_MAX))
    }
}

impl Pictures {
    /// A picture of this shop is in the store.
    pub fn came(&self, shop: ShopId) {
        // Nobody may be listening.
        let _ = self.0.send(shop);
    }

    /// Everything that comes from now on.
    pub fn listen(&self) -> broadcast::Receiver<ShopId> {
        self.0.subscribe()
    }
}

/// The next deadline of every shop that has one. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Deadlines {
    inner: Arc<Mutex<Table>>,
    earlier: Arc<Notify>,
}

#[derive(Debug, Default)]
struct Table {
    of: BTreeMap<ShopId, Timestamp>,
    order: BTreeSet<(Timestamp, ShopId)>,
}

impl Deadlines {
    /// Notes when a shop must be looked at; `None` when nothing will happen by itself.
    pub fn set(&self, shop: ShopId, at: Option<Timestamp>) {
        let mut table = self.lock();
        let before = table.order.first().copied();
        let old = match at {
            Some(at) => table.of.insert(shop, at),
            None => table.of.remove(&shop),
        };
        if old == at {
            return;
        }
        if let Some(old) = old {
            table.order.remove(&(old, shop));
        }
        if let Some(at) = at {
            table.order.insert((at, shop));
        }
        let first = table.order.first().copied();
        drop(table);
        if first.is_some_and(|first| before.is_none_or(|before| first.0 < before.0)) {
            self.earlier.notify_one();
        }
    }

    /// Notes a deadline of a shop that has none here.
    pub fn set_if_absent(&self, shop: ShopId, at: Timestamp) {
        let absent = !self.lock().of.contains_key(&shop);
        if absent {
            self.set(shop, Some(at));
        }
    }

    /// Takes at most `most` shops that are due at `now`, earliest first; they are noted again by their next commit.
    pub fn take_due(&self, now: Timestamp, most: usize) -> Vec<ShopId> {
        let mut table = self.lock();
        let mut due = Vec::new();
        while due.len() < most
            && let Some(&(at, shop)) = table.order.first()
            && at <= now
        {
            table.order.remove(&(at, shop));
            table.of.remove(&shop);
            due.push(shop);
        }
        due
    }

    /// The earliest deadline.
    pub fn first(&self) -> Option<Timestamp> {
        self.lock().order.first().map(|&(at, _)| at)
    }

    /// Waits until a deadline is earlier than all were.
    pub async fn earlier(&self) {
        self.earlier.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shops_come_due_in_order_and_once() {
        let deadlines = Deadlines::default();
        let at = Timestamp::from_millis;
        let shop = ShopId::new;
        deadlines.set(shop(1), Some(at(30)));
        deadlines.set(shop(2), Some(at(10)));
        deadlines.set(shop(3), Some(at(20)));
        deadlines.set(shop(3), None);
        deadlines.set(shop(1), Some(at(5)));
        assert_eq!(deadlines.first(), Some(at(5)));
        assert_eq!(deadlines.take_due(at(9), 10), [shop(1)]);
        assert_eq!(deadlines.take_due(at(10), 10), [shop(2)]);
        assert_eq!(deadlines.first(), None);
    }
}
