//! One state of the small world.

use snapsell_core::{CommandId, CustomerId, Entry, HoldId, Shop};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::owners::Owners;

/// A shop with its fingerprint, shared between the states that have it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) shop: Arc<Shop>,
    print: u64,
}

impl Known {
    pub(crate) fn new(shop: Shop) -> Self {
        let mut hasher = DefaultHasher::new();
        shop.hash(&mut hasher);
        Self {
            print: hasher.finish(),
            shop: Arc::new(shop),
        }
    }

    pub(crate) fn after(&self, entry: &Entry) -> Self {
        let mut shop = Shop::clone(&self.shop);
        shop.apply(entry);
        Self::new(shop)
    }
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.print == other.print
    }
}

impl Eq for Known {}

impl Hash for Known {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.print.hash(state);
    }
}

/// A decision that is made and not committed. What it says follows from these.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Pending {
    /// Which message; none for a timer.
    pub(crate) message: Option<u8>,
    /// What the node knew.
    pub(crate) base: Known,
    /// Which instant it was.
    pub(crate) clock: u8,
}

/// A node: what it knows, and what it is about to commit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Node {
    pub(crate) known: Known,
    pub(crate) pending: Option<Pending>,
}

/// That somebody has units, said to her.
pub(crate) type Said = (CustomerId, HoldId);

/// Everything that can differ between two moments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct State {
    /// What the journal folds to.
    pub(crate) durable: Known,
    pub(crate) nodes: [Node; 2],
    /// Of each message, how often it may still be delivered.
    pub(crate) left: Vec<u8>,
    /// Messages answered with 200.
    pub(crate) answered: Vec<bool>,
    /// Ids in the journal.
    pub(crate) entries: Vec<CommandId>,
    pub(crate) clock: u8,
    pub(crate) deaths: u8,
    /// Committed and not sent.
    pub(crate) outbox: Vec<Said>,
    /// Sent.
    pub(crate) told: Vec<Said>,
    /// Who has what by the facts of the journal alone.
    pub(crate) owners: Owners,
    /// An invariant of the shop does not hold.
    pub(crate) broken: bool,
}
