//! The journal on SQLite: the conformance suite, and what only a database on a disk can suffer.

mod saved;

use crate::connection::Options;
use crate::error::StoreError;
use crate::fixture::{Folder, answered, at, commit, held, new_shop, offered};
use crate::store::Store;
use crate::testkit;
use rusqlite::Connection;
use snapsell_core::{Change, CommitError, CustomerId, ItemId, Journal, ShopId, Version};

pub(super) fn entries(store: &Store, shop: ShopId) -> usize {
    store
        .entries_after(shop, Version::new(0), usize::MAX)
        .unwrap()
        .len()
}

pub(super) fn store_error(answer: Result<(), CommitError<StoreError>>) -> StoreError {
    match answer {
        Err(CommitError::Store(error)) => error,
        other => panic!("{other:?} is no failure of the store"),
    }
}

#[test]
fn it_conforms() {
    let folder = Folder::new();
    let store = folder.open();
    for number in 1..=testkit::SHOPS {
        store
            .create_shop(&new_shop(&format!("shop-{number}")))
            .unwrap();
    }
    drop(store);
    testkit::conformance(|| folder.open());
}

#[test]
fn two_processes_on_one_file_get_a_conflict_and_then_agree() {
    let (folder, one, shop) = Folder::with_shop();
    let two = folder.open();
    assert!(one.commit(&[commit(shop, 1, vec![])])[0].is_ok());
    let mut other = commit(shop, 1, vec![]);
    other.decision.command = snapsell_core::CommandId::new(5);
    assert!(matches!(
        two.commit(&[other])[..],
        [Err(CommitError::Conflict)]
    ));
    assert!(two.commit(&[commit(shop, 2, vec![])])[0].is_ok());
    assert!(one.commit(&[commit(shop, 3, vec![])])[0].is_ok());
    assert_eq!(one.audit(shop).unwrap().violation, None);
}

#[test]
fn a_unit_that_somebody_has_cannot_be_given_again_and_other_shops_do_not_suffer() {
    let (_folder, store, shop) = Folder::with_shop();
    let other = store.create_shop(&new_shop("other")).unwrap();
    let start = vec![offered(1, 2), held(1, 1, 7, &[0], 100)];
    assert!(store.commit(&[commit(shop, 1, start)])[0].is_ok());
    let answers = store.commit(&[
        commit(other, 1, vec![]),
        answered(shop, 2, vec![held(2, 1, 8, &[0], 100)], "A1"),
        commit(shop, 3, vec![]),
        commit(other, 2, vec![]),
    ]);
    assert!(answers[0].is_ok() && answers[3].is_ok());
    for answer in answers.into_iter().skip(1).take(2) {
        assert!(
            matches!(store_error(answer), StoreError::Corrupt { shop: Some(s), .. } if s == shop)
        );
    }
    assert_eq!((entries(&store, shop), entries(&store, other)), (1, 2));
    assert_eq!(store.outbox_counts().unwrap().len(), 0, "nobody is told");
    assert!(
        store.commit(&[commit(shop, 2, vec![])])[0].is_ok(),
        "the shop itself goes on"
    );
    assert_eq!(store.audit(shop).unwrap().violation, None);
}

#[test]
fn a_statement_that_fails_in_the_middle_leaves_nothing_of_the_whole_slice() {
    let (folder, store, shop) = Folder::with_shop();
    let raw = Connection::open(folder.database()).unwrap();
    raw.execute_batch(
        "CREATE TRIGGER failing BEFORE INSERT ON outbox WHEN NEW.version = 2
         BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    .unwrap();
    let slice: Vec<_> = (1..=3)
        .map(|v| answered(shop, v, vec![offered(v as u32, 1)], "x"))
        .collect();
    let answers = store.commit(&slice);
    assert!(
        answers
            .iter()
            .all(|answer| matches!(answer, Err(CommitError::Store(_))))
    );
    assert_eq!(entries(&store, shop), 0);
    for table in ["inbox", "outbox", "items", "message_refs"] {
        let count: u32 = raw
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(count, 0, "{table}");
    }
    raw.execute_batch("DROP TRIGGER failing").unwrap();
    assert!(store.commit(&slice).iter().all(Result::is_ok));
}

#[test]
fn a_full_disk_is_told_apart_and_the_store_recovers_from_it() {
    let folder = Folder::new();
    let shop = folder.open().create_shop(&new_shop("acme")).unwrap();
    let store = folder.open_with(Options {
        pages_max: Some(90),
        ..Options::default()
    });
    let mut version = 0;
    let error = loop {
        version += 1;
        let answer = store.commit(&[answered(shop, version, vec![], &"words ".repeat(500))]);
        match answer.into_iter().next().unwrap() {
            Ok(()) => assert!(version < 200, "the bound was never reached"),
            answer => break store_error(answer),
        }
    };
    assert_eq!(error, StoreError::Full);
    assert_eq!(entries(&store, shop) as u64, version - 1);
    drop(store);
    let store = folder.open();
    assert!(store.commit(&[answered(shop, version, vec![], "words")])[0].is_ok());
    assert_eq!(store.audit(shop).unwrap().violation, None);
}

#[test]
fn a_database_that_another_process_locks_is_busy_and_nothing_is_half_done() {
    let folder = Folder::new();
    let shop = folder.open().create_shop(&new_shop("acme")).unwrap();
    let options = Options {
        busy: std::time::Duration::from_millis(500),
        ..Options::default()
    };
    let store = folder.open_with(options);
    let other = Connection::open(folder.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer = store.commit(&[commit(shop, 1, vec![])]).pop().unwrap();
    assert_eq!(store_error(answer), StoreError::Busy);
    other.execute_batch("ROLLBACK").unwrap();
    assert!(store.commit(&[commit(shop, 1, vec![])])[0].is_ok());
}

#[test]
fn a_database_that_cannot_be_written_says_so() {
    let (folder, store, shop) = Folder::with_shop();
    let raw = Connection::open(folder.database()).unwrap();
    raw.pragma_update(None, "user_version", 1).unwrap();
    drop(raw);
    store
        .write(|transaction| Ok(transaction.pragma_update(None, "query_only", true)?))
        .unwrap();
    let answer = store.commit(&[commit(shop, 1, vec![])]).pop().unwrap();
    assert_eq!(store_error(answer), StoreError::ReadOnly);
    assert!(store.health().is_err());
}

#[test]
fn a_copy_of_the_files_as_a_kill_leaves_them_has_everything_that_was_answered() {
    let (folder, store, shop) = Folder::with_shop();
    for version in 1..=20 {
        assert!(store.commit(&[answered(shop, version, vec![], "words")])[0].is_ok());
    }
    let copy = folder.path("killed.db");
    std::fs::copy(folder.database(), &copy).unwrap();
    std::fs::copy(folder.path("shop.db-wal"), folder.path("killed.db-wal")).unwrap();
    let restarted = Store::open(&copy, folder.key(), Options::default()).unwrap();
    assert_eq!(entries(&restarted, shop), 20);
    assert_eq!(restarted.audit(shop).unwrap().violation, None);
    assert!(restarted.commit(&[commit(shop, 21, vec![])])[0].is_ok());
}

#[test]
fn an_entry_older_than_the_one_before_it_is_refused() {
    let (_folder, store, shop) = Folder::with_shop();
    assert!(store.commit(&[commit(shop, 1, vec![])])[0].is_ok());
    let mut late = commit(shop, 2, vec![]);
    late.decision.at = at(0);
    let error = store_error(store.commit(&[late]).pop().unwrap());
    assert!(matches!(error, StoreError::Corrupt { .. }));
    assert_eq!(entries(&store, shop), 1);
}

#[test]
fn nothing_personal_is_readable_in_the_files_or_in_a_backup() {
    let (folder, store, shop) = Folder::with_shop();
    let canaries = [
        "+33699887766",
        "wa-user-canary",
        "Fatoumata Canary",
        "12 rue des Canaris",
        "https://canary/media",
    ];
    let who = crate::contacts::ContactRef {
        phone: Some(canaries[0]),
        user_id: Some(canaries[1]),
        name: Some(canaries[2]),
        at: at(1),
    };
    let customer = store.contact(shop, &who).unwrap();
    store
        .create_user(Some(shop), "canary@example.org", "owner", "$hash", at(1))
        .unwrap();
    store
        .expect_media(
            shop,
            snapsell_core::CommandId::new(1_001),
            customer,
            &[canaries[4]],
            at(1),
        )
        .unwrap();
    let given = Change::AddressGiven {
        customer,
        message: snapsell_core::CommandId::new(1_001),
    };
    let mut one = answered(shop, 1, vec![given, offered(1, 1)], canaries[3]);
    one.decision.replies[0].say = snapsell_core::Say::ProofRefused {
        why: "secret-canary-words".into(),
        holds: vec![],
        order: None,
    };
    assert!(store.commit(&[one])[0].is_ok());
    let backup = folder.path("copy.db");
    store.backup(&backup).unwrap();
    let files = [folder.database(), folder.path("shop.db-wal"), backup];
    let bytes: Vec<u8> = files
        .iter()
        .flat_map(|file| std::fs::read(file).unwrap())
        .collect();
    let has = |needle: &str| {
        bytes
            .windows(needle.len())
            .any(|window| window == needle.as_bytes())
    };
    assert!(has("opted_out"), "the files were really read");
    for canary in canaries.iter().chain(&[
        "canary@example.org",
        "secret-canary-words",
        "token-acme",
        "+14155238886",
    ]) {
        assert!(!has(canary), "{canary}");
    }
    assert_eq!(
        store
            .address_text(shop, snapsell_core::CommandId::new(1_001))
            .unwrap()
            .as_deref(),
        Some(canaries[3])
    );
}

#[test]
fn items_of_another_shop_are_never_touched() {
    let (_folder, store, one) = Folder::with_shop();
    let two = store.create_shop(&new_shop("two")).unwrap();
    let start = |shop| commit(shop, 1, vec![offered(1, 5), held(1, 1, 7, &[0], 100)]);
    assert!(
        store
            .commit(&[start(one), start(two)])
            .iter()
            .all(Result::is_ok)
    );
    let gone = Change::HoldEnded {
        hold: snapsell_core::HoldId::new(1),
        reason: snapsell_core::EndReason::Expired,
    };
    let withdrawn = Change::Withdrawn(ItemId::new(1));
    let blocked = Change::Blocked(CustomerId::new(7));
    assert!(store.commit(&[commit(one, 2, vec![gone, withdrawn, blocked])])[0].is_ok());
    assert_eq!(store.holds(one).unwrap(), []);
    assert_eq!(store.holds(two).unwrap().len(), 1);
    assert!(!store.items(two).unwrap()[0].withdrawn);
    assert_eq!(store.people(two).unwrap(), []);
    assert_eq!(store.ended_holds(one, 9).unwrap().len(), 1);
}

#[test]
fn an_entry_older_than_the_last_is_refused_also_after_a_restart() {
    let (folder, store, shop) = Folder::with_shop();
    assert!(store.commit(&[commit(shop, 5_000, vec![])])[0].is_err());
    let mut first = commit(shop, 1, vec![]);
    first.decision.at = at(50);
    assert!(store.commit(&[first])[0].is_ok());
    for store in [store, folder.open()] {
        let refused = store.commit(&[commit(shop, 2, vec![])]).remove(0);
        let Err(CommitError::Store(StoreError::Corrupt { version, .. })) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(version, Some(Version::new(2)));
    }
}
