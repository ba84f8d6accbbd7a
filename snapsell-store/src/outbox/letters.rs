//! What could not be sent or delivered, for a person to look at; and how much is under way.

use super::{OutboxState, rows};
use crate::error::StoreError;
use crate::exports::ToldRow;
use crate::journal::bound;
use crate::store::Store;
use rusqlite::params;
use snapsell_core::{Class, CustomerId, Reply, ShopId, Timestamp, Version};
use std::collections::BTreeMap;

/// The first new reply of each shop is its oldest; what was tried, or put off, may be older still.
const OLDEST: &str = "
    WITH RECURSIVE waiting (shop) AS (
        SELECT min(shop) FROM outbox INDEXED BY outbox_fresh WHERE state = 0
        UNION ALL
        SELECT (SELECT min(shop) FROM outbox INDEXED BY outbox_fresh WHERE state = 0 AND shop > waiting.shop)
        FROM waiting WHERE shop IS NOT NULL
    )
    SELECT min(at) FROM (
        SELECT (SELECT at FROM outbox INDEXED BY outbox_fresh
                WHERE state = 0 AND shop = waiting.shop ORDER BY id LIMIT 1) AS at
        FROM waiting WHERE shop IS NOT NULL
        UNION ALL
        SELECT at FROM outbox INDEXED BY outbox_clock
        WHERE state > 0 AND state <= 3
    )";

/// Replies of one shop in one state that needs something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// Whose.
    pub shop: ShopId,
    /// How far they are.
    pub state: OutboxState,
    /// How many.
    pub count: u64,
    /// When the oldest of them was decided.
    pub oldest: Timestamp,
}

/// A reply that reached nobody. It prints without what it says.
#[derive(Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// Whose.
    pub shop: ShopId,
    /// Its number among the shop's replies.
    pub id: i64,
    /// To whom.
    pub customer: CustomerId,
    /// The entry that made it.
    pub version: Version,
    /// When it was decided.
    pub at: Timestamp,
    /// What kind of message it is.
    pub class: Class,
    /// [`OutboxState::Dead`] or [`OutboxState::Failed`].
    pub state: OutboxState,
    /// How often it was tried.
    pub attempts: u32,
    /// The provider's error code.
    pub error: Option<u32>,
    /// Why it was given up.
    pub reason: Option<String>,
    /// What it says; `None` when that was erased or does not open.
    pub reply: Option<Reply>,
}

impl Store {
    /// At most `most` replies that reached nobody, oldest first; of one shop or of all.
    ///
    /// # Errors
    /// The store's own.
    pub fn dead_letters(
        &self,
        shop: Option<ShopId>,
        most: usize,
    ) -> Result<Vec<DeadLetter>, StoreError> {
        let (from, to) = shop.map_or((0, u32::MAX), |shop| (shop.get(), shop.get()));
        self.letters((from, to), "shop, id", most)
    }

    /// At most `most` replies of a shop that reached nobody, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn newest_dead_letters(
        &self,
        shop: ShopId,
        most: usize,
    ) -> Result<Vec<DeadLetter>, StoreError> {
        self.letters((shop.get(), shop.get()), "shop DESC, id DESC", most)
    }

    fn letters(
        &self,
        (from, to): (u32, u32),
        order: &'static str,
        most: usize,
    ) -> Result<Vec<DeadLetter>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "{} INDEXED BY outbox_dead
                 WHERE state IN (7, 8) AND shop >= ?1 AND shop <= ?2 ORDER BY {order} LIMIT ?3",
                rows::COLUMNS.replace(" FROM outbox", ", error FROM outbox")
            ))?;
            let mut found = statement.query(params![from, to, bound(most)])?;
            let mut letters = Vec::new();
            while let Some(row) = found.next()? {
                let mut stored = rows::stored(row)?;
                letters.push(DeadLetter {
                    shop: stored.shop,
                    id: stored.id,
                    customer: stored.customer,
                    version: stored.version,
                    at: stored.at,
                    class: stored.class(),
                    state: stored.state,
                    attempts: stored.attempts,
                    error: row.get(14)?,
                    reason: stored.reason.take(),
                    reply: rows::open(self, &stored).ok().map(|opened| opened.reply),
                });
            }
            Ok(letters)
        })
    }

    /// At most `most` replies to one person after number `after` that were decided by `until`, the newest first.
    pub(crate) fn replies_since(
        &self,
        shop: ShopId,
        customer: CustomerId,
        after: i64,
        until: Timestamp,
        most: usize,
    ) -> Result<Vec<ToldRow>, StoreError> {
        let rows: Vec<rows::Stored> = self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "{} WHERE shop = ?1 AND id > ?2 AND customer = ?3 AND at <= ?4
                     ORDER BY id DESC LIMIT ?5",
                    rows::COLUMNS
                ))?
                .query_and_then(
                    params![
                        shop.get(),
                        after,
                        customer.get(),
                        until.millis(),
                        bound(most)
                    ],
                    rows::stored,
                )?
                .collect()
        })?;
        let told = |row: rows::Stored| ToldRow {
            version: row.version,
            at: row.at,
            state: row.state,
            reply: rows::open(self, &row).ok().map(|opened| opened.reply),
            reason: row.reason,
        };
        Ok(rows.into_iter().map(told).collect())
    }

    /// Sends a dead letter again, as soon as its person has nothing under way.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such dead letter.
    pub fn replay(&self, shop: ShopId, id: i64) -> Result<(), StoreError> {
        self.settle_letter(
            "UPDATE outbox SET state = 0, next_at = at, batch = NULL, members = NULL,
                 provider_id = NULL, error = NULL, reason = NULL
             WHERE shop = ?1 AND id = ?2 AND state IN (7, 8)",
            shop,
            id,
        )
    }

    /// Gives a dead letter up for good.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such dead letter.
    pub fn drop_letter(&self, shop: ShopId, id: i64) -> Result<(), StoreError> {
        self.settle_letter(
            "UPDATE outbox SET state = 9, reason = 'dropped'
             WHERE shop = ?1 AND id = ?2 AND state IN (7, 8)",
            shop,
            id,
        )
    }

    /// How many replies are in each state that needs something; finished ones are not counted.
    ///
    /// # Errors
    /// The store's own.
    pub fn outbox_counts(&self) -> Result<BTreeMap<OutboxState, u64>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT 0, count(*) FROM outbox INDEXED BY outbox_fresh WHERE state = 0 HAVING count(*) > 0
                 UNION ALL SELECT state, count(*) FROM outbox INDEXED BY outbox_clock
                 WHERE state > 0 AND state <= 3 GROUP BY state
                 UNION ALL SELECT state, count(*) FROM outbox INDEXED BY outbox_dead
                 WHERE state IN (7, 8) GROUP BY state",
            )?;
            let mut rows = statement.query([])?;
            let mut counts = BTreeMap::new();
            while let Some(row) = rows.next()? {
                counts.insert(OutboxState::from_code(row.get(0)?)?, row.get(1)?);
            }
            Ok(counts)
        })
    }

    /// The same for each shop that has any, with the instant at which the oldest of them was decided.
    ///
    /// # Errors
    /// The store's own.
    pub fn backlogs(&self) -> Result<Vec<Backlog>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT shop, 0, count(*), min(at) FROM outbox INDEXED BY outbox_fresh
                 WHERE state = 0 GROUP BY shop
                 UNION ALL SELECT shop, state, count(*), min(at) FROM outbox INDEXED BY outbox_clock
                 WHERE state > 0 AND state <= 3 GROUP BY shop, state
                 UNION ALL SELECT shop, state, count(*), min(at) FROM outbox INDEXED BY outbox_dead
                 WHERE state IN (7, 8) GROUP BY shop, state
                 ORDER BY 1, 2",
            )?;
            let rows = statement.query_and_then([], |row| {
                Ok(Backlog {
                    shop: ShopId::new(row.get(0)?),
                    state: OutboxState::from_code(row.get(1)?)?,
                    count: row.get(2)?,
                    oldest: Timestamp::from_millis(row.get(3)?),
                })
            })?;
            rows.collect()
        })
    }

    /// When the reply was decided that has waited longest, tried before or not.
    ///
    /// # Errors
    /// The store's own.
    pub fn oldest_pending(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| {
            let found: Option<i64> = connection
                .prepare_cached(OLDEST)?
                .query_row([], |row| row.get(0))?;
            Ok(found.map(Timestamp::from_millis))
        })
    }

    fn settle_letter(&self, sql: &'static str, shop: ShopId, id: i64) -> Result<(), StoreError> {
        self.write(|transaction| {
            match transaction
                .prepare_cached(sql)?
                .execute(params![shop.get(), id])?
            {
                1 => Ok(()),
                _ => Err(StoreError::Missing("dead letter")),
            }
        })
    }
}

impl std::fmt::Debug for DeadLetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeadLetter")
            .field("shop", &self.shop)
            .field("id", &self.id)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
