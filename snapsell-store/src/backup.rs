//! Backups: a consistent copy of the running database, proven by opening it again.

#[cfg(test)]
mod full_tests;
#[cfg(test)]
mod tests;

use crate::audit;
use crate::connection;
use crate::error::StoreError;
use crate::folder::{folder, keep_owner, sync_folder};
use crate::keys::{KeyRing, TenantKey};
use crate::schema;
use crate::store::{INSTALLATION, Store};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OptionalExtension};
use snapsell_core::ShopId;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What SQLite may have written beside a database and not yet, or no longer, in it.
const LOGS: [&str; 2] = ["-wal", "-journal"];

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
    /// [`StoreError::FileExists`] when there is such a file; otherwise the store's own, and no copy is left behind.
    pub fn backup(&self, to: &Path) -> Result<BackupReport, StoreError> {
        if to.exists() {
            return Err(StoreError::FileExists);
        }
        let report = Self::set_aside(self.path(), to)?;
        // The newest ledger lies wherever copies are kept: an older copy must not bring back who was forgotten.
        let ledger = self.copy_ledger(&Self::ledger_of(folder(to)));
        if ledger.is_err() {
            remove(to);
        }
        ledger.map(|()| report)
    }

    /// Copies a database, which may have an older schema, to a file beside it or elsewhere, in the place of what is there,
    /// and verifies the copy.
    ///
    /// # Errors
    /// The store's own; then what was there is there still.
    pub fn set_aside(database: &Path, to: &Path) -> Result<BackupReport, StoreError> {
        put(&connection::reader(database)?, to)
    }

    /// Opens a backup and checks that SQLite finds it whole, that its schema is this program's or an older one, and in
    /// which shops the head of the journal is not its last entry.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is not whole; [`StoreError::SchemaAhead`] when a newer program made it.
    pub fn verify_backup(path: &Path) -> Result<BackupReport, StoreError> {
        proven(&opened(path)?, path)
    }

    /// Reads every journal of a copy: each entry follows from the one before it, and the last is the head. Needs no key.
    /// What is wrong: of each shop [`StoreError::Corrupt`] with the first entry that does not follow.
    ///
    /// # Errors
    /// The store's own.
    pub fn verify_journals(path: &Path) -> Result<Vec<StoreError>, StoreError> {
        broken_chains(&opened(path)?)
    }

    /// Whether these keys open a copy, before anything is replaced by it. Needs its schema to be no newer one.
    ///
    /// # Errors
    /// [`StoreError::Key`] when it was sealed under another master key.
    pub fn opens(copy: &Path, keys: impl Into<KeyRing>) -> Result<(), StoreError> {
        let row: Option<(u32, Vec<u8>)> = opened(copy)?
            .query_row(
                "SELECT key, wrapped FROM tenant_keys WHERE shop = ?1 ORDER BY key DESC LIMIT 1",
                [INSTALLATION.get()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        if let Some((id, wrapped)) = row {
            TenantKey::unwrap(&keys.into(), INSTALLATION, id, &wrapped)?;
        }
        Ok(())
    }

    /// The log that a restore took away from this database before it was broken off: the one from before is still there and
    /// is not whole without it. What a restore left that was broken off once the copy had its place is of no use, and goes.
    #[must_use]
    pub fn broken_off(database: &Path) -> Option<PathBuf> {
        let replaced = beside(database, ".replaced");
        let mut logs = LOGS.into_iter().map(|log| beside(&replaced, log));
        let log = logs.find(|log| log.exists())?;
        if beside(database, ".unfinished").exists() {
            return Some(log);
        }
        clear(&replaced);
        None
    }

    /// Puts a backup in the place of a database that nobody has open: a copy of it, once that is verified and on the disk.
    /// One of an older schema stays so: [`migrate`](Self::migrate) comes next.
    ///
    /// # Errors
    /// [`StoreError::FileExists`] when there is a database and `overwrite` is false; otherwise the store's own. Then nothing
    /// was touched: what was there is there still.
    pub fn restore(
        backup: &Path,
        database: &Path,
        overwrite: bool,
    ) -> Result<BackupReport, StoreError> {
        let replaces = database.exists();
        if replaces && !overwrite {
            return Err(StoreError::FileExists);
        }
        let report = put(&opened(backup)?, database)?;
        if !replaces {
            keep_owner(database, folder(database));
        }
        Ok(report)
    }
}

/// A copy as the file that it is. A log beside it belongs to it: it was taken from a machine that stopped, or is in use.
fn opened(copy: &Path) -> Result<Connection, StoreError> {
    match LOGS.iter().any(|log| beside(copy, log).exists()) {
        true => connection::reader(copy),
        false => connection::still(copy),
    }
}

/// What a copy holds, once it is found whole.
fn proven(copy: &Connection, path: &Path) -> Result<BackupReport, StoreError> {
    let bytes = std::fs::metadata(path)?.len();
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(StoreError::corrupt("SQLite's integrity check fails"));
    }
    let schema = schema::found(copy)?;
    if schema == 0 {
        return Err(StoreError::corrupt("it is no database of SnapSell"));
    }
    let cut = shops(
        copy,
        "SELECT shop FROM shops WHERE version <>
             (SELECT coalesce(max(version), 0) FROM journal WHERE journal.shop = shops.shop)",
    )?;
    let count = |sql| copy.query_row(sql, [], |row| row.get(0));
    Ok(BackupReport {
        schema,
        bytes,
        shops: count("SELECT count(*) FROM shops")?,
        entries: count("SELECT coalesce(sum(version), 0) FROM shops")?,
        cut,
    })
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

/// Copies a database under another name, proves the copy as it will be found, and only then puts it where it belongs.
fn put(source: &Connection, to: &Path) -> Result<BackupReport, StoreError> {
    let unfinished = beside(to, ".unfinished");
    clear(&unfinished);
    let done = copy(source, &unfinished)
        .and_then(|()| proven(&connection::still(&unfinished)?, &unfinished))
        .and_then(|report| {
            replace(&unfinished, to)?;
            Ok(report)
        });
    if done.is_err() {
        clear(&unfinished);
    }
    done
}

/// Copies a database in one step: one state of it, whatever is committed meanwhile. All of it is in the file, on the disk:
/// a log beside it would need the same room once more, and what fails when SQLite empties one at the end, nobody hears.
fn copy(source: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut target = connection::blank(to)?;
    let step = Backup::new(source, &mut target)?.step(-1)?;
    target.close().map_err(|(_, error)| error)?;
    if step != StepResult::Done {
        return Err(StoreError::Busy);
    }
    Ok(File::open(to)?.sync_all()?)
}

/// Gives a file the name of a database that nobody has open. A log of the old one would be taken for one of the new one,
/// but the old one may need it for as long as it is there.
fn replace(new: &Path, database: &Path) -> std::io::Result<()> {
    keep_owner(new, database);
    let replaced = beside(database, ".replaced");
    clear(&replaced);
    let done = rename_logs(database, &replaced).and_then(|()| std::fs::rename(new, database));
    if done.is_err() {
        rename_logs(&replaced, database)?;
        return done;
    }
    sync_folder(database)?;
    clear(&replaced);
    remove(&beside(database, "-shm"));
    Ok(())
}

fn rename_logs(from: &Path, to: &Path) -> std::io::Result<()> {
    for ending in LOGS {
        match std::fs::rename(beside(from, ending), beside(to, ending)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Removes a database and what SQLite keeps beside it.
fn clear(database: &Path) {
    remove(database);
    for ending in LOGS.into_iter().chain(["-shm"]) {
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
