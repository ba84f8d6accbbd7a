//! Requests under way, for each shop: an account that the provider leaves without an answer takes only its share.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use snapsell_core::ShopId;

/// Requests of one shop under way at once, half of what there may be.
const OF_A_SHOP_MAX: usize = super::IN_FLIGHT_MAX / 2;

/// How many requests of each shop are under way, those that wait for a permit included.
#[derive(Debug, Default)]
pub(super) struct Busy(Mutex<BTreeMap<ShopId, usize>>);

impl Busy {
    /// Whether a shop has not got its share, with as many as `more` about to begin.
    pub(super) fn has_room(&self, shop: ShopId, more: usize) -> bool {
        self.lock().get(&shop).copied().unwrap_or(0) + more < OF_A_SHOP_MAX
    }

    pub(super) fn begin(&self, shop: ShopId) {
        *self.lock().entry(shop).or_default() += 1;
    }

    pub(super) fn end(&self, shop: ShopId) {
        let mut counts = self.lock();
        if let Some(count) = counts.get_mut(&shop) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&shop);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<ShopId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
