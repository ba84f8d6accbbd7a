//! Leasing: what may be sent now is marked durably before a request leaves.

use super::rows::{self, Stored};
use super::{OutboxState, Outgoing, ROWS_PER_MESSAGE_MAX};
use crate::error::StoreError;
use crate::store::Store;
use crate::words::json;
use rusqlite::{Connection, params};
use snapsell_core::{CustomerId, ShopId, Span, Timestamp};
use std::collections::BTreeSet;

/// Candidates read at a time.
const CHUNK: i64 = 256;
/// A message that is being looked up is not handed out again for this long.
const LOOK_AGAIN: Span = Span::from_secs(30);

impl Store {
    /// At most `most` messages to be sent now, oldest first, for people who have none under way. They are marked as
    /// being sent, durably, until `lease` has passed; a request that is not finished by then counts as unknown.
    ///
    /// # Errors
    /// The store's own; then nothing was marked.
    pub fn lease(
        &self,
        now: Timestamp,
        most: usize,
        lease: Span,
    ) -> Result<Vec<Outgoing>, StoreError> {
        if most == 0 || !self.read(|connection| rows::any_due(connection, now))? {
            return Ok(Vec::new());
        }
        self.write(|transaction| {
            rows::expire_leases(transaction, now)?;
            let mut leased = Vec::new();
            let mut seen = BTreeSet::new();
            let mut after = (i64::MIN, 0, 0);
            while leased.len() < most {
                let people = candidates(transaction, now, &mut after)?;
                if people.is_empty() {
                    break;
                }
                for (shop, customer) in people {
                    if leased.len() < most && seen.insert((shop, customer)) {
                        leased.extend(self.lease_one(transaction, shop, customer, now, lease)?);
                    }
                }
            }
            Ok(leased)
        })
    }

    /// Messages of which nobody knows whether they were sent, to be looked up now. They are not handed out again for
    /// half a minute.
    ///
    /// # Errors
    /// The store's own.
    pub fn unknown(&self, now: Timestamp, most: usize) -> Result<Vec<Outgoing>, StoreError> {
        if !self.read(|connection| rows::any_due(connection, now))? {
            return Ok(Vec::new());
        }
        self.write(|transaction| {
            rows::expire_leases(transaction, now)?;
            let due: Vec<Stored> = transaction
                .prepare_cached(&format!(
                    "{} WHERE state <= 3 AND state = 3 AND next_at <= ?1 AND batch = id
                     ORDER BY next_at, shop, id LIMIT ?2",
                    rows::COLUMNS
                ))?
                .query_and_then(
                    params![now.millis(), crate::journal::bound(most)],
                    rows::stored,
                )?
                .collect::<Result<_, _>>()?;
            let mut found = Vec::new();
            for first in due {
                let attempt = first.attempts;
                let message = rows::message(transaction, first)?;
                for row in &message {
                    transaction
                        .prepare_cached(
                            "UPDATE outbox SET next_at = ?3
                             WHERE shop = ?1 AND id = ?2 AND state <= 3 AND state = 3",
                        )?
                        .execute(params![row.shop.get(), row.id, (now + LOOK_AGAIN).millis()])?;
                }
                found.push(rows::outgoing(self, &message, attempt)?);
            }
            Ok(found)
        })
    }

    /// Marks the next message of one person, if she has none under way.
    fn lease_one(
        &self,
        connection: &Connection,
        shop: ShopId,
        customer: CustomerId,
        now: Timestamp,
        lease: Span,
    ) -> Result<Option<Outgoing>, StoreError> {
        if is_busy(connection, shop, customer, now)? {
            return Ok(None);
        }
        loop {
            let rows = next_rows(connection, shop, customer)?;
            let Some(first) = rows.first() else {
                return Ok(None);
            };
            let attempt = first.attempts + 1;
            match rows::outgoing(self, &rows, attempt) {
                Ok(message) => {
                    mark(connection, &rows, attempt, now + lease)?;
                    return Ok(Some(message));
                }
                Err(StoreError::Missing(_)) => {
                    for row in rows.iter().filter(|row| row.body.is_none()) {
                        rows::give_up(connection, row, OutboxState::Withheld, "erased")?;
                    }
                }
                Err(StoreError::Key(_) | StoreError::Corrupt { .. }) => {
                    for row in rows.iter().filter(|row| rows::open(self, row).is_err()) {
                        rows::give_up(
                            connection,
                            row,
                            OutboxState::Dead,
                            "the text does not open",
                        )?;
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }
}

/// People who have something due, oldest first, from where the last call stopped.
fn candidates(
    connection: &Connection,
    now: Timestamp,
    after: &mut (i64, u32, i64),
) -> Result<Vec<(ShopId, CustomerId)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT next_at, shop, id, customer FROM outbox
         WHERE state <= 3 AND state <= 1 AND next_at <= ?1 AND (next_at, shop, id) > (?2, ?3, ?4)
         ORDER BY next_at, shop, id LIMIT ?5",
    )?;
    let mut rows = statement.query(params![now.millis(), after.0, after.1, after.2, CHUNK])?;
    let mut people = Vec::new();
    while let Some(row) = rows.next()? {
        *after = (row.get(0)?, row.get(1)?, row.get(2)?);
        people.push((ShopId::new(after.1), CustomerId::new(row.get(3)?)));
    }
    Ok(people)
}

/// Whether a message of hers is under way, unknown, or waits for another attempt.
fn is_busy(
    connection: &Connection,
    shop: ShopId,
    customer: CustomerId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM outbox WHERE state <= 3 AND shop = ?1 AND customer = ?2
             AND (state >= 2 OR (state = 1 AND next_at > ?3)) LIMIT 1",
        )?
        .exists(params![shop.get(), customer.get(), now.millis()])?)
}

/// The rows of her next message: what was tried together goes together again, new rows of one class join each other.
fn next_rows(
    connection: &Connection,
    shop: ShopId,
    customer: CustomerId,
) -> Result<Vec<Stored>, StoreError> {
    let mut open: Vec<Stored> = connection
        .prepare_cached(&format!(
            "{} WHERE state <= 3 AND shop = ?1 AND customer = ?2 ORDER BY id LIMIT ?3",
            rows::COLUMNS
        ))?
        .query_and_then(
            params![shop.get(), customer.get(), ROWS_PER_MESSAGE_MAX],
            rows::stored,
        )?
        .collect::<Result<_, _>>()?;
    if let Some(first) = open.first().cloned() {
        let alike = |row: &Stored| {
            row.state == first.state && row.class == first.class && row.batch == first.batch
        };
        let count = open.iter().take_while(|row| alike(row)).count();
        open.truncate(count);
    }
    Ok(open)
}

fn mark(
    connection: &Connection,
    rows: &[Stored],
    attempt: u32,
    until: Timestamp,
) -> Result<(), StoreError> {
    let first = rows.first().expect("a message has a row").id;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let members = (ids.len() > 1).then(|| json(&ids));
    for row in rows {
        let members = members.as_ref().filter(|_| row.id == first);
        connection
            .prepare_cached(
                "UPDATE outbox SET state = 2, next_at = ?3, attempts = ?4, batch = ?5, members = ?6
                 WHERE shop = ?1 AND id = ?2",
            )?
            .execute(params![
                row.shop.get(),
                row.id,
                until.millis(),
                attempt,
                first,
                members
            ])?;
    }
    Ok(())
}
