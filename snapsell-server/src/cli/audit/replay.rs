//! The journal folded by the rules themselves: no entry may break an invariant, and a saved state must be what it gives.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use snapsell_core::{Entry, Journal as _, Settings, Shop};
use snapsell_store::{ShopRecord, Store, StoreError};

use super::Fault;

/// Entries folded between two full checks; after a failed one, each is checked.
const ENTRIES_AT_A_TIME: usize = 500;

/// The first entry that the rules do not bear; `None` when they bear all.
pub(super) fn check(opened: &Store, record: &ShopRecord) -> Result<Option<Fault>, StoreError> {
    let saved = opened.snapshot(record.id)?;
    let mut shop = Shop::new(Settings::default());
    loop {
        let entries = opened.entries_after(record.id, shop.version(), ENTRIES_AT_A_TIME)?;
        let mut next = shop.clone();
        if fold(&mut next, &entries).is_err() {
            return Ok(Some(first(shop, &entries)));
        }
        if let Some(saved) = &saved
            && (shop.version()..=next.version()).contains(&saved.version())
            && !agrees(shop, saved, &entries)
        {
            return Ok(Some(Fault {
                version: None,
                row: Some(format!("snapshots {}", saved.version().get())),
                what: "the saved state is not what the journal gives".to_owned(),
            }));
        }
        if entries.len() < ENTRIES_AT_A_TIME {
            return Ok(None);
        }
        shop = next;
    }
}

/// Folds and checks.
///
/// # Errors
/// The words of the first rule that is broken.
pub(in crate::cli) fn fold(shop: &mut Shop, entries: &[Entry]) -> Result<(), String> {
    let folded = catch_unwind(AssertUnwindSafe(|| {
        for entry in entries {
            shop.apply(entry);
        }
        shop.check();
    }));
    folded.map_err(|panic| words(&*panic))
}

/// The entry of these that the rules do not bear.
fn first(mut shop: Shop, entries: &[Entry]) -> Fault {
    for entry in entries {
        if let Err(what) = fold(&mut shop, std::slice::from_ref(entry)) {
            return Fault {
                version: Some(entry.version),
                row: None,
                what,
            };
        }
    }
    Fault {
        version: entries.last().map(|entry| entry.version),
        row: None,
        what: "a rule is broken".to_owned(),
    }
}

fn agrees(mut shop: Shop, saved: &Shop, entries: &[Entry]) -> bool {
    let upto = entries
        .iter()
        .take_while(|entry| entry.version <= saved.version());
    upto.for_each(|entry| shop.apply(entry));
    shop == *saved
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("a rule is broken").to_owned()
}
