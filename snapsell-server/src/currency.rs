//! Whether a shop may still choose its currency: amounts are kept without one, so in another they would be other amounts.

use snapsell_core::{Shop, ShopId};
use snapsell_store::{Store, StoreError};

use crate::trial::Left;

/// Lives that are looked at.
const LIVES_MAX: usize = 1_000;

/// Whether anything has a price now.
pub(crate) fn has_prices(shop: &Shop) -> bool {
    shop.items().any(|item| !item.closed)
}

/// Whether anything had one in a live; what a trial left is shown to nobody and does not count. Reads the disk.
pub(crate) fn had_prices(store: &Store, shop: ShopId) -> Result<bool, StoreError> {
    for live in Left::of(store, shop)?.newest_lives(store, shop, LIVES_MAX)? {
        if store.items_in_live(shop, live.live)? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}
