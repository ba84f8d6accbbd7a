//! Copies: made, proven, put back.

use super::*;
use crate::connection::Options;
use crate::fixture::{Folder, answered, new_shop};
use snapsell_core::{Journal, Version};

#[test]
fn a_backup_of_a_running_store_restores_to_what_was_committed_then() {
    let (folder, store, shop) = Folder::with_shop();
    assert!(store.commit(&[answered(shop, 1, vec![], "one")])[0].is_ok());
    let copy = folder.path("copy.db");
    let report = store.backup(&copy).unwrap();
    assert_eq!((report.shops, report.entries), (1, 1));
    assert_eq!(store.backup(&copy), Err(StoreError::FileExists));
    assert!(store.commit(&[answered(shop, 2, vec![], "two")])[0].is_ok());
    drop(store);
    let database = folder.database();
    assert_eq!(
        Store::restore(&copy, &database, false),
        Err(StoreError::FileExists)
    );
    Store::restore(&copy, &database, true).unwrap();
    let store = folder.open();
    assert_eq!(
        store.entries_after(shop, Version::new(0), 9).unwrap().len(),
        1
    );
    assert!(store.commit(&[answered(shop, 2, vec![], "another two")])[0].is_ok());
}

#[test]
fn a_copy_of_an_older_schema_is_whole_and_opens_with_its_key_alone() {
    let folder = Folder::new();
    let copy = folder.path("older.db");
    drop(connection::create(&copy).unwrap());
    schema::apply_first(&copy, 4);
    let report = Store::verify_backup(&copy).unwrap();
    assert_eq!((report.schema, report.shops), (4, 0));
    assert_eq!(
        Store::opens(&copy, folder.key()),
        Ok(()),
        "nothing is sealed"
    );
    Store::restore(&copy, &folder.database(), true).unwrap();
    Store::migrate(&folder.database(), false).unwrap();
    drop(folder.open());
    let other = Folder::new();
    assert!(matches!(
        Store::opens(&folder.database(), other.key()),
        Err(StoreError::Key(_))
    ));
    assert_eq!(Store::opens(&folder.database(), folder.key()), Ok(()));
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let (folder, store, shop) = Folder::with_shop();
    for version in 1..=50 {
        assert!(store.commit(&[answered(shop, version, vec![], "words")])[0].is_ok());
    }
    let copy = folder.path("copy.db");
    store.backup(&copy).unwrap();
    let mut bytes = std::fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8_192].fill(0x5a);
    std::fs::write(&copy, bytes).unwrap();
    assert!(Store::verify_backup(&copy).is_err());
    let elsewhere = folder.path("restored.db");
    assert!(Store::restore(&copy, &elsewhere, false).is_err());
    assert!(Store::open(&elsewhere, folder.key(), Options::default()).is_err());
}

#[test]
fn what_a_crash_left_neither_hinders_a_copy_nor_becomes_part_of_one() {
    let (folder, store, shop) = Folder::with_shop();
    let words = |version| store.commit(&[answered(shop, version, vec![], "words")]);
    assert!(words(1)[0].is_ok());
    let copies = folder.path("copies");
    std::fs::create_dir(&copies).unwrap();
    let (copy, crashed) = (copies.join("copy.db"), folder.path("crashed.db"));
    std::fs::write(beside(&copy, ".unfinished"), b"half a copy").unwrap();
    store.backup(&copy).unwrap();
    assert_eq!(Store::verify_journals(&copy), Ok(vec![]));
    Store::opens(&copy, folder.key()).unwrap();
    let files = std::fs::read_dir(&copies).unwrap();
    let mut names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["copy.db"], "nothing is left beside it");
    // The machine stops while the log holds what the database does not.
    assert!(words(2)[0].is_ok());
    for ending in ["", "-wal"] {
        let from = beside(&folder.database(), ending);
        std::fs::copy(from, beside(&crashed, ending)).unwrap();
    }
    Store::restore(&copy, &crashed, true).unwrap();
    let restored = Store::open(&crashed, folder.key(), Options::default()).unwrap();
    let entries = restored.entries_after(shop, Version::new(0), 9).unwrap();
    assert_eq!(entries.len(), 1, "the log of before is gone");
}

#[test]
fn a_copy_that_is_none_leaves_nothing() {
    let folder = Folder::new();
    let (strange, to) = (folder.path("strange.db"), folder.path("aside.db"));
    drop(connection::create(&strange).unwrap());
    assert!(Store::set_aside(&strange, &to).is_err());
    assert!(!to.exists() && !beside(&to, ".unfinished").exists());
}

#[cfg(unix)]
#[test]
fn what_is_written_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, store, shop) = Folder::with_shop();
    let copy = folder.path("copy.db");
    store.backup(&copy).unwrap();
    let her = snapsell_core::CustomerId::new(1);
    let now = snapsell_core::Timestamp::from_millis(1);
    store.erase_customer(shop, her, now).unwrap();
    let ledger = Store::ledger_of(&folder.database());
    for file in [folder.database(), copy, ledger] {
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
}

/// Three shops with three entries each.
fn three_shops(store: &Store) -> [ShopId; 3] {
    ["one", "two", "three"].map(|slug| {
        let shop = store.create_shop(&new_shop(slug)).unwrap();
        for version in 1..=3 {
            assert!(store.commit(&[answered(shop, version, vec![], "words")])[0].is_ok());
        }
        shop
    })
}

#[test]
fn bits_that_flipped_in_journals_are_found_in_each_shop_without_a_key() {
    let folder = Folder::new();
    let store = folder.open();
    let [one, _, three] = three_shops(&store);
    let copy = folder.path("copy.db");
    store.backup(&copy).unwrap();
    assert_eq!(Store::verify_journals(&copy), Ok(vec![]));
    let flipped = Connection::open(&copy).unwrap();
    for (shop, version) in [(one, 2), (three, 3)] {
        let flip = "UPDATE journal SET at = at + 1 WHERE shop = ?1 AND version = ?2";
        flipped.execute(flip, (shop.get(), version)).unwrap();
    }
    drop(flipped);
    let report = Store::verify_backup(&copy).unwrap();
    assert_eq!(report.cut, [], "SQLite finds it whole");
    let broken = Store::verify_journals(&copy).unwrap();
    let places = broken.into_iter().map(|error| {
        let StoreError::Corrupt { shop, version, .. } = error else {
            panic!("it says where: {error}");
        };
        (shop.unwrap(), version.unwrap().get())
    });
    assert_eq!(places.collect::<Vec<_>>(), [(one, 2), (three, 3)]);
}

#[test]
fn a_shop_whose_journal_is_cut_keeps_no_other_from_being_copied_and_put_back() {
    let folder = Folder::new();
    let store = folder.open();
    let [_, two, three] = three_shops(&store);
    let disk = Connection::open(folder.database()).unwrap();
    let cut = "DELETE FROM journal WHERE shop = ?1 AND version = 3";
    disk.execute(cut, [two.get()]).unwrap();
    let copy = folder.path("copy.db");
    assert_eq!(store.backup(&copy).unwrap().cut, [two]);
    drop((disk, store));
    let restored = Store::restore(&copy, &folder.database(), true).unwrap();
    assert_eq!((restored.shops, restored.cut), (3, vec![two]));
    let store = folder.open();
    assert!(store.commit(&[answered(three, 4, vec![], "words")])[0].is_ok());
}

#[test]
fn a_copy_is_read_whatever_it_is_called() {
    let (folder, store, _) = Folder::with_shop();
    let copy = folder.path("a copy?of=été#1%41.db");
    let report = store.backup(&copy).unwrap();
    assert_eq!(Store::verify_backup(&copy), Ok(report.clone()));
    drop(store);
    let restored = Store::restore(&copy, &folder.database(), true);
    assert_eq!(restored, Ok(report));
}

#[test]
fn to_verify_a_database_that_is_open_takes_no_log_from_it() {
    let (folder, store, shop) = Folder::with_shop();
    let database = folder.database();
    assert!(store.commit(&[answered(shop, 1, vec![], "one")])[0].is_ok());
    assert_eq!(Store::verify_backup(&database).unwrap().entries, 1);
    assert!(beside(&database, "-wal").exists());
    assert!(store.commit(&[answered(shop, 2, vec![], "two")])[0].is_ok());
    assert_eq!(Store::verify_backup(&database).unwrap().entries, 2);
}

#[cfg(unix)]
#[test]
fn what_root_puts_back_and_forgets_stays_the_servers_own() {
    use std::os::unix::fs::{MetadataExt, chown};
    let (folder, store, shop) = Folder::with_shop();
    let (database, copy) = (folder.database(), folder.path("copy.db"));
    store.backup(&copy).unwrap();
    if chown(&database, Some(4_711), Some(4_712)).is_err() {
        // Only root may give files away.
        return;
    }
    let her = snapsell_core::CustomerId::new(1);
    let now = snapsell_core::Timestamp::from_millis(1);
    store.erase_customer(shop, her, now).unwrap();
    drop(store);
    let ledger = Store::ledger_of(&database);
    let whose = |file: &Path| {
        let file = std::fs::metadata(file).unwrap();
        (file.uid(), file.gid())
    };
    assert_eq!(whose(&ledger), (4_711, 4_712));
    Store::restore(&copy, &database, true).unwrap();
    assert_eq!(whose(&database), (4_711, 4_712));
    // With none to replace it is the folder's owner's.
    std::fs::remove_file(&database).unwrap();
    chown(database.parent().unwrap(), Some(4_713), Some(4_714)).unwrap();
    Store::restore(&copy, &database, false).unwrap();
    assert_eq!(whose(&database), (4_713, 4_714));
}
