//! The head of each journal, kept in memory between commits as long as no other process writes.

use crate::error::StoreError;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{Link, ShopId, Timestamp, Version};
use std::collections::BTreeMap;

/// Heads kept; beyond it all are read again, which costs one row each.
const HEADS_MAX: usize = 100_000;

/// Where a shop's journal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) version: Version,
    pub(super) at: Timestamp,
    pub(super) chain: Link,
    pub(super) next_deadline: Option<Timestamp>,
    pub(super) outbox_next: i64,
}

/// The heads that are known.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    known: BTreeMap<ShopId, Head>,
    data_version: i64,
}

impl Heads {
    /// Believes nothing any more.
    pub(crate) fn forget(&mut self) {
        self.known.clear();
    }

    /// Forgets everything if another connection has written since the last call; whether it has. Call it inside the
    /// transaction.
    pub(super) fn refresh(&mut self, connection: &Connection) -> Result<bool, StoreError> {
        let data_version: i64 = connection
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |row| row.get(0))?;
        let others_wrote = data_version != self.data_version;
        if others_wrote || self.known.len() > HEADS_MAX {
            self.forget();
            self.data_version = data_version;
        }
        Ok(others_wrote)
    }

    /// The head of a shop; `None` when there is no such shop.
    pub(super) fn of(
        &self,
        connection: &Connection,
        shop: ShopId,
    ) -> Result<Option<Head>, StoreError> {
        if let Some(&head) = self.known.get(&shop) {
            return Ok(Some(head));
        }
        let row = connection
            .prepare_cached(
                "SELECT version, at, chain, next_deadline, outbox_next FROM shops WHERE shop = ?1",
            )?
            .query_row([shop.get()], |row| {
                Ok(Head {
                    version: Version::new(row.get(0)?),
                    at: Timestamp::from_millis(row.get(1)?),
                    chain: Link(row.get(2)?),
                    next_deadline: row.get::<_, Option<i64>>(3)?.map(Timestamp::from_millis),
                    outbox_next: row.get(4)?,
                })
            })
            .optional()?;
        Ok(row)
    }

    /// Remembers a head that was committed.
    pub(super) fn learn(&mut self, shop: ShopId, head: Head) {
        self.known.insert(shop, head);
    }
}

/// Moves the row of a shop from one head to the next; fails when the row is not where it should be.
pub(super) fn advance(
    connection: &Connection,
    shop: ShopId,
    from: &Head,
    to: &Head,
) -> Result<(), StoreError> {
    let changed = connection
        .prepare_cached(
            "UPDATE shops SET version = ?3, at = ?4, chain = ?5, outbox_next = ?6
             WHERE shop = ?1 AND version = ?2",
        )?
        .execute(params![
            shop.get(),
            from.version.get(),
            to.version.get(),
            to.at.millis(),
            to.chain.0,
            to.outbox_next,
        ])?;
    if changed != 1 {
        return Err(StoreError::corrupt_in(
            shop,
            Some(to.version),
            "the head of the journal moved inside a transaction",
        ));
    }
    // It has an index, which is written anew even with the same value.
    if to.next_deadline != from.next_deadline {
        connection
            .prepare_cached("UPDATE shops SET next_deadline = ?2 WHERE shop = ?1")?
            .execute(params![shop.get(), to.next_deadline.map(Timestamp::millis)])?;
    }
    Ok(())
}
