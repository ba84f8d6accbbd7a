//! Requests under way, for each shop: an account that the provider leaves without an answer takes only its share.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use snapsell_core::ShopId;
use snapsell_store::SendResult;

/// Requests of one shop under way at once, half of what there may be.
const OF_A_SHOP_MAX: usize = super::IN_FLIGHT_MAX / 2;
/// The same after one stayed without a clear answer, until one is accepted: enough to notice that.
const OF_A_SILENT_SHOP_MAX: usize = 2;

/// What is under way for each shop.
#[derive(Debug, Default)]
pub(super) struct Busy(Mutex<BTreeMap<ShopId, Share>>);

#[derive(Debug, Default)]
struct Share {
    under_way: usize,
    silent: bool,
}

impl Busy {
    /// Whether a shop has not got its share, with as many as `more` about to begin.
    pub(super) fn has_room(&self, shop: ShopId, more: usize) -> bool {
        let shares = self.lock();
        let share = shares.get(&shop);
        let most = match share {
            Some(Share { silent: true, .. }) => OF_A_SILENT_SHOP_MAX,
            Some(_) | None => OF_A_SHOP_MAX,
        };
        share.map_or(0, |share| share.under_way) + more < most
    }

    pub(super) fn begin(&self, shop: ShopId) {
        self.lock().entry(shop).or_default().under_way += 1;
    }

    pub(super) fn end(&self, shop: ShopId, result: &SendResult) {
        let mut shares = self.lock();
        let share = shares.entry(shop).or_default();
        share.under_way = share.under_way.saturating_sub(1);
        share.silent = match result {
            SendResult::Unknown { .. } => true,
            SendResult::Sent { .. } => false,
            // Not every one of these is the provider's.
            SendResult::Retry { .. } | SendResult::Dead { .. } | SendResult::Withheld { .. } => {
                share.silent
            }
        };
        if share.under_way == 0 && !share.silent {
            shares.remove(&shop);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<ShopId, Share>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use snapsell_core::Timestamp;

    use super::*;

    #[test]
    fn a_shop_has_its_share_and_a_silent_one_hardly_any_until_one_is_accepted() {
        let (busy, shop) = (Busy::default(), ShopId::new(1));
        let look_at = Timestamp::from_millis(1);
        let provider_id = "SM1".to_owned();
        let room = || {
            (0..100)
                .take_while(|more| busy.has_room(shop, *more))
                .count()
        };
        assert_eq!(room(), 32);
        busy.begin(shop);
        busy.begin(shop);
        assert_eq!(room(), 30);
        busy.end(shop, &SendResult::Unknown { look_at });
        assert_eq!(room(), 1);
        busy.end(
            shop,
            &SendResult::Withheld {
                reason: String::new(),
            },
        );
        assert_eq!(room(), 2);
        busy.begin(shop);
        busy.end(shop, &SendResult::Sent { provider_id });
        assert_eq!(room(), 32);
        assert!(busy.lock().is_empty(), "nothing is kept of it");
    }
}
