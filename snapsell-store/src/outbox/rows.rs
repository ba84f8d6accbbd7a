//! Rows of the outbox as they lie on the disk, and how they open.

use super::{OutboxRow, OutboxState, Outgoing};
use crate::error::StoreError;
use crate::journal::{reply_place, reply_row};
use crate::store::{SEALED_WAIT, Store};
use crate::words::{from_json, from_word, json};
use rusqlite::{Connection, Row, params};
use snapsell_core::{Class, CustomerId, Reply, ShopId, Timestamp, Version};

/// A row with its body still sealed.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) shop: ShopId,
    pub(super) id: i64,
    pub(super) customer: CustomerId,
    pub(super) version: Version,
    pub(super) seq: usize,
    pub(super) at: Timestamp,
    pub(super) class: String,
    pub(super) body: Option<Vec<u8>>,
    pub(super) state: OutboxState,
    pub(super) attempts: u32,
    pub(super) batch: Option<i64>,
    pub(super) members: Option<String>,
    pub(super) provider_id: Option<String>,
    pub(super) reason: Option<String>,
}

impl Stored {
    /// Its kind; a word that cannot be read holds nothing up.
    pub(super) fn class(&self) -> Class {
        from_word(self.class.clone()).unwrap_or(Class::Info)
    }
}

/// What is read of a row. Whoever searches by state names the index: without figures about the tables SQLite would
/// rather read all replies of the shop, sent ones too.
pub(super) const COLUMNS: &str = "SELECT shop, id, customer, version, seq, at, class, body, state,
     attempts, batch, members, provider_id, reason FROM outbox";

pub(super) fn stored(row: &Row<'_>) -> Result<Stored, StoreError> {
    Ok(Stored {
        shop: ShopId::new(row.get(0)?),
        id: row.get(1)?,
        customer: CustomerId::new(row.get(2)?),
        version: Version::new(row.get(3)?),
        seq: row.get(4)?,
        at: Timestamp::from_millis(row.get(5)?),
        class: row.get(6)?,
        body: row.get(7)?,
        state: OutboxState::from_code(row.get(8)?)?,
        attempts: row.get(9)?,
        batch: row.get(10)?,
        members: row.get(11)?,
        provider_id: row.get(12)?,
        reason: row.get(13)?,
    })
}

/// One row by its number.
pub(super) fn by_id(
    connection: &Connection,
    shop: ShopId,
    id: i64,
) -> Result<Option<Stored>, StoreError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE shop = ?1 AND id = ?2"))?
        .query_and_then(params![shop.get(), id], stored)?
        .next()
        .transpose()
}

/// All rows of the message that starts with this one.
pub(super) fn message(connection: &Connection, first: Stored) -> Result<Vec<Stored>, StoreError> {
    let Some(members) = &first.members else {
        return Ok(vec![first]);
    };
    let rows: Vec<Stored> = match from_json::<Vec<i64>>(members) {
        Ok(ids) => ids
            .into_iter()
            .filter_map(|id| by_id(connection, first.shop, id).transpose())
            .collect::<Result<_, _>>()?,
        // A list that cannot be read: each row says itself whose it is, only more slowly.
        Err(_) => connection
            .prepare_cached(&format!(
                "{COLUMNS} WHERE shop = ?1 AND batch = ?2 ORDER BY id"
            ))?
            .query_and_then(params![first.shop.get(), first.id], stored)?
            .collect::<Result<_, _>>()?,
    };
    // A row that was sent again on its own belongs to this message no more.
    Ok(rows
        .into_iter()
        .filter(|row| row.batch == Some(first.id))
        .collect())
}

/// Opens the body of a row.
pub(super) fn open(store: &Store, row: &Stored) -> Result<OutboxRow, StoreError> {
    let sealed = row
        .body
        .as_deref()
        .ok_or(StoreError::Missing("text: it was erased"))?;
    let place = reply_row(row.version, row.seq);
    let plain = store
        .tenant(row.shop)?
        .open_text(reply_place(&place), sealed)?;
    let reply: Reply = from_json(&plain)?;
    Ok(OutboxRow {
        id: row.id,
        at: row.at,
        version: row.version,
        reply,
    })
}

/// The message that these rows make.
pub(super) fn outgoing(
    store: &Store,
    rows: &[Stored],
    attempt: u32,
) -> Result<Outgoing, StoreError> {
    let first = rows.first().expect("a message has a row");
    Ok(Outgoing {
        shop: first.shop,
        customer: first.customer,
        mid: format!("{}-{attempt}", first.id),
        attempt,
        rows: rows
            .iter()
            .map(|row| open(store, row))
            .collect::<Result<_, _>>()?,
    })
}

/// Whether anything of an unfinished state is due.
pub(super) fn any_due(
    connection: &Connection,
    state: OutboxState,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM outbox INDEXED BY outbox_clock
             WHERE state > 0 AND state <= 3 AND state = ?1 AND next_at <= ?2 LIMIT 1",
        )?
        .exists(params![state.code(), now.millis()])?)
}

/// Requests that nobody finished in time: nobody knows whether they arrived.
pub(super) fn expire_leases(connection: &Connection, now: Timestamp) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE outbox INDEXED BY outbox_clock SET state = 3, next_at = ?1
             WHERE state > 0 AND state <= 3 AND state = 2 AND next_at <= ?1",
        )?
        .execute([now.millis()])?;
    Ok(())
}

/// Gives a row back untouched until this instant.
pub(super) fn put_off(
    connection: &Connection,
    shop: ShopId,
    id: i64,
    until: Timestamp,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE outbox SET state = 1, next_at = ?3 WHERE shop = ?1 AND id = ?2 AND state <= 1",
        )?
        .execute(params![shop.get(), id, until.millis()])?;
    Ok(())
}

/// Lets what waits in a shop whose key does not open wait on, all of it at once; that costs no attempt.
pub(super) fn put_off_all(
    connection: &Connection,
    shop: ShopId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let until = (now + SEALED_WAIT).millis();
    connection
        .prepare_cached(
            "UPDATE outbox INDEXED BY outbox_clock SET next_at = ?2
             WHERE state > 0 AND state <= 3 AND state IN (1, 3) AND next_at <= ?3 AND shop = ?1",
        )?
        .execute(params![shop.get(), until, now.millis()])?;
    connection
        .prepare_cached(
            "UPDATE outbox INDEXED BY outbox_fresh SET state = 1, next_at = ?2
             WHERE state = 0 AND shop = ?1",
        )?
        .execute(params![shop.get(), until])?;
    Ok(())
}

/// The message of a person is finished: the next that waited behind it is due.
pub(super) fn wake(
    connection: &Connection,
    shop: ShopId,
    customer: CustomerId,
    now: Timestamp,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE outbox SET next_at = min(next_at, ?3)
             WHERE shop = ?1 AND state = 1 AND attempts = 0 AND id = (
                 SELECT id FROM outbox INDEXED BY outbox_person
                 WHERE state > 0 AND state <= 3 AND shop = ?1 AND customer = ?2 ORDER BY id LIMIT 1)",
        )?
        .execute(params![shop.get(), customer.get(), now.millis()])?;
    Ok(())
}

/// Marks rows as one message under way.
pub(super) fn mark(
    connection: &Connection,
    rows: &[Stored],
    until: Timestamp,
) -> Result<(), StoreError> {
    let first = rows.first().expect("a message has a row");
    let (attempt, batch) = (first.attempts + 1, first.id);
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let members = (ids.len() > 1).then(|| json(&ids));
    for row in rows {
        let members = members.as_ref().filter(|_| row.id == batch);
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
                batch,
                members
            ])?;
    }
    Ok(())
}

/// Takes a mark back: its row goes again now, as if it had not been marked.
pub(super) fn unmark(
    connection: &Connection,
    row: &Stored,
    now: Timestamp,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE outbox SET state = 1, next_at = ?3, attempts = ?4, batch = NULL, members = NULL
             WHERE shop = ?1 AND id = ?2 AND state = 2",
        )?
        .execute(params![row.shop.get(), row.id, now.millis(), row.attempts])?;
    Ok(())
}

/// Why a row is given up whose text its key does not open.
pub(super) const DOES_NOT_OPEN: &str = "the text does not open";

/// Ends an open row that cannot be sent: its text is gone, or does not open.
pub(super) fn give_up(
    connection: &Connection,
    row: &Stored,
    state: OutboxState,
    reason: &'static str,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE outbox SET state = ?3, reason = ?4 WHERE shop = ?1 AND id = ?2")?
        .execute(params![row.shop.get(), row.id, state.code(), reason])?;
    Ok(())
}
