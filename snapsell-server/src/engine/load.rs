//! A shop as the disk has it: its saved state, and the entries after it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use snapsell_core::{Entry, Journal as _, Settings, Shop, ShopId, Version};
use snapsell_store::{Store, StoreError};

use super::cache::Problem;

/// Entries read at a time: so few that they are still in the processor's cache when they are applied.
const CHUNK: usize = 512;
/// Entries after the saved state that are worth a thread which reads them beside the state.
const MANY: u64 = 1_024;
/// Chunks that it reads ahead at most, some 4 MiB: as many as it has ready by the time that the state is.
const AHEAD: usize = 16;

/// The saved state and the entries after it; with how many these were.
pub(super) fn load(store: &Store, id: ShopId) -> Result<(Shop, u32), Problem> {
    if store.unsaved(id)? < MANY {
        let mut shop = saved(store, id)?;
        let replayed = catch_up(store, id, &mut shop)?;
        return Ok((shop, replayed));
    }
    let after = store.saved_version(id)?;
    thread::scope(|scope| {
        let (give, read) = sync_channel(AHEAD);
        let reader = thread::Builder::new().name("reads".to_owned());
        // Without a thread nothing is read ahead.
        drop(reader.spawn_scoped(scope, move || read_on(store, id, after, &give)));
        let mut shop = saved(store, id)?;
        let mut replayed = 0;
        for entries in read {
            replayed += fold(&mut shop, &entries?)?;
        }
        // What came meanwhile; and all, should the state have been unreadable.
        replayed += catch_up(store, id, &mut shop)?;
        Ok((shop, replayed))
    })
}

/// The saved state; that of a new shop when none can be read.
fn saved(store: &Store, id: ShopId) -> Result<Shop, Problem> {
    match store.snapshot(id)? {
        Some(shop) => Ok(shop),
        None if store.shop(id)?.is_none() => Err(Problem::NoShop),
        None => Ok(Shop::new(Settings::default())),
    }
}

/// Reads entries in order, until there are no more or nobody wants them.
fn read_on(
    store: &Store,
    id: ShopId,
    mut after: Version,
    give: &SyncSender<Result<Vec<Entry>, StoreError>>,
) {
    loop {
        let entries = store.entries_after(id, after, CHUNK);
        let full = entries.as_ref().ok().filter(|read| read.len() == CHUNK);
        let last = full.and_then(|read| read.last()).map(|last| last.version);
        if give.send(entries).is_err() {
            return;
        }
        match last {
            Some(last) => after = last,
            None => return,
        }
    }
}

/// Applies the entries that a shop has not seen; how many these were.
pub(super) fn catch_up(store: &Store, id: ShopId, shop: &mut Shop) -> Result<u32, Problem> {
    let mut replayed = 0_u32;
    loop {
        let entries = store.entries_after(id, shop.version(), CHUNK)?;
        replayed = replayed.saturating_add(fold(shop, &entries)?);
        if entries.len() < CHUNK {
            return Ok(replayed);
        }
    }
}

/// Applies those of some entries that come next; how many these were.
fn fold(shop: &mut Shop, entries: &[Entry]) -> Result<u32, Problem> {
    let mut folded = 0;
    let apply = AssertUnwindSafe(|| {
        for entry in entries {
            if entry.version == shop.version().next() {
                shop.apply(entry);
                folded += 1;
            }
        }
    });
    catch_unwind(apply).map_err(|_| Problem::Broken)?;
    Ok(folded)
}

#[cfg(test)]
mod tests {
    use super::super::restless::Restless;
    use super::super::tests::Base;
    use super::*;

    /// What reading it again yields, where so many entries are not in its saved state.
    fn is_read(shop: &Restless, store: &Store, unsaved: u64) {
        let unsaved = u32::try_from(unsaved).unwrap();
        assert_eq!(load(store, shop.id).unwrap(), (shop.state.clone(), unsaved));
    }

    #[test]
    fn a_shop_is_what_was_decided_wherever_its_saved_state_stands() {
        let base = Base::new();
        let store = base.store();
        let mut shop = Restless::new(base.shops[0]);
        is_read(&shop, &store, 0);
        shop.decides(&store, MANY + 1);
        is_read(&shop, &store, MANY + 1);
        store.save_snapshot(shop.id, &shop.state).unwrap();
        is_read(&shop, &store, 0);
        shop.decides(&store, 5);
        is_read(&shop, &store, 5);
        shop.decides(&store, MANY);
        is_read(&shop, &store, MANY + 5);
        let disk = rusqlite::Connection::open(store.path()).unwrap();
        disk.execute("UPDATE snapshots SET state = x'00'", [])
            .unwrap();
        is_read(&shop, &store, 2 * MANY + 6);
    }

    #[test]
    fn a_state_that_is_newer_than_the_entries_read_ahead_is_not_taken_back() {
        let base = Base::new();
        let store = base.store();
        let mut shop = Restless::new(base.shops[0]);
        shop.decides(&store, 9);
        let entries = |after| {
            let after = Version::new(after);
            store.entries_after(shop.id, after, 4).unwrap()
        };
        let mut state = Shop::new(Settings::default());
        assert_eq!(fold(&mut state, &entries(0)).unwrap(), 4);
        assert_eq!(fold(&mut state, &entries(2)).unwrap(), 2);
        assert_eq!(fold(&mut state, &entries(1)).unwrap(), 0);
        assert_eq!(fold(&mut state, &entries(7)).unwrap(), 0, "after a gap");
        assert_eq!(catch_up(&store, shop.id, &mut state).unwrap(), 3);
        assert_eq!(state, shop.state);
    }

    #[test]
    fn a_journal_that_does_not_fold_ends_the_reading_of_all_that_follows() {
        let base = Base::new();
        let store = base.store();
        let mut shop = Restless::new(base.shops[0]);
        shop.decides(&store, 2 * (CHUNK * AHEAD) as u64);
        let disk = rusqlite::Connection::open(store.path()).unwrap();
        let nonsense = r#"{"by":"system","changes":[{"withdrawn":9}]}"#;
        let spoil = "UPDATE journal SET changes = ?1 WHERE version = 3";
        disk.execute(spoil, [nonsense]).unwrap();
        assert!(matches!(load(&store, shop.id), Err(Problem::Broken)));
    }
}
