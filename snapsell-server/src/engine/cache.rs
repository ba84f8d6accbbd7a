//! Shops in memory: loaded when needed, forgotten when idle or when nobody knows any more what the disk says.

use std::collections::BTreeMap;

use snapsell_core::{Shop, ShopId};
use snapsell_store::{Store, StoreError};

use super::SHOPS_CACHED_MAX;
use super::job::Trouble;
use super::load::{catch_up, load};
use super::saver::save;

/// One shop in so many goes when there are too many.
const EVICTED_SHARE: usize = 8;
/// A state is worth saving when it leaves memory after so many entries.
const WORTH_SAVING: u32 = 64;

/// A shop in memory.
#[derive(Debug)]
pub(super) struct Cached {
    pub(super) shop: Shop,
    /// Outages accounted for.
    pub(super) outages: usize,
    /// Entries since it was saved when it was read.
    pub(super) unsaved: u32,
    used: u64,
}

/// The shops of one worker.
#[derive(Debug)]
pub(super) struct Cache {
    store: Store,
    shops: BTreeMap<ShopId, Cached>,
    uses: u64,
}

impl Cache {
    pub(super) fn new(store: Store) -> Self {
        Self {
            store,
            shops: BTreeMap::new(),
            uses: 0,
        }
    }

    /// The shop, read from the store when it is not here.
    pub(super) fn get(&mut self, id: ShopId) -> Result<&mut Cached, Problem> {
        self.uses += 1;
        if !self.shops.contains_key(&id) {
            let (shop, unsaved) = load(&self.store, id)?;
            let cached = Cached {
                shop,
                outages: 0,
                unsaved,
                used: self.uses,
            };
            self.shops.insert(id, cached);
        }
        let cached = self.shops.get_mut(&id).expect("it was put there");
        cached.used = self.uses;
        Ok(cached)
    }

    /// The shop as the disk has it now: another process may have been at work since it was read.
    pub(super) fn fresh(&mut self, id: ShopId) -> Result<&mut Cached, Problem> {
        let store = self.store.clone();
        let cached = self.get(id)?;
        match catch_up(&store, id, &mut cached.shop) {
            Ok(replayed) => cached.unsaved = cached.unsaved.saturating_add(replayed),
            Err(problem) => {
                self.evict(id);
                return Err(problem);
            }
        }
        self.get(id)
    }

    /// The shop, if it is here.
    pub(super) fn peek(&mut self, id: ShopId) -> Option<&mut Cached> {
        self.shops.get_mut(&id)
    }

    /// Forgets a shop; the next use reads it again.
    pub(super) fn evict(&mut self, id: ShopId) {
        self.shops.remove(&id);
    }

    /// Whether there are too many: between two commits, when all that is here is durable, some can go.
    pub(super) fn is_full(&self) -> bool {
        self.shops.len() > SHOPS_CACHED_MAX
    }

    /// Saves the state of each shop that has changed since it was read.
    pub(super) fn save_all(&self) {
        for (&id, cached) in &self.shops {
            if cached.unsaved > 0 {
                save(&self.store, id, &cached.shop);
            }
        }
    }

    /// Forgets the shops used longest ago when there are too many.
    pub(super) fn make_room(&mut self) {
        if !self.is_full() {
            return;
        }
        let mut by_use: Vec<_> = self
            .shops
            .iter()
            .map(|(&id, shop)| (shop.used, id))
            .collect();
        by_use.sort_unstable();
        by_use.truncate(self.shops.len() - SHOPS_CACHED_MAX + SHOPS_CACHED_MAX / EVICTED_SHARE);
        for (_, id) in by_use {
            let gone = self
                .shops
                .remove(&id)
                .filter(|gone| gone.unsaved >= WORTH_SAVING);
            if let Some(gone) = gone {
                save(&self.store, id, &gone.shop);
            }
        }
    }
}

/// Why a shop is not here.
#[derive(Debug)]
pub(super) enum Problem {
    /// The store failed.
    Store(StoreError),
    /// There is no such shop.
    NoShop,
    /// Its journal does not fold; nothing of it is served.
    Broken,
}

impl Problem {
    pub(super) fn trouble(&self) -> Trouble {
        match self {
            Self::Store(_) => Trouble::Unavailable,
            Self::NoShop => Trouble::NoShop,
            Self::Broken => Trouble::Failed,
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What is said of a shop whose journal does not fold.
pub(super) const fn broken(shop: ShopId) -> StoreError {
    StoreError::Corrupt {
        shop: Some(shop),
        version: None,
        what: "its journal does not fold",
    }
}
