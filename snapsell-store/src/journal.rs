//! The journal of all shops: what the engine asks of a store.

mod gathered;
mod group;
mod head;
mod models;
#[cfg(test)]
mod played;
mod prepare;
#[cfg(test)]
mod sealed_tests;
mod snapshots;
#[cfg(test)]
mod tests;

pub(crate) use head::Heads;
pub(crate) use models::place;
pub use prepare::Prepared;
pub(crate) use prepare::{open_content, reply_place, reply_row};

use crate::error::StoreError;
use crate::store::Store;
use crate::words::{command_at, command_bytes, from_json};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use snapsell_core::{
    Actor, Change, CommandId, Commit, CommitError, Entry, Journal, Shop, ShopId, Timestamp, Version,
};
use std::borrow::Cow;

/// The only form of a journal row's text so far: [`Body`] as JSON.
pub(crate) const FORMAT: u32 = 1;

/// What an entry holds beside its own columns. These very bytes are chained.
#[derive(Serialize, Deserialize)]
pub(crate) struct Body<'a> {
    pub(crate) by: Actor,
    pub(crate) changes: Cow<'a, [Change]>,
}

impl Store {
    /// Makes a decision ready to be committed: its JSON and its ciphertext, on the thread that asks. A failure to do so
    /// is what its commit answers.
    #[must_use]
    pub fn prepare(&self, commit: Commit) -> Prepared<'static> {
        Prepared::new(self, Cow::Owned(commit))
    }

    /// The entry up to which the state of this shop is saved: 0 when none is.
    ///
    /// # Errors
    /// The store's own.
    pub fn saved_version(&self, shop: ShopId) -> Result<Version, StoreError> {
        self.read(|connection| snapshots::version(connection, shop))
    }

    /// Entries that a start of this shop would replay: those after its saved state.
    ///
    /// # Errors
    /// The store's own.
    pub fn unsaved(&self, shop: ShopId) -> Result<u64, StoreError> {
        self.read(|connection| snapshots::unsaved(connection, shop))
    }

    /// Commits decisions that are ready, as [`Journal::commit`] does.
    #[must_use]
    pub fn commit_prepared(
        &self,
        commits: &[Prepared<'_>],
    ) -> Vec<Result<(), CommitError<StoreError>>> {
        group::commit(self, commits)
    }
}

impl Journal for Store {
    type Error = StoreError;

    fn snapshot(&self, shop: ShopId) -> Result<Option<Shop>, StoreError> {
        self.read(|connection| snapshots::load(connection, shop))
    }

    fn entries_after(
        &self,
        shop: ShopId,
        version: Version,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        self.read(|connection| entries(connection, shop, version, most))
    }

    fn commit(&self, commits: &[Commit]) -> Vec<Result<(), CommitError<StoreError>>> {
        let prepared: Vec<_> = commits
            .iter()
            .map(|commit| Prepared::new(self, Cow::Borrowed(commit)))
            .collect();
        self.commit_prepared(&prepared)
    }

    fn due(&self, now: Timestamp, most: usize) -> Result<Vec<ShopId>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT shop FROM shops WHERE next_deadline IS NOT NULL AND next_deadline <= ?1
                 ORDER BY next_deadline LIMIT ?2",
            )?;
            let rows = statement.query_map(params![now.millis(), bound(most)], |row| row.get(0))?;
            Ok(rows
                .map(|id| id.map(ShopId::new))
                .collect::<Result<_, _>>()?)
        })
    }

    fn save_snapshot(&self, shop: ShopId, state: &Shop) -> Result<(), StoreError> {
        snapshots::save(self, shop, state)
    }

    fn knows(&self, shop: ShopId, command: CommandId) -> Result<bool, StoreError> {
        self.read(|connection| knows_after(connection, shop, Version::new(0), command))
    }
}

/// Whether an entry after `version` carried this command out. Reads those entries: the ids are random and have no index.
fn knows_after(
    connection: &Connection,
    shop: ShopId,
    version: Version,
    command: CommandId,
) -> Result<bool, StoreError> {
    if command == CommandId::NONE {
        return Ok(false);
    }
    let found: Option<i64> = connection
        .prepare_cached(
            "SELECT 1 FROM journal WHERE shop = ?1 AND version > ?2 AND command = ?3
             ORDER BY version DESC LIMIT 1",
        )?
        .query_row(
            params![shop.get(), version.get(), command_bytes(command)],
            |row| row.get(0),
        )
        .optional()?;
    Ok(found.is_some())
}

fn entries(
    connection: &Connection,
    shop: ShopId,
    after: Version,
    most: usize,
) -> Result<Vec<Entry>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT version, at, command, format, changes FROM journal
         WHERE shop = ?1 AND version > ?2 ORDER BY version LIMIT ?3",
    )?;
    let mut rows = statement.query(params![shop.get(), after.get(), bound(most)])?;
    let mut entries = Vec::new();
    let mut expected = after;
    while let Some(row) = rows.next()? {
        let entry = entry(shop, row)?;
        expected = expected.next();
        if entry.version != expected {
            return Err(StoreError::corrupt_in(
                shop,
                Some(expected),
                "an entry is missing",
            ));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Reads the columns version, at, command, format, changes.
pub(crate) fn entry(shop: ShopId, row: &Row<'_>) -> Result<Entry, StoreError> {
    let version = Version::new(row.get(0)?);
    let bad = |what| StoreError::corrupt_in(shop, Some(version), what);
    if row.get::<_, u32>(3)? != FORMAT {
        return Err(bad("an entry has an unknown format"));
    }
    let text: &str = row
        .get_ref(4)?
        .as_str()
        .map_err(|_| bad("an entry is not text"))?;
    let body: Body<'_> = from_json(text).map_err(|_| bad("an entry cannot be read"))?;
    Ok(Entry {
        version,
        at: Timestamp::from_millis(row.get(1)?),
        command: command_at(row, 2)?,
        by: body.by,
        changes: body.changes.into_owned(),
    })
}

/// A number of rows as SQLite takes it.
pub(crate) fn bound(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
