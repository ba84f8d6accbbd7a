//! What the provider still has of people who were forgotten: a list that is worked off until it is empty.

use crate::error::StoreError;
use crate::journal::bound;
use crate::store::Store;
use rusqlite::{Connection, params};
use snapsell_core::{ShopId, Span, Timestamp};

/// How long one attempt may take before another one is made.
const ATTEMPT: Span = Span::from_secs(120);

/// One message or medium that the provider is to delete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderDeletion {
    /// Its number.
    pub id: i64,
    /// Whose account it is in.
    pub shop: ShopId,
    /// The provider's id of the message.
    pub message: String,
    /// The provider's id of a medium of it; `None` for the message itself.
    pub media: Option<String>,
    /// How often it was tried, this time included.
    pub attempts: u32,
}

impl Store {
    /// At most `most` deletions that are due, media before their messages. Each is given to one caller, and again after
    /// two minutes unless that one says how it went.
    ///
    /// # Errors
    /// The store's own.
    pub fn provider_deletions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<ProviderDeletion>, StoreError> {
        let due = "SELECT id, shop, message, media, attempts FROM provider_deletions
                   WHERE next_at <= ?1 ORDER BY next_at, media IS NULL, id LIMIT ?2";
        let limit = params![now.millis(), bound(most)];
        if !self.read(|connection| Ok(connection.prepare_cached(due)?.exists(limit)?))? {
            return Ok(Vec::new());
        }
        self.write(|transaction| {
            let rows: Vec<ProviderDeletion> = transaction
                .prepare_cached(due)?
                .query_map(limit, |row| {
                    Ok(ProviderDeletion {
                        id: row.get(0)?,
                        shop: ShopId::new(row.get(1)?),
                        message: row.get(2)?,
                        media: row.get(3)?,
                        attempts: row.get::<_, u32>(4)? + 1,
                    })
                })?
                .collect::<Result<_, _>>()?;
            for row in &rows {
                transaction
                    .prepare_cached(
                        "UPDATE provider_deletions SET next_at = ?2, attempts = ?3 WHERE id = ?1",
                    )?
                    .execute(params![row.id, (now + ATTEMPT).millis(), row.attempts])?;
            }
            Ok(rows)
        })
    }

    /// Says how one went: gone when `again_at` is `None`, to be tried again otherwise.
    ///
    /// # Errors
    /// The store's own.
    pub fn provider_deleted(&self, id: i64, again_at: Option<Timestamp>) -> Result<(), StoreError> {
        self.write(|transaction| {
            match again_at {
                None => transaction
                    .execute("DELETE FROM provider_deletions WHERE id = ?1", params![id])?,
                Some(at) => transaction.execute(
                    "UPDATE provider_deletions SET next_at = ?2 WHERE id = ?1",
                    params![id, at.millis()],
                )?,
            };
            Ok(())
        })
    }

    /// How many messages and media the provider still has to delete.
    ///
    /// # Errors
    /// The store's own.
    pub fn provider_deletions_left(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            Ok(
                connection.query_row("SELECT count(*) FROM provider_deletions", [], |row| {
                    row.get(0)
                })?,
            )
        })
    }
}

/// Adds one deletion to the list.
pub(super) fn owe(
    connection: &Connection,
    shop: ShopId,
    message: &str,
    media: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO provider_deletions (shop, message, media, next_at) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![shop.get(), message, media, now.millis()])?;
    Ok(())
}

/// The ids of message and medium in the address where the provider keeps a medium.
pub(super) fn ids_in(source: &str) -> Option<(&str, &str)> {
    let (_, rest) = source.rsplit_once("/Messages/")?;
    let (message, media) = rest.split_once("/Media/")?;
    let plain = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (plain(message) && plain(media)).then_some((message, media))
}
