//! Messages that nobody understood and nobody of the team has looked at: what the shop answered asked for a person.
//!
//! Opening her page is looking. That is remembered by the process alone: after a restart some are shown once more, which
//! is better than not at all, and after a day no answer is free any more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use snapsell_core::{CustomerId, ShopId, Span, Timestamp, Version};
use snapsell_store::{Store, StoreError};

use crate::trial;

/// How long a message waits to be read.
const WAITS: Span = Span::from_mins(24 * 60);
/// Entries of a shop that are looked through for them.
const READ_BACK: usize = 2_000;
/// Customers whose page was looked at, over all shops.
const LOOKED_MAX: usize = 10_000;

/// Up to which entry each customer's page was looked at.
#[derive(Debug, Default)]
pub(super) struct Looked(Mutex<BTreeMap<(ShopId, CustomerId), Version>>);

impl Looked {
    /// Somebody of the team looks at her page, which shows everything up to this entry.
    pub(super) fn at(&self, shop: ShopId, customer: CustomerId, until: Version) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert((shop, customer), until);
        if all.len() > LOOKED_MAX {
            all.pop_first();
        }
    }

    fn has(&self, shop: ShopId, customer: CustomerId, entry: Version) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let until = all.get(&(shop, customer));
        until.is_some_and(|until| *until >= entry)
    }

    /// Whose messages are to be read, with the entry of the newest of each; sellers and the phone of a trial are no
    /// customers. Blocks.
    pub(super) fn unread(
        &self,
        store: &Store,
        shop: ShopId,
        sellers: &BTreeSet<CustomerId>,
        now: Timestamp,
    ) -> Result<BTreeMap<CustomerId, Version>, StoreError> {
        let mut unread = store.unclear(shop, now - WAITS, READ_BACK)?;
        let nobody = trial::customer(store, shop)?;
        let own = |who: &CustomerId| Some(*who) != nobody && !sellers.contains(who);
        unread.retain(|who, entry| own(who) && !self.has(shop, *who, *entry));
        Ok(unread)
    }
}
