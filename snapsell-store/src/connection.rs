//! Connections: one that writes, one that checkpoints, a pool that reads. What matters is asserted by reading it back.

use crate::error::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A connection is used by one thread at a time, which its type guarantees: SQLite need not lock it at each call.
const READ_WRITE: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);
const READ_ONLY: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// The version of SQLite that this program is built with: `3.51.1`.
#[must_use]
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// How a database is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Connections that read.
    pub readers: u32,
    /// How long a write waits for another process's, at most.
    pub busy: Duration,
    /// Page cache of the writing connection, in KiB; it grows only as far as it is used. What it must hold is what is
    /// live; SQLite searches all of it at each commit, so that a larger one costs more than it saves.
    pub cache_kib: u32,
    /// The write-ahead log is restarted once it is longer than this, in bytes.
    pub wal_bytes_max: u64,
    /// The database may grow to this many pages of 4 KiB; `None` for as far as the disk goes.
    pub pages_max: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 4,
            busy: Duration::from_secs(5),
            cache_kib: 4 * 1024,
            wal_bytes_max: 32 * 1024 * 1024,
            pages_max: None,
        }
    }
}

/// Makes a new database file, readable by its owner alone, or opens the one there is.
pub(crate) fn create(path: &Path) -> Result<Connection, StoreError> {
    let connection = blank(path)?;
    connection.busy_timeout(Options::default().busy)?;
    durable(&connection)?;
    Ok(connection)
}

/// The same without a write-ahead log yet: what is written goes into the file itself before a commit returns.
pub(crate) fn blank(path: &Path) -> Result<Connection, StoreError> {
    let mut file = std::fs::OpenOptions::new();
    file.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    drop(file.open(path)?);
    Ok(Connection::open_with_flags(path, READ_WRITE)?)
}

/// The one connection that writes. A commit returns after its write-ahead log is on the disk.
pub(crate) fn writer(path: &Path, options: &Options) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, READ_WRITE)?;
    connection.busy_timeout(options.busy)?;
    durable(&connection)?;
    connection.pragma_update(None, "cache_size", -i64::from(options.cache_kib))?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "secure_delete", "FAST")?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    if let Some(pages) = options.pages_max {
        connection.pragma_update(None, "max_page_count", pages)?;
    }
    keep_plans(&connection, 128)?;
    expect(&connection, "wal_autocheckpoint", 0)?;
    Ok(connection)
}

/// A connection that only moves the log into the database.
pub(crate) fn checkpointer(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, READ_WRITE)?;
    connection.busy_timeout(Duration::from_millis(100))?;
    durable(&connection)?;
    connection.pragma_update(None, "cache_size", -256)?;
    Ok(connection)
}

/// A connection that cannot write.
pub(crate) fn reader(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, READ_WRITE)
        .or_else(|_| Connection::open_with_flags(path, READ_ONLY))?;
    connection.busy_timeout(Duration::from_secs(1))?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", -8 * 1024)?;
    keep_plans(&connection, 64)?;
    expect(&connection, "query_only", 1)?;
    Ok(connection)
}

/// A connection to a file that nobody writes: it reads the file alone, takes no lock and makes nothing beside it, so that it
/// needs neither room on the disk nor the right to write there.
pub(crate) fn still(path: &Path) -> Result<Connection, StoreError> {
    let flags = READ_ONLY.union(OpenFlags::SQLITE_OPEN_URI);
    Ok(Connection::open_with_flags(still_address(path), flags)?)
}

/// The address of a file that does not change, as SQLite reads it.
fn still_address(path: &Path) -> String {
    let mut address = String::from(if path.is_absolute() {
        "file://"
    } else {
        "file:"
    });
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                address.push(char::from(*byte));
            }
            _ => address.push_str(&format!("%{byte:02x}")),
        }
    }
    address + "?immutable=1"
}

/// Prepares each statement once: without the stability guarantee SQLite prepares some again for every new value.
fn keep_plans(connection: &Connection, statements: usize) -> Result<(), StoreError> {
    connection.set_prepared_statement_cache_capacity(statements);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn durable(connection: &Connection) -> Result<(), StoreError> {
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::Refused {
            code: 0,
            what: "the file system does not support write-ahead logging",
        });
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    expect(connection, "synchronous", 2)?;
    expect(connection, "foreign_keys", 1)
}

fn expect(connection: &Connection, pragma: &str, wanted: i64) -> Result<(), StoreError> {
    let found: i64 = connection.pragma_query_value(None, pragma, |row| row.get(0))?;
    if found == wanted {
        Ok(())
    } else {
        Err(StoreError::Refused {
            code: 0,
            what: "a setting that durability needs was not taken",
        })
    }
}

/// Opens the readers of a pool.
#[derive(Debug)]
pub(crate) struct Readers(pub(crate) PathBuf);

impl r2d2::ManageConnection for Readers {
    type Connection = Connection;
    type Error = StoreError;

    fn connect(&self) -> Result<Connection, StoreError> {
        reader(&self.0)
    }

    fn is_valid(&self, _: &mut Connection) -> Result<(), StoreError> {
        Ok(())
    }

    fn has_broken(&self, _: &mut Connection) -> bool {
        false
    }
}
