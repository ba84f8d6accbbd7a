//! The journal read from its first entry, some entries at a time: no saved state is believed.

use std::ops::ControlFlow;

use snapsell_core::{Entry, Journal as _, Settings, Shop, ShopId, Timestamp};
use snapsell_store::{Store, StoreError};

use crate::talk::Both;

/// Entries read at a time.
const ENTRIES_AT_A_TIME: usize = 1_000;
/// Entries between two words on how far the reading has come.
const ENTRIES_PER_WORD: u64 = 100_000;

/// {0} entries.
pub(super) const PROGRESS: Both = Both {
    en: "  {0} entries read…",
    fr: "  {0} entrées lues…",
};

/// Who sees each entry, and the shop before it.
pub(super) type Each<'a> = dyn FnMut(&Shop, &Entry) -> Result<ControlFlow<()>, StoreError> + 'a;

/// The shop as every entry up to this instant left it.
pub(super) fn until(
    opened: &Store,
    shop: ShopId,
    at: Timestamp,
    progress: &mut dyn FnMut(u64),
) -> Result<Shop, StoreError> {
    walk(
        opened,
        shop,
        progress,
        &mut |_, entry| match entry.at <= at {
            true => Ok(ControlFlow::Continue(())),
            false => Ok(ControlFlow::Break(())),
        },
    )
}

/// Applies entry after entry until `each`, who sees the shop before it, has had enough; the shop then. `progress` hears
/// of every hundred thousand entries.
pub(super) fn walk(
    opened: &Store,
    shop: ShopId,
    progress: &mut dyn FnMut(u64),
    each: &mut Each<'_>,
) -> Result<Shop, StoreError> {
    let mut state = Shop::new(Settings::default());
    loop {
        let entries = opened.entries_after(shop, state.version(), ENTRIES_AT_A_TIME)?;
        for entry in &entries {
            if each(&state, entry)?.is_break() {
                return Ok(state);
            }
            state.apply(entry);
            let version = state.version().get();
            if version.is_multiple_of(ENTRIES_PER_WORD) {
                progress(version);
            }
        }
        if entries.len() < ENTRIES_AT_A_TIME {
            return Ok(state);
        }
    }
}
