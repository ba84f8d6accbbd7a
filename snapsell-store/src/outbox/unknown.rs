//! Messages in doubt: handed out to be looked up at the provider.

use super::rows::{self, Stored};
use super::{OutboxState, Outgoing};
use crate::error::StoreError;
use crate::journal::bound;
use crate::store::Store;
use rusqlite::{Connection, params};
use snapsell_core::{Span, Timestamp};

/// A message that is being looked up is not handed out again for this long.
const LOOK_AGAIN: Span = Span::from_secs(30);

impl Store {
    /// Messages of which nobody knows whether they were sent, to be looked up now. They are not handed out again for
    /// half a minute. Those of a shop whose key does not open wait: it may, once it is put right, but a text never will.
    ///
    /// # Errors
    /// The store's own.
    pub fn unknown(&self, now: Timestamp, most: usize) -> Result<Vec<Outgoing>, StoreError> {
        let due = |connection: &Connection| {
            Ok(rows::any_due(connection, OutboxState::Unknown, now)?
                || rows::any_due(connection, OutboxState::Sending, now)?)
        };
        if !self.read(due)? {
            return Ok(Vec::new());
        }
        self.write(|transaction| {
            rows::expire_leases(transaction, now)?;
            let due = loop {
                let due = firsts(transaction, now, most)?;
                match self.first_sealed(due.iter().map(|first| first.shop))? {
                    None => break due,
                    Some(shop) => rows::put_off_all(transaction, shop, now)?,
                }
            };
            let mut found = Vec::new();
            for first in due {
                let attempt = first.attempts;
                let message = rows::message(transaction, first)?;
                let Ok(outgoing) = rows::outgoing(self, &message, attempt) else {
                    give_up(transaction, &message, now)?;
                    continue;
                };
                for row in &message {
                    transaction
                        .prepare_cached(
                            "UPDATE outbox SET next_at = ?3 WHERE shop = ?1 AND id = ?2 AND state = 3",
                        )?
                        .execute(params![row.shop.get(), row.id, (now + LOOK_AGAIN).millis()])?;
                }
                found.push(outgoing);
            }
            Ok(found)
        })
    }
}

/// The first rows of messages in doubt that are due.
fn firsts(connection: &Connection, now: Timestamp, most: usize) -> Result<Vec<Stored>, StoreError> {
    connection
        .prepare_cached(&format!(
            "{} INDEXED BY outbox_clock
             WHERE state > 0 AND state <= 3 AND state = 3 AND next_at <= ?1 AND batch = id
             ORDER BY next_at, shop, id LIMIT ?2",
            rows::COLUMNS
        ))?
        .query_and_then(params![now.millis(), bound(most)], rows::stored)?
        .collect()
}

/// A message that nobody can look up, for one of its texts does not open: a person decides what becomes of it.
fn give_up(connection: &Connection, message: &[Stored], now: Timestamp) -> Result<(), StoreError> {
    for row in message {
        if row.state == OutboxState::Unknown {
            rows::give_up(connection, row, OutboxState::Dead, rows::DOES_NOT_OPEN)?;
        }
        rows::wake(connection, row.shop, row.customer, now)?;
    }
    Ok(())
}
