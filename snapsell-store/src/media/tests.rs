//! Pictures and files: owed with their message, given to one caller, sealed at their place.

use super::*;
use crate::fixture::{Folder, answered, at};
use snapsell_core::Journal;

const SOURCES: [&str; 2] = ["https://api/one", "https://api/two"];

/// A message with two pictures that is not committed yet.
fn expect_two(store: &Store, shop: ShopId) -> CommandId {
    let message = CommandId::new(1_001);
    store
        .expect_media(shop, message, CustomerId::new(7), &SOURCES, at(1))
        .unwrap();
    message
}

/// A committed message with two pictures.
fn with_two(store: &Store, shop: ShopId) -> CommandId {
    let message = expect_two(store, shop);
    assert!(store.commit(&[answered(shop, 1, vec![], "photo")])[0].is_ok());
    message
}

#[test]
fn an_address_that_does_not_open_keeps_no_other_picture_away() {
    let (folder, store, shop) = Folder::with_shop();
    let message = with_two(&store, shop);
    let disk = Connection::open(folder.database()).unwrap();
    let spoil = "UPDATE media SET source = x'00' WHERE idx = 0";
    disk.execute(spoil, []).unwrap();
    let todo = store.media_todo(at(5), 9).unwrap();
    assert_eq!(todo.len(), 1);
    assert_eq!(todo[0].source, SOURCES[1]);
    store
        .media_done(shop, message, 1, "image/jpeg", b"bytes")
        .unwrap();
    assert_eq!(store.media_todo(at(999), 9), Ok(vec![]), "it is given up");
}

#[test]
fn what_waits_for_a_commit_that_never_comes_is_forgotten() {
    let (_folder, store, shop) = Folder::with_shop();
    let expect = |message: u128, second| {
        let (message, her) = (CommandId::new(message), CustomerId::new(7));
        let sources = ["https://api/one"];
        store
            .expect_media(shop, message, her, &sources, at(second))
            .unwrap();
    };
    let waiting = || locked(&store.inner().expected).len();
    expect(1_001, 1);
    assert!(store.commit(&[answered(shop, 1, vec![], "photo")])[0].is_ok());
    assert_eq!(waiting(), 0, "it is committed");
    for message in 0..EXPECTED_MAX {
        let late = if message < 10 { 60 } else { 0 };
        let waits = Waiting {
            customer: CustomerId::new(7),
            at: at(late),
            sources: Vec::new(),
        };
        let message = CommandId::new(5_000 + message as u128);
        locked(&store.inner().expected).insert((shop, message), waits);
    }
    expect(1_002, 600);
    assert_eq!(waiting(), 10 + 1);
}

#[test]
fn media_are_owed_once_their_message_is_committed_and_then_come_back_sealed() {
    let (_folder, store, shop) = Folder::with_shop();
    let message = expect_two(&store, shop);
    assert_eq!(store.media_todo(at(5), 9).unwrap(), []);
    assert!(store.commit(&[answered(shop, 1, vec![], "photo")])[0].is_ok());
    let todo = store.media_todo(at(5), 9).unwrap();
    assert_eq!(
        todo.iter()
            .map(|one| one.source.as_str())
            .collect::<Vec<_>>(),
        SOURCES
    );
    assert_eq!(
        store.media_todo(at(6), 9).unwrap(),
        [],
        "given to one caller"
    );
    store
        .media_done(shop, message, 0, "image/jpeg", b"bytes")
        .unwrap();
    store.media_failed(shop, message, 1, Some(at(9))).unwrap();
    assert_eq!(
        store.media(shop, message, 0).unwrap().unwrap().bytes,
        b"bytes"
    );
    assert_eq!(store.media(shop, message, 1), Ok(None));
    assert_eq!(store.media_todo(at(9), 9).unwrap()[0].attempts, 2);
    store.media_failed(shop, message, 1, None).unwrap();
    assert_eq!(store.media_todo(at(999), 9).unwrap(), []);
}

#[test]
fn what_is_here_is_known_by_its_kind() {
    let (_folder, store, shop) = Folder::with_shop();
    let message = with_two(&store, shop);
    let kinds = || store.media_kinds(shop, &[message, CommandId::new(9)]);
    assert!(kinds().unwrap().is_empty(), "nothing came yet");
    for (index, kind) in [(0, "application/pdf"), (1, "image/png")] {
        store
            .media_done(shop, message, index, kind, b"bytes")
            .unwrap();
    }
    let first = (message, "application/pdf".to_owned());
    assert_eq!(kinds().unwrap(), BTreeMap::from([first]));
    let other = store.media_kinds(ShopId::new(shop.get() + 1), &[message]);
    assert!(other.unwrap().is_empty(), "another shop's own");
}

#[test]
fn each_is_given_to_one_caller_until_it_had_time() {
    let (_folder, store, shop) = Folder::with_shop();
    with_two(&store, shop);
    let given = |second| {
        let todo = store.media_todo(at(second), 1).unwrap();
        todo.first().map(|one| one.index)
    };
    let asked = [1, 2, 3, 120, 121, 122];
    let expected = [Some(0), Some(1), None, None, Some(0), Some(1)];
    assert_eq!(asked.map(given), expected);
}

#[test]
fn bytes_that_are_moved_to_another_picture_do_not_open() {
    let (folder, store, shop) = Folder::with_shop();
    let message = with_two(&store, shop);
    for index in [0, 1] {
        let bytes = [7; 9];
        store
            .media_done(shop, message, index, "image/jpeg", &bytes)
            .unwrap();
    }
    let disk = Connection::open(folder.database()).unwrap();
    let swap = "UPDATE media SET body = (SELECT body FROM media WHERE idx = 0) WHERE idx = 1";
    disk.execute(swap, []).unwrap();
    assert!(store.media(shop, message, 0).is_ok());
    let moved = store.media(shop, message, 1);
    assert!(matches!(moved, Err(StoreError::Key(_))));
}
