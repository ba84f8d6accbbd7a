//! The condition of the database: heartbeat, health, checkpoints.

use crate::error::StoreError;
use crate::folder::folder;
use crate::schema;
use crate::store::Store;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{Span, Timestamp};
use std::path::{Path, PathBuf};

/// What [`Store::health`] found. It wrote and waited for the disk to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The schema of the file, which is the program's.
    pub schema: u32,
    /// Bytes of the database file.
    pub database_bytes: u64,
    /// Bytes of the write-ahead log.
    pub wal_bytes: u64,
    /// Bytes that the file system still has for this user.
    pub free_bytes: u64,
}

/// A stretch of time in which nobody could be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    /// When the service was last known to be alive.
    pub from: Timestamp,
    /// When it was back.
    pub until: Timestamp,
}

/// How long silences are remembered: longer than any hold may run.
const SILENCES_KEPT: Span = Span::from_mins(8 * 24 * 60);

/// What one checkpoint did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Pages in the write-ahead log.
    pub pages: u64,
    /// Pages of it that are in the database now.
    pub moved: u64,
    /// Whether the log was too long and starts again from its beginning.
    pub restarted: bool,
}

impl Store {
    /// Writes a little, durably, and measures.
    ///
    /// # Errors
    /// Whatever keeps the store from writing.
    pub fn health(&self) -> Result<Health, StoreError> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO meta (key, value) VALUES ('health', 1)
                     ON CONFLICT (key) DO UPDATE SET value = value + 1",
                )?
                .execute([])?;
            Ok(())
        })?;
        let disk = rustix::fs::statvfs(folder(self.path()))
            .map_err(|errno| StoreError::from(std::io::Error::from(errno)))?;
        Ok(Health {
            schema: schema::wanted(),
            database_bytes: std::fs::metadata(self.path())?.len(),
            wal_bytes: wal_bytes(self.path()),
            free_bytes: disk.f_bavail.saturating_mul(disk.f_frsize),
        })
    }

    /// Reads every page of the database and checks what SQLite relies on; slower the larger it is.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when something is wrong, the store's own otherwise.
    pub fn quick_check(&self) -> Result<(), StoreError> {
        self.read(|connection| {
            let said: String =
                connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
            match said.as_str() {
                "ok" => Ok(()),
                _ => Err(StoreError::corrupt("SQLite's quick check fails")),
            }
        })
    }

    /// Notes that the service is alive. The gap to the next start is the outage.
    ///
    /// # Errors
    /// The store's own.
    pub fn heartbeat(&self, now: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO meta (key, value) VALUES ('heartbeat', ?1)
                     ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)",
                )?
                .execute(params![now.millis()])?;
            Ok(())
        })
    }

    /// Writes as much as a busy moment does, and takes it away again: where a heartbeat fits, no message may.
    ///
    /// # Errors
    /// Whatever keeps the store from writing.
    pub fn has_room(&self) -> Result<(), StoreError> {
        for statement in [
            "INSERT OR REPLACE INTO meta (key, value) VALUES ('room ' || hex(zeroblob(65536)), 0)",
            "DELETE FROM meta WHERE key GLOB 'room *'",
        ] {
            // One after the other: what comes and goes in one transaction is never written.
            self.write(|transaction| Ok(transaction.execute(statement, [])?))?;
        }
        Ok(())
    }

    /// Notes that the service is alive again after a silence that nobody could use, in one step: a process that dies
    /// before each shop has its time back leaves the silence to the next one. Those older than any hold are forgotten.
    ///
    /// # Errors
    /// The store's own.
    pub fn heartbeat_after(&self, silence: Silence, now: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            let from = silence.from.millis();
            transaction.execute(
                "INSERT INTO meta (key, value) VALUES ('outage ' || printf('%020d', ?1), ?2)
                 ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)",
                params![from, silence.until.millis()],
            )?;
            transaction.execute(
                "DELETE FROM meta WHERE key GLOB 'outage *' AND value < ?1",
                params![(now - SILENCES_KEPT).millis()],
            )?;
            transaction.execute(
                "INSERT INTO meta (key, value) VALUES ('heartbeat', ?1)
                 ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)",
                params![now.millis()],
            )?;
            Ok(())
        })
    }

    /// The silences noted, oldest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn silences(&self) -> Result<Vec<Silence>, StoreError> {
        self.read(|connection| {
            let silences = connection
                .prepare_cached(
                    "SELECT CAST(substr(key, 8) AS INTEGER), value FROM meta
                     WHERE key GLOB 'outage *' ORDER BY key",
                )?
                .query_map([], |row| {
                    Ok(Silence {
                        from: Timestamp::from_millis(row.get(0)?),
                        until: Timestamp::from_millis(row.get(1)?),
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(silences)
        })
    }

    /// When the service was last known to be alive; `None` before its first start.
    ///
    /// # Errors
    /// The store's own.
    pub fn last_heartbeat(&self) -> Result<Option<Timestamp>, StoreError> {
        self.noted("heartbeat")
    }

    fn noted(&self, key: &str) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
                .optional()?
                .map(Timestamp::from_millis))
        })
    }

    /// Notes that it was looked, at this instant, what has been kept for long enough.
    ///
    /// # Errors
    /// The store's own.
    pub fn note_round(&self, now: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO meta (key, value) VALUES ('round', ?1)",
                params![now.millis()],
            )?;
            Ok(())
        })
    }

    /// When that was noted last, by the clock of then.
    ///
    /// # Errors
    /// The store's own.
    pub fn last_round(&self) -> Result<Option<Timestamp>, StoreError> {
        self.noted("round")
    }

    /// Moves what is in the write-ahead log into the database, beside the commits, which go on. Call it about once a
    /// second. Only when the log is longer than [`Options::wal_bytes_max`](crate::Options::wal_bytes_max) do commits
    /// wait, for what this call left over, so that the log can start again.
    ///
    /// # Errors
    /// The store's own.
    pub fn checkpoint(&self) -> Result<Checkpoint, StoreError> {
        let connection = self.checkpointer();
        let (pages, moved) = run(&connection, "PRAGMA wal_checkpoint(PASSIVE)")?;
        let mut done = Checkpoint {
            pages,
            moved,
            restarted: false,
        };
        if pages * page_bytes(&connection)? > self.options().wal_bytes_max {
            let writer = self.inner().writer();
            let (pages, moved) = run(&connection, "PRAGMA wal_checkpoint(RESTART)")?;
            drop(writer);
            done = Checkpoint {
                pages,
                moved,
                restarted: pages == moved,
            };
        }
        Ok(done)
    }
}

/// Runs a checkpoint; how many pages the log has and how many of them are in the database.
fn run(connection: &Connection, pragma: &'static str) -> Result<(u64, u64), StoreError> {
    let (pages, moved): (i64, i64) = connection
        .prepare_cached(pragma)?
        .query_row([], |row| Ok((row.get(1)?, row.get(2)?)))?;
    let count = |value: i64| u64::try_from(value).unwrap_or(0);
    Ok((count(pages), count(moved)))
}

fn page_bytes(connection: &Connection) -> Result<u64, StoreError> {
    let bytes: u32 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    Ok(bytes.into())
}

fn wal_bytes(database: &Path) -> u64 {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(PathBuf::from(log)).map_or(0, |file| file.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::Options;
    use crate::fixture::{Folder, answered, at, new_shop};
    use snapsell_core::Journal;

    #[test]
    fn the_heartbeat_never_goes_back() {
        let (_folder, store, _shop) = Folder::with_shop();
        assert_eq!(store.last_heartbeat().unwrap(), None);
        store.heartbeat(at(5)).unwrap();
        store.heartbeat(at(3)).unwrap();
        assert_eq!(store.last_heartbeat().unwrap(), Some(at(5)));
        let health = store.health().unwrap();
        assert!(health.free_bytes > 0 && health.wal_bytes > 0);
        store.quick_check().unwrap();
    }

    #[test]
    fn a_round_is_noted_by_the_clock_of_then() {
        let (_folder, store, _shop) = Folder::with_shop();
        assert_eq!(store.last_round(), Ok(None));
        for second in [9, 5] {
            store.note_round(at(second)).unwrap();
            store.heartbeat(at(70)).unwrap();
            assert_eq!(store.last_round(), Ok(Some(at(second))));
        }
    }

    #[test]
    fn silences_are_remembered_in_order_until_they_matter_no_more() {
        let (_folder, store, _shop) = Folder::with_shop();
        let silence = |from: i64, until: i64| Silence {
            from: at(from),
            until: at(until),
        };
        for (from, until) in [(5, 30), (100, 200), (5, 20)] {
            store
                .heartbeat_after(silence(from, until), at(until))
                .unwrap();
        }
        assert_eq!(
            store.silences().unwrap(),
            [silence(5, 30), silence(100, 200)]
        );
        assert_eq!(store.last_heartbeat().unwrap(), Some(at(200)));
        let later = 9 * 24 * 3_600;
        store
            .heartbeat_after(silence(later, later + 60), at(later + 60))
            .unwrap();
        assert_eq!(store.silences().unwrap(), [silence(later, later + 60)]);
    }

    #[test]
    fn a_log_that_is_too_long_starts_again() {
        let folder = Folder::new();
        let store = folder.open_with(Options {
            wal_bytes_max: 100_000,
            ..Options::default()
        });
        let shop = store.create_shop(&new_shop("acme")).unwrap();
        let mut longest = 0;
        for version in 1..=300 {
            assert!(store.commit(&[answered(shop, version, vec![], "words")])[0].is_ok());
            if version % 10 == 0 {
                store.checkpoint().unwrap();
            }
            longest = longest.max(wal_bytes(store.path()));
        }
        assert!(longest < 600_000, "{longest} bytes of log");
    }
    #[test]
    fn a_log_that_is_short_again_holds_nobody_up_however_long_its_file_is() {
        let folder = Folder::new();
        let most = 100_000;
        let store = folder.open_with(Options {
            wal_bytes_max: most,
            ..Options::default()
        });
        let shop = store.create_shop(&new_shop("acme")).unwrap();
        let commit = |version| {
            assert!(store.commit(&[answered(shop, version, vec![], "words")])[0].is_ok());
        };
        (1..=100).for_each(commit);
        assert!(store.checkpoint().unwrap().restarted);
        commit(101);
        assert!(wal_bytes(store.path()) > most);
        assert!(!store.checkpoint().unwrap().restarted);
    }
}
