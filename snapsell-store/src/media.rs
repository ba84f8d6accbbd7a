//! Pictures and files that came with messages: where the provider keeps them, then our own sealed copy.

#[cfg(test)]
mod tests;

use crate::error::StoreError;
use crate::journal::bound;
use crate::keys::Place;
use crate::store::{SEALED_WAIT, Store, locked};
use crate::words::{command_at, command_bytes};
use rusqlite::{Connection, OptionalExtension, Row, params};
use snapsell_core::{CommandId, Commit, CustomerId, ShopId, Span, Timestamp};
use std::collections::BTreeMap;

/// How long a download may take before another attempt is made.
const ATTEMPT: Span = Span::from_secs(120);
/// Messages whose media wait for their commit; older ones that nobody committed are forgotten beyond it.
const EXPECTED_MAX: usize = 10_000;
/// A message that is not committed by then never will be.
const EXPECTED_FOR: Span = Span::from_mins(10);

/// One picture or file to be fetched.
#[derive(Clone, PartialEq, Eq)]
pub struct MediaTodo {
    /// Whose.
    pub shop: ShopId,
    /// The message it came with.
    pub message: CommandId,
    /// Its place in that message, from 0.
    pub index: u32,
    /// Who sent it.
    pub customer: CustomerId,
    /// Where the provider keeps it. Personal.
    pub source: String,
    /// How often it was tried, this time included.
    pub attempts: u32,
}

/// One picture or file.
#[derive(Clone, PartialEq, Eq)]
pub struct Media {
    /// What it is, as `image/jpeg`.
    pub content_type: String,
    /// Its bytes. Personal.
    pub bytes: Vec<u8>,
}

/// Media of messages that are not committed yet.
pub(crate) type Expected = BTreeMap<(ShopId, CommandId), Waiting>;

/// The media of one message.
#[derive(Debug)]
pub(crate) struct Waiting {
    customer: CustomerId,
    at: Timestamp,
    sources: Vec<Vec<u8>>,
}

impl Store {
    /// Announces the media of a message, before its command is committed: the rows are written in that transaction,
    /// so that a download is owed exactly when the message counts.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such shop.
    pub fn expect_media(
        &self,
        shop: ShopId,
        message: CommandId,
        customer: CustomerId,
        sources: &[&str],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let key = self.tenant(shop)?;
        let sources = (0..).zip(sources);
        let sources = sources
            .map(|(index, source)| {
                key.seal(place("source", &row(message, index)), source.as_bytes())
            })
            .collect::<Result<_, _>>()?;
        let mut expected = locked(&self.inner().expected);
        if expected.len() >= EXPECTED_MAX {
            expected.retain(|_, waiting| now.since(waiting.at) < EXPECTED_FOR);
        }
        expected.insert(
            (shop, message),
            Waiting {
                customer,
                at: now,
                sources,
            },
        );
        Ok(())
    }

    /// At most `most` media to be fetched. Each is given to one caller, and again after two minutes unless that one
    /// says how it went. One whose address does not open is given up; those of a shop whose key does not open wait.
    ///
    /// # Errors
    /// The store's own.
    pub fn media_todo(&self, now: Timestamp, most: usize) -> Result<Vec<MediaTodo>, StoreError> {
        let due = "SELECT id, shop, message, idx, customer, source, attempts FROM media
                   WHERE state = 'todo' AND next_at <= ?1 ORDER BY next_at LIMIT ?2";
        let limit = params![now.millis(), bound(most)];
        if !self.read(|connection| Ok(connection.prepare_cached(due)?.exists(limit)?))? {
            return Ok(Vec::new());
        }
        let rows = self.write(|transaction| {
            let rows = loop {
                let rows: Vec<(i64, MediaTodo, Vec<u8>)> = transaction
                    .prepare_cached(due)?
                    .query_map(limit, todo)?
                    .collect::<Result<_, _>>()?;
                match self.first_sealed(rows.iter().map(|(_, todo, _)| todo.shop))? {
                    None => break rows,
                    Some(shop) => put_off(transaction, shop, now)?,
                }
            };
            for (id, todo, _) in &rows {
                transaction
                    .prepare_cached("UPDATE media SET next_at = ?2, attempts = ?3 WHERE id = ?1")?
                    .execute(params![id, (now + ATTEMPT).millis(), todo.attempts])?;
            }
            Ok(rows)
        })?;
        let mut todos = Vec::with_capacity(rows.len());
        for (_, mut todo, sealed) in rows {
            if let Ok(source) = source(self, todo.shop, todo.message, todo.index, &sealed) {
                todo.source = source;
                todos.push(todo);
            } else {
                self.media_failed(todo.shop, todo.message, todo.index, None)?;
            }
        }
        Ok(todos)
    }

    /// Keeps the bytes of one; sealed.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it was never announced.
    pub fn media_done(
        &self,
        shop: ShopId,
        message: CommandId,
        index: u32,
        content_type: &str,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let sealed = self
            .tenant(shop)?
            .seal(place("body", &row(message, index)), bytes)?;
        self.media_set(
            "UPDATE media SET state = 'stored', content_type = ?4, body = ?5
             WHERE shop = ?1 AND message = ?2 AND idx = ?3",
            params![
                shop.get(),
                command_bytes(message),
                index,
                content_type,
                sealed
            ],
        )
    }

    /// It could not be fetched: tried again at `retry_at`, or never.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it was never announced.
    pub fn media_failed(
        &self,
        shop: ShopId,
        message: CommandId,
        index: u32,
        retry_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.media_set(
            "UPDATE media SET state = CASE WHEN ?4 IS NULL THEN 'failed' ELSE 'todo' END,
                 next_at = coalesce(?4, next_at)
             WHERE shop = ?1 AND message = ?2 AND idx = ?3",
            params![
                shop.get(),
                command_bytes(message),
                index,
                retry_at.map(Timestamp::millis)
            ],
        )
    }

    /// The bytes of one; `None` when they are not here (yet, or any more).
    ///
    /// # Errors
    /// [`StoreError::Key`] when they do not open.
    pub fn media(
        &self,
        shop: ShopId,
        message: CommandId,
        index: u32,
    ) -> Result<Option<Media>, StoreError> {
        let found: Option<(String, Vec<u8>)> = self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT content_type, body FROM media
                     WHERE shop = ?1 AND message = ?2 AND idx = ?3 AND body IS NOT NULL",
                )?
                .query_row(params![shop.get(), command_bytes(message), index], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?)
        })?;
        let Some((content_type, sealed)) = found else {
            return Ok(None);
        };
        let bytes = self
            .tenant(shop)?
            .open(place("body", &row(message, index)), &sealed)?;
        Ok(Some(Media {
            content_type,
            bytes,
        }))
    }

    /// What the first file of each of these messages is, as `image/jpeg`; those that are not here have no entry.
    ///
    /// # Errors
    /// The store's own.
    pub fn media_kinds(
        &self,
        shop: ShopId,
        messages: &[CommandId],
    ) -> Result<BTreeMap<CommandId, String>, StoreError> {
        let mut kinds = BTreeMap::new();
        self.read(|connection| {
            let mut read = connection.prepare_cached(
                "SELECT content_type FROM media
                 WHERE shop = ?1 AND message = ?2 AND idx = 0 AND body IS NOT NULL",
            )?;
            for message in messages {
                let kind = read
                    .query_row(params![shop.get(), command_bytes(*message)], |row| {
                        row.get(0)
                    })
                    .optional()?;
                kinds.extend(kind.map(|kind| (*message, kind)));
            }
            Ok(())
        })?;
        Ok(kinds)
    }

    fn media_set(&self, sql: &str, values: impl rusqlite::Params) -> Result<(), StoreError> {
        self.write(
            |transaction| match transaction.prepare_cached(sql)?.execute(values)? {
                1 => Ok(()),
                _ => Err(StoreError::Missing("media")),
            },
        )
    }
}

/// One to be fetched, with its number and its sealed address.
fn todo(row: &Row<'_>) -> rusqlite::Result<(i64, MediaTodo, Vec<u8>)> {
    let todo = MediaTodo {
        shop: ShopId::new(row.get(1)?),
        message: command_at(row, 2)?,
        index: row.get(3)?,
        customer: CustomerId::new(row.get(4)?),
        source: String::new(),
        attempts: row.get::<_, u32>(6)? + 1,
    };
    Ok((row.get(0)?, todo, row.get(5)?))
}

/// Lets the media of a shop whose key does not open wait; that costs no attempt.
fn put_off(connection: &Connection, shop: ShopId, now: Timestamp) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE media SET next_at = ?3 WHERE shop = ?1 AND state = 'todo' AND next_at <= ?2",
        )?
        .execute(params![
            shop.get(),
            now.millis(),
            (now + SEALED_WAIT).millis()
        ])?;
    Ok(())
}

/// Writes the rows announced for the message behind a commit.
pub(crate) fn write_expected(
    connection: &Connection,
    expected: &Expected,
    commit: &Commit,
) -> Result<(), StoreError> {
    let message = commit.decision.command;
    let Some(waiting) = expected.get(&(commit.shop, message)) else {
        return Ok(());
    };
    for (index, source) in (0_u32..).zip(&waiting.sources) {
        connection
            .prepare_cached(
                "INSERT INTO media (shop, message, idx, customer, at, state, next_at, attempts, source)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'todo', ?5, 0, ?6) ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                commit.shop.get(),
                command_bytes(message),
                index,
                waiting.customer.get(),
                commit.decision.at.millis(),
                source,
            ])?;
    }
    Ok(())
}

/// The transaction is durable: its messages wait no more.
pub(crate) fn forget_expected<'a>(
    expected: &mut Expected,
    durable: impl Iterator<Item = &'a Commit>,
) {
    if expected.is_empty() {
        return;
    }
    for commit in durable {
        expected.remove(&(commit.shop, commit.decision.command));
    }
}

/// Where the provider keeps a medium.
pub(crate) fn source(
    store: &Store,
    shop: ShopId,
    message: CommandId,
    index: u32,
    sealed: &[u8],
) -> Result<String, StoreError> {
    let row = row(message, index);
    store.tenant(shop)?.open_text(place("source", &row), sealed)
}

fn row(message: CommandId, index: u32) -> [u8; 20] {
    let mut row = [0; 20];
    row[..16].copy_from_slice(&command_bytes(message));
    row[16..].copy_from_slice(&index.to_be_bytes());
    row
}

const fn place<'a>(column: &'a str, row: &'a [u8]) -> Place<'a> {
    Place {
        table: "media",
        column,
        row,
    }
}

impl std::fmt::Debug for MediaTodo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MediaTodo")
            .field("shop", &self.shop)
            .field("message", &self.message)
            .field("index", &self.index)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Media {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Media({}, {} bytes)",
            self.content_type,
            self.bytes.len()
        )
    }
}
