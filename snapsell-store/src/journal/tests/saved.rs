//! Saved states: whole, in parts, cut short, damaged.

use crate::fixture::{Folder, commit, held, new_shop, offered};
use crate::store::Store;
use rusqlite::Connection;
use snapsell_core::{Change, Journal as _, Settings, Shop, ShopId, Version};

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

/// A shop of so many units, each held, as of an entry: thousands need a state in parts.
fn large(units: u32, version: u64) -> Shop {
    let mut state = Shop::new(Settings::default());
    let items = units.div_ceil(UNITS);
    let mut changes: Vec<Change> = (1..=items).map(|item| offered(item, UNITS)).collect();
    for unit in 0..units {
        let slot = u16::try_from(unit % UNITS).unwrap();
        changes.push(held(unit + 1, unit / UNITS + 1, unit + 2, &[slot], 60));
    }
    for version in 1..=version {
        let changes = std::mem::take(&mut changes);
        state.follow(&commit(ShopId::new(1), version, changes).decision);
    }
    state
}

/// Units of one item.
const UNITS: u32 = 20;
/// Units of which a state needs several parts.
const MANY: u32 = 40_000;

/// So many entries that change nothing.
fn entries(store: &Store, shop: ShopId, count: u64) {
    for version in 1..=count {
        assert!(store.commit(&[commit(shop, version, vec![])])[0].is_ok());
    }
}

fn parts(raw: &Connection, shop: ShopId) -> Vec<(u64, u32)> {
    let mut select = raw
        .prepare("SELECT version, count(*) FROM snapshot_parts WHERE shop = ?1 GROUP BY version")
        .unwrap();
    let rows = select.query_map([shop.get()], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_large_state_is_saved_in_parts_which_the_one_after_the_next_is_written_over() {
    let (folder, store, shop) = Folder::with_shop();
    let raw = Connection::open(folder.database()).unwrap();
    entries(&store, shop, 6);
    for version in 1..=4 {
        let state = large(MANY, version);
        store.save_snapshot(shop, &state).unwrap();
        assert_eq!(store.snapshot(shop).unwrap(), Some(state));
        assert_eq!(store.unsaved(shop).unwrap(), 6 - version);
        assert_eq!(store.saved_version(shop).unwrap(), Version::new(version));
        let parts = parts(&raw, shop);
        let (of, count) = parts[parts.len() - 1];
        assert!(of == version && count > 1, "{parts:?}");
        let expected = [(version - 1, count), (version, count)];
        assert_eq!(parts, expected[usize::from(version == 1)..]);
    }
    let small = Shop::new(Settings::default());
    store.save_snapshot(shop, &small).unwrap();
    let state = large(MANY, 4);
    assert_eq!(
        store.snapshot(shop).unwrap(),
        Some(state),
        "an older one is not taken"
    );
    store.save_snapshot(shop, &large(MANY / 2, 5)).unwrap();
    let left = parts(&raw, shop);
    assert!(
        matches!(left[..], [(4, old), (5, new)] if old == new),
        "{left:?}"
    );
    raw.execute_batch("DELETE FROM snapshot_parts WHERE part = 1")
        .unwrap();
    assert_eq!(store.snapshot(shop).unwrap(), None, "a part is missing");
}

#[test]
fn a_state_that_has_shrunk_to_one_part_leaves_none_behind() {
    let (folder, store, shop) = Folder::with_shop();
    let raw = Connection::open(folder.database()).unwrap();
    entries(&store, shop, 2);
    store.save_snapshot(shop, &large(MANY, 1)).unwrap();
    let small = large(1, 2);
    store.save_snapshot(shop, &small).unwrap();
    assert_eq!(store.snapshot(shop).unwrap(), Some(small));
    assert_eq!(parts(&raw, shop), []);
}

#[test]
fn a_save_that_was_cut_short_leaves_the_older_state_and_its_parts_to_write_over() {
    let (folder, store, shop) = Folder::with_shop();
    let raw = Connection::open(folder.database()).unwrap();
    entries(&store, shop, 3);
    store.save_snapshot(shop, &large(MANY, 1)).unwrap();
    let [(1, whole)] = parts(&raw, shop)[..] else {
        panic!("one state is saved");
    };
    raw.execute_batch(
        "INSERT INTO snapshot_parts SELECT shop, 2, part, zeroblob(9) FROM snapshot_parts WHERE part = 1",
    )
    .unwrap();
    assert_eq!(store.snapshot(shop).unwrap(), Some(large(MANY, 1)));
    for version in [2, 3, 3] {
        let state = large(MANY, version);
        store.save_snapshot(shop, &state).unwrap();
        assert_eq!(store.snapshot(shop).unwrap(), Some(state));
        assert_eq!(parts(&raw, shop), [(version - 1, whole), (version, whole)]);
    }
}

#[test]
fn the_parts_of_another_shop_are_left_alone() {
    let (folder, store, shop) = Folder::with_shop();
    let raw = Connection::open(folder.database()).unwrap();
    let other = store.create_shop(&new_shop("zora")).unwrap();
    entries(&store, shop, 3);
    entries(&store, other, 3);
    for version in 1..=2 {
        store.save_snapshot(other, &large(MANY, version)).unwrap();
    }
    let before = parts(&raw, other);
    store.save_snapshot(shop, &large(MANY, 3)).unwrap();
    store.save_snapshot(shop, &large(1, 3)).unwrap();
    assert_eq!(parts(&raw, other), before);
    assert_eq!(store.snapshot(other).unwrap(), Some(large(MANY, 2)));
}
