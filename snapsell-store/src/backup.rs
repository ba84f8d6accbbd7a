//! Backups: a consistent copy of the running database, proven by opening it again.

use crate::audit;
use crate::connection;
use crate::error::StoreError;
use crate::folder::{folder, sync_folder};
use crate::keys::{KeyRing, TenantKey};
use crate::schema;
use crate::store::{INSTALLATION, Store};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OptionalExtension};
use snapsell_core::ShopId;
use std::path::{Path, PathBuf};

/// What a copy holds. It was opened again and checked to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// Its schema.
    pub schema: u32,
    /// Bytes of the file.
    pub bytes: u64,
    /// Shops in it.
    pub shops: u64,
    /// Journal entries in it.
    pub entries: u64,
    /// Shops whose journal does not end at its head; the others are whole.
    pub cut: Vec<ShopId>,
}

impl Store {
    /// Copies the database to a new file while commits go on, and verifies the copy. What is sealed stays sealed;
    /// the master key is not part of it.
    ///
    /// # Errors
    /// [`StoreError::FileExists`] when there is such a file; otherwise the store's own, and nothing is left behind.
    pub fn backup(&self, to: &Path) -> Result<BackupReport, StoreError> {
        if to.exists() {
            return Err(StoreError::FileExists);
        }
        let report = Self::set_aside(self.path(), to)?;
        // The newest ledger lies wherever copies are kept: an older copy must not bring back who was forgotten.
        self.copy_ledger(&Self::ledger_of(folder(to)))?;
        Ok(report)
    }

    /// Copies a database, which may have an older schema, to a file beside it or elsewhere, in the place of what is there,
    /// and verifies the copy.
    ///
    /// # Errors
    /// The store's own; then what was there is there still.
    pub fn set_aside(database: &Path, to: &Path) -> Result<BackupReport, StoreError> {
        let unfinished = beside(to, ".unfinished");
        let done = copy(database, &unfinished).and_then(|()| Self::verify_backup(&unfinished));
        let done = done.and_then(|report| {
            std::fs::File::open(&unfinished)?.sync_all()?;
            std::fs::rename(&unfinished, to)?;
            sync_folder(to)?;
            Ok(report)
        });
        if done.is_err() {
            remove(&unfinished);
        }
        done
    }

    /// Opens a backup and checks that SQLite finds it whole, that its schema is this program's or an older one, and in
    /// which shops the head of the journal is not its last entry.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is not whole; [`StoreError::SchemaAhead`] when a newer program made it.
    pub fn verify_backup(path: &Path) -> Result<BackupReport, StoreError> {
        let bytes = std::fs::metadata(path)?.len();
        let connection = connection::reader(path)?;
        let verdict: String =
            connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(StoreError::corrupt("SQLite's integrity check fails"));
        }
        let schema = schema::found(&connection)?;
        if schema == 0 {
            return Err(StoreError::corrupt("it is no database of SnapSell"));
        }
        let cut = shops(
            &connection,
            "SELECT shop FROM shops WHERE version <>
                 (SELECT coalesce(max(version), 0) FROM journal WHERE journal.shop = shops.shop)",
        )?;
        let count = |sql| connection.query_row(sql, [], |row| row.get(0));
        let report = BackupReport {
            schema,
            bytes,
            shops: count("SELECT count(*) FROM shops")?,
            entries: count("SELECT coalesce(sum(version), 0) FROM shops")?,
            cut,
        };
        drop(connection);
        tidy(path);
        Ok(report)
    }

    /// Reads every journal of a copy: each entry follows from the one before it, and the last is the head. Needs no key.
    /// What is wrong: of each shop [`StoreError::Corrupt`] with the first entry that does not follow.
    ///
    /// # Errors
    /// The store's own.
    pub fn verify_journals(path: &Path) -> Result<Vec<StoreError>, StoreError> {
        let connection = connection::reader(path)?;
        let verdict = broken_chains(&connection);
        drop(connection);
        tidy(path);
        verdict
    }

    /// Whether these keys open a copy, before anything is replaced by it. Needs its schema to be no newer one.
    ///
    /// # Errors
    /// [`StoreError::Key`] when it was sealed under another master key.
    pub fn opens(copy: &Path, keys: impl Into<KeyRing>) -> Result<(), StoreError> {
        let connection = connection::reader(copy)?;
        let row: Option<(u32, Vec<u8>)> = connection
            .query_row(
                "SELECT key, wrapped FROM tenant_keys WHERE shop = ?1 ORDER BY key DESC LIMIT 1",
                [INSTALLATION.get()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        drop(connection);
        tidy(copy);
        if let Some((id, wrapped)) = row {
            TenantKey::unwrap(&keys.into(), INSTALLATION, id, &wrapped)?;
        }
        Ok(())
    }

    /// Puts a backup in the place of a database that nobody has open. The backup is verified first. One of an older schema
    /// stays so: [`migrate`](Self::migrate) comes next.
    ///
    /// # Errors
    /// [`StoreError::FileExists`] when there is a database and `overwrite` is false; then nothing was touched.
    pub fn restore(
        backup: &Path,
        database: &Path,
        overwrite: bool,
    ) -> Result<BackupReport, StoreError> {
        if database.exists() && !overwrite {
            return Err(StoreError::FileExists);
        }
        let report = Self::verify_backup(backup)?;
        let unfinished = beside(database, ".restoring");
        copy(backup, &unfinished)?;
        // A log of the old database would be taken for one of the restored database.
        tidy(database);
        std::fs::rename(&unfinished, database)?;
        sync_folder(database)?;
        Ok(report)
    }
}

/// What is wrong with the journals that are not one chain that ends at its head.
fn broken_chains(connection: &Connection) -> Result<Vec<StoreError>, StoreError> {
    let mut broken = Vec::new();
    for shop in shops(connection, "SELECT shop FROM shops ORDER BY shop")? {
        match audit::check_chain(connection, shop) {
            Ok(()) => {}
            Err(error @ StoreError::Corrupt { .. }) => broken.push(error),
            Err(error) => return Err(error),
        }
    }
    Ok(broken)
}

fn shops(connection: &Connection, sql: &str) -> Result<Vec<ShopId>, StoreError> {
    Ok(connection
        .prepare(sql)?
        .query_map([], |row| Ok(ShopId::new(row.get(0)?)))?
        .collect::<Result<_, _>>()?)
}

/// Copies a database in one step: one state of it, whatever is committed meanwhile.
fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    remove(to);
    let source = connection::reader(from)?;
    drop(connection::create(to)?);
    let mut target = Connection::open(to)?;
    let step = Backup::new(&source, &mut target)?.step(-1)?;
    if step == StepResult::Done {
        Ok(())
    } else {
        Err(StoreError::Busy)
    }
}

/// Removes what SQLite keeps beside a database while it is open.
fn tidy(database: &Path) {
    for ending in ["-wal", "-shm"] {
        remove(&beside(database, ending));
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a file that may not be there.
fn remove(path: &Path) {
    if std::fs::remove_file(path).is_err() {
        // There is nothing to remove, or the step that needs it gone will say so.
    }
}

#[cfg(test)]
mod tests {
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
}
