//! A shop as the disk has it: its saved state, and the entries after it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use snapsell_core::{Journal as _, Settings, Shop, ShopId};
use snapsell_store::Store;

use super::cache::Problem;

/// Entries read at a time.
const CHUNK: usize = 4_096;

/// The saved state and the entries after it; with how many these were.
pub(super) fn load(store: &Store, id: ShopId) -> Result<(Shop, u32), Problem> {
    let mut shop = match store.snapshot(id)? {
        Some(shop) => shop,
        None if store.shop(id)?.is_none() => return Err(Problem::NoShop),
        None => Shop::new(Settings::default()),
    };
    let replayed = catch_up(store, id, &mut shop)?;
    Ok((shop, replayed))
}

/// Applies the entries that a shop has not seen; how many these were.
pub(super) fn catch_up(store: &Store, id: ShopId, shop: &mut Shop) -> Result<u32, Problem> {
    let mut replayed = 0_u32;
    loop {
        let entries = store.entries_after(id, shop.version(), CHUNK)?;
        let folded = catch_unwind(AssertUnwindSafe(|| {
            for entry in &entries {
                shop.apply(entry);
            }
        }));
        if folded.is_err() {
            return Err(Problem::Broken);
        }
        replayed = replayed.saturating_add(u32::try_from(entries.len()).unwrap_or(u32::MAX));
        if entries.len() < CHUNK {
            return Ok(replayed);
        }
    }
}
