//! Saved states: whole, in parts, cut short, damaged.

use crate::fixture::{Folder, commit, offered};
use rusqlite::Connection;
use snapsell_core::{Change, Journal as _, Settings, Shop, ShopId};

#[test]
fn a_snapshot_that_cannot_be_read_is_as_good_as_none() {
    let (folder, store, shop) = Folder::with_shop();
    let state = Shop::new(Settings::default());
    store.save_snapshot(shop, &state).unwrap();
    assert_eq!(store.snapshot(shop).unwrap(), Some(state));
    let raw = Connection::open(folder.database()).unwrap();
    for damage in [
        "UPDATE snapshots SET format = 9",
        "UPDATE snapshots SET format = 1, state = x'ff00'",
        "UPDATE snapshots SET version = 3",
    ] {
        raw.execute_batch(damage).unwrap();
        assert_eq!(store.snapshot(shop).unwrap(), None, "{damage}");
    }
}

/// A shop with so much in it that its state is saved in parts, as of an entry.
fn large(version: u64) -> Shop {
    let mut state = Shop::new(Settings::default());
    let mut changes: Vec<Change> = (1..=9_000).map(|item| offered(item, 1)).collect();
    for version in 1..=version {
        let changes = std::mem::take(&mut changes);
        state.follow(&commit(ShopId::new(1), version, changes).decision);
    }
    state
}

fn parts(raw: &Connection, shop: ShopId) -> Vec<(u64, u32)> {
    let mut select = raw
        .prepare("SELECT version, count(*) FROM snapshot_parts WHERE shop = ?1 GROUP BY version")
        .unwrap();
    let rows = select.query_map([shop.get()], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_large_state_is_saved_in_parts_and_those_of_older_ones_go() {
    let (folder, store, shop) = Folder::with_shop();
    let raw = Connection::open(folder.database()).unwrap();
    for version in 1..=3 {
        assert!(store.commit(&[commit(shop, version, vec![])])[0].is_ok());
    }
    for version in [1, 2] {
        store.save_snapshot(shop, &large(version)).unwrap();
        assert_eq!(store.snapshot(shop).unwrap(), Some(large(version)));
        let parts = parts(&raw, shop);
        assert!(
            matches!(parts[..], [(of, count)] if of == version && count > 1),
            "{parts:?}"
        );
        assert_eq!(store.unsaved(shop).unwrap(), 3 - version);
    }
    let small = Shop::new(Settings::default());
    store.save_snapshot(shop, &small).unwrap();
    assert_eq!(
        store.snapshot(shop).unwrap(),
        Some(large(2)),
        "an older state is not taken"
    );
    raw.execute_batch("DELETE FROM snapshot_parts WHERE part = 1")
        .unwrap();
    assert_eq!(store.snapshot(shop).unwrap(), None, "a part is missing");
}

#[test]
fn a_save_that_was_cut_short_leaves_the_older_state_and_nothing_for_long() {
    let (folder, store, shop) = Folder::with_shop();
    let raw = Connection::open(folder.database()).unwrap();
    for version in 1..=3 {
        assert!(store.commit(&[commit(shop, version, vec![])])[0].is_ok());
    }
    store.save_snapshot(shop, &large(1)).unwrap();
    raw.execute_batch(
        "INSERT INTO snapshot_parts SELECT shop, 2, part, bytes FROM snapshot_parts WHERE part = 1",
    )
    .unwrap();
    assert_eq!(store.snapshot(shop).unwrap(), Some(large(1)));
    store.save_snapshot(shop, &large(3)).unwrap();
    assert_eq!(store.snapshot(shop).unwrap(), Some(large(3)));
    assert!(matches!(parts(&raw, shop)[..], [(3, _)]));
}
