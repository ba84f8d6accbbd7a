//! Rows that are written some at a time: which shop a refused one is blamed on.

use super::super::tests::{entries, store_error};
use crate::error::StoreError;
use crate::fixture::{Folder, answered, commit, held, new_shop, offered};
use crate::store::Store;
use rusqlite::Connection;
use snapsell_core::{
    Change, Commit, EndReason, HoldId, ItemId, Journal as _, Money, ShopId, Version,
};

/// Commits a slice of which this shop's entry of a version is refused, and so all of hers; the others are not.
fn refused_in(store: &Store, broken: ShopId, entry: u64, slice: &[Commit]) {
    for (commit, answer) in slice.iter().zip(store.commit(slice)) {
        if commit.shop == broken {
            let StoreError::Corrupt { shop, version, .. } = store_error(answer) else {
                panic!("it says whose entry is refused");
            };
            assert_eq!((shop, version), (Some(broken), Some(Version::new(entry))));
        } else {
            assert!(answer.is_ok(), "{answer:?}");
        }
    }
}

#[test]
fn a_unit_that_somebody_has_is_found_among_those_of_others() {
    let (_folder, store, shop) = Folder::with_shop();
    let other = store.create_shop(&new_shop("other")).unwrap();
    let start = |shop| commit(shop, 1, vec![offered(1, 30)]);
    assert!(
        store
            .commit(&[start(shop), start(other)])
            .iter()
            .all(Result::is_ok)
    );
    let slice: Vec<_> = (1..=12)
        .flat_map(|hold| {
            let taken = if hold == 7 { 3 } else { hold as u16 };
            let held = |slot| vec![held(hold, 1, 7, &[slot], 100)];
            let version = u64::from(hold) + 1;
            [
                commit(shop, version, held(hold as u16)),
                commit(other, version, held(taken)),
            ]
        })
        .collect();
    refused_in(&store, other, 8, &slice);
    assert_eq!(store.holds(shop).unwrap().len(), 12);
    assert_eq!(store.holds(other).unwrap(), []);
    assert_eq!(store.audit(shop).unwrap().violation, None);
}

#[test]
fn a_shop_whose_change_looks_at_holds_is_not_blamed_for_another_shops_hold() {
    let (_folder, store, shop) = Folder::with_shop();
    let other = store.create_shop(&new_shop("other")).unwrap();
    let start = |shop| commit(shop, 1, vec![offered(1, 30), held(1, 1, 7, &[0], 100)]);
    assert!(
        store
            .commit(&[start(shop), start(other)])
            .iter()
            .all(Result::is_ok)
    );
    let gone = Change::HoldEnded {
        hold: HoldId::new(1),
        reason: EndReason::Expired,
    };
    let slice = [
        commit(other, 2, vec![held(2, 1, 8, &[0], 100)]),
        commit(shop, 2, vec![gone]),
    ];
    refused_in(&store, other, 2, &slice);
    assert_eq!(store.holds(shop).unwrap(), []);
}

#[test]
fn a_hold_has_the_price_of_when_it_began() {
    let (_folder, store, shop) = Folder::with_shop();
    let price = Money::from_minor(9_000);
    let item = ItemId::new(1);
    let slice = [
        commit(shop, 1, vec![offered(1, 1)]),
        commit(shop, 2, vec![held(1, 1, 7, &[0], 100)]),
        commit(shop, 3, vec![Change::Repriced { item, price }]),
    ];
    assert!(store.commit(&slice).iter().all(Result::is_ok));
    assert_eq!(store.holds(shop).unwrap()[0].price.minor(), 5_000);
    assert_eq!(store.items(shop).unwrap()[0].price, price);
}

#[test]
fn an_outbox_that_is_longer_than_its_head_says_costs_no_other_shop_anything() {
    let (folder, store, shop) = Folder::with_shop();
    let other = store.create_shop(&new_shop("other")).unwrap();
    assert!(store.commit(&[answered(other, 1, vec![], "x")])[0].is_ok());
    let raw = Connection::open(folder.database()).unwrap();
    raw.execute_batch(
        "INSERT INTO outbox (shop, id, version, seq, at, customer, class, body, state, next_at, attempts)
         SELECT shop, id + 7, 8, seq, at, customer, class, body, state, next_at, attempts FROM outbox",
    )
    .unwrap();
    let slice: Vec<_> = (1..=9)
        .flat_map(|version| [(shop, version), (other, version + 1)])
        .map(|(whose, version)| answered(whose, version, vec![], "x"))
        .collect();
    refused_in(&store, other, 8, &slice);
}

#[test]
fn a_journal_that_is_longer_than_its_head_says_is_found_among_the_rows_of_others() {
    let (folder, store, shop) = Folder::with_shop();
    let other = store.create_shop(&new_shop("other")).unwrap();
    assert!(store.commit(&[commit(other, 1, vec![])])[0].is_ok());
    let raw = Connection::open(folder.database()).unwrap();
    raw.execute_batch(
        "INSERT INTO journal (shop, version, at, command, format, changes, chain)
         SELECT shop, 8, at, command, format, changes, chain FROM journal",
    )
    .unwrap();
    let slice: Vec<_> = (1..=9)
        .flat_map(|version| {
            [
                commit(shop, version, vec![]),
                commit(other, version + 1, vec![]),
            ]
        })
        .collect();
    refused_in(&store, other, 8, &slice);
    assert_eq!(entries(&store, shop), 9);
}
