//! Migrations: plain SQL files, applied in order, each remembered with its checksum. Nothing is ever downgraded.

use crate::connection;
use crate::error::StoreError;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::path::Path;

/// One step of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    /// From 1, without gap.
    pub version: u32,
    /// What it does, in a word.
    pub name: &'static str,
    /// The statements.
    pub sql: &'static str,
}

/// Every step there is, for those who apply them with a tool of their own.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "initial",
        sql: include_str!("../migrations/0001_initial.sql"),
    },
    Migration {
        version: 2,
        name: "console",
        sql: include_str!("../migrations/0002_console.sql"),
    },
    Migration {
        version: 3,
        name: "privacy",
        sql: include_str!("../migrations/0003_privacy.sql"),
    },
    Migration {
        version: 4,
        name: "pages",
        sql: include_str!("../migrations/0004_pages.sql"),
    },
    Migration {
        version: 5,
        name: "stock",
        sql: include_str!("../migrations/0005_stock.sql"),
    },
    Migration {
        version: 6,
        name: "states",
        sql: include_str!("../migrations/0006_states.sql"),
    },
    Migration {
        version: 7,
        name: "units",
        sql: include_str!("../migrations/0007_units.sql"),
    },
];

const VERSIONS: &str = "CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum BLOB NOT NULL
) STRICT";

/// What [`Store::migrate`](crate::Store::migrate) did, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationReport {
    /// The schema that was found; 0 for a new file.
    pub before: u32,
    /// The schema of this program.
    pub wanted: u32,
    /// Names of the steps applied, or to be applied in a dry run.
    pub steps: Vec<&'static str>,
    /// Whether nothing was written.
    pub dry_run: bool,
}

/// The newest schema that this program knows.
pub(crate) fn wanted() -> u32 {
    MIGRATIONS.last().map_or(0, |last| last.version)
}

/// Brings the file to the newest schema, in one transaction; makes it when it is missing.
pub(crate) fn migrate(database: &Path, dry_run: bool) -> Result<MigrationReport, StoreError> {
    // Before anything is written: what is not ours stays as it is.
    let before = match database.exists() {
        true => found(&connection::reader(database)?)?,
        false => 0,
    };
    if dry_run {
        return Ok(report(before, true));
    }
    let mut connection = connection::create(database)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(VERSIONS)?;
    let before = found(&transaction)?;
    apply(&transaction, before + 1, wanted())?;
    transaction.commit()?;
    Ok(report(before, false))
}

/// Applies the steps from `first` to `last`.
fn apply(transaction: &Connection, first: u32, last: u32) -> Result<(), StoreError> {
    for step in MIGRATIONS
        .iter()
        .filter(|step| (first..=last).contains(&step.version))
    {
        transaction.execute_batch(step.sql)?;
        transaction.execute(
            "INSERT INTO schema_version (version, name, checksum) VALUES (?1, ?2, ?3)",
            params![step.version, step.name, checksum(step.sql)],
        )?;
    }
    Ok(())
}

/// Fails unless the file has exactly the schema of this program.
pub(crate) fn check(connection: &Connection) -> Result<(), StoreError> {
    let (found, wanted) = (found(connection)?, wanted());
    if found < wanted {
        return Err(StoreError::SchemaBehind { found, wanted });
    }
    Ok(())
}

/// The schema of the file, 0 for an empty one; an error when it is newer than the program, was made by other migrations, or
/// is no schema of this program at all.
pub(crate) fn found(connection: &Connection) -> Result<u32, StoreError> {
    let exists = |names: &str| {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name {names})");
        connection.query_row(&sql, [], |row| row.get::<_, bool>(0))
    };
    // First, so that what another process makes meanwhile is not taken for a stranger's.
    let is_empty = !exists("NOT LIKE 'sqlite%' AND name <> 'schema_version'")?;
    let found: u32 = match exists("= 'schema_version'")? {
        true => connection.query_row(
            "SELECT coalesce(max(version), 0) FROM schema_version",
            [],
            |row| row.get(0),
        )?,
        false => 0,
    };
    if found == 0 && !is_empty {
        return Err(StoreError::Foreign);
    }
    if found > wanted() {
        return Err(StoreError::SchemaAhead {
            found,
            wanted: wanted(),
        });
    }
    for step in MIGRATIONS.iter().filter(|step| step.version <= found) {
        let applied: Option<Vec<u8>> = connection
            .query_row(
                "SELECT checksum FROM schema_version WHERE version = ?1",
                [step.version],
                |row| row.get(0),
            )
            .optional()?;
        if applied.as_deref() != Some(checksum(step.sql).as_slice()) {
            return Err(StoreError::SchemaChanged {
                version: step.version,
            });
        }
    }
    Ok(found)
}

/// A file as an older program leaves it, with the first `last` steps.
#[cfg(test)]
pub(crate) fn apply_first(database: &Path, last: u32) {
    first_steps(&connection::create(database).unwrap(), last);
}

#[cfg(test)]
fn first_steps(connection: &Connection, last: u32) {
    connection.execute_batch(VERSIONS).unwrap();
    apply(connection, 1, last).unwrap();
}

fn report(before: u32, dry_run: bool) -> MigrationReport {
    MigrationReport {
        before,
        wanted: wanted(),
        steps: MIGRATIONS
            .iter()
            .filter(|step| step.version > before)
            .map(|step| step.name)
            .collect(),
        dry_run,
    }
}

fn checksum(sql: &str) -> [u8; 32] {
    Sha256::digest(sql.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dry_run_says_what_it_would_do_and_makes_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.db");
        let planned = migrate(&path, true).unwrap();
        assert_eq!((planned.before, planned.steps.len()), (0, MIGRATIONS.len()));
        assert!(!path.exists());
        migrate(&path, false).unwrap();
        assert_eq!(migrate(&path, false).unwrap().steps, Vec::<&str>::new());
    }

    #[test]
    fn the_journal_says_when_somebody_opted_out_before_there_was_a_column_for_it() {
        let connection = Connection::open_in_memory().unwrap();
        first_steps(&connection, 4);
        connection
            .execute_batch(
                r#"PRAGMA foreign_keys = OFF;
                INSERT INTO journal (shop, version, at, command, format, changes, chain)
                VALUES (1, 1, 10, zeroblob(16), 1, '[{"opted_out":7},{"opted_out":8}]', zeroblob(32)),
                       (1, 2, 20, zeroblob(16), 1, '["live_closed",{"opted_in":7}]', zeroblob(32)),
                       (2, 1, 30, zeroblob(16), 1, '[{"opted_out":7}]', zeroblob(32));
                INSERT INTO customers (shop, customer, opted_out)
                VALUES (1, 7, 0), (1, 8, 1), (1, 9, 0), (2, 7, 1);"#,
            )
            .unwrap();
        apply(&connection, 5, 5).unwrap();
        let found = connection
            .prepare("SELECT opted_at FROM customers ORDER BY shop, customer")
            .unwrap()
            .query_map([], |row| row.get::<_, Option<i64>>(0))
            .unwrap()
            .collect::<Result<Vec<_>, _>>()
            .unwrap();
        assert_eq!(found, [Some(20), Some(10), None, Some(30)]);
    }

    #[test]
    fn units_that_stood_one_to_a_row_stand_together() {
        let connection = Connection::open_in_memory().unwrap();
        first_steps(&connection, 6);
        connection
            .execute_batch(
                "PRAGMA foreign_keys = OFF;
                 INSERT INTO units (shop, item, slot, hold, order_no)
                 VALUES (1, 1, 0, 5, NULL), (1, 1, 3, NULL, 9), (1, 1, 31, 5, NULL), (1, 1, 32, 6, NULL),
                        (1, 2, 69, NULL, 9), (2, 1, 0, NULL, 1)",
            )
            .unwrap();
        apply(&connection, 7, 7).unwrap();
        let found = connection
            .prepare(
                "SELECT shop, item, block, held, sold FROM unit_blocks ORDER BY shop, item, block",
            )
            .unwrap()
            .query_map([], |row| {
                let place: (u32, u32, u16) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok((place, (row.get(3)?, row.get(4)?)))
            })
            .unwrap()
            .collect::<Result<Vec<_>, _>>()
            .unwrap();
        assert_eq!(
            found,
            [
                ((1, 1, 0), (1_u32 << 31 | 1, 1_u32 << 3)),
                ((1, 1, 1), (1, 0)),
                ((1, 2, 2), (0, 1 << 5)),
                ((2, 1, 0), (0, 1)),
            ]
        );
        let unit = "SELECT shop, item, slot FROM units WHERE sold = 1 ORDER BY shop, item";
        let sold = connection
            .prepare(unit)
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .collect::<Result<Vec<(u32, u32, u16)>, _>>()
            .unwrap();
        assert_eq!(sold, [(1, 1, 3), (1, 2, 69), (2, 1, 0)]);
    }

    #[test]
    fn a_newer_schema_and_a_changed_migration_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.db");
        migrate(&path, false).unwrap();
        let connection = Connection::open(&path).unwrap();
        connection
            .execute("UPDATE schema_version SET checksum = x'00'", [])
            .unwrap();
        assert_eq!(
            migrate(&path, false),
            Err(StoreError::SchemaChanged { version: 1 })
        );
        connection
            .execute("INSERT INTO schema_version VALUES (99, 'later', x'00')", [])
            .unwrap();
        assert_eq!(
            migrate(&path, false),
            Err(StoreError::SchemaAhead {
                found: 99,
                wanted: wanted()
            })
        );
    }

    #[test]
    fn a_database_of_another_program_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other.db");
        let other = Connection::open(&path).unwrap();
        other
            .execute_batch("CREATE TABLE photos (id INTEGER)")
            .unwrap();
        drop(other);
        let before = std::fs::read(&path).unwrap();
        assert_eq!(migrate(&path, true), Err(StoreError::Foreign));
        assert_eq!(migrate(&path, false), Err(StoreError::Foreign));
        assert!(std::fs::read(&path).unwrap() == before);
        let other = Connection::open(&path).unwrap();
        other.execute_batch(VERSIONS).unwrap();
        assert_eq!(migrate(&path, false), Err(StoreError::Foreign));
    }
}
