//! Backups: a consistent copy of the running database, proven by opening it again.

#[cfg(test)]
mod tests;

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
